"""Fictitious patients: all of the test range, each drawn once, and an account of the ones used."""

import csv
import itertools
from pathlib import Path

import pytest

from protocol.bsn import fictitious_bsns, is_fictitious
from toetsbank.outcomes import BadInput
from toetsbank.population import Population, write_csv

FIRST, SECOND, THIRD = itertools.islice(fictitious_bsns(), 3)


def test_file_holds_fictitious_patients_with_a_date_of_birth(tmp_path: Path) -> None:
    path = tmp_path / "populatie.csv"
    write_csv(path, 100)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len({row["bsn"] for row in rows}) == 100
    assert all(is_fictitious(row["bsn"]) for row in rows)
    assert {row["geslacht"] for row in rows} == {"M", "V"}
    assert all(len(row["geboortedatum"]) == 10 for row in rows)


def test_file_holds_no_more_than_there_are_numbers(tmp_path: Path) -> None:
    path = tmp_path / "populatie.csv"
    write_csv(path, 20_000)
    assert len(path.read_text(encoding="utf-8").splitlines()) == 1 + 9_091


def test_each_draw_is_another_patient(tmp_path: Path) -> None:
    path = tmp_path / "populatie.csv"
    write_csv(path, 10)
    population = Population.from_csv(path)
    assert len({population.draw() for _ in range(10)}) == 10


def test_reference_xis_starts_afresh_so_its_patients_may_come_round() -> None:
    population = Population((FIRST, SECOND))
    assert [population.draw() for _ in range(3)] == [FIRST, SECOND, FIRST]


def test_ledger_keeps_a_later_run_from_drawing_the_same_patient(tmp_path: Path) -> None:
    ledger = tmp_path / "gebruikt.txt"
    assert Population((FIRST, SECOND, THIRD), ledger).draw() == FIRST
    assert ledger.read_text(encoding="ascii") == f"{FIRST}\n", "written before the patient is used"
    assert Population((FIRST, SECOND, THIRD), ledger).draw() == SECOND


def test_supply_that_is_exhausted_is_said_in_dutch(tmp_path: Path) -> None:
    ledger = tmp_path / "gebruikt.txt"
    population = Population((FIRST,), ledger)
    population.draw()
    with pytest.raises(LookupError, match="laad er meer"):
        population.draw()


@pytest.mark.parametrize("bsn", ["123456782", "999900007", "", "99990000", "９９９９００００６"])
def test_number_that_is_not_fictitious_is_refused_and_not_repeated(tmp_path: Path, bsn: str) -> None:
    path = tmp_path / "populatie.csv"
    path.write_text(f"bsn,naam\n{FIRST},Testlaar\n{bsn},Testlaar\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"populatie\.csv, regel 3: kolom bsn") as caught:
        Population.from_csv(path)
    assert not bsn or bsn not in str(caught.value)


def test_file_without_the_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "populatie.csv"
    path.write_text(f"nummer,naam\n{FIRST},Testlaar\n", encoding="utf-8")
    with pytest.raises(BadInput, match="kolom bsn"):
        Population.from_csv(path)


def test_file_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "populatie.csv"
    path.write_bytes(f"bsn,naam\n{FIRST},Één\n".encode("latin-1"))
    with pytest.raises(BadInput, match="UTF-8"):
        Population.from_csv(path)
