"""The interpretations that touched a run, as the chapter "Lezingen" shows them (interpretations.md section 1)."""

from collections.abc import Iterable, Mapping
from typing import Any

from catalogue.loader import Catalogue
from reports.judging import is_confirmed
from reports.model import ReadingResult, RequirementResult


def touched(
    requirements: Iterable[RequirementResult], catalogue: Catalogue, criteria: Mapping[str, Any]
) -> tuple[ReadingResult, ...]:
    """Return the interpretations that touched a clause that was judged in this run."""
    chosen: Mapping[str, Any] = criteria.get("lezingen", {})
    found: dict[str, list[str]] = {}
    for requirement in requirements:
        for clause in requirement.clauses:
            if not clause.checks:
                continue
            for name in dict.fromkeys((*clause.interpretations, *clause.reading)):
                found.setdefault(name, []).append(clause.id)
    return tuple(
        ReadingResult(
            id=reading.id,
            place=reading.plaats,
            question=reading.kwestie,
            options={option.naam: option.tekst for option in reading.lezingen},
            chosen=_choice(chosen.get(name), reading.gekozen),
            chosen_by_profile=name in chosen,
            strictest=reading.strengste,
            why=reading.waarom,
            status=reading.status,
            confirmed=is_confirmed(reading),
            clauses=tuple(found[name]),
        )
        for name, reading in catalogue.readings.items()
        if name in found
    )


def _choice(of_profile: Any, of_catalogue: str) -> str:
    """Return the reading in force; a profile gives its name, or a table with ``lezing``, reason and author."""
    if isinstance(of_profile, Mapping):
        return str(of_profile.get("lezing", of_catalogue))
    return str(of_profile) if of_profile else of_catalogue
