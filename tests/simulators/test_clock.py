"""The real and the virtual clock, and what can be said of the time between two moments."""

from itertools import pairwise

import pytest

from simulators.clock import Clock, Moment, VirtualClock, at_least, at_most, iso


def test_real_clock_does_not_run_backwards() -> None:
    clock = Clock()
    readings = [clock.now() for _ in range(1_000)]
    assert all(later >= earlier for earlier, later in pairwise(readings))
    assert clock.datetime().tzinfo is not None


def test_virtual_clock_starts_at_the_real_time_and_runs_with_it() -> None:
    assert VirtualClock().now() == pytest.approx(Clock().now(), abs=1)


def test_step_goes_forward_only() -> None:
    clock = VirtualClock()
    begun = clock.now()
    clock.begin_step(begun + 30)
    clock.end_step()
    assert clock.now() >= begun + 30
    with pytest.raises(ValueError, match="cannot go back"):
        clock.begin_step(begun)


def test_setting_ignores_what_lies_in_the_past() -> None:
    clock = VirtualClock()
    begun = clock.now()
    clock.set(begun + 100)
    clock.set(begun)
    assert clock.now() >= begun + 100


def test_moments_during_a_step_are_intervals() -> None:
    clock = VirtualClock()
    begun = clock.now()
    clock.begin_step(begun + 30)
    during = clock.moment()
    clock.end_step()
    after = clock.moment()
    assert during.low <= begun + 1
    assert during.high >= begun + 30
    assert after.low == after.high


@pytest.mark.parametrize(
    ("earlier", "later", "least", "most"),
    [
        (Moment(10, 10), Moment(40, 40), 30, 30),
        (Moment(10, 20), Moment(40, 70), 20, 60),
        (Moment(10, 40), Moment(10, 40), 0, 30),
    ],
)
def test_time_between_moments_has_a_least_and_a_largest_reading(
    earlier: Moment, later: Moment, least: float, most: float
) -> None:
    assert at_least(earlier, later) == least
    assert at_most(earlier, later) == most


def test_iso_is_utc_with_milliseconds() -> None:
    assert iso(0.5) == "1970-01-01T00:00:00.500Z"
    assert Moment(0, 1).iso() == "1970-01-01T00:00:01.000Z"
