"""The SUT as a target, as a scenario has it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalogue import load
from simulators.tls import TlsSettings
from simulators.uzi import Pki
from simulators.zim.trust import INTERMEDIATES, ROOTS, identity
from tests.tls_peers import OurServer
from tests.toetsbank.foreign import free_port
from toetsbank.eventlog import EventLog, RunFolder
from toetsbank.outcomes import Inconclusive
from toetsbank.profile import Counterparties, Profile, Sut
from toetsbank.recorder import Recorder
from toetsbank.tls_probe import client_certificate, sut_target, trusted
from toetsbank.world import ForeignWorld

Start = Callable[[str | None], ForeignWorld]


@pytest.fixture
def start(tmp_path: Path, pki: Pki) -> Iterator[Start]:
    """Starts the counterparties of a SUT at an address."""
    folder = RunFolder(tmp_path / "run")
    folder.prepare()
    log = EventLog(folder, "1-bank")
    place = shutil.copytree(pki.directory, tmp_path / "pki")
    running: list[ForeignWorld] = []

    def started(address: str | None) -> ForeignWorld:
        side = Counterparties(zim_poort=free_port(), uzi_poort=free_port())
        profile = Profile(sut=Sut(product="Ons HIS", adres=address), pki=place, tegenpartijen=side)
        running.append(ForeignWorld(profile, load(), Recorder(log)))
        return running[-1]

    yield started
    for world in running:
        world.stop()
    log.close()


def test_the_bench_shows_itself_as_the_zim(start: Start, pki: Pki) -> None:
    port = free_port()
    world = start(f"127.0.0.1:{port}")
    own = TlsSettings(identity=identity(pki, "xis"), trust=(pki.trust(ROOTS), pki.trust(INTERMEDIATES)))
    with OurServer(world.loop, own) as server:
        target = sut_target(world, address=server.address)
        asked = client_certificate(target, "TLS 1.3")
        chain = trusted(target, "TLS 1.3")
    assert (asked.demand, chain.trusted) == ("required", True)
    assert asked.ca_names
    seen = {connection.number: connection for connection in world.zim.journal.connections}
    assert [seen[number].bench_certificate for number in asked.observations] == ["", "zim"]
    assert {seen[number].sut_role for number in (*asked.observations, *chain.observations)} == {"server"}


def test_what_it_shows_can_be_chosen(start: Start) -> None:
    world = start("127.0.0.1:4433")
    assert (sut_target(world).host, sut_target(world).port) == ("127.0.0.1", 4433)
    assert sut_target(world, "").identity is None
    with pytest.raises(ValueError, match="certificaat 'zim-van-koek' bestaat niet in deze PKI"):
        sut_target(world, "zim-van-koek")


def test_a_sut_without_an_address_cannot_be_looked_at(start: Start) -> None:
    with pytest.raises(Inconclusive, match=r"sut\.adres"):
        sut_target(start(None))
