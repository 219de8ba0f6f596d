"""A loop, and targets on it."""

from collections.abc import Callable, Iterator

import pytest

from simulators.clock import Clock
from simulators.journal import Journal
from simulators.limits import Limits
from simulators.loop import LoopThread
from toetsbank.tls_probe import Target

IMPATIENT = Limits(body=100_000, handshake_seconds=0.3, request_seconds=0.3, linger_seconds=0.1)

MakeTarget = Callable[[tuple[str, int]], Target]


@pytest.fixture(scope="package")
def loop() -> Iterator[LoopThread]:
    """An event loop in a thread."""
    made = LoopThread("probe")
    yield made
    made.stop()


@pytest.fixture
def at(loop: LoopThread) -> MakeTarget:
    """Return what makes a target of an address, with a journal of its own and little patience."""

    def make(address: tuple[str, int]) -> Target:
        return Target(*address, "xis.toetsbank.test", loop, Clock(), Journal("zim"), limits=IMPATIENT)

    return make
