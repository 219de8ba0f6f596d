"""The clock of a SUT that is not there, or that the ZIM cannot reach: what is missing."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue import load
from simulators.uzi import Pki
from tests.toetsbank.foreign import free_port
from toetsbank.acts import Actor
from toetsbank.clock_pings import ClockPings
from toetsbank.eventlog import EventLog, RunFolder
from toetsbank.outcomes import Inconclusive
from toetsbank.profile import Counterparties, Profile, Sut
from toetsbank.recorder import Recorder
from toetsbank.world import ForeignWorld


@pytest.fixture
def world(tmp_path: Path, pki: Pki) -> Iterator[ForeignWorld]:
    folder = RunFolder(tmp_path / "run")
    folder.prepare()
    log = EventLog(folder, "1-bank")
    place = shutil.copytree(pki.directory, tmp_path / "pki")
    side = Counterparties(zim_poort=free_port(), uzi_poort=free_port())
    sut = Sut(product="Ons HIS", adres=f"127.0.0.1:{free_port()}")
    world = ForeignWorld(Profile(sut=sut, pki=place, tegenpartijen=side), load(), Recorder(log))
    yield world
    world.stop()
    log.close()


def test_clock_of_a_sut_that_is_not_there_cannot_be_read(world: ForeignWorld) -> None:
    pings = ClockPings(world, Actor(world))
    with pytest.raises(Inconclusive, match="geen antwoord met een tijd: er kwam geen verbinding tot stand"):
        pings.exchange()
    pings.close()


def test_sut_without_address_and_without_upper_tester_is_told_what_is_missing(world: ForeignWorld) -> None:
    world.profile = world.profile.model_copy(update={"sut": Sut(product="Ons HIS")})
    with pytest.raises(Inconclusive, match="geen upper tester"):
        ClockPings(world, Actor(world)).exchange()
