"""Facts about who can be reached: deputies, lines for everyone, opening hours and test calls."""

from collections.abc import Iterator

from toetsbank.dossier.facts.base import Fact
from toetsbank.dossier.model import Answers, Remark, Situation, contradicts, open_

OFFICE_HOURS = ("09:00", "17:00")
"""Unless agreed otherwise (interpretations section 8)."""
UNANSWERED_TWICE = 2
OF_A_GBX = ("gebruikers", "GZN", "LSP")
OF_A_SUPPLIER = ("VZVZ", "GBZ-beheerders", "andere leveranciers")


def deputy_named(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """There is an administrator, and another person who stands in."""
    people = answers.rows("beheerders")
    names = {task: {row.text("naam").casefold() for row in people if row.text("taak") == task} for task in TASKS}
    for task, found in names.items():
        if not found:
            yield open_("beheerders", f"er is geen {task} opgegeven")
    if names[TASKS[0]] and names[TASKS[1]] and len(names[TASKS[0]] | names[TASKS[1]]) == 1:
        yield open_("beheerders", "systeembeheerder en vervanger zijn dezelfde persoon")


TASKS = ("systeembeheerder", "vervanger")


def line_for(*audiences: str) -> Fact:
    """Return a fact that each audience has a number."""

    def look(answers: Answers, _situation: Situation) -> Iterator[Remark]:
        served = {row.text("voor") for row in answers.rows("nummers")}
        for audience in audiences:
            if audience not in served:
                yield open_("nummers", f"er is geen nummer voor {audience}")

    return look


def open_in_office_hours(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """The lines are open from nine to five, or other hours were agreed."""
    begin, end = answers.text("open_van"), answers.text("open_tot")
    if (begin > OFFICE_HOURS[0] or end < OFFICE_HOURS[1]) and not answers.text_or("afspraak"):
        text = (
            f"open van {begin} tot {end}, korter dan {OFFICE_HOURS[0]} tot {OFFICE_HOURS[1]}, zonder afspraak daarover"
        )
        yield open_("open_van", text)


def calls_answered(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """Test calls were answered: one missed decides nothing, two missed do."""
    calls = answers.rows("proefoproepen")
    missed = [row for row in calls if not row.is_so("beantwoord")]
    if len(missed) >= UNANSWERED_TWICE:
        yield contradicts("proefoproepen", f"{len(missed)} van {len(calls)} proefoproepen bleven onbeantwoord")
    elif missed:
        yield open_("proefoproepen", "een proefoproep bleef onbeantwoord; doe er nog een")
    if any(row.day("op") > situation.today for row in calls):
        yield open_("proefoproepen", "een proefoproep ligt in de toekomst")


def called_at_both_times(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """There was a call inside office hours and one outside."""
    times = {row.is_so("kantooruren") for row in answers.rows("proefoproepen")}
    for inside, words in ((True, "binnen"), (False, "buiten")):
        if inside not in times:
            yield open_("proefoproepen", f"er is geen proefoproep {words} kantooruren")
