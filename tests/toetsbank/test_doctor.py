"""The doctor stops at the first broken link and names the key of the profile to mend."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulators.uzi import Pki
from toetsbank import doctor
from toetsbank.outcomes import BadInput
from toetsbank.population import PATIENTS
from toetsbank.profile import Counterparties, Profile, Sut, UpperTesterAddress


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def profile(pki: Path, zim: int, uzi: int, **sut: str) -> Profile:
    return Profile(
        sut=Sut(product="Ons HIS", **sut), pki=pki, tegenpartijen=Counterparties(zim_poort=zim, uzi_poort=uzi)
    )


def broken(sut: Profile) -> str:
    with pytest.raises(BadInput) as caught:
        doctor.require_ready(sut)
    return str(caught.value)


def test_reference_xis_needs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.show(None) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("goed    TLS-bibliotheek: OpenSSL")


def test_missing_certificates_are_told_with_the_remedy(tmp_path: Path, free: int) -> None:
    assert "pki init" in broken(profile(tmp_path / "pki", free, free + 1))


def test_certificates_of_another_system_are_told(pki: Pki, free: int) -> None:
    assert "sut.fqdn" in broken(profile(pki.directory, free, free + 1, fqdn="ander.test"))


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (b"bsn,naam\n123456782,Testlaar\n", "regel 2"),
        (b"bsn;naam\n999900006;Testlaar\n", "regel 2"),
        ("bsn,naam\n999900006,Testlaar-Één\n".encode("latin-1"), "UTF-8"),
    ],
)
def test_patients_that_are_not_fictitious_are_told_before_anything_starts(
    pki: Pki, tmp_path: Path, free: int, content: bytes, hint: str
) -> None:
    place = shutil.copytree(pki.directory, tmp_path / "pki")
    (place / PATIENTS).write_bytes(content)
    said = broken(profile(place, free, free + 1))
    assert said.startswith("De opstelling is niet klaar, patiënten:")
    assert hint in said
    assert "123456782" not in said


def test_port_that_is_taken_is_told_with_its_key(pki: Pki, taken: int, free: int) -> None:
    assert "tegenpartijen.zim_poort" in broken(profile(pki.directory, taken, free))
    assert "tegenpartijen.uzi_poort" in broken(profile(pki.directory, free, taken))


def test_second_location_and_servers_of_the_lsp_need_room_too(pki: Pki, free: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, socket.socket(type=socket.SOCK_DGRAM) as served:
        uzi = other.getsockname()[1]
        served.bind(("127.0.0.1", 0))
        sides = {"zim_poort": free, "uzi_poort": uzi}
    plain = profile(pki.directory, free, uzi)

    def said(**more: object) -> str:
        return broken(plain.model_copy(update={"tegenpartijen": Counterparties.model_validate({**sides, **more})}))

    with socket.socket(type=socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert f"UDP 127.0.0.1:{port} is niet vrij" in said(dns_poort=port)
        assert "tegenpartijen.ntp_poort" in said(ntp_poort=port)
    with socket.create_server(("127.0.0.2", 0)) as elsewhere:
        sides["zim_poort"] = elsewhere.getsockname()[1]
        assert "tegenpartijen.tweede_locatie" in said(tweede_locatie="127.0.0.2")


@pytest.mark.parametrize("address", ["geen-poort", "127.0.0.1:x", ":8443"])
def test_address_that_is_none_is_told(pki: Pki, free: int, address: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        uzi = other.getsockname()[1]
    assert "sut.adres" in broken(profile(pki.directory, free, uzi, adres=address))


def test_system_that_is_not_there_is_told(pki: Pki, free: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    assert "sut.adres" in broken(profile(pki.directory, free, port, adres=f"127.0.0.1:{port}"))


def test_upper_tester_that_does_not_answer_is_told(pki: Pki, free: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    adapter = UpperTesterAddress(url=f"http://127.0.0.1:{port}", seconden=1)
    sut = profile(pki.directory, free, port).model_copy(update={"upper_tester": adapter})
    assert "upper_tester.url" in broken(sut)


def test_first_broken_link_is_the_last_that_is_shown(
    tmp_path: Path, free: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert doctor.show(profile(tmp_path / "pki", free, free + 1)) == 2
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith("KAPOT")
    assert all(line.startswith("goed") for line in lines[:-1])
