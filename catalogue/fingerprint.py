"""Reads the requirements out of a text of the AORTA eisen, and measures each one's text.

Pure functions: text in, values out. The text is what ``pdftotext`` or a copy by hand gives: page numbers, captions of
figures and the addresses behind links stand between the sentences and do not count.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_ALIAS_LINE = re.compile(r"^\s*Alias:\s*(?P<names>.+?)\s*$")
_ALIAS = re.compile(r"\b[A-Z]{3}(?:\.[A-Za-z0-9]+)+")
_HEADING = re.compile(r"^\s*(?P<section>\d+\.\d+)\s+(?P<title>\S.*?)\s*$")
_METADATA = re.compile(r"^\s*Vzvz_(?:Req_)?(?P<name>\w+):\s*(?P<value>.*?)\s*$")
_LAST_METADATA = "Type"
_NOISE = re.compile(
    r"""^\s*(?:
        Fig(?:ure|uur)\s+\d+\s*:.*      # the caption of a figure
        | \d+                           # a page number
        | (?:https?|file)://\S+         # the address behind a link, printed at the foot of a page
        | (?:[•o]|\d+\.)                # the mark of a list item whose text was lost
    )?\s*$""",
    re.VERBOSE,
)
_LINES_OF_A_HEADING = 4
"""A title takes at most this many lines, blank ones included, counted back from the alias."""


@dataclass(frozen=True, slots=True)
class SourceRequirement:
    """One requirement as it stands in the source: names, heading, words and metadata."""

    alias: str
    aliases: tuple[str, ...]
    """The other names on the same line, former ones included (INT-16)."""
    section: str
    title: str
    words: tuple[str, ...]
    metadata: Mapping[str, str]
    """Moscow, Verificatie, Soort and Type, literally."""

    @property
    def sha256(self) -> str:
        """Return the hash over the words, joined by single spaces, in hexadecimal digits."""
        return hashlib.sha256(" ".join(self.words).encode()).hexdigest()


def lines_of(text: str) -> tuple[tuple[str, ...], ...]:
    """Return per requirement the lines that count, blank ones included, in the order of ``read_source``."""
    lines = text.splitlines()
    return tuple(
        tuple("" if _is_noise(line) else line for line in _body(lines, alias, end)) for _, alias, end in _spans(lines)
    )


def read_source(text: str) -> tuple[SourceRequirement, ...]:
    """Return the requirements of a document in its own order; a text without any gives an empty tuple.

    A requirement begins at its numbered heading. Its words are those after the line ``Alias:``, up to and including
    the last line of metadata, or where that is absent up to the next heading.
    """
    lines = text.splitlines()
    return tuple(_requirement(lines, *span) for span in _spans(lines))


def _spans(lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the lines of heading, alias and end of each requirement."""
    starts = [number for number, line in enumerate(lines) if _ALIAS_LINE.match(line)]
    headings = [_heading_of(lines, start) for start in starts]
    ends = [*headings, len(lines)][1:]
    return zip(headings, starts, ends, strict=True)


def _body(lines: Sequence[str], alias: int, end: int) -> Iterator[str]:
    """Yield the lines after the alias, up to and including the last line of metadata."""
    for line in lines[alias + 1 : end]:
        yield line
        if (field := _METADATA.match(line)) and field["name"] == _LAST_METADATA:
            return


def _is_noise(line: str) -> bool:
    return _NOISE.match(line) is not None


def _heading_of(lines: Sequence[str], alias: int) -> int:
    """Return the line where the heading above an alias begins, or the alias itself where there is none."""
    for number in range(alias - 1, max(alias - 1 - _LINES_OF_A_HEADING, -1), -1):
        if _HEADING.match(lines[number]):
            return number
    return alias


def _requirement(lines: Sequence[str], heading: int, alias: int, end: int) -> SourceRequirement:
    names = _ALIAS.findall(lines[alias])
    found = _HEADING.match(lines[heading])
    title = [found["title"], *lines[heading + 1 : alias]] if found else []
    metadata: dict[str, str] = {}
    words: list[str] = []
    for line in _body(lines, alias, end):
        if _is_noise(line):
            continue
        words += line.split()
        if field := _METADATA.match(line):
            metadata[field["name"]] = field["value"]
    return SourceRequirement(
        alias=names[0] if names else "",
        aliases=tuple(names[1:]),
        section=found["section"] if found else "",
        title=" ".join(" ".join(title).split()),
        words=tuple(words),
        metadata=metadata,
    )
