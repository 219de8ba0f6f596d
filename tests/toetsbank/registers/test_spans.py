"""Sets of moments, compared with the same sets of single minutes."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from tests.toetsbank.registers.kit import span
from toetsbank.registers.spans import Span, Spans, common, total, union, without

START = datetime(2026, 1, 1, tzinfo=UTC)


def minutes(spans: Spans) -> set[int]:
    return {
        minute
        for begin, end in spans
        for minute in range(int((begin - START).total_seconds()) // 60, int((end - START).total_seconds()) // 60)
    }


def some(chance: random.Random) -> Spans:
    found = []
    for _ in range(chance.randrange(12)):
        first = chance.randrange(200)
        begin = START + timedelta(minutes=first)
        found.append(Span(begin, begin + timedelta(minutes=chance.randrange(30))))
    return tuple(found)


def test_union_intersection_and_difference_are_those_of_their_minutes() -> None:
    chance = random.Random(1)
    for _ in range(500):
        one, two = some(chance), some(chance)
        left, right = union(one), union(two)
        assert minutes(left) == minutes(one)
        assert minutes(union(one, two)) == minutes(one) | minutes(two)
        assert minutes(common(left, right)) == minutes(one) & minutes(two)
        assert minutes(without(left, right)) == minutes(one) - minutes(two)
        assert total(left) == timedelta(minutes=len(minutes(one)))
        assert all(a.end < b.begin for a, b in pairwise(left)), "disjoint and joined"


def test_a_night_in_which_the_clock_changes_is_an_hour_longer_or_shorter() -> None:
    assert span("2026-03-29T00:00", "2026-03-30T00:00").length == timedelta(hours=23)
    assert span("2026-10-25T00:00", "2026-10-26T00:00").length == timedelta(hours=25)


def test_spans_that_join_touch_and_do_not_hold_each_other() -> None:
    one, two = span("2026-01-01T01:00", "2026-01-01T02:00"), span("2026-01-01T02:00", "2026-01-01T03:00")
    assert one.touches(two)
    assert not one.holds(two)
    assert one.holds(one)
    assert not one.touches(span("2026-01-01T02:01", "2026-01-01T03:00"))
