"""A loop, and targets on it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from simulators.clock import Clock
from simulators.journal import Journal
from simulators.limits import Limits
from simulators.loop import LoopThread
from toetsbank.tls_probe import Target

_IMPATIENT = Limits(body=100_000, handshake_seconds=0.5, request_seconds=0.5, linger_seconds=0.1)

MakeTarget = Callable[[tuple[str, int]], Target]


@pytest.fixture(scope="package")
def loop() -> Iterator[LoopThread]:
    """An event loop in a thread."""
    made = LoopThread("probe")
    yield made
    made.stop()


@pytest.fixture
def at(loop: LoopThread) -> MakeTarget:
    """Return what makes a target of an address, with a journal of its own."""

    def make(address: tuple[str, int]) -> Target:
        return Target(*address, "xis.toetsbank.test", loop, Clock(), Journal("zim"))

    return make


def hurried(target: Target) -> Target:
    """Return the same target with little patience, for servers that never answer."""
    return replace(target, limits=_IMPATIENT)
