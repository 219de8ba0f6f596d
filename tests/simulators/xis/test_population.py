from pathlib import Path

import pytest

from protocol.bsn import is_bsn
from simulators.xis.configuration import ConfigurationError
from simulators.xis.population import read_population
from tests.simulators.xis.conftest import BSN

HEADER = "bsn,naam,geboortedatum"


def _read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.csv"
    path.write_text(text, encoding="utf-8")
    list(read_population(path))


def test_patients_are_read_with_what_the_file_has(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(f"{HEADER},woonplaats\n{BSN},Testlaar,1970-01-15,Voorbeeldstad\n", encoding="utf-8")
    (patient,) = read_population(path)
    assert (patient.bsn, patient.naam, patient.woonplaats, patient.geslacht) == (BSN, "Testlaar", "Voorbeeldstad", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bsn,naam\n", "kolom 'geboortedatum' ontbreekt"),
        ("", "kolom 'bsn' ontbreekt"),
        (f"{HEADER},schoenmaat\n", "kolom 'schoenmaat' is onbekend; kies uit bsn"),
        (f"{HEADER}\n999900010,Testlaar,1970-01-15\n", "regel 2: dit BSN is geen fictief nummer"),
        (f"{HEADER}\n{BSN},Testlaar,15-01-1970\n", "regel 2: geboortedatum '15-01-1970' is geen datum"),
        (f"{HEADER}\n{BSN},,1970-01-15\n", "de naam is leeg"),
        (f"{HEADER}\n{BSN},Testlaar\n", "het aantal velden klopt niet"),
        (f"{HEADER}\n{BSN},Testlaar,1970-01-15,meer\n", "het aantal velden klopt niet"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        _read(tmp_path, text)


def test_a_number_that_may_be_real_is_not_repeated(tmp_path: Path) -> None:
    number = next(text for text in map(str, range(100_000_000, 100_000_100)) if is_bsn(text))
    with pytest.raises(ConfigurationError) as caught:
        _read(tmp_path, f"{HEADER}\n{number},Testlaar,1970-01-15\n")
    assert number not in str(caught.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="niet te lezen"):
        list(read_population(path))
