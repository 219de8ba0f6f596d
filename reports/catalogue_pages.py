"""The catalogue as one self-contained HTML page: what is asked, of whom, seen where, what is not counted and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment

from catalogue.loader import Catalogue
from catalogue.local_text import NO_COPY, Literal
from catalogue.model import Clause, Domain, Modality, Requirement, SystemType
from reports.counts import REQUIREMENTS_IN_SOURCE, SEEN
from reports.pages import by_chapter, environment
from reports.wording import CHAPTERS, WAYS

CONFIRMED = "bevestigd"


@dataclass(frozen=True, slots=True)
class Row:
    """One denominator: how many requirements have such a clause, and how many clauses."""

    name: str
    requirements: int
    clauses: int | None
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A clause that binds no SUT, with its place and the reason."""

    id: str
    clause: Clause
    reason: str


@dataclass(frozen=True, slots=True)
class Group:
    """The clauses that a role, type or addressee meets, and the requirements they stand in."""

    name: str
    clauses: int
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A domain with its requirements."""

    name: Domain
    title: str
    requirements: tuple[Requirement, ...]


def is_counted(clause: Clause) -> bool:
    """Tell whether a clause counts: it is no permission and not addressed to the LSP."""
    return clause.modaliteit is not Modality.MAG and clause.gericht_aan != "lsp"


def denominators(catalogue: Catalogue) -> tuple[Row, ...]:
    """Return of how many requirements and clauses a report can speak at most (DESIGN section 9)."""
    return tuple(_denominators(catalogue))


def _denominators(catalogue: Catalogue) -> Iterator[Row]:
    requirements = tuple(catalogue.requirements.values())
    yield Row("eisen in de bron", REQUIREMENTS_IN_SOURCE, None, f"{len(requirements)} in de catalogus")
    yield _row(requirements, "uitgewerkt in clausules", lambda clause: True)
    yield _row(requirements, "telt niet mee: toestemming (mag)", lambda clause: clause.modaliteit is Modality.MAG)
    yield _row(requirements, "telt niet mee: gedrag van het LSP", lambda clause: clause.gericht_aan == "lsp")
    yield _row(requirements, "telt mee", is_counted)
    for addressee in ("leverancier", "zorgaanbieder", "beheer", "servicedesk"):
        yield _row(requirements, f"gericht aan {addressee}", _all(is_counted, _addressed_to(addressee)))
    for where, explanation in (
        ("lijn", "netwerk, tijd, belasting"),
        ("systeem", "scherm, log, opslag"),
        ("papier", "register, dossier"),
    ):
        yield _row(requirements, f"waar te nemen: {where}", _all(is_counted, _seen(where)), explanation)
    unconfirmed = {name for name, each in catalogue.readings.items() if not each.status.startswith(CONFIRMED)}
    yield _row(
        requirements,
        "onder een niet-bevestigde lezing",
        _all(is_counted, lambda clause: bool(unconfirmed & set(clause.lezing))),
    )
    missing = {name for name, each in catalogue.parameters.items() if each.status == "ontbreekt"}
    without = sum(bool(missing & set(requirement.parameters)) for requirement in requirements)
    yield Row("norm ontbreekt", without, None, "eisen met een waarde die de bron niet geeft")
    yield _row(requirements, "zonder scenario, met reden", _all(is_counted, lambda clause: clause.reden is not None))


Choice = Callable[[Clause], bool]


def _row(requirements: Iterable[Requirement], name: str, choice: Choice, explanation: str = "") -> Row:
    fitting = [sum(choice(clause) for clause in requirement.clausules) for requirement in requirements]
    return Row(name, sum(map(bool, fitting)), sum(fitting), explanation)


def _all(*choices: Choice) -> Choice:
    return lambda clause: all(choice(clause) for choice in choices)


def _addressed_to(addressee: str) -> Choice:
    return lambda clause: clause.gericht_aan == addressee


def _seen(where: str) -> Choice:
    return lambda clause: SEEN[clause.waarneming] == where


def tallies(catalogue: Catalogue) -> Mapping[str, Mapping[str, int]]:
    """Return the counts by verification (requirements), and by observation, way, modality and addressee (clauses)."""
    clauses = catalogue.clauses.values()
    return {
        "verificatie (eisen)": _tally(each.verificatie for each in catalogue.requirements.values()),
        "MoSCoW (eisen)": _tally(each.moscow for each in catalogue.requirements.values()),
        "waarneming": _tally(clause.waarneming for clause in clauses),
        "weg": _tally(WAYS[clause.weg] for clause in clauses),
        "modaliteit": _tally(clause.modaliteit.value for clause in clauses),
        "gericht aan": _tally(clause.gericht_aan for clause in clauses),
    }


def _tally(values: Iterable[str]) -> Mapping[str, int]:
    return dict(Counter(values).most_common())


def not_counted(catalogue: Catalogue) -> tuple[NotCounted, ...]:
    """Return every clause that is not counted, in the order of the source."""
    return tuple(
        NotCounted(name, clause, clause.reden or _why(clause))
        for name, clause in catalogue.clauses.items()
        if not is_counted(clause)
    )


def _why(clause: Clause) -> str:
    return "gedrag van het LSP, nagebootst (INT-11)" if clause.gericht_aan == "lsp" else "een toestemming (INT-10)"


def groups(catalogue: Catalogue) -> Mapping[str, tuple[Group, ...]]:
    """Return what applies per type of system, role, condition and addressee; only clauses that count."""
    counted = {name: clause for name, clause in catalogue.clauses.items() if is_counted(clause)}
    return {
        "soort systeem": _groups(counted, lambda clause: [kind.value for kind in clause.geldt_voor], list(SystemType)),
        "rol": _groups(counted, lambda clause: [clause.rol] if clause.rol else []),
        "gericht aan": _groups(counted, lambda clause: [clause.gericht_aan]),
        "voorwaarde (PICS)": _groups(counted, lambda clause: [clause.voorwaarde] if clause.voorwaarde else []),
    }


def _groups(
    clauses: Mapping[str, Clause], keys: Callable[[Clause], Sequence[str]], order: Sequence[str] = ()
) -> tuple[Group, ...]:
    found: dict[str, list[str]] = {str(name): [] for name in order}
    for name, clause in clauses.items():
        for key in keys(clause):
            found.setdefault(key, []).append(name)
    return tuple(
        Group(key, len(names), tuple(dict.fromkeys(name.partition("/")[0] for name in names)))
        for key, names in (found.items() if order else sorted(found.items()))
    )


def render(catalogue: Catalogue, literal: Mapping[str, Literal] = NO_COPY) -> str:
    """Return the page; ``literal`` has the words of the source by clause id and alias, where a copy was read."""
    return (
        _environment()
        .get_template("catalogue.html.j2")
        .render(
            requirements=catalogue.requirements,
            clauses=catalogue.clauses,
            readings=catalogue.readings,
            parameters=catalogue.parameters,
            editions=sorted({each.bron.editie for each in catalogue.requirements.values()}),
            denominators=denominators(catalogue),
            tallies=tallies(catalogue),
            not_counted=not_counted(catalogue),
            groups=groups(catalogue),
            chapters=_chapters(catalogue.requirements.values()),
            literal=literal,
        )
    )


def _chapters(requirements: Iterable[Requirement]) -> tuple[Chapter, ...]:
    found = by_chapter(requirements, lambda requirement: requirement.domein)
    return tuple(Chapter(name, CHAPTERS[name], chapter) for name, chapter in found.items())


@cache
def _environment() -> Environment:
    return environment(is_counted=is_counted)
