"""The example dossier, copied so that a test can change one thing in it."""

import hashlib
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from catalogue import Catalogue, load
from catalogue.model import SystemType
from reports.verdicts import Verdict
from toetsbank.dossier import judge
from toetsbank.dossier.check import gaps, read
from toetsbank.dossier.forms import file_of
from toetsbank.profile import Profile, embedded
from toetsbank.scenarios import ROOT

EXAMPLE = ROOT / "docs" / "voorbeeld" / "dossier"
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


def profile(system_type: SystemType = SystemType.GBZ, roles: tuple[str, ...] = ()) -> Profile:
    """Return the profile of the reference XIS with every condition of the catalogue left open."""
    plain = embedded(system_type)
    return plain.model_copy(
        update={"pics": plain.pics.model_copy(update={"voorwaarden": {}, "rollen": roles}), "dossier": None}
    )


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


@dataclass(frozen=True)
class Twin:
    """A form that differs in one fact from a good one."""

    fact: str
    clause: str
    changes: Mapping[str, Any]
    verdict: Verdict
    says: str
    first: Mapping[str, Any] = field(default_factory=dict)
    """What makes the form good, where the example has none."""
    kind: SystemType = SystemType.GBZ
    roles: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.fact}-{self.verdict.name.lower()}"


def assert_noticed(twin: Twin, folder: Path) -> None:
    """Assert that a twin is noticed at its clause, and at no other."""
    copy = Copy(folder, twin.clause, sut=profile(twin.kind, twin.roles))
    if twin.first:
        copy.change(twin.clause, twin.first)
    before = copy.verdicts()
    assert before[twin.clause] is Verdict.DECLARED or twin.fact in NEVER_DECLARED, copy.judged()[twin.clause]
    copy.change(twin.clause, twin.changes)
    after = copy.judged()
    said = after[twin.clause]
    assert said["verdict"] is twin.verdict, said
    text = " ".join((said["observed"], said["missing"], *said["findings"]))
    assert twin.says in text
    others = {clause: fields["verdict"] for clause, fields in after.items() if clause != twin.clause}
    assert others == {clause: verdict for clause, verdict in before.items() if clause != twin.clause}


NEVER_DECLARED = frozenset({"verzoeker-niet-bepaald", "iemand-vroeg-erom"})
"""Facts of clauses that no form can decide (INT-13)."""


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
