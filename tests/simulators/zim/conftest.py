"""The handler of a ZIM without network, and a ZIM on the wire with a SUT that speaks to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from simulators.calling import Answer, HttpConnection
from simulators.clock import VirtualClock
from simulators.loop import LoopThread
from simulators.observations import Observation
from simulators.tls import Identity, TlsSettings
from simulators.uzi.pki import Pki
from simulators.zim import Zim, ZimSettings
from simulators.zim.exchange import Peer, Reply, Request
from simulators.zim.handlers import ZimHandler
from simulators.zim.model import ZimModel
from simulators.zim.service import default_settings
from simulators.zim.tokens import TokenJudge
from tests.simulators.zim.requests import URA, Maker

NAME = "zim.toetsbank.test"
OWN = Peer(URA)


@dataclass
class Unit:
    """The handler of a ZIM; it judges requests of its ``maker``."""

    handler: ZimHandler
    clock: VirtualClock
    settings: ZimSettings
    maker: Maker

    def handle(self, request: Request, peer: Peer | None = OWN, **changes: object) -> Reply:
        """Have a request handled, under changed settings."""
        return self.handler.handle(request, peer, replace(self.settings, **changes))  # type: ignore[arg-type]


@pytest.fixture
def unit(pki: Pki) -> Unit:
    """A healthy ZIM without network."""
    clock = VirtualClock()
    handler = ZimHandler(ZimModel(clock.now()), TokenJudge(pki), clock, limit=1_000_000)
    return Unit(handler, clock, default_settings(pki), Maker(pki, clock.datetime))


@dataclass
class Collected:
    """A sink that keeps everything."""

    observations: list[Observation] = field(default_factory=list)
    payloads: dict[str, bytes] = field(default_factory=dict)

    def __call__(self, observation: Observation, payloads: dict[str, bytes]) -> None:
        """Take an observation."""
        self.observations.append(observation)
        self.payloads.update(payloads)


@dataclass
class Wire:
    """A ZIM on the wire and everything to speak to it as a SUT."""

    zim: Zim
    loop: LoopThread
    clock: VirtualClock
    pki: Pki
    sink: Collected
    maker: Maker

    def tls(self, identity: str | None = "xis", **changes: object) -> TlsSettings:
        """TLS settings of the SUT."""
        own = None if identity is None else self.pki.server(identity)
        shown = None if own is None else Identity(own.name, own.certificate, own.key)
        settings = TlsSettings(identity=shown, trust=(self.pki.trust("server-roots"),))
        return replace(settings, **changes)  # type: ignore[arg-type]

    def send(self, request: Request, settings: TlsSettings | None = None) -> Answer:
        """Send a request on a connection of its own and return the answer; what fails is raised."""
        return self.loop.run(self._send(request, settings or self.tls()))

    async def _send(self, request: Request, settings: TlsSettings) -> Answer:
        connection = await HttpConnection.open(*self.zim.address, settings=settings, server_name=NAME, clock=self.clock)
        try:
            headers = {"Content-Type": request.content_type, "SOAPAction": request.soap_action}
            return await connection.request(request.method, request.path, headers, request.body)
        finally:
            await connection.close()


@pytest.fixture(scope="module")
def running(pki: Pki) -> Iterator[Wire]:
    """A ZIM for a whole module."""
    loop, clock, sink = LoopThread("zim"), VirtualClock(), Collected()
    zim = Zim.start(loop, pki, clock, sink=sink)
    yield Wire(zim, loop, clock, pki, sink, Maker(pki, clock.datetime))
    zim.stop()
    loop.stop()


@pytest.fixture
def wire(running: Wire) -> Iterator[Wire]:
    """The ZIM of the module, healthy at the start of each test."""
    running.zim.reset()
    running.sink.observations.clear()
    running.sink.payloads.clear()
    yield running
    running.pki.crls.reset()
