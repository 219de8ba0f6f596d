"""Finds the sentences that a ``plaats`` of the catalogue means in a requirement of a document.

A place without sentence means all sentences of its item or paragraph. Literal words must stand in the sentences found.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from catalogue.document import Sentence
from catalogue.place_grammar import (
    LISTS,
    Around,
    Aspect,
    Head,
    Level,
    Numbered,
    Piece,
    PlaceError,
    Selector,
    Tagged,
    parse,
    quotes,
)

Numbers = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """The sentences that a place means, by position in the requirement, or why it could not be placed."""

    sentences: tuple[int, ...] = ()
    problem: str = ""


@dataclass(slots=True)
class _Scope:
    """The sentences still meant while a place is read from wide to narrow."""

    all: Sequence[Sentence]
    chosen: list[int]
    depth: int = 0
    """How many levels of items have been chosen."""
    list_chosen: bool = False
    narrowed: bool = False

    def keep(self, choice: Callable[[Sentence], bool], what: str) -> None:
        """Narrow to the sentences that fit; raises ``PlaceError`` where none does."""
        kept = [position for position in self.chosen if choice(self.all[position])]
        if not kept:
            raise PlaceError(what)
        self.chosen = kept
        self.narrowed = True

    def sentences(self) -> list[Sentence]:
        return [self.all[position] for position in self.chosen]


def place_all(texts: Sequence[str], sentences: Sequence[Sentence]) -> tuple[Placement, ...]:
    """Return the sentences that each place of a requirement means.

    Paragraphs are told apart by the white space between them. Where places cannot be found so, all are read with every
    line that was ended on purpose as the end of a paragraph, if that finds more of them.
    """
    wide = tuple(place(text, sentences) for text in texts)
    if not any(each.problem for each in wide):
        return wide
    finely = [replace(sentence, paragraph=sentence.fine_paragraph) for sentence in sentences]
    fine = tuple(place(text, finely) for text in texts)
    return fine if sum(bool(each.problem) for each in fine) < sum(bool(each.problem) for each in wide) else wide


def place(text: str, sentences: Sequence[Sentence]) -> Placement:
    """Return the sentences that a place means among those of its requirement."""
    found: set[int] = set()
    try:
        for piece in parse(text):
            found.update(_resolve(piece, sentences))
    except PlaceError as error:
        return Placement(problem=str(error))
    positions = tuple(sorted(found))
    words = _plain(" ".join(sentences[position].text for position in positions))
    lost = [quote for quote in quotes(text) if _plain(quote) not in words]
    return Placement(positions, f"de woorden “{lost[0]}” staan daar niet" if lost else "")


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _resolve(piece: Piece, sentences: Sequence[Sentence]) -> list[int]:
    scope = _Scope(sentences, list(range(len(sentences))))
    part = piece.part
    if any(sentence.part == part for sentence in sentences):
        scope.keep(lambda sentence: sentence.part == part, part)
    elif part == "Eis":  # an exchange has no part of that name: its parts together are the requirement
        scope.keep(lambda sentence: sentence.part != "Toelichting", part)
    else:
        raise PlaceError(f"de eis heeft geen deel “{part}”")
    scope.narrowed = False
    for selector in piece.selectors:
        _narrow(scope, selector)
    _settle(scope, piece)
    return scope.chosen


def _settle(scope: _Scope, piece: Piece) -> None:
    """Narrow what was named too widely: a paragraph is without its list, and an aspect of a list is one item of it."""
    levels = {selector.level for selector in piece.selectors if isinstance(selector, Numbered)}
    if "paragraph" in levels and not levels & {"item", "list_number", "sentence"}:
        scope.chosen = [position for position in scope.chosen if not scope.all[position].item] or scope.chosen
    lists = [each for each in piece.selectors if isinstance(each, Aspect) and each.text in LISTS]
    if (lists or "list_number" in levels) and not scope.depth and piece.aspect:
        named = _plain(piece.aspect)
        items = [position for position in scope.chosen if scope.all[position].item]
        scope.chosen = [position for position in items if named in _plain(scope.all[position].text)] or scope.chosen


def _narrow(scope: _Scope, selector: Selector) -> None:
    """Apply one selector; raises ``PlaceError`` with the selector that fits nothing or is not understood."""
    match selector:
        case Numbered(level="item"):
            _items(scope, selector.numbers, selector.text)
        case Numbered(level="sentence"):
            _nth_sentences(scope, selector.numbers, selector.text)
        case Numbered():
            _by_number(scope, selector.level, selector.numbers, selector.text)
        case Around():
            _around(scope, selector)
        case Head():
            _head(scope, selector.text)
        case Tagged():
            _by_tag(scope, selector.tags)
        case Aspect():
            if not (selector.is_known or scope.narrowed):
                raise PlaceError(f"“{selector.text}” is niet begrepen")


def _by_number(scope: _Scope, level: Level, numbers: Numbers, selector: str) -> None:
    """Choose paragraphs or lists."""
    present = sorted({int(getattr(sentence, level)) for sentence in scope.sentences()} - {0})
    wanted = {_nth(present, number[0], selector) for number in numbers}
    scope.keep(lambda sentence: getattr(sentence, level) in wanted, _absent(selector))
    scope.list_chosen |= level == "list_number"


def _nth(present: Sequence[int], number: int, selector: str) -> int:
    """Return the numbered one: paragraphs and lists go by their number in the part, or else by their order here."""
    if number in present:
        return number
    position = number - 1 if number > 0 else number
    if not -len(present) <= position < len(present):
        raise PlaceError(_absent(selector))
    return present[position]


def _absent(selector: str) -> str:
    return f"“{selector}” is daar niet"


def _items(scope: _Scope, numbers: Numbers, selector: str) -> None:
    depth = scope.depth
    if not scope.list_chosen and not depth:
        _choose_list(scope, [number[0] for number in numbers], selector)
    last = max((sentence.item[depth] for sentence in scope.sentences() if len(sentence.item) > depth), default=0)
    wanted = {(last + 1 + number[0], *number[1:]) if number[0] < 0 else number for number in numbers}
    scope.keep(
        lambda sentence: any(sentence.item[depth : depth + len(number)] == number for number in wanted),
        _absent(selector),
    )
    scope.depth += max(len(number) for number in wanted)


def _choose_list(scope: _Scope, numbers: Iterable[int], selector: str) -> None:
    """Where a place names no list: the first that has all these items."""
    most = max(numbers)
    for number in sorted({sentence.list_number for sentence in scope.sentences()} - {0}):
        if any(sentence.list_number == number and sentence.item[0] >= most for sentence in scope.sentences()):
            scope.keep(lambda sentence, chosen=number: sentence.list_number == chosen, _absent(selector))  # type: ignore[misc]
            return
    raise PlaceError(_absent(selector))


def _nth_sentences(scope: _Scope, numbers: Numbers, selector: str) -> None:
    """Count running sentences, or those of the items where items were chosen or there is nothing else."""
    inside = scope.depth > 0 or all(sentence.item for sentence in scope.sentences())
    counted = [position for position in scope.chosen if inside or not scope.all[position].item]
    chosen: list[int] = []
    for number in (each[0] for each in numbers):
        position = number - 1 if number > 0 else number
        if not -len(counted) <= position < len(counted):
            raise PlaceError(_absent(selector))
        chosen.append(counted[position])
    scope.chosen, scope.narrowed = chosen, True


def _head(scope: _Scope, selector: str) -> None:
    """Choose what stands above the first list, or above the nested list of an item."""
    here = scope.sentences()
    if scope.depth:
        scope.keep(lambda sentence: len(sentence.item) == scope.depth, _absent(selector))
        return
    blocks = [sentence.block for sentence in here if sentence.item]
    first = min(blocks, default=None)
    if first is None:
        scope.keep(lambda sentence: sentence.paragraph == here[0].paragraph, _absent(selector))
    else:
        scope.keep(lambda sentence: not sentence.item and sentence.block < first, _absent(selector))


def _around(scope: _Scope, around: Around) -> None:
    """Choose the running text between a list and the one next to it, or on one side of a line of dashes."""
    if around.rule:
        scope.keep(lambda sentence: sentence.below_rule is around.after, _absent(around.text))
        return
    here = scope.sentences()
    lists = sorted({sentence.list_number for sentence in here} - {0})
    number = around.number if around.number is not None else (-1 if around.after else 1)
    chosen = _nth(lists, number, around.text)
    block = next(sentence.block for sentence in here if sentence.list_number == chosen)
    others = [sentence.block for sentence in here if sentence.item and sentence.list_number != chosen]
    if around.after:
        first, last = block, min((other for other in others if other > block), default=len(scope.all))
    else:
        first, last = max((other for other in others if other < block), default=-1), block
    scope.keep(lambda sentence: not sentence.item and first < sentence.block < last, _absent(around.text))
    if around.one_sentence:
        scope.chosen = scope.chosen[:1] if around.after else scope.chosen[-1:]


def _by_tag(scope: _Scope, tags: Sequence[str]) -> None:
    """Narrow to what carries the tags, where anything does: a tag may stand beside an item that is already chosen."""
    kept = [position for position in scope.chosen if any(tag in scope.all[position].text.casefold() for tag in tags)]
    scope.chosen = kept or scope.chosen
    scope.narrowed = True
