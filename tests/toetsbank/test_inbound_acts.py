"""The ZIM as caller, of a server that is none of ours, and of one that is not there."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web

from simulators.clock import VirtualClock
from simulators.connections import ConnectionRecord
from simulators.listener import Listener
from simulators.loop import LoopThread
from simulators.tls import TlsSettings
from simulators.uzi import Pki
from simulators.zim import Shown, Zim
from tests.steps.scenes import scene_of
from tests.toetsbank.foreign import free_port
from toetsbank.eventlog import EventLog, RunFolder
from toetsbank.inbound_acts import Caller, long_use, only, rest
from toetsbank.outcomes import Inconclusive
from toetsbank.recorder import Recorder
from toetsbank.world import World

TLS13 = 0x0304


@dataclass
class Calling:
    """A world with a ZIM, and a server that answers everything."""

    world: World
    caller: Caller
    loop: LoopThread
    listener: Listener
    settings: TlsSettings

    def use(self, settings: TlsSettings) -> None:
        """Have the server behave differently."""

        async def used() -> None:
            self.listener.use(settings)

        self.loop.run(used())

    def close(self) -> None:
        """Have the server end every connection."""
        self.loop.run(self.listener.close_connections())


class StillWorld(World):
    """A world in which time passes for the bench alone."""

    clock: VirtualClock

    def pass_time(self, seconds: float, step: float | None = None) -> None:
        self.clock.set(self.clock.now() + seconds)


async def _answer(_request: web.BaseRequest, _connection: ConnectionRecord) -> web.StreamResponse:
    return web.Response(text="hier spreekt geen HL7")


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    return Pki.create(tmp_path_factory.mktemp("pki") / "pki")


@pytest.fixture
def calling(tmp_path: Path, pki: Pki) -> Iterator[Calling]:
    folder = RunFolder(tmp_path)
    folder.prepare()
    log, loop, clock = EventLog(folder, "1-bank"), LoopThread("inbound"), VirtualClock()
    zim = Zim.start(loop, pki, clock)
    settings = TlsSettings(identity=pki.server("xis"), trust=(pki.trust("server-roots"),), tickets=True)
    listener = loop.run(
        Listener.start(
            host="127.0.0.1", port=0, settings=settings, handler=_answer, clock=clock, journal=None, sut_side=False
        )
    )
    profile = scene_of(Recorder(log)).world.profile
    address = "{}:{}".format(*listener.address)
    profile = profile.model_copy(update={"sut": profile.sut.model_copy(update={"adres": address})})
    world = StillWorld(profile, scene_of(Recorder(log)).world.catalogue, Recorder(log), clock)
    world.pki, world.zim = pki, zim
    yield Calling(world, Caller(world), loop, listener, settings)
    zim.stop()
    loop.run(listener.stop())
    world.loop.stop()
    loop.stop()
    log.close()


def test_a_ping_is_answered_by_whatever_speaks_http(calling: Calling) -> None:
    contact = calling.caller.ping()
    assert (contact.answered, contact.served, contact.accepted) == (True, True, True)
    assert contact.said == "antwoord HTTP 200 op /Ping"


def test_a_version_that_is_not_spoken_is_told(calling: Calling) -> None:
    assert calling.caller.speaks("1.2")
    calling.use(TlsSettings(identity=calling.settings.identity, trust=calling.settings.trust, minimum=TLS13))
    assert not calling.caller.speaks("1.2")
    assert calling.caller.speaks("1.3")
    assert not calling.caller.ping(only("1.2")).connection.handshake_completed


def test_a_line_stays_open_until_somebody_ends_it(calling: Calling) -> None:
    line = calling.caller.open()
    assert line.is_open
    assert line.ping().answered
    assert line.ping(renew=True).connection.refreshes
    calling.close()
    assert not line.is_open
    assert not line.ping(renew=True).answered


def test_a_line_to_who_refuses_the_zim_has_nothing_to_say(calling: Calling, pki: Pki) -> None:
    calling.use(TlsSettings(identity=calling.settings.identity, trust=(pki.trust("pas-roots"),), maximum=0x0303))
    line = calling.caller.open()
    assert not line.is_open
    contact = line.ping()
    assert (contact.message, contact.answered) == (None, False)
    assert "unknown_ca van het GBx" in contact.said


def test_a_session_is_taken_up_after_a_rest_by_who_allows_it(calling: Calling) -> None:
    found = rest(calling.world, calling.caller, Shown(), 960.0)
    assert found.after.answered
    assert found.resumed is not None
    assert found.resumed.connection.resumed
    assert 960 <= (found.resumed.connection.resumed_age or 0) < 970


def test_who_gives_no_session_has_none_to_take_up(calling: Calling) -> None:
    calling.use(TlsSettings(identity=calling.settings.identity, trust=calling.settings.trust))
    assert rest(calling.world, calling.caller, Shown(), 1.0).resumed is None


def test_long_use_keeps_connection_and_session_for_as_long_as_they_are_allowed(calling: Calling) -> None:
    found = long_use(calling.world, calling.caller, Shown(), 3_000.0, 870.0)
    assert found.ended.answered
    assert found.lasted > 3_000
    assert found.resumed_for > 3_000
    assert all(contact.connection.resumed for contact in found.resumptions)


def test_long_use_ends_when_there_is_nothing_left_to_use(calling: Calling) -> None:
    class Closing(StillWorld):
        def pass_time(self, seconds: float, step: float | None = None) -> None:
            super().pass_time(seconds, step)
            calling.close()

    calling.use(TlsSettings(identity=calling.settings.identity, trust=calling.settings.trust))
    calling.world.__class__ = Closing
    found = long_use(calling.world, calling.caller, Shown(), 28_800.0, 870.0)
    assert not found.ended.answered
    assert found.lasted < 1
    assert (found.resumptions, found.resumed_for) == ((), 0.0)


def test_without_an_answer_nothing_was_in_use(calling: Calling) -> None:
    calling.loop.run(calling.listener.stop())
    for use in (
        lambda: rest(calling.world, calling.caller, Shown(), 1.0),
        lambda: long_use(calling.world, calling.caller, Shown(), 1.0, 1.0),
    ):
        with pytest.raises(Inconclusive, match="geen antwoord"):
            use()


def test_nobody_listens(calling: Calling) -> None:
    sut = calling.world.profile.sut.model_copy(update={"adres": f"127.0.0.1:{free_port()}"})
    calling.world.profile = calling.world.profile.model_copy(update={"sut": sut})
    assert "geen verbinding" in calling.caller.ping().said
