"""Looking through a stream of any length with the memory of one buffer."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Final, Protocol

from toetsbank.search.patterns import CONTEXT, Table

CHUNK: Final = 1 << 20
"""Bytes that are read at a time."""
Key = tuple[str, str]
"""Name of a canary, and the encoding in which it stood there."""


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes, none at the end."""
        ...


@dataclass(slots=True)
class Found:
    """What stood in a stream; never its content."""

    size: int = 0
    sha256: str = ""
    hits: Counter[Key] = field(default_factory=Counter)
    within_numbers: int = 0
    """Times that the digits of a canary stood in a longer number, which is no hit."""


def scan(stream: Readable, table: Table, *, chunk: int = CHUNK) -> Found:
    """Look through a stream to its end.

    What lies across the border of two chunks is found: the end of each, as long as the longest form and what is looked
    at around it, is looked at together with the next.
    """
    found, digest = Found(), hashlib.sha256()
    margin = table.longest + CONTEXT
    text, begin = b"", 0
    while True:
        new = stream.read(chunk)
        digest.update(new)
        found.size += len(new)
        text = text[max(0, begin - CONTEXT) :] + new
        begin = min(begin, CONTEXT)
        until = len(text) if not new else max(begin, len(text) - margin)
        _look(text, begin, until, table, found)
        begin = until
        if not new:
            found.sha256 = digest.hexdigest()
            return found


def names_in(text: str, table: Table) -> Counter[Key]:
    """Return the canaries in a file name."""
    found = Found()
    data = text.encode("utf-8", "surrogateescape")
    _look(data, 0, len(data), table, found)
    return Counter({(canary, "bestandsnaam"): count for (canary, _), count in found.hits.items()})


def _look(text: bytes, begin: int, until: int, table: Table, found: Found) -> None:
    """Count the forms that start from ``begin`` up to ``until``."""
    for finder in table.finders:
        position = begin
        while (match := finder.next(text, position)) is not None and match.start() < until:
            form = table.forms[match.group()]
            start, end = match.span()
            # The next form may begin within this one, as 99 does in 999.
            position = start + 1
            around = (
                form.digit_before is not None and form.digit_before.search(text[max(0, start - CONTEXT) : start]),
                form.digit_after is not None and form.digit_after.match(text, end),
            )
            if any(around):
                found.within_numbers += 1
            else:
                found.hits[form.canary.name, form.encoding] += 1
