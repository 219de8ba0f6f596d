"""The report as one self-contained HTML page, for an auditor and for the developer who has to mend something."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from catalogue.local_text import NO_COPY, Literal
from reports.counts import REQUIREMENTS_IN_SOURCE
from reports.evidence import packed
from reports.limits import PREPARES
from reports.local_time import ZONE_NAME
from reports.model import Check, ClauseResult, RequirementResult, Results, Scenario
from reports.pages import by_chapter, environment
from reports.verdicts import Ground, Verdict
from reports.wording import CHAPTERS

OBSERVATIONS_PER_CHECK = 20
ATTENTION = (Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.NORM_MISSING, Verdict.WAIVED)
ATTENTION_LIMIT = 60
_BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class ScenarioView:
    """A scenario as it stands under a clause: in full under its own, by name under others that it checked."""

    scenario: Scenario
    is_own: bool
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter with its requirements."""

    name: str
    title: str
    requirements: tuple[RequirementResult, ...]


def render(results: Results, payloads: Path, literal: Mapping[str, Literal] = NO_COPY) -> str:
    """Return the page.

    ``payloads`` has the messages by their SHA-256; ``literal`` the words of the source by clause id and alias,
    where the user gave the bench a copy.
    """
    scenarios = {scenario.attempt: scenario for scenario in results.scenarios}
    clauses = results.clauses
    attention = [clause for clause in clauses if clause.counted and clause.verdict in ATTENTION]
    spoken = {clause.id for clause in clauses if needs_detail(clause)}
    quiet = [scenario for scenario in results.scenarios if scenario.clause not in spoken]
    attention.sort(key=lambda clause: ATTENTION.index(clause.verdict))
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            r=results,
            literal=literal,
            name=name_of(results),
            chapters=_chapters(results.requirements),
            clause_by_id={clause.id: clause for clause in clauses},
            scenarios_of=lambda clause: _scenarios_of(clause, scenarios),
            attention=attention,
            evidence=packed(results.observations, quiet, _first(clauses), payloads),
            judged_on=str(results.criteria.get("peildatum", "")),
            sums=sums_of_forms(results.criteria),
            moscow=sorted({requirement.moscow for requirement in results.requirements}),
            bound=sorted(
                {kind.value for requirement in results.requirements for kind in requirement.types}
                | {role for requirement in results.requirements for role in requirement.roles}
            ),
        )
    )


def sums_of_forms(criteria: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the SHA-256 of each form of the dossier, by the path that a judgement gives."""
    files = criteria.get("bestanden", ())
    return {f"dossier/{each['naam']}": each["sha256"] for each in files if each.get("vorm") == "dossier"}


def name_of(results: Results) -> str:
    """Return what the system calls itself, or else what the profile calls it."""
    profile = results.profile.get("sut", {})
    parts = (results.object_begin.get(key) or profile.get(key) for key in ("product", "versie"))
    return " ".join(str(part) for part in parts if part) or "onbekend systeem"


@cache
def _environment() -> Environment:
    return environment(
        zone=ZONE_NAME,
        prepares=PREPARES,
        chapters_by_name=CHAPTERS,
        in_source=REQUIREMENTS_IN_SOURCE,
        most=OBSERVATIONS_PER_CHECK,
        attention_limit=ATTENTION_LIMIT,
        needs_detail=needs_detail,
    )


def needs_detail(clause: ClauseResult) -> bool:
    """Tell whether print shows the whole of a clause: it is not simply met, or there is something to say about it."""
    return (
        clause.verdict in ATTENTION
        or bool(clause.findings)
        or clause.rests_on_unconfirmed_reading
        or clause.ground is Ground.AANNAME
    )


def _chapters(requirements: Iterable[RequirementResult]) -> tuple[ChapterView, ...]:
    found = by_chapter(requirements, lambda requirement: requirement.domain)
    return tuple(ChapterView(name, CHAPTERS[name], chapter) for name, chapter in found.items())


def _scenarios_of(clause: ClauseResult, scenarios: Mapping[str, Scenario]) -> list[ScenarioView]:
    checks: dict[str | None, list[Check]] = {}
    for check in clause.checks:
        checks.setdefault(check.attempt, []).append(check)
    return [
        ScenarioView(scenarios[attempt], scenarios[attempt].clause == clause.id, tuple(checks.get(attempt, ())))
        for attempt in clause.scenarios
    ]


def _first(clauses: Iterable[ClauseResult]) -> list[str]:
    """Return the observations whose messages a reader needs most: those of checks that were not met."""
    return [
        name
        for clause in clauses
        for check in clause.checks
        if check.verdict in ATTENTION
        for name in check.observations[:OBSERVATIONS_PER_CHECK]
    ]
