"""Reads the words of a ``plaats``: free Dutch, from a part of the requirement to what is meant within it.

For instance "Eis, item 3, tweede zin", "Toelichting, alinea 2, zin 1", "Eis, tweede lijst, item 8: ontvangen", "Eis,
aanhef", "Eis, laatste alinea". Behind a colon stands which aspect of the sentence is meant; what stands in brackets, or
behind a semicolon without naming a place, is a remark. Words in quotation marks are literal.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Level = Literal["paragraph", "list_number", "item", "sentence"]

PARTS = (
    "Eis",
    "Toelichting",
    "Implicaties",
    "Condities",
    "Beginsituatie",
    "Trigger",
    "Interacties",
    "Resultaat",
    "Uitzonderingen",
    "Opties",
    "Responsetijd",
    "Betrouwbaarheid",
)
_SYNONYMS = {
    "Implicatie": "Implicaties",
    "Conditie": "Condities",
    "Triggers": "Trigger",
    "Interactie": "Interacties",
    "Optie": "Opties",
    "Uitzondering": "Uitzonderingen",
    "Voorwaarden": "Condities",
}
_NAMES = sorted((*PARTS, *_SYNONYMS), key=len, reverse=True)
_PART = re.compile(rf"^(?P<name>{'|'.join(_NAMES)})\b(?:\s+bij\s+(?:de\s+)?eis)?", re.IGNORECASE)
_NEXT_PART = re.compile(rf"(?:\s+en\s+|\s*;\s*|,\s*(?:en\s+)?)(?=(?:{'|'.join(_NAMES)})\b)", re.IGNORECASE)
_QUOTE = re.compile(r"[\"“”„]([^\"“”„]+)[\"“”„]")
_REMARK = re.compile(r"\([^()]*\)")
_TAG = re.compile(r"\{\w+\}")
_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            ("eerste", "1e", "enige"),
            ("tweede", "2e"),
            ("derde", "3e"),
            ("vierde", "4e"),
            ("vijfde", "5e"),
            ("zesde", "6e"),
            ("zevende", "7e"),
            ("achtste", "8e"),
            ("negende", "9e"),
            ("tiende", "10e"),
            ("elfde", "11e"),
            ("twaalfde", "12e"),
        ),
        start=1,
    )
    for word in words
} | {"laatste": -1, "voorlaatste": -2, "slot": -1}
_ROMAN = {word: number for number, word in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii"), start=1)}
_LEVELS: dict[str, Level] = {
    "alinea": "paragraph",
    "alinea's": "paragraph",
    "alineas": "paragraph",
    "paragraaf": "paragraph",
    "lijst": "list_number",
    "opsomming": "list_number",
    "lijsten": "list_number",
    "item": "item",
    "items": "item",
    "punt": "item",
    "punten": "item",
    "bolletje": "item",
    "opsommingsteken": "item",
    "streepje": "item",
    "onderdeel": "item",
    "onderdelen": "item",
    "subitem": "item",
    "deelitem": "item",
    "sterregel": "item",
    "zin": "sentence",
    "zinnen": "sentence",
    "volzin": "sentence",
}
LISTS = frozenset({"lijst", "opsomming"})
"""A list that is named without number, for instance with one of its items behind a colon."""
_NUMBER = r"(?:\d+[a-h]?|[ivx]+|[a-h])"
_NUMBERED = re.compile(
    rf"^(?P<level>{'|'.join(sorted(map(re.escape, _LEVELS), key=len, reverse=True))})\s+"
    rf"(?P<numbers>{_NUMBER}(?:(?:\.\d+)*)(?:\s*(?:,|en|tot en met|t/m|-|–)\s*{_NUMBER})*)\b"
)
_ORDINAL = re.compile(
    rf"^(?:(?:in|van)\s+)?(?:de|het)?\s*(?P<ordinal>{'|'.join(_ORDINALS)})\s+"
    rf"(?P<level>{'|'.join(sorted(map(re.escape, _LEVELS), key=len, reverse=True))})\b"
)
_AROUND = re.compile(
    rf"^(?:(?P<what>zin|alinea|alinea's|zinnen|tekst)\s+)?(?P<side>na|onder|voor|boven)\s+(?:de\s+|het\s+)?"
    rf"(?:(?P<ordinal>{'|'.join(_ORDINALS)})\s+)?(?P<level>lijst|opsomming|streep|streepjes|streepjeslijn)"
    rf"(?:\s+(?P<number>\d+))?"
)
_LIST_BELOW = re.compile(r"^(?:de\s+)?(?:lijst|opsomming)\s+(?:na|onder)\s+alinea\s+(?P<number>\d+)$")
_BARE = re.compile(rf"^(?:en\s+)?{_NUMBER}(?:\s+(?:en|tot en met|t/m)\s+{_NUMBER})*$")
_WHOLE = re.compile(
    r"^(?:geheel|hele\s+\w+|heel|tabel\b.*|de\s+tabel\b.*|zin|lijst|opsomming|parameter\b.*|waarde\b.*)$"
)
_ASPECTS = ("regel", "zinsdeel", "bijzin")
_EMPTY = frozenset({"kopje", "titel", "opschrift", "metagegevens", "moscow"})


class PlaceError(ValueError):
    """A place, or a part of one, that cannot be understood or found; the message is Dutch."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Paragraphs, lists, items or sentences by number; -1 is the last; an item within an item has two numbers."""

    level: Level
    numbers: tuple[tuple[int, ...], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Around:
    """The running text before or after a list or a line of dashes."""

    after: bool
    rule: bool
    number: int | None
    one_sentence: bool
    text: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a list."""

    text: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """What carries one of these tags; they are in lower case."""

    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aspect:
    """Words that say which side of the sentences is meant, or words that are not understood."""

    text: str
    is_known: bool


Selector = Numbered | Around | Head | Tagged | Aspect


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the requirement and what is meant within it, from wide to narrow."""

    part: str
    selectors: tuple[Selector, ...]
    aspect: str = ""
    """What stands behind the colon."""


def quotes(text: str) -> tuple[str, ...]:
    """Return the literal words that a place names."""
    return tuple(_QUOTE.findall(text))


def parse(text: str) -> tuple[Piece, ...]:
    """Return the parts that a place names; raises ``PlaceError`` where it names none."""
    bare = _REMARK.sub("", _QUOTE.sub(" ", text))
    return tuple(
        Piece(part, tuple(each for word in words for each in _selector(word)), aspect)
        for part, words, aspect in _pieces(bare)
    )


def _selector(text: str) -> Iterator[Selector]:
    """Yield what one phrase selects; a sentence of an item may follow it without a comma."""
    if below := _LIST_BELOW.match(text):
        yield Numbered("paragraph", ((int(below["number"]),),), text)
        yield Numbered("list_number", ((1,),), text)
    elif around := _AROUND.match(text):
        yield _around(around, text)
    elif text.startswith("aanhef") or text == "inleiding":
        yield Head(text)
        yield from _rest(text.partition(" ")[2])
    elif text in {"slot", "slotzin"}:
        yield Numbered("sentence", ((-1,),), text)
    elif text.startswith(("kenmerk", "voor {")) or _TAG.match(text):
        yield Tagged(tuple(_TAG.findall(text)))
    elif numbered := _NUMBERED.match(text):
        yield Numbered(_LEVELS[numbered["level"]], tuple(_numbers(numbered["numbers"])), numbered[0])
        yield from _rest(text[numbered.end() :])
    elif ordinal := _ORDINAL.match(text):
        yield Numbered(_LEVELS[ordinal["level"]], ((_ORDINALS[ordinal["ordinal"]],),), ordinal[0])
        yield from _rest(text[ordinal.end() :])
    else:
        known = text in _EMPTY or _WHOLE.match(text) or text.startswith((*_ORDINALS, *_ASPECTS))
        yield Aspect(text, is_known=bool(known))


def _rest(text: str) -> Iterator[Selector]:
    words = re.sub(r"^\s*(?:van|in)\s+", "", text).strip()
    if re.match(r"en\s", words) and _selects(words[3:]):
        raise PlaceError(f"“{words}” hoort achter een puntkomma")
    if _selects(words):
        yield from _selector(words)


def _around(found: re.Match[str], text: str) -> Around:
    ordinal = _ORDINALS[found["ordinal"]] if found["ordinal"] else None
    return Around(
        after=found["side"] in {"na", "onder"},
        rule=found["level"].startswith("streep"),
        number=int(found["number"]) if found["number"] else ordinal,
        one_sentence=found["what"] == "zin",
        text=text,
    )


def _pieces(text: str) -> Iterator[tuple[str, list[str], str]]:
    """Yield per part that is named its selectors, from wide to narrow, and the aspect behind the colon."""
    last = ""
    for piece in _NEXT_PART.split(text):
        for number, segment in enumerate(piece.split(";")):
            named = _PART.match(segment.strip())
            if named:
                last = _SYNONYMS.get(named["name"].capitalize(), named["name"].capitalize())
                rest = segment.strip()[named.end() :]
            elif number and last and _selects(segment):
                rest = segment
            elif number and last:
                continue  # a remark behind a semicolon
            else:
                raise PlaceError(f"“{segment.strip()}” noemt geen deel van de eis")
            yield last, list(_selectors(rest)), rest.partition(":")[2].strip()


def _selects(text: str) -> bool:
    words = text.strip().casefold()
    return bool(_NUMBERED.match(words) or _ORDINAL.match(words))


def _selectors(text: str) -> Iterator[str]:
    """Yield the selectors of one part; an aspect behind a colon is none."""
    before, colon, after = text.partition(":")
    if not before.strip(" ,") and colon:
        before = after if _selects(after) else ""
    pending = ""
    for word in (selector.strip().casefold() for selector in before.split(",")):
        if not word:
            continue
        if _BARE.match(word) and pending:
            pending = f"{pending}, {word}"
            continue
        if pending:
            yield pending
        pending = word
    if pending:
        yield pending


def _numbers(text: str) -> Iterator[tuple[int, ...]]:
    """Yield the numbers of an enumeration; a letter or a number behind a point is that of an item within an item."""
    words = re.split(r"\s*(,|\ben\b|tot en met|t/m|-|–)\s*", text)
    last: tuple[int, ...] = ()
    joint = ""
    for word in words:
        if word in {",", "en"}:
            joint = ""
        elif word in {"tot en met", "t/m", "-", "–"}:
            joint = "range"
        elif word:
            number = _number(word)
            if joint == "range" and last:
                yield from ((*last[:-1], between) for between in range(last[-1] + 1, number[-1]))
            yield number
            last, joint = number, ""


def _number(word: str) -> tuple[int, ...]:
    if word in _ROMAN:
        return (_ROMAN[word],)
    if word.isalpha():
        return (ord(word[0]) - ord("a") + 1,)
    if word[-1].isalpha():
        return (int(word[:-1]), ord(word[-1]) - ord("a") + 1)
    return tuple(int(digits) for digits in word.split("."))
