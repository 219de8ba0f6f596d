"""Broken registers: the example with one thing wrong in a file, and whether it is noticed at exactly its clauses."""

import shutil
import tomllib
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from catalogue import Catalogue
from catalogue.model import SystemType
from reports.verdicts import Verdict
from toetsbank.applicability import why_not
from toetsbank.defect_proof import DefectProof, PapersProof
from toetsbank.profile import AgreedAvailability, embedded
from toetsbank.registers.judge import RULES, judge
from toetsbank.scenarios import ROOT

DATA = Path(__file__).with_name("defects.toml")
EXAMPLE = ROOT / "docs" / "voorbeeld" / "registers"
FINDING: Final = "bevinding"

Fields = Mapping[str, Any]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WrongRegister(_Data):
    """One thing wrong in one register."""

    naam: str
    zegt: str
    """What is wrong, as one Dutch sentence."""
    clausules: tuple[str, ...]
    bestand: str
    erbij: tuple[str, ...] = ()
    """Rows that are added."""
    vervang: dict[str, str] = {}
    """Texts that are replaced wherever they stand."""
    ontbreekt: bool = False
    oordeel: Literal["voldoet niet", "niet te beslissen", "niet getoetst", "bevinding"]
    melding: str
    """What must be said of it, at least."""
    ook: dict[str, str] = {}
    """Other clauses at which the verdict changes too, with the reason."""

    def write(self, folder: Path) -> None:
        """Write the example to a new folder, with this wrong in it; raises ValueError if it changes nothing."""
        shutil.copytree(EXAMPLE, folder)
        path = folder / self.bestand
        before = text = path.read_text(encoding="utf-8")
        for old, new in self.vervang.items():
            text = text.replace(old, new)
        text = "\n".join((text.rstrip("\n"), *self.erbij, ""))
        path.write_text(text, encoding="utf-8")
        if self.ontbreekt:
            path.unlink()
        elif text == before:
            raise ValueError(f"{self.naam} verandert niets aan {self.bestand}")

    def is_seen(self, said: Fields) -> bool:
        """Tell whether a judgement has the verdict and the sentence that belong to it."""
        text = " ".join((said["observed"], said["missing"], *said["findings"]))
        wanted = Verdict.PASS if self.oordeel == FINDING else Verdict(self.oordeel)
        return said["verdict"] is wanted and self.melding in text

    @property
    def fails(self) -> bool:
        """Tell whether it goes against its clauses, rather than leaving them undecided."""
        return self.oordeel in (FINDING, Verdict.FAIL)


class Known(_Data):
    """Everything in defects.toml."""

    peildatum: date
    afspraak: AgreedAvailability
    defect: tuple[WrongRegister, ...]


@cache
def known() -> Known:
    """Return what stands in defects.toml."""
    return Known.model_validate(tomllib.loads(DATA.read_text(encoding="utf-8")))


def breaking(clause: str) -> dict[str, str]:
    """Return the name and the summary of everything that must be noticed at a clause."""
    return {wrong.naam: wrong.zegt for wrong in known().defect if clause in wrong.clausules}


def evaluate(catalogue: Catalogue, wanted: Collection[str]) -> PapersProof:
    """Break the example in every way there is at the wanted clauses, and sum up what was noticed."""
    types = {clause: type_ for clause in RULES if clause in wanted and (type_ := _type_of(clause, catalogue))}
    good = {type_: said_of(EXAMPLE, type_, catalogue) for type_ in types.values()}
    broken = [wrong for wrong in known().defect if types.keys() & set(wrong.clausules)]
    defects = {wrong.naam: _proof(wrong, good, catalogue, types) for wrong in broken}
    failed = {clause for wrong in broken if wrong.fails for clause in defects[wrong.naam].noticed}
    healthy = {clause: good[type_][clause] for clause, type_ in types.items()}
    return PapersProof(
        defects=defects,
        unhealthy={
            clause: f"{said['verdict']}: {said['missing'] or said['observed']}"
            for clause, said in healthy.items()
            if said["verdict"] is not Verdict.PASS
        },
        unproven=frozenset(types.keys() - failed),
    )


def said_of(folder: Path, type_: SystemType, catalogue: Catalogue) -> dict[str, Fields]:
    """Return what is said of registers at each clause that binds a type of system."""
    sut = embedded(type_).model_copy(update={"beschikbaarheid_gbo": known().afspraak})
    return {fields["clause"]: fields for fields in judge(folder, sut, catalogue, known().peildatum)}


def _type_of(clause: str, catalogue: Catalogue) -> SystemType | None:
    """Return the first type of system that a clause binds."""
    return next((type_ for type_ in SystemType if not why_not(catalogue, clause, embedded(type_).pics)), None)


def _proof(
    wrong: WrongRegister,
    good: Mapping[SystemType, Mapping[str, Fields]],
    catalogue: Catalogue,
    types: Mapping[str, SystemType],
) -> DefectProof:
    own = tuple(clause for clause in wrong.clausules if clause in types)
    noticed, changed = [], set()
    with TemporaryDirectory(prefix="toetsbank-registers-") as name:
        wrong.write(Path(name) / "registers")
        for type_ in dict.fromkeys(types[clause] for clause in own):
            before, after = good[type_], said_of(Path(name) / "registers", type_, catalogue)
            changed |= {clause for clause in before if after[clause]["verdict"] is not before[clause]["verdict"]}
            noticed += [
                c for c in own if types[c] is type_ and wrong.is_seen(after[c]) and not wrong.is_seen(before[c])
            ]
    return DefectProof(
        summary=wrong.zegt,
        violates=() if wrong.oordeel == FINDING else own,
        must_find=own if wrong.oordeel == FINDING else (),
        must_doubt=(),
        noticed=tuple(sorted(noticed)),
        explained={clause: reason for clause, reason in wrong.ook.items() if clause in changed},
        unexplained=tuple(sorted(changed - set(wrong.clausules) - set(wrong.ook))),
    )
