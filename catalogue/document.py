"""Reads the structure of each requirement out of a document: parts, paragraphs, lists, items and sentences.

Pure functions: text in, values out. The lines are those of an extraction: they end where the page ended, lists lose or
change their marks, and paragraphs are broken over pages. What was put right is marked (``Sentence.restored``).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from catalogue.fingerprint import SourceRequirement, lines_of, read_source
from catalogue.restoring import Restoration, restoration_of
from catalogue.sentences import is_normative, split

_PARTS = {
    "eis": "Eis",
    "toelichting": "Toelichting",
    "toelichting bij eis": "Toelichting",
    "toelichting bij de eis": "Toelichting",
    "implicaties": "Implicaties",
    "condities": "Condities",
    "conditie": "Condities",
    "beginsituatie": "Beginsituatie",
    "trigger": "Trigger",
    "triggers": "Trigger",
    "interacties": "Interacties",
    "resultaat": "Resultaat",
    "uitzonderingen": "Uitzonderingen",
    "opties": "Opties",
    "responsetijd": "Responsetijd",
    "betrouwbaarheid": "Betrouwbaarheid",
}
_LABEL = re.compile(
    rf"^\s*(?P<name>{'|'.join(sorted(_PARTS, key=len, reverse=True))})\s*(?::\s*(?P<rest>.*?))?\s*$", re.IGNORECASE
)
_SKIPPED = re.compile(r"^\s*(?:Details|-|–)\s*$")
_RULE = re.compile(r"^\s*[-–—_]{4,}\s*$")
_METADATA = re.compile(r"^\s*Vzvz_")
_MARK = re.compile(
    r"^\s*(?:(?P<bullet>[•▪◦‣·\uf0b7])|(?P<star>\*)|(?P<circle>o)(?=\s)|(?P<dash>[-–])(?=\s)"
    r"|(?P<roman>i|ii|iii|iv|v|vi|vii|viii|ix|x)\.(?=\s)|(?P<number>\d{1,2})[.)](?=\s)|(?P<letter>[a-h])[.)](?=\s))\s*"
)
_DOUBLE_MARK = re.compile(r"^\d{1,2}\.\s+")
_INNER = frozenset({"star", "circle", "roman", "letter"})
"""Marks that the source uses inside an item only."""
_TERMINATED = re.compile(r"[.!?:;][)\]\"'”’]*$")
_FULL = 0.72
_FULL_AFTER_FULL_STOP = 0.86
"""A line shorter than this part of the widest one, counted with the word that would have fitted, ended on purpose."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a requirement, and where it stands; numbers count from 1."""

    part: str
    paragraph: int
    """The running paragraph of its part; that of a list is the one above it, 0 where there is none."""
    list_number: int
    """The list of its part; 0 outside lists."""
    item: tuple[int, ...]
    """The item by position, with those of nested lists behind it; empty outside lists."""
    number: int
    """Within its paragraph or item."""
    text: str
    block: int = 0
    """The place of its paragraph or list in the order of the part."""
    fine_paragraph: int = 0
    """Its paragraph where every line that was ended on purpose ends one, without white space below it too."""
    below_rule: bool = False
    """Tells whether it stands below a line of dashes."""
    is_normative: bool = False
    """It has a modal verb, or introduces or belongs to a list whose introduction has one."""
    restored: str = ""
    """What of its place or words was put right, in Dutch."""

    @property
    def place(self) -> str:
        """Return where it stands, in the words of the catalogue."""
        words = [self.part]
        if self.item:
            words.append(f"lijst {self.list_number}, item {'.'.join(map(str, self.item))}")
        elif self.paragraph:
            words.append(f"alinea {self.paragraph}")
        return ", ".join([*words, f"zin {self.number}"])


@dataclass(frozen=True, slots=True)
class DocumentRequirement:
    """A requirement of a document: its words as the fingerprint counts them, and its sentences."""

    source: SourceRequirement
    sentences: tuple[Sentence, ...]
    restoration: Restoration | None = None

    @property
    def alias(self) -> str:
        """Return the first alias."""
        return self.source.alias


@dataclass(slots=True)
class _Block:
    """A paragraph, or an item of a list, while its lines are gathered."""

    part: str
    paragraph: int
    fine_paragraph: int
    list_number: int
    item: tuple[int, ...]
    order: int
    below_rule: bool
    restored: str
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the lines as one; a line that ends in a hyphen or dash is joined to the next."""
        return re.sub(r"(?<=[\w–])([-–])\n(?=\w)|\n", lambda found: found[1] or " ", "\n".join(self.lines))


@dataclass(frozen=True, slots=True)
class _Level:
    """A list or nested list that is open: the kind of its marks and the position of its last item."""

    kind: str
    position: int


def read_document(text: str) -> tuple[DocumentRequirement, ...]:
    """Return the requirements of a document with their sentences, in its own order."""
    bodies = {source.alias: body for source, body in zip(read_source(text), lines_of(text), strict=True)}
    width = max((len(line.rstrip()) for body in bodies.values() for line in body), default=0)
    return tuple(_requirement(source, bodies[source.alias], min(width, 110)) for source in read_source(text))


def _requirement(source: SourceRequirement, body: Sequence[str], width: int) -> DocumentRequirement:
    restoration = restoration_of(source.alias)
    lines = [line for line in body if not _METADATA.match(line)]
    if restoration:
        lines = restoration.mend(lines)
    blocks = _Reader(width).read(lines)
    return DocumentRequirement(source, _mark_normative(_sentences(blocks)), restoration)


class _Reader:
    """Gathers the lines of one requirement into blocks."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._blocks: list[_Block] = []
        self._part = ""
        self._paragraph = self._fine = self._list = self._order = 0
        self._levels: list[_Level] = []
        self._below_rule = False
        self._open: _Block | None = None
        self._gap = False

    def read(self, lines: Iterable[str]) -> list[_Block]:
        """Return the blocks in the order of the text."""
        for line in lines:
            if not line.strip():
                self._gap = True
            elif _RULE.match(line):
                self._end_list()
                self._below_rule = True
            elif (label := _LABEL.match(line)) and (label["rest"] is None or self._is_new_part(label)):
                self._begin_part(_PARTS[label["name"].casefold()])
                if label["rest"]:
                    self._text(label["rest"])
            elif not _SKIPPED.match(line):
                self._content(line)
        return self._blocks

    def _is_new_part(self, label: re.Match[str]) -> bool:
        return _PARTS[label["name"].casefold()] != self._part

    def _begin_part(self, name: str) -> None:
        self._end_list()
        self._part = name
        self._paragraph = self._fine = self._list = self._order = 0
        self._below_rule = False

    def _content(self, line: str) -> None:
        mark = _MARK.match(line)
        if mark and line[mark.end() :].strip():
            self._item(str(mark.lastgroup), mark, line[mark.end() :])
        else:
            self._text(line)

    def _item(self, kind: str, mark: re.Match[str], rest: str) -> None:
        last = self._open.lines[-1] if self._open and self._open.item else ""
        restored = self._place_item(kind, mark["number"], opens=last.endswith(":"))
        if kind == "number" and (double := _DOUBLE_MARK.match(rest)):
            rest, restored = rest[double.end() :], "een verdubbeld nummer weggelaten"
        self._begin(tuple(level.position for level in self._levels), restored)
        self._add(rest)

    def _place_item(self, kind: str, number: str | None, *, opens: bool) -> str:
        """Move to the next item, one level deeper or further up; return what was put right."""
        if not self._levels:
            self._list += 1
            self._order += 1
            self._levels.append(_Level(kind, 1))
            return ""
        kinds = [level.kind for level in self._levels]
        if opens or (kind in _INNER and kind not in kinds):
            self._levels.append(_Level(kind, 1))
            return ""
        changed = ""
        if kind in kinds:
            del self._levels[kinds.index(kind) + 1 :]
        else:
            while len(self._levels) > 1 and self._levels[-1].kind in _INNER:
                self._levels.pop()
            changed = "het teken voor dit item was een ander dan dat van de rest van de lijst"
        level = self._levels[-1]
        if number == "1" and len(self._levels) == 1 and level.kind == kind and level.position > 1:
            self._list += 1
            self._levels[-1] = _Level(kind, 1)
            return ""
        self._levels[-1] = _Level(level.kind, level.position + 1)
        if number and not changed and int(number) != level.position + 1:
            changed = "het nummer van dit item is geteld, niet overgenomen"
        return changed

    def _text(self, line: str) -> None:
        if self._open is None or self._begins_paragraph(self._open, line):
            self._end_list()
            self._paragraph += 1
            self._order += 1
        if self._open is None or self._ended_on_purpose(self._open, line):
            self._fine += 1
            self._begin((), "")
        self._add(line)

    def _begins_paragraph(self, block: _Block, line: str) -> bool:
        """Tell whether a line without a mark begins a new paragraph instead of going on with the open block."""
        if not self._gap:
            return bool(block.item) and self._ended_on_purpose(block, line)
        terminated = bool(_TERMINATED.search(block.lines[-1]))
        return self._ended_on_purpose(block, line) or (
            terminated and (bool(block.item) or not line.strip()[0].islower())
        )

    def _ended_on_purpose(self, block: _Block, line: str) -> bool:
        """Tell whether the line before was ended although the next word would have fitted."""
        last, first = block.lines[-1], line.strip()
        if first[0].islower() or last.endswith("-"):
            return False
        full = _FULL_AFTER_FULL_STOP if _TERMINATED.search(last) else _FULL
        return len(last) + len(first.split()[0]) + 1 < full * self._width

    def _begin(self, item: tuple[int, ...], restored: str) -> None:
        self._open = _Block(
            self._part or "Eis",
            self._paragraph,
            self._fine,
            self._list if item else 0,
            item,
            self._order,
            self._below_rule,
            restored or ("" if self._part else "het kopje van dit deel ontbreekt"),
        )
        self._blocks.append(self._open)

    def _add(self, line: str) -> None:
        assert self._open is not None
        self._open.lines.append(line.strip())
        self._gap = False

    def _end_list(self) -> None:
        self._levels = []
        self._open = None


def _sentences(blocks: Iterable[_Block]) -> Iterator[Sentence]:
    counted: Counter[tuple[str, int, int, tuple[int, ...]]] = Counter()
    for block in blocks:
        where = (block.part, block.paragraph, block.list_number, block.item)
        for text in split(block.text):
            counted[where] += 1
            yield Sentence(
                *where,
                number=counted[where],
                text=text,
                block=block.order,
                fine_paragraph=block.fine_paragraph,
                below_rule=block.below_rule,
                restored=block.restored,
            )


def _mark_normative(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Mark what binds: a modal verb of an introduction reaches the items below it."""
    marked: list[Sentence] = []
    binding: dict[tuple[str, int, tuple[int, ...]], bool] = {}
    before: Sentence | None = None
    for sentence in sentences:
        own = is_normative(sentence.text)
        if sentence.item:
            above = (sentence.part, sentence.list_number, sentence.item[:-1])
            if above not in binding:
                binding[above] = before is not None and introduces(before) and before.is_normative
            own = own or binding[above]
            binding[sentence.part, sentence.list_number, sentence.item] = own
        before = replace(sentence, is_normative=own)
        marked.append(before)
    return tuple(marked)


def introduces(sentence: Sentence) -> bool:
    """Tell whether a sentence introduces the list below it."""
    return sentence.text.endswith(":")
