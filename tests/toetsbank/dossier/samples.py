"""The example dossier, copied so that a test can change one thing in it."""

import hashlib
import shutil
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from catalogue import Catalogue, load
from catalogue.model import SystemType
from reports.verdicts import Verdict
from toetsbank.dossier import judge
from toetsbank.dossier.check import gaps, read
from toetsbank.dossier.defects import Good, WrongFact, known, of_fact
from toetsbank.dossier.facts import FACTS
from toetsbank.dossier.forms import file_of
from toetsbank.dossier.specimens import EXAMPLE, profile_of
from toetsbank.profile import Profile

TODAY = date(2025, 6, 1)
CATALOGUE: Catalogue = load()
SIGNED: dict[str, Any] = {
    "verklaring": "Zo is het.",
    "namens": "zorgaanbieder",
    "opsteller": {"naam": "A. Een", "rol": "opsteller"},
    "beoordelaar": {"naam": "B. Twee", "rol": "beoordelaar"},
    "datum": date(2025, 3, 3),
    "geldig_tot": date(2026, 3, 3),
}


def profile(type_: SystemType = SystemType.GBZ) -> Profile:
    """Return the profile of the good dossier."""
    return profile_of(type_)


class Copy:
    """A copy of some forms of the example, with its papers."""

    def __init__(self, folder: Path, *clauses: str, sut: Profile | None = None) -> None:
        self.folder = folder
        self.sut = sut or profile()
        if not (folder / "stukken").exists():
            shutil.copytree(EXAMPLE / "stukken", folder / "stukken")
        for name in map(file_of, clauses):
            if (EXAMPLE / name).exists():
                shutil.copyfile(EXAMPLE / name, folder / name)

    def change(self, clause: str, changes: Mapping[str, Any]) -> None:
        """Change keys of the table of a clause, which is made if it is not there; None takes a key away."""
        path = self.folder / file_of(clause)
        data = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        table = data.setdefault(clause, dict(SIGNED, bestanden=[self.paper()]))
        table.update(changes)
        data[clause] = {key: value for key, value in table.items() if value is not None}
        path.write_text("".join(f"[{_key(name)}]\n{_table(each)}" for name, each in data.items()), encoding="utf-8")

    def paper(self, name: str = "stukken/beheer.md") -> dict[str, str]:
        """Return the line of a paper with its sum."""
        return {"bestand": name, "sha256": sha256(self.folder / name)}

    def judged(self) -> dict[str, dict[str, Any]]:
        """Return what is said of each clause."""
        return {fields["clause"]: fields for fields in judge(self.folder, self.sut, CATALOGUE, TODAY)}

    def verdicts(self) -> dict[str, Verdict]:
        """Return the verdict of each clause."""
        return {clause: fields["verdict"] for clause, fields in self.judged().items()}

    def sentences(self) -> list[str]:
        """Return every gap in the forms that are here, as a sentence."""
        found = read(self.folder, self.sut, CATALOGUE, TODAY)
        return [str(gap) for gap in gaps(found, self.sut, TODAY) if not str(gap).endswith("maak het met dossier init.")]


def broken_in(module: ModuleType) -> tuple[WrongFact, ...]:
    """Return the wrong facts of the product that a module of facts is to notice."""
    own = {id(value) for value in vars(module).values()}
    return tuple(
        wrong
        for wrong in known().defect
        if id(FACTS[wrong.feit]) in own or FACTS[wrong.feit].__module__ == module.__name__
    )


def assert_noticed(wrong: WrongFact, good: Good) -> None:
    """Assert that a wrong fact is noticed at the clauses of its form, with its sentence, and at no other."""
    proof = of_fact(wrong, wrong.clauses, good)
    assert proof.noticed == tuple(sorted(wrong.clauses)) != ()
    assert proof.unexplained == ()


def sha256(path: Path) -> str:
    """Return the sum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _key(name: str) -> str:
    return name if name.isalnum() else f'"{name}"'


def _table(table: Mapping[str, Any]) -> str:
    return "".join(f"{key} = {toml(value)}\n" for key, value in table.items())


def toml(value: Any) -> str:
    """Write a value as TOML on one line."""
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "{ " + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + " }"
        case list() | tuple():
            return "[" + ", ".join(map(toml, value)) + "]"
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case _:
            return str(value)
