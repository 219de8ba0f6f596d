"""The results as matrix.csv: one row per clause, for a spreadsheet.

Separator ``;``, lines end in CRLF, UTF-8 with a byte order mark: so a Dutch Excel opens it by double-clicking.
"""

import csv
import io
from collections.abc import Iterator

from reports.model import ClauseResult, RequirementResult, Results
from reports.proof import UNPROVEN

HEADER = (
    "eis",
    "paragraaf",
    "titel",
    "hoofdstuk",
    "moscow",
    "verificatie",
    "clausule",
    "tekst",
    "plaats",
    "gericht aan",
    "geldt voor",
    "rol",
    "voorwaarde",
    "modaliteit",
    "telt mee",
    "oordeel",
    "oordeel voluit",
    "reden",
    "grond",
    "lezing",
    "weg",
    "waarneming",
    "scenario's",
    "controles",
    "passief voldaan",
    "passief van",
    "bevindingen",
    "bewezen door",
    "stuk",
    "staat van het stuk",
    "verklaring of cijfer",
    "opgesteld door",
    "beoordeeld door",
    "datum",
    "geldig tot en met",
    "nagegane feiten",
    "bewijs",
    "ontbreekt in het stuk",
    "wat te doen",
)
PAPER_COLUMNS = 11
"""How many columns at the end are about a form or a register."""


def render(results: Results) -> bytes:
    """Return the file; a requirement without clauses has one row with an empty clause."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for requirement in results.requirements:
        writer.writerows([_harmless(cell) for cell in row] for row in _rows(requirement))
    return text.getvalue().encode("utf-8-sig")


def _rows(requirement: RequirementResult) -> Iterator[list[object]]:
    head: list[object] = [
        requirement.alias,
        requirement.section,
        requirement.title,
        requirement.domain,
        requirement.moscow,
        requirement.verification,
    ]
    for clause in requirement.clauses:
        yield head + _cells(clause)
    if not requirement.clauses:
        gap = [""] * (len(HEADER) - len(head))
        places = {"oordeel": requirement.verdict, "oordeel voluit": requirement.verdict, "reden": requirement.reason}
        yield head + [places.get(name, cell) for name, cell in zip(HEADER[len(head) :], gap, strict=True)]


def _cells(clause: ClauseResult) -> list[object]:
    population = clause.population
    return [
        clause.id,
        clause.text,
        clause.place,
        clause.addressee,
        ", ".join(clause.applies_to),
        clause.role or "",
        clause.condition or "",
        clause.modality,
        "ja" if clause.counted else "nee",
        clause.verdict,
        clause.label,
        clause.reason,
        clause.ground or "",
        ", ".join(clause.reading),
        clause.way,
        clause.means,
        population.scenarios,
        population.checks,
        "" if population.satisfied is None else population.satisfied,
        "" if population.of is None else population.of,
        " | ".join(clause.findings),
        ", ".join(clause.proven_by) or UNPROVEN,
        *_paper_cells(clause),
    ]


def _paper_cells(clause: ClauseResult) -> list[str]:
    """Return what forms and registers hold of a clause; where there are two of them, one behind the other."""
    found = [(check, check.paper) for check in clause.checks if check.paper]
    cells = [
        (
            paper.file,
            paper.state,
            check.observed if paper.kind == "register" else paper.statement,
            paper.author,
            paper.reviewer,
            paper.day,
            paper.until,
            "; ".join(": ".join((fact.what, fact.outcome, *fact.said)) for fact in paper.facts),
            "; ".join(f"{file.name} {file.sha256}" for file in paper.files),
            "; ".join(paper.gaps),
            paper.remedy,
        )
        for check, paper in found
    ]
    return [" | ".join(column) for column in zip(*cells, strict=True)] or [""] * PAPER_COLUMNS


def _harmless(cell: object) -> object:
    """Put text on one line, and keep a spreadsheet from taking what a SUT showed for a formula."""
    if not isinstance(cell, str):
        return cell
    text = " ".join(cell.split())
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
