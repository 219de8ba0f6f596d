"""The surroundings of a SUT that is not ours: real time, its own patients, and what cannot be done there."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalogue import load
from protocol.bsn import is_fictitious
from simulators.uzi import Pki
from tests.toetsbank.foreign import free_port
from toetsbank.eventlog import EventLog, RunFolder
from toetsbank.outcomes import Inconclusive, NotCarriedOut
from toetsbank.population import PATIENTS
from toetsbank.profile import Counterparties, Observation, Profile, Sut, Time, UpperTesterAddress
from toetsbank.recorder import Recorder
from toetsbank.upper_tester import AbsentUpperTester, HttpUpperTester
from toetsbank.world import ForeignWorld

Start = Callable[..., ForeignWorld]


@pytest.fixture
def start(tmp_path: Path, pki: Pki) -> Iterator[Start]:
    """Starts the counterparties of a profile with these changes."""
    folder = RunFolder(tmp_path / "run")
    folder.prepare()
    log = EventLog(folder, "1-bank")
    place = shutil.copytree(pki.directory, tmp_path / "pki")
    running: list[ForeignWorld] = []

    def started(**changes: object) -> ForeignWorld:
        side = Counterparties(zim_poort=free_port(), uzi_poort=free_port())
        profile = Profile(sut=Sut(product="Ons HIS"), pki=place, tegenpartijen=side).model_copy(update=changes)
        running.append(ForeignWorld(profile, load(), Recorder(log)))
        return running[-1]

    yield started
    for world in running:
        world.stop()
    log.close()


def test_time_does_not_pass_unless_the_profile_says_so(start: Start) -> None:
    with pytest.raises(NotCarriedOut, match=r"310 seconden verstrijken.*tijd\.echt_wachten = true"):
        start().pass_time(310)


def test_time_that_is_waited_out_is_announced(start: Start, capsys: pytest.CaptureFixture[str]) -> None:
    world = start(tijd=Time(echt_wachten=True))
    begun, clock = time.monotonic(), world.clock.now()
    world.pass_time(0.2)
    assert time.monotonic() - begun >= 0.2
    assert world.clock.now() - clock >= 0.2, "the bench has no other clock than the real one"
    assert "0 seconden echt gewacht" in capsys.readouterr().out


def test_counterparties_listen_where_the_profile_says(start: Start) -> None:
    world = start()
    side = world.profile.tegenpartijen
    assert world.zim.address == (side.bind, side.zim_poort)
    assert world.uzi.url.rstrip("/") == f"http://{side.bind}:{side.uzi_poort}"
    assert not world.is_embedded


def test_patients_are_made_once_and_drawn_once(start: Start) -> None:
    world = start()
    path = world.profile.pki / PATIENTS
    made = path.read_bytes()
    first = world.population.draw()
    assert is_fictitious(first)
    again = start()
    assert path.read_bytes() == made
    assert again.population.draw() != first


def test_upper_tester_is_that_of_the_profile(start: Start) -> None:
    assert isinstance(start().upper, AbsentUpperTester)
    adapter = UpperTesterAddress(url="http://127.0.0.1:1", seconden=1)
    assert isinstance(start(upper_tester=adapter).upper, HttpUpperTester)


def test_sut_that_can_be_made_to_act_is_not_watched(start: Start, capsys: pytest.CaptureFixture[str]) -> None:
    start(upper_tester=UpperTesterAddress(url="http://127.0.0.1:1")).watch()
    assert capsys.readouterr().out == ""
    start(observatie=Observation(seconden=0.1)).watch()
    assert capsys.readouterr().out.startswith("Laat het systeem nu berichten sturen naar de ZIM op 127.0.0.1:")


def test_what_the_profile_does_not_name_is_missing(start: Start) -> None:
    world = start()
    assert not world.lsp.serves_names
    with pytest.raises(Inconclusive, match=r"sut\.adres"):
        _ = world.sut_address
    with pytest.raises(Inconclusive, match=r"echt_wachten"):
        world.move_zim(2)
    with pytest.raises(Inconclusive, match=r"tegenpartijen\.dns_poort"):
        start(tijd=Time(echt_wachten=True)).move_zim(2)


def test_zim_moves_with_its_name(start: Start, capsys: pytest.CaptureFixture[str]) -> None:
    side = Counterparties(
        zim_poort=free_port(), uzi_poort=free_port(), dns_poort=free_port(), tweede_locatie="127.0.0.3"
    )
    sut = Sut(product="Ons HIS", adres="127.0.0.9:9443")
    world = start(tegenpartijen=side, sut=sut, tijd=Time(echt_wachten=True))
    assert world.sut_address == ("127.0.0.9", 9443)
    assert world.lsp.names.others["xis.toetsbank.test"] == "127.0.0.9"
    world.lsp.configure(ttl=0)
    world.move_zim(2)
    assert world.zim.address == ("127.0.0.3", side.zim_poort)
    assert world.lsp.settings.location == 2
    world.reset()
    assert world.zim.address == ("127.0.0.1", side.zim_poort)
    assert "1 seconden echt gewacht" in capsys.readouterr().out


def test_answers_from_before_are_waited_out(start: Start, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Inconclusive, match=r"tegenpartijen\.dns_poort"):
        start().await_names()
    side = Counterparties(zim_poort=free_port(), uzi_poort=free_port(), dns_poort=free_port())
    world = start(tegenpartijen=side)
    assert 50 < world.asked_since - world.clock.now() <= 60
    world.asked_since = world.clock.now() + 0.1
    world.await_names()
    assert world.clock.now() >= world.asked_since
    world.await_names()
    assert capsys.readouterr().out.count("tot eerdere antwoorden verlopen zijn") == 1


def test_fraction_of_a_second_is_waited_for(start: Start) -> None:
    world = start()
    moment = world.clock.now() + 0.05
    world.wait_until(moment)
    assert moment <= world.clock.now() < moment + 1


def test_only_the_reference_xis_has_defects(start: Start) -> None:
    with pytest.raises(RuntimeError, match="Ons HIS"):
        start().use_defects(("StuurtZonderTls",))
