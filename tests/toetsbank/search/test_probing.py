"""Searching a folder while the bench runs: what is new in it, with a word of our own that goes again."""

import hashlib
import os
import time
from pathlib import Path

from toetsbank.search.canaries import PLANT_NAME
from toetsbank.search.probing import HASHED, Probe, of_persons
from toetsbank.search.result import FOUND, NOTHING, UNDECIDED, verdict

BSN = "999900006"


def test_nothing_legible_in_a_file_that_changed_is_nothing(tmp_path: Path) -> None:
    probe = Probe.at(tmp_path)
    (tmp_path / "xis.db").write_bytes(bytes(range(256)))
    search = probe.search(of_persons([BSN], ["Testlaar-0001"]))
    assert (verdict(search)[0], search.files, search.size) == (NOTHING, 1, 256)
    assert not (tmp_path / PLANT_NAME).exists()


def test_what_came_in_is_found(tmp_path: Path) -> None:
    probe = Probe.at(tmp_path)
    (tmp_path / "xis.db").write_text(f"Testlaar-0001;{BSN};900001234")
    search = probe.search(of_persons([BSN], ["Testlaar-0001"], ["900001234"]))
    assert verdict(search)[0] == FOUND
    assert {name for name, _ in search.hits} == {"bsn-1", "naam-1", "uzi-1"}


def test_store_that_did_not_change_meanwhile_decides_nothing(tmp_path: Path) -> None:
    old = tmp_path / "xis.db"
    old.write_bytes(b"oud")
    os.utime(old, (time.time() - 60,) * 2)
    search = Probe.at(tmp_path).search(of_persons([BSN], []))
    said, reasons = verdict(search)
    assert (said, search.changed) == (UNDECIDED, 0)
    assert reasons[0].startswith("Geen bestand is tijdens de run gewijzigd")


def test_empty_folder_decides_nothing_whatever_lies_there_of_our_own(tmp_path: Path) -> None:
    said, reasons = verdict(Probe.at(tmp_path).search(of_persons([BSN], [])))
    assert said == UNDECIDED
    assert reasons[0].startswith("Er is geen enkele byte gelezen")


def test_hashes_that_anyone_can_compute_are_canaries_too() -> None:
    hashes = {canary.value for canary in of_persons([BSN], []) if canary.kind == HASHED}
    assert hashes == {digest(BSN.encode()).hexdigest() for digest in (hashlib.md5, hashlib.sha1, hashlib.sha256)}
