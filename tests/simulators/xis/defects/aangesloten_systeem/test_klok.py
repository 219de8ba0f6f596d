"""What prove does not tell apart: a clock just within half a second passes, one just outside does not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalogue import load
from protocol.clock_offset import BOTH, MOST_EXCHANGES, Outcome, Stamping, measure
from simulators.xis.policies.surroundings import ClockPolicy
from tests.simulators.xis.conftest import Driver
from toetsbank.acts import Actor
from toetsbank.clock_pings import ClockPings
from toetsbank.eventlog import EventLog, RunFolder
from toetsbank.profile import embedded
from toetsbank.recorder import Recorder
from toetsbank.world import World

Measure = Callable[[float, tuple[Stamping, ...]], tuple[Outcome, int]]
TRUNCATED = (Stamping.AFKAPPEN,)


class Around(World):
    """The surroundings of a XIS in this process, whose clock is moved exactly with that of the bench."""

    def __init__(self, driver: Driver, recorder: Recorder) -> None:
        profile = embedded()
        address = ":".join(map(str, driver.tls))
        sut = profile.sut.model_copy(update={"adres": address})
        super().__init__(profile.model_copy(update={"sut": sut}), load(), recorder, driver.around.clock)
        self.loop.stop()
        self.zim = driver.around.zim
        self._driver = driver

    def wait_until(self, moment: float) -> None:
        """Move both clocks."""
        self._driver.around.clock.set(moment)
        self._driver.xis.clock.set(moment + self._driver.xis.policies.clock.ahead)


@pytest.fixture
def bench(driver: Driver, tmp_path: Path) -> Iterator[Around]:
    folder = RunFolder(tmp_path)
    folder.prepare()
    log = EventLog(folder, "1-bank")
    yield Around(driver, Recorder(log))
    log.close()


@pytest.fixture
def measured(driver: Driver, bench: Around) -> Measure:
    def measured(ahead: float, stampings: tuple[Stamping, ...]) -> tuple[Outcome, int]:
        driver.xis.policies.clock = ClockPolicy(follows_ntp=False, ahead=ahead)
        pings = ClockPings(bench, Actor(bench))
        outcome, exchanges = measure(pings.exchange, bench.clock.now, bench.wait_until, stampings=stampings)
        pings.close()
        assert len(pings.observations) == len(exchanges)
        return outcome, len(exchanges)

    return measured


@pytest.mark.parametrize(("ahead", "verdict"), [(0.45, "pass"), (-0.45, "pass"), (0.55, "fail"), (-0.55, "fail")])
def test_offsets_around_half_a_second_are_told_apart_on_whole_seconds(
    measured: Measure, ahead: float, verdict: str
) -> None:
    outcome, exchanges = measured(ahead, TRUNCATED)
    assert (outcome.verdict, outcome.assumed) == (verdict, None), outcome.observed
    assert exchanges <= MOST_EXCHANGES


def test_without_knowing_how_seconds_are_made_nobody_fails_who_may_round_them(measured: Measure) -> None:
    outcome, _ = measured(0.55, BOTH)
    assert outcome.verdict == "inconclusive"
    assert "afkapt of afrondt" in outcome.remarks[-1]
