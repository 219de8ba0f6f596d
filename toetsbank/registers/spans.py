"""Sets of moments as sorted, disjoint, half-open spans; exact, because nothing is rounded."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import chain
from typing import NamedTuple


class Span(NamedTuple):
    """The time from ``begin`` up to ``end``, both in UTC, since within any other zone Python subtracts clock faces."""

    begin: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """Return the time that really passed, daylight saving or not."""
        return self.end - self.begin

    def touches(self, other: "Span") -> bool:
        """Tell whether two spans overlap or join."""
        return self.begin <= other.end and other.begin <= self.end

    def holds(self, other: "Span") -> bool:
        """Tell whether another span lies within this one."""
        return self.begin <= other.begin and other.end <= self.end


Spans = tuple[Span, ...]


def union(*groups: Iterable[tuple[datetime, datetime]]) -> Spans:
    """Return what lies in any of the spans; spans that join become one, empty ones vanish."""
    merged: list[Span] = []
    begin = end = None
    for first, last in sorted(chain.from_iterable(groups)):
        if first >= last:
            continue
        if begin is None or end is None:
            begin, end = first, last
        elif first > end:
            merged.append(Span(begin, end))
            begin, end = first, last
        elif last > end:
            end = last
    if begin is not None and end is not None:
        merged.append(Span(begin, end))
    return tuple(merged)


def common(left: Spans, right: Spans) -> Spans:
    """Return what lies in both; each side sorted and disjoint."""
    found: list[Span] = []
    i = j = 0
    while i < len(left) and j < len(right):
        begin, end = max(left[i].begin, right[j].begin), min(left[i].end, right[j].end)
        if begin < end:
            found.append(Span(begin, end))
        if left[i].end < right[j].end:
            i += 1
        else:
            j += 1
    return tuple(found)


def without(spans: Spans, taken: Spans) -> Spans:
    """Return what lies in the first and not in the second; each side sorted and disjoint."""
    found: list[Span] = []
    j = 0
    for begin, end in spans:
        while j < len(taken) and taken[j].end <= begin:
            j += 1
        k = j
        while k < len(taken) and taken[k].begin < end:
            if begin < taken[k].begin:
                found.append(Span(begin, taken[k].begin))
            begin = max(begin, taken[k].end)
            k += 1
        if begin < end:
            found.append(Span(begin, end))
    return tuple(found)


def total(spans: Iterable[Span]) -> timedelta:
    """Return the length of all spans together; they must not overlap."""
    return sum((span.length for span in spans), timedelta())
