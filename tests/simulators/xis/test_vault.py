from pathlib import Path

import pytest

from simulators.xis.vault import Vault


def test_a_sealed_value_can_be_opened_by_who_has_the_key(tmp_path: Path) -> None:
    path = tmp_path / "sleutels" / "kluis.key"
    sealed = Vault.at(path).seal("999900018", "patient.bsn")
    assert Vault.at(path).open(sealed, "patient.bsn") == "999900018"
    assert path.stat().st_mode & 0o077 == 0


def test_equal_values_are_sealed_differently(tmp_path: Path) -> None:
    vault = Vault.at(tmp_path / "k")
    assert vault.seal("x", "p") != vault.seal("x", "p")
    assert b"999900018" not in vault.seal("999900018", "p")


def test_a_value_cannot_be_moved_changed_or_opened_with_another_key(tmp_path: Path) -> None:
    vault = Vault.at(tmp_path / "k")
    sealed = vault.seal("x", "patient.naam")
    for other, value, place in (
        (vault, sealed, "patient.bsn"),
        (vault, sealed[:-1] + bytes([sealed[-1] ^ 1]), "patient.naam"),
        (Vault.at(tmp_path / "l"), sealed, "patient.naam"),
    ):
        with pytest.raises(ValueError, match="niet te ontsleutelen"):
            other.open(value, place)


def test_an_index_finds_equal_values_of_one_place_only(tmp_path: Path) -> None:
    vault = Vault.at(tmp_path / "k")
    assert vault.index("Testlaar", "naam") == vault.index("TESTLAAR", "naam")
    assert vault.index("Testlaar", "naam") != vault.index("Testlaar", "plaats")
    assert vault.index("x", "naam") != Vault.at(tmp_path / "l").index("x", "naam")


def test_a_damaged_key_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "k"
    path.write_bytes(b"kort")
    with pytest.raises(ValueError, match="heeft 4 bytes; verwacht 64"):
        Vault.at(path)
