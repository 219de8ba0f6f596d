"""The forms in which a word can stand in a file, and expressions that find many of them in one pass.

Python looks for a literal beginning at more than a gigabyte a second, for a long one several times faster, and for a
choice of beginnings at some ten megabytes. So forms that begin alike share an expression, and the beginning that they
share is looked for first, as far as there are not too many.
"""

import base64
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from toetsbank.search.canaries import Canary

_SHARED: Final = 3
"""Bytes that forms have in common to be looked for together."""
_MOST_EXPRESSIONS: Final = 256
_LONG: Final = 12
"""Bytes from which ``bytes.find`` is faster than an expression; not where zeros abound, as in UTF-16."""
_SKIPPED: Final = (0, 2, 3)
"""Characters of base64 at the start that depend on the bytes before, when 0, 1 or 2 of those share a group."""
_TREE_END: Final = -1
Tree = dict[int, "Tree"]


@dataclass(frozen=True, slots=True)
class Form:
    """A canary as it is written in one way."""

    canary: Canary
    encoding: str
    digit_before: re.Pattern[bytes] | None = None
    """Matches what precedes it where it is only a part of a longer number."""
    digit_after: re.Pattern[bytes] | None = None


_DIGITS: Final = {
    "utf-8": (re.compile(rb"[0-9]\Z"), re.compile(rb"[0-9]")),
    "utf-16": (re.compile(rb"[0-9]\0\Z"), re.compile(rb"\0[0-9]")),
    "hex": (re.compile(rb"3[0-9]\Z"), re.compile(rb"3[0-9]")),
}
CONTEXT: Final = 4
"""Bytes before and after a form that are looked at."""


def clear_forms(value: str) -> Iterator[tuple[str, bytes]]:
    """Yield a word as text: in UTF-8 and in UTF-16, both byte orders."""
    yield "utf-8", value.encode()
    if value.isascii():
        # What both byte orders have in common, so that one text does not count as both.
        yield "utf-16", value.encode("utf-16-le")[:-1]
    else:
        yield "utf-16", value.encode("utf-16-le")
        yield "utf-16", value.encode("utf-16-be")


def all_forms(value: str) -> Iterator[tuple[str, bytes]]:
    """Yield a word as text, in base64 at each of its three positions within a group, and in hexadecimal."""
    yield from clear_forms(value)
    raw = value.encode()
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + raw)[_SKIPPED[before] : (before + len(raw)) * 8 // 6]
        yield "base64", encoded
        if (for_urls := encoded.translate(bytes.maketrans(b"+/", b"-_"))) != encoded:
            yield "base64", for_urls
    yield "hex", raw.hex().encode()
    if (upper := raw.hex().upper().encode()) != raw.hex().encode():
        yield "hex", upper


class Table:
    """Every form of every canary, and what finds them."""

    def __init__(self, canaries: Iterable[Canary], planted: Canary | None = None) -> None:
        self.forms: dict[bytes, Form] = {}
        for canary in canaries:
            for encoding, form in all_forms(canary.value):
                digits = _DIGITS.get(encoding, (None, None)) if canary.value.isdigit() else (None, None)
                self.forms.setdefault(form, Form(canary, encoding, *digits))
        for encoding, form in clear_forms(planted.value) if planted else ():
            assert planted is not None
            self.forms[form] = Form(planted, encoding)
        self.longest = max(map(len, self.forms), default=0)
        self.finders = tuple(map(_finder, _groups(self.forms)))


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds forms that begin alike."""

    expression: re.Pattern[bytes]
    beginning: bytes
    """What they share, if it is worth looking for by itself."""

    def next(self, text: bytes, position: int) -> re.Match[bytes] | None:
        """Return the first form at or after a position."""
        if not self.beginning:
            return self.expression.search(text, position)
        while (position := text.find(self.beginning, position)) >= 0:
            if (match := self.expression.match(text, position)) is not None:
                return match
            position += 1
        return None


def shared_length(words: Sequence[bytes]) -> int:
    """Return how many bytes all words have in common at their beginning."""
    first, last = min(words, default=b""), max(words, default=b"")
    return next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))


def _groups(forms: Iterable[bytes]) -> list[list[bytes]]:
    groups: dict[bytes, list[bytes]] = defaultdict(list)
    for form in forms:
        groups[form[:_SHARED]].append(form)
    large_first = sorted(groups.values(), key=len, reverse=True)
    own, rest = large_first[:_MOST_EXPRESSIONS], large_first[_MOST_EXPRESSIONS:]
    left = [form for group in rest for form in group]
    return [*own, *([left] if left else [])]


def _finder(forms: list[bytes]) -> Finder:
    beginning = forms[0][: shared_length(forms)]
    is_worth_it = len(beginning) >= _LONG and 0 not in beginning
    return Finder(re.compile(_expression(forms), re.DOTALL), beginning if is_worth_it else b"")


def _expression(forms: Iterable[bytes]) -> bytes:
    tree: Tree = {}
    for form in forms:
        branch = tree
        for byte in form:
            branch = branch.setdefault(byte, {})
        branch[_TREE_END] = {}
    return _written(tree)


def _written(tree: Tree) -> bytes:
    ends = _TREE_END in tree
    branches = [(byte, _written(below)) for byte, below in sorted(tree.items()) if byte != _TREE_END]
    if not branches:
        return b""
    last = [byte for byte, below in branches if not below]
    choices = [re.escape(bytes((byte,))) + below for byte, below in branches if below]
    if len(last) == 1:
        choices.append(re.escape(bytes(last)))
    elif last:
        choices.append(b"[" + b"".join(b"\\x%02x" % byte for byte in last) + b"]")
    written = choices[0] if len(choices) == 1 else b"(?:" + b"|".join(choices) + b")"
    return b"(?:" + written + b")?" if ends else written
