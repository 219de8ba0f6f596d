"""How often there was planned maintenance in a period, how long it took, when it was announced, and at which hours.

- Planned maintenance that overlaps or joins is one maintenance, from its first to its last entry: cutting a long one
  in pieces of an hour gains nothing.
- Maintenance belongs to the period in which it began. What was not planned does not count.
- Notice is counted in days of the Dutch calendar.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from toetsbank.registers.calendar import AMSTERDAM, clock_face, day_of, is_working_day
from toetsbank.registers.reading import FREE_DAY, HOURS, WORKING_DAY, Load, Maintenance
from toetsbank.registers.spans import Span, Spans, union

QUIET_SHARE: Final = 2
"""An hour is quiet if it carries less than the average hour of the week divided by this; ours, no text says it."""
WEEK: Final = {WORKING_DAY: 5, FREE_DAY: 2}


class Notice(Enum):
    """How an announcement stands to the term of notice."""

    IN_TIME = auto()
    EDGE = auto()
    """On the last day, but less than whole days before the hour of the maintenance."""
    TOO_LATE = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Job:
    """Planned maintenance, from its first to its last entry."""

    parts: tuple[Maintenance, ...]
    span: Span
    is_open: bool

    @property
    def name(self) -> str:
        """Return the ids of its entries."""
        return " met ".join(part.id for part in self.parts)


def known_at(maintenance: Iterable[Maintenance], now: datetime) -> tuple[Maintenance, ...]:
    """Return the maintenance as it stood at a moment: what began later is not there, what ended later still goes on."""
    return tuple(
        replace(entry, end=None) if entry.end and entry.end > now else entry
        for entry in maintenance
        if entry.begin < now
    )


def jobs(maintenance: Iterable[Maintenance], period: Span) -> tuple[Job, ...]:
    """Return the planned maintenance that began in a period, oldest first."""
    return tuple(job for job in all_jobs(maintenance, period.end) if period.begin <= job.span.begin < period.end)


def all_jobs(maintenance: Iterable[Maintenance], now: datetime) -> tuple[Job, ...]:
    """Return all planned maintenance, entries that overlap or join taken together."""
    found: list[Job] = []
    for entry in sorted((m for m in maintenance if m.is_planned), key=lambda m: m.begin):
        span = Span(entry.begin, entry.end or now)
        if found and span.touches(found[-1].span):
            last = found[-1]
            whole = Span(last.span.begin, max(last.span.end, span.end))
            found[-1] = Job((*last.parts, entry), whole, last.is_open or entry.end is None)
        else:
            found.append(Job((entry,), span, entry.end is None))
    return tuple(found)


def notice(entry: Maintenance, days: int) -> Notice:
    """Tell whether an entry was announced the given number of days ahead."""
    if entry.announced is None:
        return Notice.UNKNOWN
    if days_ahead(entry, entry.announced) < days:
        return Notice.TOO_LATE
    ahead = clock_face(entry.begin) - clock_face(entry.announced)
    return Notice.IN_TIME if ahead >= timedelta(days=days) else Notice.EDGE


def days_ahead(entry: Maintenance, announced: datetime) -> int:
    """Return how many days of the calendar lie between an announcement and its maintenance."""
    return (day_of(entry.begin) - day_of(announced)).days


def planned_time(maintenance: Iterable[Maintenance], now: datetime) -> Spans:
    """Return all time that planned maintenance took."""
    return union(job.span for job in all_jobs(maintenance, now))


def allowed_time(maintenance: Iterable[Maintenance], now: datetime, longest: timedelta) -> Spans:
    """Return the time that planned maintenance took as far as it was allowed: the first hour of each."""
    return union(
        Span(job.span.begin, min(job.span.end, job.span.begin + longest)) for job in all_jobs(maintenance, now)
    )


def quiet_hours(load: Load) -> frozenset[tuple[str, int]]:
    """Return the hours of a working day and of a day off that carry little load, by the organisation's own figures.

    The figures are messages per hour of an average day of each kind; a week has five working days and two days off.
    """
    week = sum(messages * WEEK[day] for (day, _), messages in load.items())
    hours = HOURS * sum(WEEK.values())
    return frozenset(key for key, messages in load.items() if messages * hours * QUIET_SHARE < week)


def busy_hours(job: Job, quiet: frozenset[tuple[str, int]]) -> tuple[datetime, ...]:
    """Return the beginnings of the hours on the Dutch clock, outside the quiet ones, that maintenance was in."""
    return tuple(hour for hour in _hours(job.span) if _kind(hour) not in quiet)


def _kind(hour: datetime) -> tuple[str, int]:
    return WORKING_DAY if is_working_day(hour.date()) else FREE_DAY, hour.hour


def _hours(span: Span) -> Iterator[datetime]:
    # The offsets of the Netherlands are whole hours, so hours in UTC begin with hours on the Dutch clock.
    moment = span.begin.replace(minute=0, second=0, microsecond=0)
    while moment < span.end:
        yield moment.astimezone(AMSTERDAM)
        moment += timedelta(hours=1)
