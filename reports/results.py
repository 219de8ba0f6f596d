"""Event log and catalogue in, results out: a pure function, without a clock and without files."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from catalogue.loader import Catalogue
from reports.attempts import CRASHED, Attempts
from reports.clauses import ClauseJudge, last_session, verdicts_of
from reports.counts import count
from reports.events import AnyEvent, ObjectSeen, Observed, RunFinished, RunStarted
from reports.limits import limits
from reports.local_time import local
from reports.mask import mask, mask_value
from reports.model import (
    ClauseResult,
    Observation,
    ProofState,
    Results,
    Run,
    Session,
)
from reports.pics import Pics
from reports.proof import NO_PROOF, Proof
from reports.readings import touched
from reports.verdicts import Verdict
from reports.waivers import Waivers


class NoRun(ValueError):
    """The event log holds no start of a run; one Dutch sentence."""


def build(
    all_events: Sequence[AnyEvent], catalogue: Catalogue, proof: Proof = NO_PROOF, remarks: Iterable[str] = ()
) -> Results:
    """Judge a run: events of defects are left out, and of each scenario one attempt counts.

    ``remarks`` are what reading the log had to say (``reports.log``). Raises NoRun for a log without a start.
    """
    events = [event for event in all_events if getattr(event, "defect", None) is None]
    starts = [event for event in events if isinstance(event, RunStarted)]
    if not starts:
        raise NoRun("Het logboek heeft geen begin van een run (run-started); is de map volledig?")
    attempts = Attempts(events)
    run = _run(events, starts, len(attempts.planned))
    pics = Pics.of(starts[-1].profile)
    waivers = Waivers(starts[-1].profile, _day(run.ended))
    judge = ClauseJudge(events, attempts, catalogue, pics, waivers, proof, run.selection)
    requirements = tuple(judge.requirement(requirement) for requirement in catalogue.requirements.values())
    clauses = [clause for requirement in requirements for clause in requirement.clauses]
    observed = {event.id: event for event in events if isinstance(event, Observed)}
    counts = count(requirements, sum(len(clause.checks) for clause in clauses), len(attempts.counting), len(observed))
    begin, end, changed = _object(events)
    state = ProofState(present=bool(proof.defects), of_this_version=proof.of_this_version, made_with=proof.made_with)
    unanswered = pics.unanswered(catalogue.clauses.values())
    return Results(
        run=run,
        object_begin=begin,
        object_end=end,
        object_changed=changed,
        profile=mask_value(starts[-1].profile),
        criteria=mask_value(starts[-1].criteria),
        bench=mask_value(starts[-1].bench),
        operator=mask_value(starts[-1].operator),
        proof=state,
        requirements=requirements,
        scenarios=tuple(attempt.scenario() for attempt in attempts.counting),
        thrown_away=attempts.thrown_away(),
        observations=_referred(clauses, observed),
        readings=touched(requirements, catalogue, starts[-1].criteria, starts[-1].profile),
        waivers=waivers.results(verdicts_of(requirements)),
        counts=counts,
        bench_errors=_bench_errors(attempts, clauses),
        unanswered=unanswered,
        remarks=(*remarks, *_differences(starts)),
        limits=limits(run, counts, state, requirements, starts[-1].profile),
    )


def _run(events: Sequence[AnyEvent], starts: Sequence[RunStarted], planned: int) -> Run:
    finished = [event for event in last_session(events) if isinstance(event, RunFinished)]
    return Run(
        id=starts[0].run,
        mode=starts[-1].mode,
        selection=starts[-1].selection,
        started=starts[0].time,
        ended=max(event.time for event in events),
        finished=bool(finished),
        exit_code=finished[-1].exit_code if finished else None,
        sessions=tuple(Session(started=start.time, resumed=start.resumed, writer=start.writer) for start in starts),
        planned=planned,
    )


def _day(moment: str) -> date:
    """Return the Dutch calendar day of a moment."""
    return local(datetime.fromisoformat(moment)).date()


def _object(events: Iterable[AnyEvent]) -> tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]:
    """Return the object's facts at the first beginning and the last end, and what was not the same all the time."""
    seen = [event for event in events if isinstance(event, ObjectSeen)]
    begins = [event.facts for event in seen if event.when == "begin"]
    ends = [event.facts for event in seen if event.when == "eind"]
    keys = dict.fromkeys(key for event in seen for key in event.facts)
    changed = tuple(key for key in keys if len({repr(event.facts[key]) for event in seen if key in event.facts}) > 1)
    return (
        mask_value(begins[0]) if begins else {},
        mask_value(ends[-1]) if ends else {},
        changed,
    )


def _referred(clauses: Iterable[ClauseResult], observed: Mapping[str, Observed]) -> dict[str, Observation]:
    """Return the last state of every observation that a check refers to, and of the connections of those messages."""
    names = dict.fromkeys(name for clause in clauses for check in clause.checks for name in check.observations)
    names |= dict.fromkeys(
        f"{name.rpartition('.')[0]}.{observed[name].facts['connection']}"
        for name in tuple(names)
        if name in observed and "connection" in observed[name].facts
    )
    return {
        name: Observation(id=name, facts=mask_value(_lean(observed[name].facts)), payloads=observed[name].payloads)
        for name in names
        if name in observed
    }


def _lean(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what has no value."""
    return {key: value for key, value in facts.items() if value not in (None, "", [], {})}


def _bench_errors(attempts: Attempts, clauses: Iterable[ClauseResult]) -> tuple[str, ...]:
    ended = [
        f"{attempt.begun.clause}, scenario “{attempt.begun.title}”: {attempt.finished.message}"
        for attempt in attempts.counting
        if attempt.finished and attempt.finished.verdict is Verdict.ERROR
    ]
    crashed = [
        f"{missing.clause}, {missing.scenario}: {CRASHED}: {missing.crash}"
        for missing in attempts.missing()
        if missing.crash is not None
    ]
    judged = [
        f"{clause.id}: {clause.reason}" for clause in clauses if clause.counted and clause.verdict is Verdict.ERROR
    ]
    known = {line.partition(",")[0] for line in (*ended, *crashed)}
    return tuple(
        mask(line) for line in (*ended, *crashed, *(line for line in judged if line.partition(":")[0] not in known))
    )


def _differences(starts: Sequence[RunStarted]) -> tuple[str, ...]:
    """Return what a resumption changed; the last session's values stand in the report."""
    names = {"profile": "het profiel", "bench": "de toetsbank", "criteria": "de criteria", "operator": "de uitvoerder"}
    return tuple(
        f"Bij het hervatten was {said} anders dan bij het begin; dit rapport toont de laatste waarden."
        for field, said in names.items()
        if any(getattr(start, field) != getattr(starts[0], field) for start in starts[1:])
    )
