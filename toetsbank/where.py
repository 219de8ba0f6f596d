"""Finding everything about one requirement or clause, and the traceability matrix of all of them."""

from collections.abc import Iterator
from pathlib import Path

import typer

from catalogue import Catalogue, UnknownAlias
from catalogue.model import Clause, Requirement
from reports.build import results_of
from reports.model import Results
from reports.proof import Proof
from reports.traceability import build as build_matrix
from simulators.xis.defects import all_defects
from toetsbank.deciders import Deciders, deciders
from toetsbank.dossier import defects as dossiers
from toetsbank.outcomes import BadInput
from toetsbank.registers import defects as registers
from toetsbank.scenarios import ROOT, Scenario
from toetsbank.scenarios import read as read_scenarios

MATRIX = ROOT / "reports" / "generated" / "traceability.md"


def describe(name: str, catalogue: Catalogue, run: Path | None) -> str:
    """Return where a requirement or clause stands in every layer; raises BadInput for an unknown name."""
    try:
        found = catalogue.find(name)
    except UnknownAlias as error:
        raise BadInput(str(error)) from error
    requirement = found.requirement
    clauses = requirement.clausules if found.clause is None else (found.clause,)
    scenarios = read_scenarios()
    results = results_of(run, catalogue) if run else None
    lines = [
        f"{requirement.alias}  {requirement.titel} (paragraaf {requirement.paragraaf})",
        f"  catalogus   catalogue/{requirement.domein}/{requirement.alias}.toml",
    ]
    if not clauses:
        lines.append(f"  geen clausules: {requirement.reden}")
    for clause in clauses:
        lines += _clause(requirement, clause, scenarios, results)
    return "\n".join(lines)


def _clause(
    requirement: Requirement, clause: Clause, scenarios: tuple[Scenario, ...], results: Results | None
) -> list[str]:
    id_ = requirement.clause_id(clause)
    lines = [f"{id_}  {clause.tekst}", f"  plaats      {clause.plaats}", *_decided_by(deciders(id_, scenarios))]
    for defect in all_defects():
        if id_ in (*defect.violates, *defect.findings, *defect.undecided):
            lines.append(f"  defect      {defect.name}: {defect.summary}")
    for name, summary in (*dossiers.breaking(id_).items(), *registers.breaking(id_).items()):
        lines.append(f"  defect      {name}: {summary}")
    if clause.reden:
        lines.append(f"  reden       {clause.reden}")
    if results:
        verdicts = [c for r in results.requirements for c in r.clauses if c.id == id_]
        lines += [f"  oordeel     {c.verdict}: {check.sentence}" for c in verdicts for check in c.checks]
    return lines


def _decided_by(found: Deciders) -> Iterator[str]:
    for scenario in found.scenarios:
        yield f"  scenario    {scenario.feature}:{scenario.line} {scenario.name}"
        yield from (f"              {step.keyword} {step.text}" for step in scenario.steps)
    if found.rule:
        yield f"  op alles    {found.rule}"
    if found.register:
        yield f"  register    {found.register}, met als kop {found.header}"
    if found.form:
        extra = "mag erbij; " if found.is_extra else ""
        yield f"  formulier   {found.form} ({extra}te maken met toetsbank dossier init)"


def write_matrix(catalogue: Catalogue, proof: Proof) -> int:
    """Write the traceability matrix; returns the exit code."""
    MATRIX.write_text(_matrix(catalogue, proof), encoding="utf-8")
    return 0


def check_matrix(catalogue: Catalogue, proof: Proof) -> int:
    """Say whether the committed traceability matrix is stale; returns the exit code."""
    if MATRIX.exists() and MATRIX.read_text(encoding="utf-8") == _matrix(catalogue, proof):
        return 0
    typer.echo("De traceerbaarheidsmatrix is verouderd; vernieuw haar met: python -m toetsbank matrix")
    return 1


def _matrix(catalogue: Catalogue, proof: Proof) -> str:
    scenarios: dict[str, tuple[tuple[str, str], ...]] = {}
    for scenario in read_scenarios():
        for clause in scenario.tags & set(catalogue.clauses):
            scenarios[clause] = (*scenarios.get(clause, ()), (scenario.feature, scenario.name))
    return build_matrix(catalogue, scenarios, proof)


def summary(results: Results, folder: Path) -> None:
    """Show the outcome of a run in a few lines."""
    counted: dict[str, int] = {}
    for clause in (clause for requirement in results.requirements for clause in requirement.clauses):
        counted[clause.verdict] = counted.get(clause.verdict, 0) + 1
    typer.echo("")
    for verdict, number in sorted(counted.items(), key=lambda item: -item[1]):
        typer.echo(f"{number:5d} clausules {verdict}")
    typer.echo(f"Rapport: {folder / 'report.html'}")
