"""What the bench says of itself."""

import hashlib
from pathlib import Path

from toetsbank.identity import LIBRARIES, SUITE, bench_facts, file_sha256, fingerprint
from toetsbank.scenarios import ROOT


def test_fingerprint_is_of_files_that_exist_and_stays_the_same() -> None:
    assert all((ROOT / name).exists() for name in SUITE)
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 64


def test_facts_name_version_cleanliness_and_libraries() -> None:
    facts = bench_facts()
    assert facts["libraries"].keys() == set(LIBRARIES)
    assert facts["fingerprint"] == fingerprint()
    assert isinstance(facts["clean"], bool)


def test_hash_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x")
    assert file_sha256(path) == hashlib.sha256(b"x").hexdigest()
