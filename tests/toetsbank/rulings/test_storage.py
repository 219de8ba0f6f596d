"""What was found in a store, and when that nothing was found counts."""

import hashlib
from pathlib import Path

import pytest

from toetsbank.rulings.base import Ruling
from toetsbank.rulings.storage import nothing_legible
from toetsbank.search.probing import Probe, of_persons

BSN, NAME = "999900006", "Testlaar-0001"


def ruled(folder: Path, content: bytes | None, name: str = "xis.db") -> Ruling:
    probe = Probe.at(folder)
    if content is not None:
        (folder / name).write_bytes(content)
    return nothing_legible(probe.search(of_persons([BSN], [NAME])), folder, (7,))


def test_unreadable_bytes_satisfy(tmp_path: Path) -> None:
    ruling = ruled(tmp_path, bytes(range(256)))
    assert (ruling.satisfied, ruling.findings, ruling.observations) == (True, (), (7,))
    assert ruling.observed.startswith("niets in 1 bestanden (256 bytes, 1 gewijzigd in deze tijd)")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BSN.encode(), "xis.db: 1 keer bsn in utf-8"),
        (f"{BSN} {NAME}".encode("utf-16-le"), "xis.db: 1 keer bsn in utf-16, 1 keer naam in utf-16"),
        (NAME.encode().hex().encode(), "xis.db: 1 keer naam in hex"),
    ],
)
def test_legible_violates_however_it_is_written(tmp_path: Path, content: bytes, said: str) -> None:
    ruling = ruled(tmp_path, content)
    assert (ruling.satisfied, ruling.observed) == (False, said)


def test_number_in_the_name_of_a_file_is_legible(tmp_path: Path) -> None:
    ruling = ruled(tmp_path, b"x", f"{BSN}.db")
    assert (ruling.satisfied, ruling.observed) == (False, "<bsn-1>.db: 1 keer bsn in bestandsnaam")


def test_hash_without_a_key_is_a_finding(tmp_path: Path) -> None:
    ruling = ruled(tmp_path, hashlib.sha256(BSN.encode()).hexdigest().encode())
    assert ruling.satisfied
    assert len(ruling.findings) == 1


def test_hash_beside_a_name_violates(tmp_path: Path) -> None:
    ruling = ruled(tmp_path, f"{hashlib.md5(BSN.encode()).hexdigest()} {NAME}".encode())
    assert (ruling.satisfied, ruling.observed) == (False, "xis.db: 1 keer naam in utf-8")


@pytest.mark.parametrize("content", [None, f"1{BSN}1".encode(), b"PK\x03\x04 kapot"])
def test_without_a_control_nothing_is_decided(tmp_path: Path, content: bytes | None) -> None:
    ruling = ruled(tmp_path, content)
    assert ruling.satisfied is None
    assert ruling.observed
