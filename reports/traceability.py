"""The matrix from requirement to clause, scenario and proof, as Markdown that is committed.

It holds nothing that changes from run to run: no verdict, no time, no version.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from catalogue.loader import Catalogue
from catalogue.model import Clause, Requirement
from reports.proof import UNPROVEN, Proof
from reports.wording import CHAPTERS, WAYS

FILE = Path(__file__).parent / "generated" / "traceability.md"

Scenarios = Mapping[str, tuple[tuple[str, str], ...]]
"""Per clause id its scenarios: the path of the feature file, and the title."""

_INTRODUCTION = """# Herleidbaarheid

Per eis en per clausule: waar zij in de bron staat, wie zij bindt, langs welke weg zij beslist wordt, welke scenario's
dat doen, en welke defecten bewijzen dat dat kan mislukken: van het referentiesysteem, van een dossier of van een
register. Waar geen scenario een clausule beslist, staat de reden. Dit bestand wordt gemaakt uit de catalogus, de
features en het bewijs; wijzig die, niet dit.
"""
_HEADER = (
    "| clausule | plaats | gericht aan | modaliteit | weg | scenario's | bewezen door | reden |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- |"
)


def build(catalogue: Catalogue, scenarios: Scenarios, proof: Proof) -> str:
    """Return the whole document, with a newline at its end."""
    parts = [_INTRODUCTION, _totals(catalogue, scenarios, proof)]
    requirements = catalogue.requirements.values()
    for domain, chapter in groupby(requirements, key=lambda requirement: requirement.domein):
        parts.append(f"## {CHAPTERS[domain]}\n")
        parts += ["\n".join(_requirement(requirement, scenarios, proof)) + "\n" for requirement in chapter]
    return "\n".join(parts)


def _totals(catalogue: Catalogue, scenarios: Scenarios, proof: Proof) -> str:
    clauses = catalogue.clauses
    decided = [name for name in clauses if scenarios.get(name)]
    explained = [name for name, clause in clauses.items() if clause.reden and not scenarios.get(name)]
    rows = (
        ("eisen", len(catalogue.requirements)),
        ("waarvan in clausules uitgewerkt", sum(bool(each.clausules) for each in catalogue.requirements.values())),
        ("clausules", len(clauses)),
        ("waarvan met een scenario", len(decided)),
        ("waarvan met een scenario en bewezen", sum(bool(proof.of(name)) for name in decided)),
        ("waarvan zonder scenario, met reden", len(explained)),
        ("waarvan zonder scenario, en bewezen", sum(bool(proof.of(name)) for name in clauses if name not in decided)),
    )
    return "\n".join(["| wat | aantal |", "| --- | ---: |", *(f"| {name} | {count} |" for name, count in rows)]) + "\n"


def _requirement(requirement: Requirement, scenarios: Scenarios, proof: Proof) -> Iterator[str]:
    also = f" (ook {', '.join(requirement.aliassen)})" if requirement.aliassen else ""
    about = f"§ {requirement.paragraaf}{also} · {requirement.moscow} · {requirement.verificatie}"
    yield f"### {requirement.alias} {requirement.titel}\n"
    yield f"{about} · {requirement.reden}" if requirement.reden else about
    if requirement.clausules:
        yield f"\n{_HEADER}"
        for clause in requirement.clausules:
            yield _row(requirement.clause_id(clause), clause, scenarios, proof)


def _row(name: str, clause: Clause, scenarios: Scenarios, proof: Proof) -> str:
    own = scenarios.get(name, ())
    cells = (
        name,
        clause.plaats,
        clause.gericht_aan,
        clause.modaliteit,
        WAYS[clause.weg],
        "<br>".join(f"{path}: {title}" for path, title in own),
        ", ".join(sorted(proof.of(name))) or (UNPROVEN if own else ""),
        clause.reden or "",
    )
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
