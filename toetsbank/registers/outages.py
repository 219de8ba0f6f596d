"""How many outages there were in a period, and how long each took to solve.

What a register leaves open is counted both ways: ``least`` is what every defensible count finds, ``most`` what any.

- Each row is an outage by its own kind. A minor one that stopped the exchange for the whole system or a role for more
  than an hour fits the definition of a major one: it may count as either.
- Outages of one kind that overlap in time may be one outage, registered twice.
- An outage that lies within planned maintenance may be that maintenance.
- An outage belongs to the period in which it was reported; its solution is looked at if any of it lies in the period.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from toetsbank.registers.calendar import day_of, working_days, working_days_at_most
from toetsbank.registers.reading import Outage
from toetsbank.registers.spans import Span, Spans

MAJOR_LASTS: Final = timedelta(hours=1)
FAR_BEYOND: Final = 2
"""Only a major outage that took more than this many times its limit is clearly too late (WD-03)."""


class Promptness(Enum):
    """How a solution stands to its limit."""

    IN_TIME = auto()
    EDGE = auto()
    """Beyond the limit by some reading only."""
    TOO_LATE = auto()
    RUNNING = auto()
    """Not solved yet, and not clearly too late either."""


@dataclass(frozen=True, slots=True)
class Solution:
    """How long an outage took, or has taken so far."""

    outage: Outage
    lasted: timedelta
    working_days: tuple[int, int]
    """With every holiday off, and with the debatable ones worked."""
    promptness: Promptness


@dataclass(frozen=True, slots=True)
class Count:
    """A number of outages that the register may leave open, and what leaves it open."""

    least: int
    most: int
    ambiguous: tuple[Outage, ...] = ()
    """Minor by name, major by definition."""
    within_maintenance: tuple[Outage, ...] = ()
    overlapping: tuple[tuple[Outage, Outage], ...] = ()


def known_at(outages: Iterable[Outage], now: datetime) -> tuple[Outage, ...]:
    """Return the outages as they stood at a moment: later reports are not there, what was solved later is open."""
    return tuple(
        replace(outage, solved=None) if outage.solved and outage.solved > now else outage
        for outage in outages
        if outage.reported < now
    )


def span_of(outage: Outage, now: datetime) -> Span:
    """Return from when to when an outage lasted, until now if it does."""
    return Span(outage.reported, outage.solved or now)


def is_major_by_definition(outage: Outage, now: datetime) -> bool:
    """Tell whether an outage stopped the exchange for the system or a role for more than an hour (WD-02)."""
    return bool(outage.affects) and span_of(outage, now).length > MAJOR_LASTS


def count_major(outages: Iterable[Outage], maintenance: Spans, period: Span) -> Count:
    """Count the major outages reported in a period; ``maintenance`` is the planned one."""
    here = _reported_in(outages, period)
    doubtful = [o for o in here if not o.is_major and is_major_by_definition(o, period.end)]
    return _count([o for o in here if o.is_major], [], doubtful, maintenance, period.end)


def count_minor(outages: Iterable[Outage], maintenance: Spans, period: Span) -> Count:
    """Count the minor outages reported in a period; ``maintenance`` is the planned one."""
    here = [o for o in _reported_in(outages, period) if not o.is_major]
    doubtful = [o for o in here if is_major_by_definition(o, period.end)]
    return _count(here, doubtful, doubtful, maintenance, period.end)


def major_solutions(outages: Iterable[Outage], period: Span, limit: timedelta) -> tuple[Solution, ...]:
    """Return how each major outage of a period was solved; the limit is time that really passes."""

    def promptness(outage: Outage, lasted: timedelta) -> Promptness:
        if lasted > FAR_BEYOND * limit:
            return Promptness.TOO_LATE
        if outage.solved is None:
            return Promptness.RUNNING
        return Promptness.EDGE if lasted > limit else Promptness.IN_TIME

    return _solutions([o for o in outages if o.is_major], period, promptness)


def minor_solutions(outages: Iterable[Outage], period: Span, limit: int) -> tuple[Solution, ...]:
    """Return how each minor outage of a period was solved; the limit is in working days after the day of the report."""

    def promptness(outage: Outage, _lasted: timedelta) -> Promptness:
        first, last = day_of(outage.reported), day_of(outage.solved or period.end)
        if working_days(first, last) > limit:
            return Promptness.TOO_LATE
        if outage.solved is None:
            return Promptness.RUNNING
        return Promptness.EDGE if working_days_at_most(first, last) > limit else Promptness.IN_TIME

    return _solutions([o for o in outages if not o.is_major], period, promptness)


def doubtful_solutions(outages: Iterable[Outage], period: Span, limit: timedelta) -> tuple[Solution, ...]:
    """Return how those were solved that are minor by name and major by definition, judged as major ones."""
    doubtful = [o for o in outages if not o.is_major and is_major_by_definition(o, period.end)]
    return major_solutions([replace(o, is_major=True) for o in doubtful], period, limit)


def _reported_in(outages: Iterable[Outage], period: Span) -> list[Outage]:
    return [o for o in outages if period.begin <= o.reported < period.end]


def _count(
    named: Sequence[Outage],
    not_certain: Sequence[Outage],
    doubtful: Sequence[Outage],
    maintenance: Spans,
    now: datetime,
) -> Count:
    within = [o for o in named if any(span.holds(span_of(o, now)) for span in maintenance)]
    certain = [o for o in named if o not in within and o not in not_certain]
    possible = [*named, *(o for o in doubtful if o not in named)]
    return Count(
        least=_groups(certain, now),
        most=len(possible),
        ambiguous=tuple(doubtful),
        within_maintenance=tuple(within),
        overlapping=tuple(_overlapping(named, now)),
    )


def _groups(outages: Iterable[Outage], now: datetime) -> int:
    """Count outages, those that overlap as one; outages that only join are two."""
    groups = 0
    end: datetime | None = None
    for span in sorted(span_of(outage, now) for outage in outages):
        if end is None or span.begin >= end:
            groups += 1
        end = max(end or span.end, span.end)
    return groups


def _overlapping(outages: Iterable[Outage], now: datetime) -> Iterator[tuple[Outage, Outage]]:
    """Yield each outage that begins while an earlier one lasts, with the earlier one that lasts longest."""
    longest: Outage | None = None
    for outage in sorted(outages, key=lambda o: span_of(o, now)):
        if longest and outage.reported < span_of(longest, now).end:
            yield longest, outage
        if longest is None or span_of(outage, now).end > span_of(longest, now).end:
            longest = outage


def _solutions(
    outages: Iterable[Outage], period: Span, promptness: Callable[[Outage, timedelta], Promptness]
) -> tuple[Solution, ...]:
    found = []
    for outage in outages:
        lasted = span_of(outage, period.end)
        if lasted.end >= period.begin and outage.reported < period.end:
            first, last = day_of(lasted.begin), day_of(lasted.end)
            days = working_days(first, last), working_days_at_most(first, last)
            found.append(Solution(outage, lasted.length, days, promptness(outage, lasted.length)))
    return tuple(found)
