"""Availability as exact fractions between what is certain and what is possible."""

import random
from datetime import timedelta
from fractions import Fraction

from tests.toetsbank.registers.kit import seen, span
from toetsbank.registers.reading import Uptime
from toetsbank.registers.spans import Span, Spans, union
from toetsbank.registers.uptime import availability, never_down

DAY = span("2026-06-01T00:00", "2026-06-02T00:00")
MINUTE = timedelta(minutes=1)
WHOLE = Fraction(1)


def test_planned_maintenance_is_left_out_of_both_sides() -> None:
    """Of 24 hours one is maintenance and 2.3 are down: 20.7 of 23 is exactly 90 %."""
    rows = [
        seen("2026-06-01T00:00", "2026-06-01T03:00"),
        seen("2026-06-01T03:00", "2026-06-01T06:18", "neer"),
        seen("2026-06-01T06:18", "2026-06-02T00:00"),
    ]
    planned = (span("2026-06-01T03:00", "2026-06-01T04:00"),)
    found = availability(rows, planned, planned, DAY)
    assert found.least == found.most == found.so_far == Fraction(9, 10)
    assert (found.down, found.monitored) == (timedelta(hours=2, minutes=18), timedelta(hours=23))
    assert (found.gaps, found.contradictions, found.starts_late) == ((), (), False)


def test_time_that_nobody_watched_is_neither_up_nor_down() -> None:
    rows = [seen("2026-06-01T00:00", "2026-06-01T12:00"), seen("2026-06-01T18:00", "2026-06-02T00:00", "neer")]
    found = availability(rows, (), (), DAY)
    assert (found.least, found.most, found.so_far) == (Fraction(1, 2), Fraction(3, 4), Fraction(2, 3))
    assert found.gaps == (span("2026-06-01T12:00", "2026-06-01T18:00"),)


def test_a_register_that_says_both_is_believed_in_neither() -> None:
    rows = [seen("2026-06-01T00:00", "2026-06-02T00:00"), seen("2026-06-01T06:00", "2026-06-01T12:00", "neer")]
    found = availability(rows, (), (), DAY)
    assert (found.least, found.most, found.so_far) == (Fraction(3, 4), WHOLE, WHOLE)
    assert found.contradictions == (span("2026-06-01T06:00", "2026-06-01T12:00"),)


def test_maintenance_that_overran_may_be_left_out_or_not() -> None:
    rows = [
        seen("2026-06-01T00:00", "2026-06-01T20:00"),
        seen("2026-06-01T20:00", "2026-06-02T00:00", "neer"),
    ]
    planned, allowed = (span("2026-06-01T20:00", "2026-06-02T00:00"),), (span("2026-06-01T20:00", "2026-06-01T21:00"),)
    found = availability(rows, planned, allowed, DAY)
    assert (found.least, found.most) == (Fraction(20, 23), WHOLE)


def test_no_rows_and_no_time() -> None:
    empty = availability([], (), (), DAY)
    assert (empty.least, empty.most, empty.so_far, empty.starts_late) == (Fraction(0), WHOLE, None, True)
    nothing = availability([], (DAY,), (DAY,), DAY)
    assert (nothing.least, nothing.most) == (None, None)


def test_rows_beyond_the_period_are_cut_off() -> None:
    found = availability([seen("2026-05-01T00:00", "2026-07-01T00:00")], (), (), DAY)
    assert (found.least, found.monitored, found.starts_late) == (WHOLE, timedelta(days=1), False)


def test_a_microsecond_counts() -> None:
    rows = [
        seen("2026-06-01T00:00", "2026-06-01T00:00:00.000001", "neer"),
        seen("2026-06-01T00:00:00.000001", "2026-06-02"),
    ]
    assert availability(rows, (), (), DAY).least == 1 - Fraction(1, 86_400_000_000)


def test_availability_agrees_with_single_minutes() -> None:
    chance = random.Random(6)
    for _ in range(200):
        rows = [Uptime(*_any(chance), chance.random() < 0.7) for _ in range(chance.randrange(14))]
        planned = union(_any(chance) for _ in range(chance.randrange(4)))
        allowed = tuple(Span(begin, min(end, begin + timedelta(minutes=60))) for begin, end in planned)
        found = availability(rows, planned, allowed, DAY)
        up, down = _minutes([r for r in rows if r.is_up]), _minutes([r for r in rows if not r.is_up])
        day = set(range(24 * 60))
        wide, narrow = day - _of(planned), day - _of(allowed)
        least = [Fraction(len((up - down) & time), len(time)) for time in (wide, narrow) if time]
        most = [1 - Fraction(len((down - up) & time), len(time)) for time in (wide, narrow) if time]
        known = len((up ^ down) & wide)
        assert found.least == min(least, default=None)
        assert found.most == max(most, default=None)
        assert found.so_far == (Fraction(len((up - down) & wide), known) if known else None)
        assert _of(found.gaps) == wide - up - down


def _any(chance: random.Random) -> Span:
    begin = DAY.begin + chance.randrange(-60, 24 * 60) * MINUTE
    return Span(begin, begin + chance.randrange(1, 400) * MINUTE)


def _minutes(rows: list[Uptime]) -> set[int]:
    return _of(tuple(Span(row.begin, row.end) for row in rows))


def _of(spans: Spans) -> set[int]:
    every = {m for begin, end in spans for m in range((begin - DAY.begin) // MINUTE, (end - DAY.begin) // MINUTE)}
    return every & set(range(24 * 60))


def test_what_was_never_seen_down() -> None:
    rows = [
        seen("2026-06-01T00:00", "2026-06-01T12:00"),
        seen("2026-06-01T12:00", "2026-06-01T12:01", "neer"),
        seen("2026-06-01T12:01", "2026-06-01T20:00"),
    ]
    named = [
        ("op", span("2026-06-01T02:00", "2026-06-01T04:00")),
        ("even neer", span("2026-06-01T11:00", "2026-06-01T13:00")),
        ("niet bewaakt", span("2026-06-01T19:00", "2026-06-01T21:00")),
        ("onderhoud", span("2026-06-01T06:00", "2026-06-01T07:00")),
    ]
    assert never_down(named, rows, (span("2026-06-01T06:00", "2026-06-01T07:00"),)) == ("op",)
