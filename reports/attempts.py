"""Which attempt of each scenario counts, and which attempts were thrown away and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reports.events import (
    AnyEvent,
    Checked,
    Observed,
    RunStarted,
    ScenarioCrashed,
    ScenarioFinished,
    ScenarioStarted,
    StepDone,
)
from reports.mask import mask
from reports.model import Scenario, Step, ThrownAway
from reports.verdicts import Verdict

CRASHED = "het proces dat het scenario uitvoerde is omgevallen"


@dataclass
class Attempt:
    """One attempt as the events tell it."""

    begun: ScenarioStarted
    steps: list[Step] = field(default_factory=list)
    checks: list[Checked] = field(default_factory=list)
    observations: dict[str, None] = field(default_factory=dict)
    finished: ScenarioFinished | None = None

    def scenario(self) -> Scenario:
        """Return this attempt, which counts, as a result."""
        assert self.finished is not None
        return Scenario(
            attempt=self.begun.attempt,
            scenario=self.begun.scenario,
            title=mask(self.begun.title),
            feature=self.begun.feature,
            line=self.begun.line,
            clause=self.begun.clause,
            way=self.begun.way,
            verdict=self.finished.verdict,
            message=mask(self.finished.message),
            seconds=self.finished.seconds,
            started=self.begun.time,
            steps=tuple(self.steps),
            observations=tuple(self.observations),
        )

    def thrown_away(self, reason: str) -> ThrownAway:
        """Return this attempt, which does not count, with the reason."""
        return ThrownAway(
            attempt=self.begun.attempt,
            scenario=self.begun.scenario,
            title=mask(self.begun.title),
            clause=self.begun.clause,
            started=self.begun.time,
            verdict=self.finished.verdict if self.finished else None,
            reason=mask(reason),
        )


@dataclass(frozen=True)
class Missing:
    """A scenario that was planned or begun, and of which no attempt counts."""

    scenario: str
    clause: str
    crash: str | None
    """What is known about the crash, if it crashed."""


class Attempts:
    """All attempts of a run, sorted into what counts, what does not, and what is missing."""

    def __init__(self, events: Iterable[AnyEvent]) -> None:
        """Fold the events of a run, without those of defects, into attempts."""
        self._by_id: dict[str, Attempt] = {}
        self._crashes: dict[str, ScenarioCrashed] = {}
        self._planned: dict[str, str] = {}
        for event in events:
            self._take(event)
        self._per_scenario: dict[str, list[Attempt]] = {}
        for attempt in self._by_id.values():
            self._per_scenario.setdefault(attempt.begun.scenario, []).append(attempt)
        self.counting = tuple(self._counting())

    @property
    def planned(self) -> tuple[str, ...]:
        """Return the scenarios that were planned, in order."""
        return tuple(self._planned)

    @property
    def planned_clauses(self) -> frozenset[str]:
        """Return the clauses for which a scenario was planned or begun."""
        return frozenset(self._planned.values()) | {attempt.begun.clause for attempt in self._by_id.values()}

    def thrown_away(self) -> tuple[ThrownAway, ...]:
        """Return the attempts that do not count, oldest first, each with the reason."""
        counting = {attempt.begun.attempt for attempt in self.counting}
        found = [
            attempt.thrown_away(self._reason(attempt)) for name, attempt in self._by_id.items() if name not in counting
        ]
        begun = {attempt.begun.scenario for attempt in self._by_id.values()}
        found += [
            ThrownAway(
                attempt="",
                scenario=crash.scenario,
                title="",
                clause=crash.clause,
                started=crash.time,
                verdict=None,
                reason=mask(f"{CRASHED}: {crash.message}"),
            )
            for crash in self._crashes.values()
            if crash.scenario not in begun
        ]
        return tuple(sorted(found, key=lambda thrown: (thrown.started, thrown.attempt)))

    def missing(self) -> tuple[Missing, ...]:
        """Return the scenarios that were planned, begun or crashed and of which no attempt counts."""
        done = {attempt.begun.scenario for attempt in self.counting}
        known = self._planned | {crash.scenario: crash.clause for crash in self._crashes.values()}
        known |= {scenario: attempts[-1].begun.clause for scenario, attempts in self._per_scenario.items()}
        return tuple(
            Missing(scenario, clause, self._crashes[scenario].message if scenario in self._crashes else None)
            for scenario, clause in known.items()
            if scenario not in done
        )

    def _take(self, event: AnyEvent) -> None:
        match event:
            case RunStarted():
                clauses = event.planned_clauses or ("",) * len(event.planned)
                self._planned |= dict(zip(event.planned, clauses, strict=False))
            case ScenarioStarted():
                self._by_id[event.attempt] = Attempt(event)
            case ScenarioCrashed():
                self._crashes[event.scenario] = event
            case StepDone() | Observed() | Checked() | ScenarioFinished() if event.attempt in self._by_id:
                self._add(self._by_id[event.attempt], event)

    @staticmethod
    def _add(attempt: Attempt, event: StepDone | Observed | Checked | ScenarioFinished) -> None:
        match event:
            case StepDone():
                attempt.steps.append(
                    Step(keyword=event.keyword, text=mask(event.text), outcome=event.outcome, seconds=event.seconds)
                )
            case Observed():
                attempt.observations[event.id] = None
            case Checked():
                attempt.checks.append(event)
            case ScenarioFinished():
                attempt.finished = event

    def _counting(self) -> Iterator[Attempt]:
        """Yield the last finished attempt of each scenario, in the order in which scenarios began."""
        for attempts in self._per_scenario.values():
            finished = [attempt for attempt in attempts if attempt.finished]
            if finished:
                yield finished[-1]

    def _reason(self, attempt: Attempt) -> str:
        if attempt.finished is None:
            crash = self._crashes.get(attempt.begun.scenario)
            return f"{CRASHED}: {crash.message}" if crash else "afgebroken: de poging is niet afgemaakt"
        said = f": {attempt.finished.message}" if attempt.finished.message else ""
        if attempt.finished.verdict is Verdict.ERROR:
            return f"fout van de toetsbank{said}; overgedaan"
        return f"vervangen door een latere poging; kwam tot “{attempt.finished.verdict}”{said}"
