"""A PKI for the session, and a ZIM on the wire for each module that wants one."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from simulators.clock import Clock, VirtualClock
from simulators.loop import LoopThread
from simulators.observations import Observation
from simulators.uzi.pki import Pki
from simulators.zim import Zim
from simulators.zim.exchange import Peer, Reply, Request
from simulators.zim.handlers import ZimHandler
from simulators.zim.model import ZimModel
from simulators.zim.service import default_settings
from simulators.zim.settings import ZimSettings
from simulators.zim.tokens import TokenJudge
from tests.simulators.zim.requests import URA, Maker


@pytest.fixture(scope="session")
def zim_pki(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    """One PKI for all tests of the ZIM."""
    return Pki.create(tmp_path_factory.mktemp("zim-pki") / "pki")


@dataclass
class Unit:
    """The handler of a ZIM, without any network."""

    handler: ZimHandler
    clock: VirtualClock
    settings: ZimSettings
    maker: Maker

    def handle(self, request: Request, peer: Peer | None = Peer(URA), **changes: object) -> Reply:  # noqa: B008
        """Have a request handled under changed settings."""
        from dataclasses import replace

        return self.handler.handle(request, peer, replace(self.settings, **changes))  # type: ignore[arg-type]
