"""The clock contract (DESIGN, section 6, Time): small steps, never past what is due, and both ends of a step."""

import itertools
import threading

import pytest

from simulators.clock import Moment, VirtualClock, at_least, at_most
from toetsbank.timekeeper import SHORTEST, STEP, Timekeeper

SLACK = 1.0
"""Seconds that the real clock may run on during a test."""


class Sut:
    """A SUT that notes when its clock was set, and names the moments at which something is due."""

    def __init__(self, clock: VirtualClock, due_after: tuple[float, ...] = ()) -> None:
        self.clock = clock
        self.start = clock.now()
        self.due = [self.start + seconds for seconds in due_after]
        self.set_to: list[float] = []
        self.moments: list[Moment] = []

    def set_clock(self, moment: float) -> float | None:
        self.set_to.append(moment - self.start)
        self.moments.append(self.clock.moment())
        self.due = [due for due in self.due if due > moment]
        return self.due[0] if self.due else None


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


def advanced(clock: VirtualClock, seconds: float, due_after: tuple[float, ...] = ()) -> Sut:
    sut = Sut(clock, due_after)
    Timekeeper(clock, sut.set_clock).advance(seconds)
    return sut


def test_time_passes_for_bench_and_sut(clock: VirtualClock) -> None:
    start = clock.now()
    sut = advanced(clock, 100)
    assert 100 <= clock.now() - start < 100 + SLACK
    assert sut.set_to[-1] == pytest.approx(100, abs=SLACK)


def test_no_step_is_longer_than_thirty_seconds(clock: VirtualClock) -> None:
    sut = advanced(clock, 100)
    steps = [later - earlier for earlier, later in itertools.pairwise(sut.set_to)]
    assert max(steps) <= STEP + SLACK
    assert len(steps) == 4


def test_a_rest_of_hours_may_go_in_longer_steps_that_pass_no_due_moment_either(clock: VirtualClock) -> None:
    sut = Sut(clock, (1000.0,))
    Timekeeper(clock, sut.set_clock).advance(3600, 900)
    assert sut.set_to == pytest.approx([0, 900, 1000, 1900, 2800, 3600], abs=SLACK)


def test_sut_is_set_before_the_first_step_to_learn_what_is_due(clock: VirtualClock) -> None:
    sut = advanced(clock, 30, due_after=(5.0,))
    assert sut.set_to[0] == pytest.approx(0, abs=SLACK)
    assert sut.set_to[1] == pytest.approx(5, abs=0.01)


def test_no_step_goes_past_a_due_moment(clock: VirtualClock) -> None:
    due = (10.0, 12.5, 61.0)
    sut = advanced(clock, 90, due_after=due)
    for moment in due:
        assert any(abs(seen - moment) < 0.01 for seen in sut.set_to)


def test_due_moment_beyond_the_end_changes_nothing(clock: VirtualClock) -> None:
    sut = advanced(clock, 20, due_after=(500.0,))
    assert len(sut.set_to) == 2


def test_due_moment_that_stays_in_the_past_does_not_hold_the_clock(clock: VirtualClock) -> None:
    start = clock.now()
    Timekeeper(clock, lambda _moment: start - 10).advance(60)
    assert clock.now() - start >= 60


def test_what_happens_during_a_step_has_both_ends_of_it(clock: VirtualClock) -> None:
    sut = advanced(clock, 30)
    before, during = sut.moments
    assert before.low == before.high
    assert during.high - during.low == pytest.approx(30, abs=SLACK)
    after = clock.moment()
    assert after.low == after.high


def test_limit_is_violated_only_by_the_earliest_reading(clock: VirtualClock) -> None:
    begun = clock.moment()
    sut = advanced(clock, 30)
    during = sut.moments[-1]
    assert at_least(begun, during) < 29, "it may have happened at the beginning of the step"
    assert at_most(begun, during) >= 30


def test_step_ends_also_when_the_sut_does_not_answer(clock: VirtualClock) -> None:
    def fail(moment: float) -> float | None:
        if moment - begun > 10:
            raise ConnectionError
        return None

    begun = clock.now()
    with pytest.raises(ConnectionError):
        Timekeeper(clock, fail).advance(60)
    moment = clock.moment()
    assert moment.low == moment.high


def test_nothing_happens_for_no_time_but_asking(clock: VirtualClock) -> None:
    assert len(advanced(clock, 0).set_to) == 1


def test_what_is_due_at_once_gets_the_shortest_step(clock: VirtualClock) -> None:
    """The real clock runs on while the SUT answers, so a moment due at once is past before the step begins."""
    asked: list[float] = []

    def due_at_once(moment: float) -> float | None:
        asked.append(moment)
        pause.wait(0.01)
        return moment + 0.001 if len(asked) == 1 else None

    pause = threading.Event()
    Timekeeper(clock, due_at_once).advance(30)
    assert len(asked) == 3
    assert SHORTEST <= asked[1] - asked[0] < STEP / 2
    assert asked[2] - asked[0] >= 30


def test_sut_that_is_always_due_at_once_does_not_stop_the_clock(clock: VirtualClock) -> None:
    asked: list[float] = []

    def always_due(moment: float) -> float | None:
        asked.append(moment)
        return moment + 0.001

    Timekeeper(clock, always_due).advance(5)
    assert len(asked) <= 2 + 5 / SHORTEST
