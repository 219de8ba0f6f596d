"""The chapters that dossier and registers decide, as one self-contained HTML page that is read without the rest."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment

from catalogue.local_text import NO_COPY, Literal
from catalogue.model import Domain
from reports.html import name_of, sums_of_forms
from reports.limits import PREPARES
from reports.model import Check, ClauseResult, ReadingResult, RequirementResult, Results, Waiver
from reports.pages import by_chapter, environment
from reports.verdicts import WORST_FIRST, Verdict
from reports.wording import CHAPTERS, MEANINGS


@dataclass(frozen=True, slots=True)
class HeldClause:
    """A clause that paper decides or should decide."""

    clause: ClauseResult
    checks: tuple[Check, ...]
    """The judgements that rest on a form or a register; none where the run did not come to it."""
    beside: int
    """How many other judgements there are."""
    waiver: Waiver | None


@dataclass(frozen=True, slots=True)
class Section:
    """A requirement with such clauses, and its other clauses that apply."""

    requirement: RequirementResult
    held: tuple[HeldClause, ...]
    others: tuple[ClauseResult, ...]
    readings: tuple[ReadingResult, ...]
    """The interpretations that touch those clauses."""


@dataclass(frozen=True, slots=True)
class PaperChapter:
    """A chapter of the source with such requirements, and its other requirements."""

    name: Domain
    number: str
    title: str
    span: str
    """From which to which section of the source; some chapters of the source are several here."""
    sections: tuple[Section, ...]
    others: tuple[RequirementResult, ...]

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """Return how many of its clauses on paper have each verdict."""
        return Counter(held.clause.verdict for section in self.sections for held in section.held)


def is_on_paper(clause: ClauseResult) -> bool:
    """Tell whether a form or a register decides a clause, or should: it counts, applies, and nothing else did."""
    if not clause.counted or clause.verdict is Verdict.NOT_APPLICABLE:
        return False
    return any(check.paper for check in clause.checks) or (clause.way == "dossier" and not clause.checks)


def chapters(results: Results) -> tuple[PaperChapter, ...]:
    """Return the chapters with something on paper, in the order of the source."""
    return tuple(_chapters(results))


def _chapters(results: Results) -> Iterator[PaperChapter]:
    waivers = {waiver.clause: waiver for waiver in results.waivers}
    for domain, requirements in by_chapter(results.requirements, lambda each: each.domain).items():
        sections = tuple(_section(each, held, results) for each in requirements if (held := _held(each, waivers)))
        if sections:
            shown = {section.requirement.alias for section in sections}
            others = tuple(each for each in requirements if each.alias not in shown)
            number = requirements[0].section.partition(".")[0]
            span = f"{requirements[0].section} tot en met {requirements[-1].section}"
            yield PaperChapter(domain, number, CHAPTERS[domain], span, sections, others)


def _section(requirement: RequirementResult, held: tuple[HeldClause, ...], results: Results) -> Section:
    names = {each.clause.id for each in held}
    return Section(
        requirement,
        held,
        tuple(clause for clause in requirement.clauses if clause.id not in names),
        tuple(reading for reading in results.readings if names & set(reading.clauses)),
    )


def _held(requirement: RequirementResult, waivers: Mapping[str, Waiver]) -> tuple[HeldClause, ...]:
    return tuple(
        HeldClause(
            clause,
            tuple(check for check in clause.checks if check.paper),
            sum(check.paper is None for check in clause.checks),
            waivers.get(clause.id),
        )
        for clause in filter(is_on_paper, requirement.clauses)
    )


def render(results: Results, literal: Mapping[str, Literal] = NO_COPY) -> str:
    """Return the page; ``literal`` has the words of the source by clause id, where the user gave the bench a copy."""
    found = chapters(results)
    used = {verdict for chapter in found for verdict in chapter.counts}
    return (
        _environment()
        .get_template("dossier.html.j2")
        .render(
            r=results,
            literal=literal,
            name=name_of(results),
            chapters=found,
            meanings=[(verdict, MEANINGS[verdict]) for verdict in WORST_FIRST if verdict in used],
            judged_on=str(results.criteria.get("peildatum", "")),
            sums=sums_of_forms(results.criteria),
        )
    )


@cache
def _environment() -> Environment:
    return environment(prepares=PREPARES)
