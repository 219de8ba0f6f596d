"""Planned maintenance: taken together, announced, at quiet hours; every boundary on either side."""

import random
from datetime import datetime, timedelta

import pytest

from tests.toetsbank.registers.kit import at, span, work
from toetsbank.registers.calendar import AMSTERDAM, holidays_of
from toetsbank.registers.maintenance import (
    Notice,
    all_jobs,
    allowed_time,
    busy_hours,
    jobs,
    known_at,
    notice,
    planned_time,
    quiet_hours,
)
from toetsbank.registers.reading import FREE_DAY, WORKING_DAY, Maintenance
from toetsbank.registers.spans import total

YEAR = span("2025-11-01T00:00", "2026-11-01T00:00")
HOUR = timedelta(hours=1)
LOAD = {(WORKING_DAY, hour): 10 if hour < 6 else 100 for hour in range(24)} | {
    (FREE_DAY, hour): 40 if hour < 12 else 20 for hour in range(24)
}


def test_entries_that_overlap_or_join_are_one_job() -> None:
    rows = [
        work("O-3", "2026-01-05T05:00", "2026-01-05T05:30"),
        work("O-1", "2026-01-05T03:00", "2026-01-05T04:00"),
        work("O-2", "2026-01-05T04:00", "2026-01-05T05:00"),
        work("O-4", "2026-01-05T05:31", "2026-01-05T06:00"),
        work("N-1", "2026-01-05T05:30", "2026-01-05T05:31", planned="nee"),
    ]
    found = all_jobs(rows, YEAR.end)
    assert [(job.name, job.span.length) for job in found] == [
        ("O-1 met O-2 met O-3", timedelta(minutes=150)),
        ("O-4", timedelta(minutes=29)),
    ]
    assert total(planned_time(rows, YEAR.end)) == timedelta(minutes=179)
    assert total(allowed_time(rows, YEAR.end, HOUR)) == timedelta(minutes=89)


def test_a_job_belongs_to_the_period_it_began_in() -> None:
    rows = [
        work("O-1", "2025-10-31T23:30", "2025-11-01T00:30"),
        work("O-2", "2025-11-01T02:00", "2025-11-01T03:00"),
        work("O-3", "2026-10-31T23:30", "2026-11-01T00:10"),
        work("O-4", "2026-11-01T00:00", "2026-11-01T00:10"),
    ]
    found = jobs(known_at(rows, YEAR.end), YEAR)
    assert [(job.name, job.is_open) for job in found] == [("O-2", False), ("O-3", True)]
    assert found[1].span.end == YEAR.end, "as far as is known"


@pytest.mark.parametrize(
    ("announced", "expected"),
    [
        ("2026-03-01T03:00", Notice.IN_TIME),
        ("2026-03-15", Notice.IN_TIME),  # a date alone is the start of that day
        ("2026-03-15T03:00", Notice.IN_TIME),
        ("2026-03-15T03:01", Notice.EDGE),  # fourteen days by the calendar, a minute short by the clock
        ("2026-03-15T23:59", Notice.EDGE),
        ("2026-03-16", Notice.TOO_LATE),
        ("2026-03-16T00:00", Notice.TOO_LATE),
        ("2026-04-02", Notice.TOO_LATE),
        (None, Notice.UNKNOWN),
    ],
)
def test_notice_is_fourteen_days_also_over_the_change_of_the_clock(announced: str | None, expected: Notice) -> None:
    assert notice(work("O", "2026-03-29T03:00", "2026-03-29T04:00", announced=announced), 14) is expected


def test_an_hour_is_quiet_below_half_of_the_average_of_the_week() -> None:
    """Five days of 6 x 10 + 18 x 100 and two of 12 x 40 + 12 x 20 make 10,740 in 168 hours: half is 31.96."""
    quiet = quiet_hours(LOAD)
    assert quiet == {(WORKING_DAY, h) for h in range(6)} | {(FREE_DAY, h) for h in range(12, 24)}
    assert quiet_hours(dict.fromkeys(LOAD, 7)) == frozenset()
    assert quiet_hours(dict.fromkeys(LOAD, 0)) == frozenset()


@pytest.mark.parametrize(
    ("begin", "end", "busy"),
    [
        ("2026-03-03T05:00", "2026-03-03T06:00", []),
        ("2026-03-03T05:00", "2026-03-03T06:01", ["06"]),
        ("2026-03-03T06:59", "2026-03-03T07:01", ["06", "07"]),
        ("2026-03-07T13:30", "2026-03-07T14:30", []),  # a Saturday
        ("2026-04-27T13:30", "2026-04-27T14:30", []),  # King's Day, a Monday
        ("2026-04-28T13:30", "2026-04-28T14:00", ["13"]),
        ("2026-03-29T01:30", "2026-03-29T03:30", ["01", "03"]),  # there was no 02 that night
        ("2026-10-25T02:15+02:00", "2026-10-25T02:45+01:00", ["02", "02"]),
    ],
)
def test_hours_outside_the_quiet_ones(begin: str, end: str, busy: list[str]) -> None:
    (job,) = all_jobs([work("O", begin, end)], YEAR.end)
    assert [f"{hour:%H}" for hour in busy_hours(job, quiet_hours(LOAD))] == busy


def test_jobs_and_busy_hours_agree_with_single_minutes() -> None:
    chance = random.Random(5)
    quiet = quiet_hours(LOAD)
    for _ in range(60):
        rows = [_any(chance, number) for number in range(chance.randrange(1, 8))]
        known = {minute for row in rows for minute in _minutes(row)}
        found = all_jobs(rows, YEAR.end)
        assert total(planned_time(rows, YEAR.end)) == timedelta(minutes=len(known))
        busy = {hour for job in found for hour in busy_hours(job, quiet)}
        assert busy == {m.astimezone(AMSTERDAM).replace(minute=0) for m in known if _kind(m) not in quiet}


def _any(chance: random.Random, number: int) -> Maintenance:
    begin = at("2026-04-24T00:00") + timedelta(minutes=chance.randrange(5 * 24 * 60))
    end = begin + timedelta(minutes=chance.randrange(1, 300))
    return Maintenance(f"O-{number}", None, begin, end, True)


def _minutes(row: Maintenance) -> list[datetime]:
    assert row.end is not None
    return [row.begin + timedelta(minutes=n) for n in range((row.end - row.begin) // timedelta(minutes=1))]


def _kind(moment: datetime) -> tuple[str, int]:
    local = moment.astimezone(AMSTERDAM)
    free = local.isoweekday() > 5 or local.date() in holidays_of(local.year)
    return FREE_DAY if free else WORKING_DAY, local.hour
