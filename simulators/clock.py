"""The clock that every simulator reads, real or moved by the bench."""

import time
from datetime import UTC, datetime
from typing import NamedTuple


class Moment(NamedTuple):
    """A reading of a clock as an interval, in seconds since the epoch (UTC).

    Both ends are equal, except while the bench moves its clock: what happens then lies somewhere in the step,
    and a limit counts as violated only if the earliest reading violates it.
    """

    low: float
    high: float

    def iso(self) -> str:
        """Return the later end as ISO 8601 in UTC with milliseconds."""
        return iso(self.high)


def iso(seconds: float) -> str:
    """Format seconds since the epoch as ISO 8601 in UTC with milliseconds."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def at_least(earlier: Moment, later: Moment) -> float:
    """Return the least number of seconds that can lie between two moments, never below zero."""
    return max(0.0, later.low - earlier.high)


def at_most(earlier: Moment, later: Moment) -> float:
    """Return the largest number of seconds that can lie between two moments, never below zero."""
    return max(0.0, later.high - earlier.low)


class Clock:
    """The real clock; it never runs backwards within a process."""

    def __init__(self) -> None:
        self._origin = time.time() - time.monotonic()

    def now(self) -> float:
        """Return the time in seconds since the epoch (UTC)."""
        return self._origin + time.monotonic()

    def moment(self) -> Moment:
        """Return the time as an interval."""
        now = self.now()
        return Moment(now, now)

    def datetime(self) -> datetime:
        """Return the time as an aware datetime in UTC."""
        return datetime.fromtimestamp(self.now(), UTC)


class VirtualClock(Clock):
    """A clock that starts at the real time, runs with it, and can be moved forward.

    A step has a beginning and an end, because the bench and the system under test cannot be moved at one instant:
    between ``begin_step`` and ``end_step`` every moment has both ends of the step.
    """

    def __init__(self) -> None:
        super().__init__()
        self._ahead = 0.0
        self._step_from: float | None = None

    def now(self) -> float:
        return super().now() + self._ahead

    def moment(self) -> Moment:
        now = self.now()
        return Moment(now if self._step_from is None else self._step_from, now)

    def begin_step(self, to: float) -> None:
        """Move to ``to`` (seconds since the epoch) and report moments as intervals until the step ends.

        Raises ValueError if that lies in the past: the clock only goes forward.
        """
        now = self.now()
        if to < now:
            raise ValueError(f"the clock stands at {iso(now)} and cannot go back to {iso(to)}")
        self._step_from = now
        self._ahead += to - now

    def end_step(self) -> None:
        """Report exact moments again."""
        self._step_from = None

    def set(self, to: float) -> None:
        """Move to ``to`` at once; what lies in the past is ignored, so that two clocks can be kept together."""
        self._ahead += max(0.0, to - self.now())
