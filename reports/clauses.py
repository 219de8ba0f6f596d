"""From the checks of a run to the result of each clause and each requirement."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalogue.loader import Catalogue
from catalogue.model import Clause, Modality, Requirement
from reports.attempts import CRASHED, Attempt, Attempts, Missing
from reports.events import AnyEvent, Checked, RunFinished, RunStarted
from reports.judging import (
    NOT_CHECKED,
    Contribution,
    as_check,
    depends_on_reading,
    ground_of,
    is_confirmed,
    label_of,
    of_check,
    of_scenario_end,
    other_readings,
    reasons,
    tempered,
    waived,
)
from reports.mask import mask
from reports.model import Check, ClauseResult, Population, RequirementResult, WordRead
from reports.partly import WATCHING, reason_of, set_aside
from reports.pics import Pics
from reports.proof import Proof
from reports.verdicts import Ground, Verdict, worst
from reports.waivers import Waivers


def last_session(events: Sequence[AnyEvent]) -> Sequence[AnyEvent]:
    """Return the events since the run was last started or resumed."""
    starts = [position for position, event in enumerate(events) if isinstance(event, RunStarted)]
    return events[starts[-1] :] if starts else events


def passive_checks(events: Sequence[AnyEvent]) -> dict[str, list[Checked]]:
    """Return the judgements of rules over all observations that count, by clause.

    Of each rule the last judgement counts, and only if it was made after the run was last started or resumed: an
    earlier one has not seen everything.
    """
    latest: dict[tuple[str, str], Checked] = {}
    for event in last_session(events):
        if isinstance(event, Checked) and event.attempt is None:
            latest[event.clause, event.rule or ""] = event
    found: dict[str, list[Checked]] = {}
    for event in latest.values():
        found.setdefault(event.clause, []).append(event)
    return found


@dataclass(frozen=True, slots=True)
class _Basis:
    """What a verdict rests on: the ground and reading of the checks that decided it."""

    ground: Ground | None
    sources: tuple[str, ...]
    reading: tuple[str, ...]
    depending: tuple[str, ...]
    """The unconfirmed readings under another option of which the verdict would be another."""
    others: dict[str, dict[str, Verdict]]


class ClauseJudge:
    """Judge every clause of the catalogue from what counts in a run."""

    def __init__(
        self,
        events: Sequence[AnyEvent],
        attempts: Attempts,
        catalogue: Catalogue,
        pics: Pics,
        waivers: Waivers,
        proof: Proof,
        selection: str,
    ) -> None:
        """Sort the checks that count by clause."""
        self._catalogue = catalogue
        self._pics = pics
        self._waivers = waivers
        self._proof = proof
        self._selection = selection
        self._selected = attempts.planned_clauses
        self._interrupted = not any(isinstance(event, RunFinished) for event in last_session(events))
        self._passive = passive_checks(events)
        self._tagged: dict[str, list[Attempt]] = {}
        self._active: dict[str, list[Checked]] = {}
        self._ways = {attempt.begun.attempt: attempt.begun.way for attempt in attempts.counting}
        for attempt in attempts.counting:
            self._tagged.setdefault(attempt.begun.clause, []).append(attempt)
            for check in attempt.checks:
                self._active.setdefault(check.clause, []).append(check)
        self._missing: dict[str, list[Missing]] = {}
        for missing in attempts.missing():
            self._missing.setdefault(missing.clause, []).append(missing)

    def requirement(self, requirement: Requirement) -> RequirementResult:
        """Judge a requirement: the worst of its counted clauses."""
        clauses = tuple(self.clause(requirement, clause) for clause in requirement.clausules)
        counted = [clause for clause in clauses if clause.counted]
        if not clauses:
            verdict, reason = Verdict.NOT_TESTED, requirement.reden or "geen clausules in de catalogus"
        elif not counted:
            verdict, reason = Verdict.NOT_APPLICABLE, "geen clausule die het systeem bindt: alleen toestemming of LSP"
        else:
            verdict = worst(clause.verdict for clause in counted)
            reason = _requirement_reason(counted, verdict)
        bound = [clause for clause in requirement.clausules if clause.gericht_aan != "lsp"]
        return RequirementResult(
            alias=requirement.alias,
            aliases=requirement.aliassen,
            section=requirement.paragraaf,
            title=requirement.titel,
            subject=requirement.onderwerp,
            domain=requirement.domein,
            moscow=requirement.moscow,
            verification=requirement.verificatie,
            verdict=verdict,
            reason=reason,
            addressed_to=tuple(dict.fromkeys(clause.gericht_aan for clause in bound)),
            roles=tuple(dict.fromkeys(clause.rol for clause in bound if clause.rol)),
            types=tuple(dict.fromkeys(kind for clause in bound for kind in clause.geldt_voor)),
            words=tuple(
                WordRead(id=word.id, word=word.woord, reading=word.lezing, beyond=word.ver_ervan or "")
                for word in self._catalogue.words.values()
                if requirement.alias in word.aliassen
            ),
            clauses=clauses,
        )

    def clause(self, requirement: Requirement, clause: Clause) -> ClauseResult:
        """Judge one clause."""
        name = requirement.clause_id(clause)
        checks = tuple(
            tempered(as_check(event), clause, self._catalogue.readings)
            for event in (*self._active.get(name, ()), *self._passive.get(name, ()))
        )
        weighing = [check for check in checks if not check.is_vacuous]
        contributions = [
            *(of_check(check, self._way_of(check)) for check in weighing),
            *self._scenario_ends(name, checks),
            *self._gaps(name),
        ]
        waiver = self._waivers.accepts(name)
        if waiver:
            contributions = [waived(each, waiver["reden"], waiver["geldig_tot"]) for each in contributions]
        aside = set_aside(contributions, clause.weg)
        contributions = [each for each in contributions if each not in aside]
        verdict, reason = self._outcome(name, clause, checks, contributions)
        if aside:
            reason = reason_of(contributions, aside)
        exclusion = self._pics.exclusion(clause)
        findings = list(dict.fromkeys(finding for check in checks for finding in check.findings))
        if exclusion:
            if verdict in (Verdict.FAIL, Verdict.WAIVED):
                findings.append(f"Ondanks de uitsluiting waargenomen: {reason}")
            verdict, reason = Verdict.NOT_APPLICABLE, exclusion
            aside = ()
        stopped = tuple(each.check for each in aside if each.check is not None)
        return self._result(requirement, clause, verdict, mask(reason), checks, stopped, findings)

    def _way_of(self, check: Check) -> str:
        """Return by which way a judgement came; on paper it is the dossier's."""
        if check.attempt is None:
            return WATCHING if check.paper is None else "dossier"
        return self._ways.get(check.attempt, "")

    def _outcome(
        self, name: str, clause: Clause, checks: Sequence[Check], contributions: Sequence[Contribution]
    ) -> tuple[Verdict, str]:
        if contributions:
            verdict = worst(each.verdict for each in contributions)
            return verdict, reasons(contributions, verdict)
        if clause.reden:
            return Verdict.NOT_TESTED, clause.reden
        if checks:
            return Verdict.NOT_TESTED, "geen enkele waarneming waarop de regel van toepassing was"
        if not self._is_selected(name):
            return Verdict.NOT_TESTED, f"buiten de selectie van deze run ({self._selection})"
        return Verdict.NOT_TESTED, f"run onderbroken; {NOT_CHECKED}" if self._interrupted else NOT_CHECKED

    def _scenario_ends(self, name: str, checks: Iterable[Check]) -> Iterator[Contribution]:
        per_attempt: dict[str | None, list[Check]] = {}
        for check in checks:
            per_attempt.setdefault(check.attempt, []).append(check)
        for attempt in self._tagged.get(name, ()):
            assert attempt.finished is not None
            failed = any(check.verdict is Verdict.FAIL for check in attempt.checks)
            own = per_attempt.get(attempt.begun.attempt, [])
            found = of_scenario_end(attempt.finished.verdict, attempt.finished.message, own, failed)
            if found:
                yield found

    def _gaps(self, name: str) -> Iterator[Contribution]:
        for missing in self._missing.get(name, ()):
            if missing.crash is None:
                yield Contribution(Verdict.NOT_TESTED, f"run onderbroken: {missing.scenario} is niet afgemaakt")
            else:
                yield Contribution(Verdict.ERROR, f"{CRASHED}: {missing.crash}")

    def _is_selected(self, name: str) -> bool:
        return not self._selection or name in self._selected or name in self._active or name in self._passive

    def _basis(self, verdict: Verdict, weighing: Sequence[Check]) -> _Basis:
        judged = Verdict.FAIL if verdict is Verdict.WAIVED else verdict
        deciding = [check for check in weighing if check.verdict is judged]
        others = other_readings(weighing, judged) if deciding else {}
        reading = tuple(dict.fromkeys(check.reading for check in deciding if check.reading))
        return _Basis(
            ground=ground_of(deciding, judged),
            sources=tuple(dict.fromkeys(check.ground_source for check in deciding if check.ground_source)),
            reading=reading,
            depending=tuple(
                name
                for name in reading
                if not is_confirmed(self._catalogue.readings.get(name)) and depends_on_reading(name, judged, others)
            ),
            others=others,
        )

    def _result(
        self,
        requirement: Requirement,
        clause: Clause,
        verdict: Verdict,
        reason: str,
        checks: Sequence[Check],
        stopped: Sequence[Check],
        findings: Sequence[str],
    ) -> ClauseResult:
        name = requirement.clause_id(clause)
        counting = [check for check in checks if check not in stopped]
        basis = self._basis(verdict, [check for check in counting if not check.is_vacuous])
        tagged = [attempt.begun.attempt for attempt in self._tagged.get(name, ())]
        attempts = dict.fromkeys([*tagged, *(check.attempt for check in checks if check.attempt)])
        not_carried_out = tuple(dict.fromkeys(check.attempt for check in stopped if check.attempt))
        return ClauseResult(
            id=name,
            requirement=requirement.alias,
            text=clause.tekst,
            place=clause.plaats,
            addressee=clause.gericht_aan,
            modality=clause.modaliteit,
            means=clause.waarneming,
            way=clause.weg,
            applies_to=clause.geldt_voor,
            role=clause.rol,
            condition=clause.voorwaarde,
            counted=clause.modaliteit is not Modality.MAG and clause.gericht_aan != "lsp",
            applicable=verdict is not Verdict.NOT_APPLICABLE,
            selected=self._is_selected(name),
            verdict=verdict,
            label=label_of(verdict, basis.ground, basis.depending, findings, not_carried_out),
            ground=basis.ground,
            ground_sources=basis.sources,
            reading=basis.reading,
            rests_on_unconfirmed_reading=bool(basis.depending),
            under_other_readings=basis.others,
            interpretations=clause.lezing,
            reason=reason,
            findings=tuple(findings),
            checks=tuple(checks),
            scenarios=tuple(attempts),
            not_carried_out=not_carried_out,
            population=_population(counting, len(attempts) - len(not_carried_out)),
            proven_by=self._proof.of(name),
        )


def _population(checks: Sequence[Check], scenarios: int) -> Population:
    counted = [check.population for check in checks if check.population is not None]
    return Population(
        scenarios=scenarios,
        checks=len(checks),
        satisfied=sum(satisfied for satisfied, _ in counted) if counted else None,
        of=sum(of for _, of in counted) if counted else None,
    )


def _requirement_reason(counted: Sequence[ClauseResult], verdict: Verdict) -> str:
    deciding = [clause for clause in counted if clause.verdict is verdict]
    if verdict is Verdict.NOT_APPLICABLE:
        return "; ".join(dict.fromkeys(clause.reason for clause in deciding))
    if verdict is Verdict.PASS:
        partly = ", ".join(_number(clause) for clause in counted if clause.not_carried_out)
        return f"niet alles uitgevoerd bij clausule {partly}" if partly else ""
    return f"bepaald door clausule {', '.join(map(_number, deciding))}"


def _number(clause: ClauseResult) -> str:
    return clause.id.rpartition("/")[2]


def verdicts_of(requirements: Iterable[RequirementResult]) -> Mapping[str, Verdict]:
    """Return the verdict of every clause by its id."""
    return {clause.id: clause.verdict for requirement in requirements for clause in requirement.clauses}
