"""How far the clock of another system is off, from the times that it puts into its messages.

Each exchange bounds the offset (its clock minus ours): the time that it stamped was read between our question and its
answer. Intervals of many exchanges are intersected, until the offset is inside the limit, outside it, or too close to
tell (INT-60). What the method takes into account, so that no innocent clock fails:

- **Whole seconds.** A system may cut off the fraction or round it. Both give the same stamps with clocks that differ by
  half a second, so stamps alone never tell which it is. HL7 says that a time to the second names that whole second,
  which is cutting off. Unless the supplier says how the seconds are made, both are reckoned with: outside the limit is
  an offset only if it is outside either way; inside if it is inside either way, or, as an assumption that is told, if
  it is inside where the fraction is cut off. A time from the same clock that has its fraction decides between them.
- **Fractions that are none.** Digits that are zero in every stamp are no precision; a clock may move in ticks.
- **Stray answers.** A single exchange outside the limit may be an answer that was kept; it takes two that agree.
- **Drift.** While we measure, a clock may run too fast or too slow, by as much as NTP itself ever lets it.
- **Jumps.** Intervals that have nothing in common mean that the clock was set meanwhile: that is told, and measuring
  begins anew. One stretch outside the limit is enough.
- **The hour that occurs twice.** A local time without offset is read as the one that is nearest.

Times are in seconds since the epoch.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from protocol.hl7.timestamps import AMSTERDAM, parse_ts

LIMIT: Final = 0.5
"""Seconds by which a clock may be off (GBX.CON.e4030.2)."""
MOST_EXCHANGES: Final = 60
TICK: Final = 0.016
"""Seconds by which a clock may move at a time: 64 steps a second is the coarsest in common use."""
DRIFT: Final = 0.0005
"""Seconds a second by which a clock may run wrong: the frequency tolerance of RFC 5905, section 7.2 (500 PPM)."""
_DIGITS: Final = re.compile(r"(?P<whole>\d{12}(?:\d\d)?)(?:\.(?P<fraction>\d+))?(?P<offset>[+-]\d{4})?", re.ASCII)


class Stamping(StrEnum):
    """What a system does with the part of a second that it does not write."""

    AFKAPPEN = "afkappen"
    AFRONDEN = "afronden"


BOTH: Final = (Stamping.AFKAPPEN, Stamping.AFRONDEN)
"""Nobody said which."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as another system wrote it."""

    seconds: float
    written: float
    """Seconds in a step of its last digit."""
    unit: float
    """Seconds in a step of its last digit that is not a zero behind the decimal point."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question that we asked and an answer with a time in it."""

    asked: float
    """Our clock before the other system can have read its own; minus infinity where that is not known, as in a message
    that it sends of its own accord."""
    answered: float
    """Our clock after it must have read its own."""
    stamp: str
    """HL7 TS, as it came."""

    def read(self) -> Stamp:
        """Read the stamp by itself. Raises ValueError with a Dutch sentence if it is no time."""
        return _read(self.stamp.strip(), self.answered)


@dataclass(frozen=True, slots=True)
class Interval:
    """Where an offset lies, in seconds: the other clock minus ours."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """Seconds between the ends."""
        return self.high - self.low

    @property
    def middle(self) -> float:
        """The point between the ends."""
        return (self.low + self.high) / 2

    def both(self, other: "Interval") -> "Interval | None":
        """Return what two intervals have in common."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(low, high) if low <= high else None

    def wider(self, by: float) -> "Interval":
        """Return the interval with ``by`` seconds added at either end."""
        return Interval(self.low - by, self.high + by)

    def is_inside(self, limit: float) -> bool:
        """Tell whether the whole of it is at most ``limit`` from zero."""
        return -limit <= self.low and self.high <= limit

    def is_outside(self, limit: float) -> bool:
        """Tell whether the whole of it is more than ``limit`` from zero."""
        return self.low > limit or self.high < -limit

    def __str__(self) -> str:
        return f"{_dutch(self.low)} tot {_dutch(self.high)} s"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which the clock did not jump."""

    interval: Interval
    exchanges: int = 1


@dataclass(frozen=True, slots=True)
class Track:
    """The offset under one way of stamping, by stretches between jumps; the last one is now."""

    stamping: Stamping
    stretches: tuple[Stretch, ...]

    @property
    def now(self) -> Interval:
        """The offset after the last jump."""
        return self.stretches[-1].interval

    @property
    def jumps(self) -> int:
        """How often the clock was set while we measured."""
        return len(self.stretches) - 1

    def is_inside(self, limit: float) -> bool:
        """Tell whether the clock was within ``limit`` all the time."""
        return all(stretch.interval.is_inside(limit) for stretch in self.stretches)

    def is_outside(self, limit: float) -> bool:
        """Tell whether the clock was off by more than ``limit`` at any time, by more than one exchange."""
        return any(stretch.interval.is_outside(limit) and stretch.exchanges > 1 for stretch in self.stretches)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a measurement says."""

    verdict: Literal["pass", "fail", "inconclusive"]
    tracks: tuple[Track, ...]
    """The ways of stamping that fit the exchanges, each with its intervals; empty before the first exchange."""
    exchanges: int
    assumed: Stamping | None = None
    """The verdict holds if this is how the seconds are made."""
    remarks: tuple[str, ...] = ()
    """Dutch sentences: jumps, assumptions, what is missing."""

    @property
    def observed(self) -> str:
        """The offset in words, with every way of stamping that fits."""
        if not self.tracks:
            return "geen enkel tijdstip"
        said = [
            " en na een sprong ".join(str(stretch.interval) for stretch in track.stretches)
            + (f" ({track.stamping})" if len(self.tracks) > 1 else "")
            for track in self.tracks
        ]
        return f"afwijking {' of '.join(said)}, uit {self.exchanges} uitwisselingen"


def evaluate(exchanges: Iterable[Exchange], *, stampings: tuple[Stamping, ...] = BOTH, limit: float = LIMIT) -> Outcome:
    """Judge a clock by exchanges in the order of time; ``stampings`` are the ways of writing that are possible.

    Raises ValueError with a Dutch sentence if a stamp is no time.
    """
    kept = tuple(exchanges)
    return _judge(_tracks(kept, stampings), len(kept), limit)


def _judge(tracks: tuple[Track, ...], exchanges: int, limit: float) -> Outcome:
    if not tracks:
        return Outcome("inconclusive", (), 0, None, ("Er is nog geen tijdstip van het systeem gezien.",))
    jumps = min(track.jumps for track in tracks)
    remarks = [f"De klok is tijdens het meten {jumps} keer versprongen."] if jumps else []
    verdict, assumed = _verdict(tracks, limit)
    if assumed is not None:
        remarks.append(
            "Aangenomen is dat het systeem delen van een seconde afkapt, zoals HL7 een tijdstip leest; rondt het ze af,"
            f" dan is de afwijking {tracks[-1].now}."
        )
    elif verdict == "inconclusive" and len(tracks) > 1:
        remarks.append("Zeg of het systeem delen van een seconde afkapt of afrondt; daarvan hangt het oordeel af.")
    elif verdict == "inconclusive":
        remarks.append(f"De afwijking ligt te dicht bij {_dutch(limit)} s, of er zijn te weinig uitwisselingen.")
    return Outcome(verdict, tracks, exchanges, assumed, tuple(remarks))


def next_moment(exchanges: Iterable[Exchange], now: float, *, stampings: tuple[Stamping, ...] = BOTH) -> float:
    """Return when to ask next, at or after ``now``, so that the answer narrows the interval most.

    The system's clock should then, by our best guess, pass from one unit to the next in the middle of the round trip:
    the stamp tells in which half of the interval the offset lies. Once the interval is as narrow as the round trip,
    halving it gains nothing; then the ends are tried in turn.
    """
    kept = tuple(exchanges)
    return _next(_tracks(kept, stampings), kept, now)


def _next(tracks: tuple[Track, ...], kept: tuple[Exchange, ...], now: float) -> float:
    if not tracks:
        return now
    track = tracks[0]
    interval, unit = track.now, _unit(kept)
    trip = min((e.answered - e.asked for e in kept if math.isfinite(e.asked)), default=0.0)
    guess = interval.middle
    if not math.isfinite(guess):
        return now
    if interval.width < 2.5 * trip + TICK:
        guess += interval.width * (0.25 if len(kept) % 2 else -0.25)
    edge = unit / 2 if track.stamping is Stamping.AFRONDEN else 0.0
    wanted = edge - guess - trip / 2
    return now + (wanted - now) % unit


def measure(
    ping: Callable[[], Exchange],
    now: Callable[[], float],
    wait_until: Callable[[float], None],
    *,
    stampings: tuple[Stamping, ...] = BOTH,
    limit: float = LIMIT,
    most: int = MOST_EXCHANGES,
    known: Iterable[Exchange] = (),
) -> tuple[Outcome, tuple[Exchange, ...]]:
    """Ping at chosen fractions of a second until the verdict is certain or ``most`` exchanges were made.

    ``known`` are exchanges from before: own messages of the system, its questions to an NTP server. A pass or a fail
    under an assumption does not end the measurement before the interval is as narrow as it gets.
    """
    exchanges = tuple(known)
    outcome = evaluate(exchanges, stampings=stampings, limit=limit)
    for done in range(most):
        if outcome.verdict != "inconclusive" and (outcome.assumed is None or done >= most // 4):
            break
        wait_until(_next(outcome.tracks, exchanges, now()))
        exchanges += (ping(),)
        outcome = evaluate(exchanges, stampings=stampings, limit=limit)
    return outcome, exchanges


def from_own_time(own_time: float, received: float) -> Exchange:
    """Return a one-sided exchange from a time with its fraction that the system sent of its own accord.

    For instance from a question to an NTP server: it read its clock before we received it. ``own_time`` proves nothing
    if it may be random (TimeObservation.own_time).
    """
    written = datetime.fromtimestamp(own_time, UTC).strftime("%Y%m%d%H%M%S.%f+0000")
    return Exchange(-math.inf, received, written)


def _verdict(
    tracks: tuple[Track, ...], limit: float
) -> tuple[Literal["pass", "fail", "inconclusive"], Stamping | None]:
    if all(track.is_outside(limit) for track in tracks):
        return "fail", None
    if all(track.is_inside(limit) for track in tracks):
        return "pass", None
    first = tracks[0]
    if len(tracks) > 1 and first.stamping is Stamping.AFKAPPEN and first.is_inside(limit):
        return "pass", first.stamping
    return "inconclusive", None


def _tracks(exchanges: tuple[Exchange, ...], stampings: tuple[Stamping, ...]) -> tuple[Track, ...]:
    """Return the ways of stamping under which the clock jumped least often: the others do not fit."""
    if not exchanges:
        return ()
    stamps = [exchange.read() for exchange in exchanges]
    unit = _unit(exchanges)
    tracks = [
        Track(stamping, _stretches([_interval(e, s, unit, stamping) for e, s in zip(exchanges, stamps, strict=True)]))
        for stamping in stampings
    ]
    least = min(track.jumps for track in tracks)
    return tuple(track for track in tracks if track.jumps == least)


def _unit(exchanges: tuple[Exchange, ...]) -> float:
    """Return what two-sided stamps are precise to: the finest digit that any of them used."""
    return min((exchange.read().unit for exchange in exchanges if math.isfinite(exchange.asked)), default=1.0)


def _interval(exchange: Exchange, stamp: Stamp, unit: float, stamping: Stamping) -> tuple[float, Interval]:
    """Return when an exchange took place, and between which values it puts the offset."""
    own = max(unit, stamp.written) if math.isfinite(exchange.asked) else stamp.unit
    if stamping is Stamping.AFKAPPEN:
        low, high = stamp.seconds, stamp.seconds + own
    else:
        low, high = stamp.seconds - own / 2, stamp.seconds + own / 2
    return exchange.answered, Interval(low - exchange.answered, high + TICK - exchange.asked)


def _stretches(bounds: list[tuple[float, Interval]]) -> tuple[Stretch, ...]:
    """Intersect intervals in the order of time, each widened by the drift until the next; begin anew at a jump."""
    current = Stretch(bounds[0][1])
    past: list[Stretch] = []
    for (before, _), (moment, bound) in pairwise(bounds):
        common = current.interval.wider(DRIFT * max(0.0, moment - before)).both(bound)
        if common is None:
            past.append(current)
            current = Stretch(bound)
        else:
            current = Stretch(common, current.exchanges + 1)
    return (*past, current)


@lru_cache(maxsize=1024)
def _read(text: str, near: float) -> Stamp:
    moment = parse_ts(text)
    found = _DIGITS.fullmatch(text)
    assert found is not None  # or it would be no time
    whole = 60.0 if len(found["whole"]) == 12 else 1.0
    fraction = found["fraction"] or ""
    seconds = moment.timestamp()
    if found["offset"] is None and _wall(moment + timedelta(hours=1)) == _wall(moment):
        seconds = min(seconds, seconds + 3600, key=lambda choice: abs(choice - near))
    digits = fraction.rstrip("0")
    return Stamp(seconds, 10.0 ** -len(fraction) if fraction else whole, 10.0 ** -len(digits) if digits else whole)


def _wall(moment: datetime) -> str:
    return moment.astimezone(AMSTERDAM).strftime("%Y%m%d%H%M%S")


def _dutch(seconds: float) -> str:
    return f"{seconds:.3f}".replace(".", ",") if math.isfinite(seconds) else "onbekend"
