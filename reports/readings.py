"""The interpretations that touched a run, as the chapter "Lezingen" shows them (interpretations.md section 1)."""

from collections.abc import Iterable, Mapping
from typing import Any

from catalogue.loader import Catalogue
from reports.judging import is_confirmed
from reports.mask import mask
from reports.model import ReadingResult, RequirementResult


def touched(
    requirements: Iterable[RequirementResult],
    catalogue: Catalogue,
    criteria: Mapping[str, Any],
    profile: Mapping[str, Any],
) -> tuple[ReadingResult, ...]:
    """Return the interpretations that touched a clause that was judged in this run.

    ``criteria`` has the readings in force where the catalogue has others, ``profile`` who chose them and why.
    """
    chosen: Mapping[str, Any] = criteria.get("lezingen", {})
    said: Mapping[str, Any] = profile.get("lezingen", {})
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
            chosen_by=_said(said.get(name), "door"),
            chosen_because=_said(said.get(name), "reden"),
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


def _said(of_profile: Any, key: str) -> str:
    """Return what a profile says of its choice: who made it, or why."""
    return mask(str(of_profile.get(key, ""))) if isinstance(of_profile, Mapping) else ""
