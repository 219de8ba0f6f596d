"""Holidays, working days and windows, leap day and daylight saving included."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.toetsbank.registers.kit import day
from toetsbank.registers.calendar import (
    clock_face,
    day_of,
    holidays_of,
    is_working_day,
    midnight,
    months_back,
    undisputed_holidays_of,
    window,
    working_days,
    working_days_at_most,
)


def test_holidays_of_a_year_by_hand() -> None:
    """Easter 2026 is 5 April; Ascension Day follows after 39 days, Whitsun after 49."""
    assert holidays_of(2026) == {
        day(text)
        for text in (
            *("2026-01-01", "2026-04-03", "2026-04-05", "2026-04-06", "2026-04-27", "2026-05-05"),
            *("2026-05-14", "2026-05-24", "2026-05-25", "2026-12-25", "2026-12-26"),
        )
    }
    assert holidays_of(2026) - undisputed_holidays_of(2026) == {day("2026-04-03"), day("2026-05-05")}


def test_in_a_lustrum_year_nobody_disputes_5_may() -> None:
    assert day("2025-05-05") in undisputed_holidays_of(2025)
    assert holidays_of(2025) - undisputed_holidays_of(2025) == {day("2025-04-18")}


def test_kings_day_moves_from_a_sunday_to_the_saturday() -> None:
    assert day("2025-04-26") in holidays_of(2025)
    assert day("2025-04-27") not in holidays_of(2025)


@pytest.mark.parametrize(
    ("first", "last", "fewest", "most"),
    [
        ("2026-03-02", "2026-03-02", 0, 0),  # the day of the report does not count
        ("2026-03-02", "2026-03-16", 10, 10),  # Monday to Monday, two weeks on
        ("2026-03-06", "2026-03-09", 1, 1),  # Friday to Monday
        ("2026-03-07", "2026-03-09", 1, 1),  # Saturday to Monday
        ("2024-02-28", "2024-03-01", 2, 2),  # over a leap day: Thursday 29 February, Friday 1 March
        ("2023-02-28", "2023-03-01", 1, 1),
        ("2026-04-02", "2026-04-07", 1, 2),  # Good Friday, Easter Monday; Tuesday is the first working day
        ("2025-12-24", "2026-01-02", 4, 4),  # 29, 30, 31 December and 2 January
        ("2026-04-24", "2026-05-08", 8, 9),  # King's Day and perhaps 5 May
        ("2026-03-09", "2026-03-02", 0, 0),
    ],
)
def test_working_days_by_hand(first: str, last: str, fewest: int, most: int) -> None:
    assert working_days(day(first), day(last)) == fewest
    assert working_days_at_most(day(first), day(last)) == most


def test_working_days_agree_with_walking_the_calendar() -> None:
    chance = random.Random(2)
    for _ in range(300):
        first = date(2019, 1, 1) + timedelta(days=chance.randrange(4000))
        last = first + timedelta(days=chance.randrange(60))
        walked, at = 0, first
        while at < last:
            at += timedelta(days=1)
            walked += is_working_day(at)
        assert working_days(first, last) == walked
        assert walked <= working_days_at_most(first, last) <= walked + 2


@pytest.mark.parametrize(
    ("today", "months", "then"),
    [
        ("2026-11-22", 12, "2025-11-22"),
        ("2028-02-29", 12, "2027-02-28"),
        ("2028-02-28", 12, "2027-02-28"),
        ("2025-02-28", 12, "2024-02-28"),
        ("2028-02-29", 48, "2024-02-29"),
        ("2026-12-31", 1, "2026-11-30"),
        ("2026-12-01", 12, "2025-12-01"),
        ("2027-01-31", 11, "2026-02-28"),
    ],
)
def test_months_back(today: str, months: int, then: str) -> None:
    assert months_back(day(today), months) == day(then)


def test_window_is_of_whole_days_and_keeps_the_leap_day() -> None:
    year = window(day("2024-03-01"), 12)
    assert year == (datetime(2023, 2, 28, 23, tzinfo=UTC), datetime(2024, 2, 29, 23, tzinfo=UTC))
    assert year.length == timedelta(days=366)
    assert window(day("2026-11-22"), 12).length == timedelta(days=365)


def test_a_dutch_day_begins_before_that_of_utc() -> None:
    assert midnight(day("2026-07-01")) == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert day_of(datetime(2026, 6, 30, 22, tzinfo=UTC)) == day("2026-07-01")
    assert clock_face(datetime(2026, 6, 30, 22, tzinfo=UTC)) == datetime(2026, 7, 1)
