"""The journal of a simulator: what it observed, in order, for steps in another thread to look at and wait for."""

import hashlib
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from simulators.observations import (
    ConnectionObservation,
    MessageObservation,
    NameObservation,
    Observation,
    TimeObservation,
    UnexpectedObservation,
)

Sink = Callable[[Observation, dict[str, bytes]], None]
"""Where each finished observation goes, with the payloads it names by SHA-256."""

T = TypeVar("T")


def drop(_observation: Observation, _payloads: dict[str, bytes]) -> None:
    """A sink for simulators that run by hand, without an event log."""


def sha256(payload: bytes) -> str:
    """Return the SHA-256 of a payload in hexadecimal."""
    return hashlib.sha256(payload).hexdigest()


class Journal:
    """Observations of one simulator since the last ``clear``; safe to read from any thread.

    The journal keeps what the current scenario needs; the sink keeps everything. Numbers are unique in the process
    when simulators share one ``Numbering``.
    """

    def __init__(
        self, simulator: str, sink: Sink = drop, numbering: "Numbering | None" = None, keep: int = 10_000
    ) -> None:
        self.simulator = simulator
        self._sink = sink
        self._numbering = numbering or Numbering()
        self._keep = keep
        self._latest: dict[int, Observation] = {}
        self._changed = threading.Condition(threading.RLock())

    def number(self) -> int:
        """Hand out the number of a new observation."""
        return self._numbering.next()

    def record(self, observation: Observation, payloads: dict[str, bytes] | None = None) -> None:
        """Add an observation, or replace the earlier state of the one with its number."""
        self._sink(observation, payloads or {})
        with self._changed:
            self._latest[observation.number] = observation
            while len(self._latest) > self._keep:
                del self._latest[next(iter(self._latest))]
            self._changed.notify_all()

    def clear(self) -> None:
        """Forget what was observed; the sink keeps it."""
        with self._changed:
            self._latest.clear()

    @property
    def connections(self) -> tuple[ConnectionObservation, ...]:
        """The connections observed, oldest first."""
        return self._select(ConnectionObservation)

    @property
    def messages(self) -> tuple[MessageObservation, ...]:
        """The exchanges observed, oldest first."""
        return self._select(MessageObservation)

    @property
    def names(self) -> tuple[NameObservation, ...]:
        """The questions for a name, oldest first."""
        return self._select(NameObservation)

    @property
    def times(self) -> tuple[TimeObservation, ...]:
        """The questions for the time, oldest first."""
        return self._select(TimeObservation)

    @property
    def unexpected(self) -> tuple[UnexpectedObservation, ...]:
        """What fitted no expectation, oldest first."""
        return self._select(UnexpectedObservation)

    def wait_for(self, look: Callable[["Journal"], T | None], seconds: float) -> T | None:
        """Return what ``look`` finds, as soon as it finds something; None when the real time is up."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while True:
                found = look(self)
                if found:
                    return found
                left = deadline - time.monotonic()
                if left <= 0:
                    return None
                self._changed.wait(left)

    def _select(self, kind: type[T]) -> tuple[T, ...]:
        with self._changed:
            return tuple(sorted((o for o in self._latest.values() if isinstance(o, kind)), key=lambda o: o.number))


class Numbering:
    """A series of observation numbers that several journals of one process share."""

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def next(self) -> int:
        """Return the next number, from 1."""
        with self._lock:
            self._last += 1
            return self._last
