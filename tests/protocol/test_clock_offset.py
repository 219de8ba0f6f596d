"""The clock method: how far a clock is off, by simulated systems whose clock, stamping and delays we choose."""

import math
import random
from datetime import UTC, datetime

import pytest

from protocol.clock_offset import (
    BOTH,
    LIMIT,
    MOST_EXCHANGES,
    Exchange,
    Interval,
    Outcome,
    Stamping,
    evaluate,
    from_own_time,
    measure,
    next_moment,
)
from protocol.hl7.timestamps import AMSTERDAM

START = 1_790_000_000.3
CUT, ROUND = Stamping.AFKAPPEN, Stamping.AFRONDEN
SEEDS = range(3)


class System:
    """A system with a clock that is off, and a way to it that takes a few milliseconds, on a clock of our own."""

    def __init__(
        self, offset: float, stamping: Stamping, seed: int = 1, *, digits: int = 0, trip: float = 0.004
    ) -> None:
        self.offset = offset
        self.time = START
        self.pings = 0
        self._stamping = stamping
        self._digits = digits
        self._trip = trip
        self._random = random.Random(seed)

    def now(self) -> float:
        return self.time

    def wait_until(self, moment: float) -> None:
        assert moment >= self.time
        self.time = moment

    def ping(self) -> Exchange:
        self.pings += 1
        asked = self.time
        self.time += self._random.uniform(0.1, 1.0) * self._trip / 2
        stamp = self.stamp()
        self.time += self._random.uniform(0.1, 1.0) * self._trip / 2
        return Exchange(asked, self.time, stamp)

    def stamp(self) -> str:
        scale = 10**self._digits
        units = (self.time + self.offset) * scale
        units = math.floor(units) if self._stamping is CUT else math.floor(units + 0.5)
        return written(units / scale, self._digits)

    def measured(self, stampings: tuple[Stamping, ...] = BOTH, known: tuple[Exchange, ...] = ()) -> Outcome:
        return measure(self.ping, self.now, self.wait_until, stampings=stampings, known=known)[0]


def written(seconds: float, digits: int = 0) -> str:
    moment = datetime.fromtimestamp(round(seconds, 6), AMSTERDAM)
    return moment.strftime("%Y%m%d%H%M%S") + (f".{moment.microsecond:06d}"[: digits + 1] if digits else "")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("stamping", BOTH)
@pytest.mark.parametrize(
    ("offset", "verdict"),
    [(0.45, "pass"), (0.55, "fail"), (-0.45, "pass"), (-0.55, "fail"), (0.0, "pass"), (3.2, "fail"), (-86_400, "fail")],
)
def test_where_it_is_known_how_seconds_are_made_the_verdict_is_certain(
    offset: float, verdict: str, stamping: Stamping, seed: int
) -> None:
    system = System(offset, stamping, seed)
    outcome = system.measured((stamping,))
    assert (outcome.verdict, outcome.assumed) == (verdict, None)
    assert system.pings <= MOST_EXCHANGES
    assert outcome.tracks[0].now.low <= offset <= outcome.tracks[0].now.high


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("offset", "stamping", "verdicts"),
    [
        (0.45, CUT, {"pass"}),
        (0.55, CUT, {"inconclusive"}),
        (-0.45, CUT, {"pass"}),
        (-0.55, CUT, {"fail"}),
        (1.1, CUT, {"fail"}),
        (0.0, CUT, {"pass"}),
        (0.45, ROUND, {"inconclusive"}),
        (0.55, ROUND, {"fail"}),
        (-0.45, ROUND, {"pass"}),
        (0.0, ROUND, {"pass", "inconclusive"}),
    ],
)
def test_where_it_is_not_known_0_45_and_0_55_are_told_apart_and_no_innocent_fails(
    offset: float, stamping: Stamping, verdicts: set[str], seed: int
) -> None:
    outcome = System(offset, stamping, seed).measured()
    assert outcome.verdict in verdicts
    assert outcome.exchanges <= MOST_EXCHANGES


@pytest.mark.parametrize("offset", [-0.5, -0.45, -0.2, 0.0, 0.2, 0.45, 0.5])
@pytest.mark.parametrize("stamping", BOTH)
@pytest.mark.parametrize("trip", [0.002, 0.4])
def test_no_clock_within_the_limit_ever_fails(offset: float, stamping: Stamping, trip: float) -> None:
    for digits in (0, 3):
        system = System(offset, stamping, 7, digits=digits, trip=trip)
        for stampings in (BOTH, (stamping,)):
            assert system.measured(stampings).verdict != "fail"


@pytest.mark.parametrize("offset", [0.51, -0.51, 1.0, -1.0])
@pytest.mark.parametrize("stamping", BOTH)
@pytest.mark.parametrize("digits", [0, 3])
def test_no_clock_outside_the_limit_ever_passes_where_its_stamping_is_known(
    offset: float, stamping: Stamping, digits: int
) -> None:
    for trip in (0.002, 0.4):
        assert System(offset, stamping, 5, digits=digits, trip=trip).measured((stamping,)).verdict != "pass"


def test_a_pass_under_an_assumption_says_so() -> None:
    outcome = System(-0.3, CUT).measured()
    assert (outcome.verdict, outcome.assumed) == ("pass", CUT)
    assert "afkapt" in outcome.remarks[0]
    assert "(afkappen)" in outcome.observed
    assert "(afronden)" in outcome.observed


def test_a_stamp_with_its_fraction_tells_which_way_of_stamping_it_is() -> None:
    """From a question to an NTP server: the clock read 0.55 s ahead just before, so the other reading does not fit."""
    known = (from_own_time(START + 0.55, START + 0.004),)
    assert System(0.55, CUT).measured().verdict == "inconclusive"
    outcome = System(0.55, CUT).measured(known=known)
    assert (outcome.verdict, len(outcome.tracks)) == ("fail", 1)
    assert System(-0.45, CUT).measured(known=(from_own_time(START - 0.45, START + 0.004),)).assumed is None


@pytest.mark.parametrize(("offset", "verdict"), [(0.45, "pass"), (0.55, "fail"), (-0.45, "pass"), (-0.55, "fail")])
def test_stamps_with_a_fraction_need_few_exchanges(offset: float, verdict: str) -> None:
    system = System(offset, CUT, digits=3)
    assert system.measured().verdict == verdict
    assert system.pings <= 4


def test_the_interval_narrows_to_the_round_trip() -> None:
    system = System(0.2, CUT)
    exchanges: list[Exchange] = []
    widths = []
    for _ in range(12):
        system.wait_until(next_moment(exchanges, system.now(), stampings=(CUT,)))
        exchanges.append(system.ping())
        widths.append(evaluate(exchanges, stampings=(CUT,)).tracks[0].now.width)
    assert widths[0] > 1
    assert widths[4] < 0.1
    assert widths[-1] < 0.04


def test_asking_at_one_fraction_only_never_narrows() -> None:
    system = System(0.1, CUT)
    exchanges = []
    for second in range(20):
        system.time = START + second
        exchanges.append(system.ping())
    assert evaluate(exchanges).verdict == "inconclusive"
    assert evaluate(exchanges, stampings=(CUT,)).tracks[0].now.width > 0.9


def test_the_next_moment_lies_within_a_second() -> None:
    system = System(0.3, ROUND)
    exchanges = [system.ping()]
    for stampings in (BOTH, (CUT,), (ROUND,)):
        assert system.now() <= next_moment(exchanges, system.now(), stampings=stampings) < system.now() + 1
    assert next_moment((), 5.0) == 5.0
    assert next_moment((from_own_time(START, START),), 5.0) == 5.0


def test_a_jump_is_told_and_a_stretch_outside_the_limit_is_enough() -> None:
    system = System(0.9, CUT, digits=3)
    first = [system.ping() for _ in range(3)]
    system.offset = 0.0
    outcome = evaluate([*first, *(system.ping() for _ in range(3))])
    assert outcome.verdict == "fail"
    assert [track.jumps for track in outcome.tracks] == [1, 1]
    assert "1 keer versprongen" in outcome.remarks[0]
    assert "na een sprong" in outcome.observed


def test_a_jump_within_the_limit_is_told_too() -> None:
    system = System(0.3, CUT, digits=3)
    first = [system.ping() for _ in range(3)]
    system.offset = 0.0
    outcome = evaluate([*first, *(system.ping() for _ in range(3))])
    assert (outcome.verdict, len(outcome.remarks)) == ("pass", 1)


def test_one_answer_that_was_kept_is_no_clock_that_is_off() -> None:
    system = System(0.0, CUT, digits=3)
    exchanges = [system.ping() for _ in range(3)]
    stale = Exchange(system.now() + 100, system.now() + 100.01, exchanges[-1].stamp)
    system.time += 200
    outcome = evaluate([*exchanges, stale, *(system.ping() for _ in range(3))])
    assert outcome.verdict == "inconclusive"
    assert "versprongen" in outcome.remarks[0]


def test_a_clock_that_runs_a_little_fast_is_no_jump() -> None:
    system = System(0.1, CUT)

    def wait_until(moment: float) -> None:
        system.offset += 0.0003 * (moment - system.time)
        system.wait_until(moment)

    outcome, exchanges = measure(system.ping, system.now, wait_until, stampings=(CUT,), limit=0.105)
    assert len(exchanges) <= MOST_EXCHANGES
    assert outcome.tracks[0].jumps == 0


def test_a_fraction_of_zeros_is_no_precision() -> None:
    """A system that writes .000 behind whole seconds must not be read to the millisecond."""
    system = System(0.0, CUT)
    exchanges = [Exchange(e.asked, e.answered, f"{e.stamp}.000") for e in (system.ping() for _ in range(1))]
    assert evaluate(exchanges).tracks[0].now.width > 1
    system.time += 0.45
    later = system.ping()
    exchanges.append(Exchange(later.asked, later.answered, f"{later.stamp}.000"))
    assert evaluate(exchanges, stampings=(CUT,)).tracks[0].jumps == 0


def test_stamps_with_and_without_a_fraction_may_be_mixed() -> None:
    system, fine = System(0.1, CUT), System(0.1, CUT, digits=3)
    fine.time = START + 0.5
    outcome = evaluate([system.ping(), fine.ping(), fine.ping()])
    assert (outcome.verdict, outcome.tracks[0].jumps) == ("pass", 0)


def test_a_stamp_to_the_minute_says_little() -> None:
    exchange = Exchange(START, START + 0.01, written(START)[:12])
    assert evaluate([exchange], stampings=(CUT,)).tracks[0].now.width > 60


@pytest.mark.parametrize(
    "moment", [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)]
)
def test_the_hour_that_occurs_twice_is_read_as_the_nearest(moment: datetime) -> None:
    seconds = moment.timestamp() + 0.2
    exchange = Exchange(seconds, seconds + 0.01, "20261025023000")
    assert evaluate([exchange], stampings=(CUT,)).tracks[0].now.is_inside(1.1)


def test_an_offset_in_the_stamp_is_used() -> None:
    exchange = Exchange(START, START + 0.01, datetime.fromtimestamp(START, UTC).strftime("%Y%m%d%H%M%S+0000"))
    assert evaluate([exchange], stampings=(CUT,)).tracks[0].now.is_inside(1.1)


def test_without_exchanges_nothing_is_decided() -> None:
    outcome = evaluate(())
    assert (outcome.verdict, outcome.observed) == ("inconclusive", "geen enkel tijdstip")


def test_a_stamp_that_is_no_time_is_named() -> None:
    with pytest.raises(ValueError, match="'gisteren' is geen tijdstip"):
        evaluate([Exchange(START, START, "gisteren")])


@pytest.mark.parametrize(
    ("low", "high", "inside", "outside"),
    [(-0.5, 0.5, True, False), (0.4, 0.6, False, False), (0.51, 0.6, False, True), (-2, -0.51, False, True)],
)
def test_inside_and_outside(low: float, high: float, inside: bool, outside: bool) -> None:
    interval = Interval(low, high)
    assert (interval.is_inside(LIMIT), interval.is_outside(LIMIT)) == (inside, outside)


def test_an_interval_reads_as_dutch() -> None:
    assert str(Interval(-0.0504, 0.25)) == "-0,050 tot 0,250 s"
    assert str(Interval(0, math.inf)) == "0,000 tot onbekend s"
