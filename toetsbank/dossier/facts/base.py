"""The shape of a fact, and the two kinds that most facts are: a row that says no, and one day after another."""

from collections.abc import Callable, Iterator
from datetime import date

from toetsbank.dossier.model import Answers, Remark, Situation, contradicts

Fact = Callable[[Answers, Situation], Iterator[Remark]]
"""Looks at the answers of one form and says what is the matter; nothing when all is well. Raises Unanswered."""


def dutch(day: date) -> str:
    """Return a day as Dutch readers write it."""
    return f"{day.day}-{day.month}-{day.year}"


def rows_that(table: str, label: str, is_wrong: Callable[[Answers], bool], text: str) -> Fact:
    """Return a fact that every row of a table must hold; ``text`` follows the label of a wrong row."""

    def look(answers: Answers, _situation: Situation) -> Iterator[Remark]:
        for number, row in enumerate(answers.rows(table), 1):
            if is_wrong(row):
                named = row.day(label) if isinstance(row.values[label], date) else None
                yield contradicts(f"{table}[{number}]", f"{f'op {dutch(named)}' if named else row.text(label)} {text}")

    return look


def in_order(first: str, then: str, text: str) -> Fact:
    """Return a fact that one day came before, or fell on, another."""

    def look(answers: Answers, _situation: Situation) -> Iterator[Remark]:
        early, late = answers.day(first), answers.day(then)
        if early > late:
            yield contradicts(first, f"{text}: {dutch(early)} ligt na {dutch(late)} ({then})")

    return look
