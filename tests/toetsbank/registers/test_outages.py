"""Counting outages and the time to solve them: by hand, at every boundary, and against a slow count."""

import random
from datetime import datetime, timedelta

import pytest

from tests.toetsbank.registers.kit import at, outage, span
from toetsbank.registers.calendar import AMSTERDAM, holidays_of, undisputed_holidays_of
from toetsbank.registers.outages import (
    Promptness,
    count_major,
    count_minor,
    doubtful_solutions,
    known_at,
    major_solutions,
    minor_solutions,
)
from toetsbank.registers.reading import Outage
from toetsbank.registers.spans import Span

YEAR = span("2025-11-01T00:00", "2026-11-01T00:00")
DAY = timedelta(hours=24)


def major(solved: str | None, reported: str = "2026-02-03T10:00") -> Promptness:
    (found,) = major_solutions([outage("S", reported, solved, kind="grote")], YEAR, DAY)
    return found.promptness


def minor(reported: str, solved: str | None, period: Span = YEAR) -> Promptness:
    (found,) = minor_solutions([outage("S", reported, solved)], period, 10)
    return found.promptness


@pytest.mark.parametrize(
    ("solved", "promptness"),
    [
        ("2026-02-03T10:00", Promptness.IN_TIME),
        ("2026-02-04T10:00", Promptness.IN_TIME),
        ("2026-02-04T10:00:01", Promptness.EDGE),
        ("2026-02-05T10:00", Promptness.EDGE),
        ("2026-02-05T10:00:01", Promptness.TOO_LATE),
    ],
)
def test_a_major_outage_has_24_hours_and_is_clearly_late_after_48(solved: str, promptness: Promptness) -> None:
    assert major(solved) is promptness


def test_24_hours_are_hours_that_pass() -> None:
    """When the clock goes forward the same hour of the next day comes after 23 hours, when it goes back after 25."""
    assert major("2026-03-29T10:30", "2026-03-28T10:00") is Promptness.IN_TIME
    assert major("2026-03-29T11:30", "2026-03-28T10:00") is Promptness.EDGE
    assert major("2026-10-25T10:00", "2026-10-24T10:00") is Promptness.EDGE


@pytest.mark.parametrize(
    ("reported", "promptness"),
    [
        ("2026-10-31T12:00", Promptness.RUNNING),
        ("2026-10-30T12:00", Promptness.RUNNING),  # beyond a day, and may be solved within two
        ("2026-10-29T23:00", Promptness.TOO_LATE),
    ],
)
def test_an_open_major_outage_is_only_judged_when_nothing_can_save_it(reported: str, promptness: Promptness) -> None:
    assert major(None, reported) is promptness


@pytest.mark.parametrize(
    ("reported", "solved", "promptness"),
    [
        ("2026-03-02T09:00", "2026-03-16T23:59", Promptness.IN_TIME),  # ten working days, to the end of the day
        ("2026-03-02T09:00", "2026-03-17T00:00", Promptness.TOO_LATE),
        ("2026-03-02T23:59", "2026-03-16T12:00", Promptness.IN_TIME),
        ("2024-02-16T09:00", "2024-03-01T12:00", Promptness.IN_TIME),  # 29 February is the ninth
        ("2024-02-16T09:00", "2024-03-04T12:00", Promptness.TOO_LATE),
        # 22, 23, 24, 29, 30, 31 December, 2, 5, 6 and 7 January are ten; 25 and 26 December and 1 January are off
        ("2025-12-19T16:00", "2026-01-07T12:00", Promptness.IN_TIME),
        ("2025-12-19T16:00", "2026-01-08T12:00", Promptness.TOO_LATE),
        ("2026-04-20T09:00", "2026-05-06T12:00", Promptness.EDGE),  # ten with 5 May off, eleven without
        ("2026-04-20T09:00", "2026-05-07T12:00", Promptness.TOO_LATE),
    ],
)
def test_a_minor_outage_has_ten_working_days(reported: str, solved: str, promptness: Promptness) -> None:
    period = span(reported, "2026-11-01T00:00")
    assert minor(reported, solved, period) is promptness


def test_an_open_minor_outage_is_late_once_every_count_says_so() -> None:
    assert minor("2026-10-19T09:00", None) is Promptness.RUNNING
    assert minor("2026-10-15T09:00", None) is Promptness.TOO_LATE


def test_what_is_looked_at_touches_the_period() -> None:
    before = outage("S-1", "2025-10-01T10:00", "2025-10-05T10:00", kind="grote")
    into = outage("S-2", "2025-10-30T10:00", "2025-11-05T10:00", kind="grote")
    after = outage("S-3", "2026-11-01T00:00", None, kind="grote")
    assert [s.outage.id for s in major_solutions([before, into, after], YEAR, DAY)] == ["S-2"]
    count = count_major([before, into, after], (), YEAR)
    assert (count.least, count.most) == (0, 0), "an outage is counted where it was reported"


def test_the_period_begins_with_its_first_moment_and_ends_before_its_last() -> None:
    rows = [outage("S-1", "2025-11-01T00:00", kind="grote"), outage("S-2", "2026-11-01T00:00", kind="grote")]
    assert count_major(rows, (), YEAR).most == 1


def test_as_it_stood_at_a_moment() -> None:
    rows = [outage("S-1", "2026-01-01T10:00", "2026-01-03T10:00"), outage("S-2", "2026-01-02T10:00")]
    (known,) = known_at(rows, at("2026-01-02T10:00"))
    assert (known.id, known.solved) == ("S-1", None)
    assert known_at(rows, at("2026-01-03T10:00"))[0].solved is not None


def test_outages_that_overlap_may_be_one_and_that_join_are_two() -> None:
    one = outage("S-1", "2026-01-05T10:00", "2026-01-05T12:00", kind="grote")
    two = outage("S-2", "2026-01-05T11:59", "2026-01-05T13:00", kind="grote")
    joined = outage("S-3", "2026-01-05T12:00", "2026-01-05T13:00", kind="grote")
    count = count_major([two, one], (), YEAR)
    assert (count.least, count.most) == (1, 2)
    assert [(early.id, late.id) for early, late in count.overlapping] == [("S-1", "S-2")]
    count = count_major([one, joined], (), YEAR)
    assert (count.least, count.most, count.overlapping) == (2, 2, ())


def test_an_outage_within_planned_maintenance_may_be_that_maintenance() -> None:
    maintenance = (span("2026-01-05T03:00", "2026-01-05T04:00"),)
    within = outage("S-1", "2026-01-05T03:00", "2026-01-05T04:00", kind="grote")
    beyond = outage("S-2", "2026-01-05T03:30", "2026-01-05T04:01", kind="grote")
    assert count_major([within], maintenance, YEAR).least == 0
    assert count_major([within], maintenance, YEAR).most == 1
    assert count_major([beyond], maintenance, YEAR).least == 1


@pytest.mark.parametrize(("affects", "solved", "doubtful"), [
    ("geheel", "2026-01-05T11:00", False),
    ("geheel", "2026-01-05T11:01", True),
    ("rol", "2026-01-05T11:01", True),
    ("", "2026-01-08T11:00", False),
])  # fmt: skip
def test_minor_by_name_may_be_major_by_definition(affects: str, solved: str, doubtful: bool) -> None:
    rows = [outage("S-1", "2026-01-05T10:00", solved, affects=affects)]
    large, small = count_major(rows, (), YEAR), count_minor(rows, (), YEAR)
    assert (large.least, large.most) == (0, int(doubtful))
    assert (small.least, small.most) == (int(not doubtful), 1)
    assert len(doubtful_solutions(rows, YEAR, DAY)) == int(doubtful)


def test_an_organisation_may_call_major_what_the_definition_does_not() -> None:
    count = count_major([outage("S-1", "2026-01-05T10:00", "2026-01-05T10:10", kind="grote")], (), YEAR)
    assert (count.least, count.most) == (1, 1)


def test_counts_and_terms_agree_with_a_slow_count() -> None:
    chance = random.Random(4)
    for _ in range(60):
        rows = [_any(chance, number) for number in range(chance.randrange(25))]
        for kind, count in (("grote", count_major(rows, (), YEAR)), ("kleine", count_minor(rows, (), YEAR))):
            named = [o for o in rows if o.is_major is (kind == "grote") and YEAR.begin <= o.reported < YEAR.end]
            assert count.least <= len(named) <= count.most
            assert count.least == _groups([o for o in named if o.is_major or o not in count.ambiguous])
        for found in minor_solutions(rows, YEAR, 10):
            assert found.promptness is _slow_minor(found.outage)


def _any(chance: random.Random, number: int) -> Outage:
    reported = YEAR.begin - timedelta(days=30) + timedelta(minutes=chance.randrange(400 * 24 * 60))
    lasted = timedelta(minutes=chance.randrange(20 * 24 * 60))
    solved = min(reported + lasted, YEAR.end) if chance.random() < 0.9 else None
    return Outage(f"S-{number}", chance.random() < 0.3, reported, solved, chance.choice(["geheel", "rol", "", ""]))


def _groups(outages: list[Outage]) -> int:
    """Join every two that overlap until nothing joins any more."""
    sets = [{o.id} for o in outages]
    by_id = {o.id: (o.reported, o.solved or YEAR.end) for o in outages}
    joined = True
    while joined:
        joined = False
        for one in sets:
            for two in sets:
                if one is not two and any(
                    by_id[a][0] < by_id[b][1] and by_id[b][0] < by_id[a][1] for a in one for b in two
                ):
                    one |= two
                    sets.remove(two)
                    joined = True
                    break
            if joined:
                break
    return len(sets)


def _slow_minor(found: Outage) -> Promptness:
    def local(moment: datetime) -> datetime:
        return moment.astimezone(AMSTERDAM)

    first, last = local(found.reported).date(), local(found.solved or YEAR.end).date()
    days = [first + timedelta(days=n) for n in range(1, 60) if first + timedelta(days=n) <= last]
    weekdays = [day for day in days if day.isoweekday() <= 5]
    if len([day for day in weekdays if day not in holidays_of(day.year)]) > 10:
        return Promptness.TOO_LATE
    if found.solved is None:
        return Promptness.RUNNING
    late = len([day for day in weekdays if day not in undisputed_holidays_of(day.year)]) > 10
    return Promptness.EDGE if late else Promptness.IN_TIME
