"""The patients that the XIS starts with, from a CSV file: the population of the bench.

The first line names the columns: bsn, naam and geboortedatum; geslacht, postcode, huisnummer and woonplaats may follow.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path

from protocol.bsn import is_fictitious
from simulators.xis.configuration import ConfigurationError
from simulators.xis.model import Patient

_COLUMNS = tuple(field.name for field in fields(Patient))
_NEEDED = ("bsn", "naam", "geboortedatum")


def read_population(path: Path) -> Iterator[Patient]:
    """Yield the patients of a CSV file; raises ConfigurationError at the first mistake, with its line."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            table = csv.DictReader(file)
            _check_columns(path, table.fieldnames or ())
            for row in table:
                yield _patient(row, f"Patiëntenbestand {path}, regel {table.line_num}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigurationError(
            f"Patiëntenbestand {path} is niet te lezen: {error}; geef een CSV in UTF-8."
        ) from error


def _check_columns(path: Path, found: Sequence[str]) -> None:
    for name in _NEEDED:
        if name not in found:
            raise ConfigurationError(
                f"Patiëntenbestand {path}: kolom '{name}' ontbreekt; nodig zijn {', '.join(_NEEDED)}, met komma's."
            )
    for name in found:
        if name not in _COLUMNS:
            raise ConfigurationError(
                f"Patiëntenbestand {path}: kolom '{name}' is onbekend; kies uit {', '.join(_COLUMNS)}."
            )


def _patient(row: dict[str, str], place: str) -> Patient:
    if None in row or None in row.values():
        raise ConfigurationError(f"{place}: het aantal velden klopt niet met de eerste regel; vul elke kolom.")
    patient = Patient(**row)
    if not is_fictitious(patient.bsn):
        # A number that may be someone's is not repeated, here or anywhere.
        raise ConfigurationError(
            f"{place}: dit BSN is geen fictief nummer; geef een nummer 9999xxxxx dat aan de elfproef voldoet."
        )
    if not patient.naam:
        raise ConfigurationError(f"{place}: de naam is leeg; vul een naam in.")
    try:
        date.fromisoformat(patient.geboortedatum)
    except ValueError as error:
        raise ConfigurationError(
            f"{place}: geboortedatum '{patient.geboortedatum}' is geen datum; schrijf JJJJ-MM-DD."
        ) from error
    return patient
