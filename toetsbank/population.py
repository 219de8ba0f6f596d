"""Fictitious patients: each scenario draws its own, so that late traffic can be attributed and no data need a reset."""

import csv
import itertools
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from protocol.bsn import fictitious_bsns, is_fictitious
from toetsbank.outcomes import BadInput

EMBEDDED_SIZE = 2_000
PATIENTS = "populatie.csv"
"""The file beside the certificates of a foreign SUT."""


def write_csv(path: Path, size: int = EMBEDDED_SIZE) -> None:
    """Write a population of ``size`` fictitious patients (columns bsn, naam, geboortedatum, geslacht)."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("bsn", "naam", "geboortedatum", "geslacht"))
        for number, bsn in enumerate(itertools.islice(fictitious_bsns(), size)):
            table.writerow(
                (bsn, f"Testlaar-{number:04d}", f"19{number % 80 + 10:02d}-0{number % 9 + 1}-15", "MV"[number % 2])
            )


class Population:
    """Draw patients that no earlier run has used; ``ledger`` keeps account of them for a foreign SUT."""

    def __init__(
        self, bsns: tuple[str, ...], ledger: Path | None = None, names: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._names = names
        self._ledger = ledger
        used = frozenset(ledger.read_text(encoding="ascii").split()) if ledger and ledger.exists() else frozenset()
        fresh = [bsn for bsn in bsns if bsn not in used]
        self._supply = iter(fresh) if ledger else itertools.cycle(fresh)

    @classmethod
    def from_csv(cls, path: Path, ledger: Path | None = None) -> "Population":
        """Read the population that was loaded into the SUT; raises BadInput for a number that is not fictitious."""
        try:
            with path.open(encoding="utf-8", newline="") as file:
                rows = [(row.get("bsn") or "", row.get("naam") or "") for row in csv.DictReader(file)]
        except UnicodeDecodeError as error:
            raise BadInput(f"{path} is geen tekst in UTF-8; bewaar de patiënten als CSV in UTF-8.") from error
        for line, (bsn, _) in enumerate(rows, start=2):
            if not is_fictitious(bsn):
                raise BadInput(
                    f"{path}, regel {line}: kolom bsn bevat geen fictief nummer (9999xxxxx dat de 11-proef doorstaat)."
                )
        return cls(tuple(bsn for bsn, _ in rows), ledger, dict(rows))

    def name(self, bsn: str) -> str:
        """Return the name of a patient; empty where the population gives none."""
        return self._names.get(bsn, "")

    def draw(self) -> str:
        """Return the BSN of a patient not used before; raises LookupError when the supply is exhausted."""
        bsn = next(self._supply, None)
        if bsn is None:
            raise LookupError("De populatie is op: alle patiënten zijn in eerdere runs gebruikt; laad er meer.")
        if self._ledger:
            with self._ledger.open("a", encoding="ascii") as file:
                file.write(f"{bsn}\n")
        return bsn
