"""Pings to a SUT that is not there, or that the ZIM cannot reach: what came of them, or what is missing."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue import load
from simulators.uzi import Pki
from tests.toetsbank.foreign import free_port
from tests.toetsbank.samples import connection
from toetsbank.acts import Actor
from toetsbank.eventlog import EventLog, RunFolder
from toetsbank.outcomes import Inconclusive
from toetsbank.profile import Counterparties, Profile, Sut
from toetsbank.recorder import Recorder
from toetsbank.world import ForeignWorld
from toetsbank.zim_pings import ClockPings, Ping, ping


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


def test_sut_that_is_not_there_does_not_answer(world: ForeignWorld) -> None:
    made = ping(world)
    assert not made.is_answered
    assert not made.is_refused_in_soap
    assert "niemand luistert op die poort" in made.answer
    assert made.observations == (made.connection.number,)


def test_clock_of_a_sut_that_is_not_there_cannot_be_read(world: ForeignWorld) -> None:
    pings = ClockPings(world, Actor(world))
    with pytest.raises(Inconclusive, match="kan dit systeem niet bereiken: geen verbinding met"):
        pings.exchange()
    pings.close()


def test_sut_without_address_and_without_upper_tester_is_told_what_is_missing(world: ForeignWorld) -> None:
    world.profile = world.profile.model_copy(update={"sut": Sut(product="Ons HIS")})
    with pytest.raises(Inconclusive, match=r"sut\.adres"):
        ping(world)
    with pytest.raises(Inconclusive, match="geen upper tester"):
        ClockPings(world, Actor(world)).exchange()


@pytest.mark.parametrize(
    ("answer", "answered", "refused"),
    [("COMT_IN229229", True, False), ("SOAP-fault soap:Client", False, True), ("HTTP 503", False, False)],
)
def test_what_counts_as_an_answer(answer: str, answered: bool, refused: bool) -> None:
    made = Ping(connection(1), answer, (1,))
    assert (made.is_answered, made.is_refused_in_soap) == (answered, refused)
