"""Broken dossiers: the good one with one thing wrong, and whether that is noticed at exactly its clause.

What can be wrong with the facts of a form stands in defects.toml, what can be wrong with every form in completeness.py.
"""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from catalogue import Catalogue
from catalogue.model import SystemType
from reports.verdicts import Verdict
from toetsbank.defect_proof import DefectProof, PapersProof
from toetsbank.dossier.completeness import THEMES, Case, Form, Theme
from toetsbank.dossier.forms import applicable, forms
from toetsbank.dossier.specimens import Fields, Specimen, papers, profile_of

DATA = Path(__file__).with_name("defects.toml")
FINDING: Final = "bevinding"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WrongFact(_Data):
    """A form with one fact that is wrong; tried on the form of every clause that has the fact."""

    naam: str
    zegt: str
    """What is wrong, as one Dutch sentence."""
    feit: str
    wijzig: dict[str, Any] = {}
    weg: tuple[str, ...] = ()
    rij: dict[str, dict[str, Any]] = {}
    """By table, what changes in its first row."""
    rollen: tuple[str, ...] = ()
    """The roles that the profile then claims."""
    oordeel: Literal["voldoet niet", "niet te beslissen", "bevinding"]
    melding: str
    """What must be said of it, at least."""

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses whose form has the fact."""
        return tuple(clause for clause in decidable() if self.feit in forms().of(clause).feiten)

    def applied(self, form: Form) -> Form:
        """Return a form with this wrong in it."""
        rows = {name: [{**form[name][0], **cells}, *form[name][1:]] for name, cells in self.rij.items()}
        return {key: each for key, each in {**form, **self.wijzig, **rows}.items() if key not in self.weg}

    @property
    def verdict(self) -> Verdict:
        """The verdict that it must get."""
        return Verdict.DECLARED if self.oordeel == FINDING else Verdict(self.oordeel)


class Known(_Data):
    """All wrong facts, what completes the good dossier, and what cannot be broken."""

    peildatum: date
    gezond: dict[str, dict[str, Any]]
    """By kind of form: the fields of a good one, where the example has none."""
    altijd_open: dict[str, str]
    """By kind of form: why nothing in it can decide its clause."""
    zonder: dict[str, str]
    """By fact: why no form goes against it."""
    defect: tuple[WrongFact, ...]


@cache
def known() -> Known:
    """Return what stands in defects.toml."""
    return Known.model_validate(tomllib.loads(DATA.read_text(encoding="utf-8")))


def decidable() -> tuple[str, ...]:
    """Return the clauses that a form can decide, for whatever type of system."""
    return tuple(clause for clause, form in forms().clausules.items() if form.vorm not in known().altijd_open)


def breaking(clause: str) -> dict[str, str]:
    """Return the name and the summary of everything that is tried on the form of a clause."""
    if clause not in decidable():
        return {}
    facts = {wrong.naam: wrong.zegt for wrong in known().defect if clause in wrong.clauses}
    return {**{theme.name: theme.summary for theme in THEMES}, **facts}


def evaluate(catalogue: Catalogue, wanted: Collection[str]) -> PapersProof:
    """Break the good dossier at the wanted clauses, in every way there is, and sum up what was noticed."""
    clauses = tuple(clause for clause in decidable() if clause in wanted)
    with papers() as folder:
        good = Good(folder, catalogue)
        defects = {theme.name: of_theme(theme, clauses, good) for theme in THEMES}
        for wrong in known().defect:
            defects[wrong.naam] = of_fact(wrong, [each for each in wrong.clauses if each in wanted], good)
        healthy = {clause: good.of(clause).said.get(clause) for clause in clauses}
    return PapersProof(
        defects={name: proof for name, proof in defects.items() if proof.violates or proof.must_find},
        unhealthy={
            clause: f"{said['verdict']}: {said['missing'] or said['observed']}" if said else "geen oordeel"
            for clause, said in healthy.items()
            if said is None or said["verdict"] is not Verdict.DECLARED
        },
        unproven=frozenset(clause for clause in clauses if not _is_proven(clause, defects)),
    )


def _is_proven(clause: str, defects: Mapping[str, DefectProof]) -> bool:
    """Tell whether every way to lack something was noticed, and for every checked fact a form in which it is wrong."""
    broken = {wrong.feit for wrong in known().defect if clause in defects[wrong.naam].noticed}
    facts = set(forms().of(clause).feiten) - known().zonder.keys()
    return facts <= broken and all(clause in defects[theme.name].noticed for theme in THEMES)


class Good:
    """The good dossier as each type of system has it, judged on the day that defects.toml says."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self._folder, self._catalogue = folder, catalogue
        self._bound = {type_: frozenset(applicable(catalogue, profile_of(type_).pics)) for type_ in SystemType}
        self._made: dict[tuple[SystemType, tuple[str, ...]], Specimen] = {}

    def of(self, clause: str, roles: tuple[str, ...] = ()) -> Specimen:
        """Return the dossier of the first type of system that a clause binds."""
        key = next(type_ for type_, bound in self._bound.items() if clause in bound), roles
        if key not in self._made:
            self._made[key] = Specimen(
                self._folder, profile_of(*key), self._catalogue, known().peildatum, known().gezond
            )
        return self._made[key]


class Trial(NamedTuple):
    """Where a broken form was noticed, and which other clauses it changed."""

    is_noticed: bool
    elsewhere: frozenset[str]


def tried(specimen: Specimen, clause: str, case: Case) -> Trial:
    """Replace a form of the good dossier, and tell what came of it."""
    said = specimen.with_(clause, case.form)
    changed = (each for each, now in said.items() if now["verdict"] is not specimen.said[each]["verdict"])
    noticed = clause in said and _fits(case, said[clause]) and not _fits(case, specimen.said[clause])
    return Trial(noticed, frozenset(changed) - {clause})


def _fits(case: Case, said: Fields) -> bool:
    text = " ".join((said["observed"], said["missing"], *said["findings"]))
    return said["verdict"] is case.verdict and case.says in text


def of_theme(theme: Theme, clauses: Iterable[str], good: Good) -> DefectProof:
    """Make every mistake of a kind in the forms of some clauses."""

    def cases(clause: str) -> list[Trial]:
        specimen, form = good.of(clause), forms().clausules[clause]
        made = theme.cases(specimen.forms[clause], forms().vormen[form.vorm], form, known().peildatum)
        return [tried(specimen, clause, case) for case in made]

    return _summed(theme.summary, {clause: cases(clause) for clause in clauses})


def of_fact(wrong: WrongFact, clauses: Iterable[str], good: Good) -> DefectProof:
    """Put a wrong fact in the forms of some clauses."""

    def case(clause: str) -> list[Trial]:
        specimen = good.of(clause, wrong.rollen)
        return [tried(specimen, clause, Case(wrong.applied(specimen.forms[clause]), wrong.verdict, wrong.melding))]

    return _summed(wrong.zegt, {clause: case(clause) for clause in clauses}, finding=wrong.oordeel == FINDING)


def _summed(summary: str, trials: Mapping[str, list[Trial]], finding: bool = False) -> DefectProof:
    clauses = tuple(sorted(trials))
    return DefectProof(
        summary=summary,
        violates=() if finding else clauses,
        must_find=clauses if finding else (),
        must_doubt=(),
        noticed=tuple(clause for clause in clauses if all(trial.is_noticed for trial in trials[clause])),
        explained={},
        unexplained=tuple(sorted({each for found in trials.values() for trial in found for each in trial.elsewhere})),
    )
