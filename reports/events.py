"""The event log's vocabulary: one JSON object a line, the only truth of a run; every report is a function of it.

A run folder holds ``events/<writer>.jsonl``, one file per writing process, and ``payloads/<sha256>`` for what is large.
A writer numbers its lines from 1. Readers merge the files and tolerate a torn last line.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from reports.paper import Paper
from reports.verdicts import Ground, Verdict


class Event(BaseModel):
    """What all events have: the writer, its line number, and the real time (ISO 8601, UTC)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    writer: str
    n: int
    time: str


class RunStarted(Event):
    """A process began to work on this run: the first, or one that resumes it."""

    type: Literal["run-started"] = "run-started"
    run: str
    resumed: bool = False
    mode: Literal["ingebed", "vreemd"]
    profile: dict[str, Any]
    """PICS and PIXIT as used, without secrets."""
    bench: dict[str, Any]
    """tag, commit, clean, python, openssl, versions of libraries, fingerprint of the suite."""
    criteria: dict[str, Any]
    """document, edition, ncsc_editie, readings chosen by the profile, supplied files with their hash."""
    operator: dict[str, str]
    selection: str = ""
    planned: tuple[str, ...] = ()
    """Node ids of all scenarios of this run, in order."""
    planned_clauses: tuple[str, ...] = ()
    """The clause of each planned scenario, in the same order, so that one that never began is missed at its clause."""


class ObjectSeen(Event):
    """What the SUT said of itself, at the start and at the end."""

    type: Literal["object-seen"] = "object-seen"
    when: Literal["begin", "eind"]
    facts: dict[str, Any]


class ScenarioStarted(Event):
    """A scenario began; ``attempt`` is unique in the run."""

    type: Literal["scenario-started"] = "scenario-started"
    attempt: str
    scenario: str
    """Node id, stable from run to run."""
    title: str
    feature: str
    line: int
    alias: str
    clause: str
    way: str
    defect: str | None = None


class StepDone(Event):
    """A step of a scenario was carried out."""

    type: Literal["step-done"] = "step-done"
    attempt: str
    keyword: str
    text: str
    outcome: Literal["gedaan", "mislukt"]
    seconds: float


class Observed(Event):
    """A simulator observed something; ``id`` is its waarneming in reports; a later state replaces an earlier one."""

    type: Literal["observed"] = "observed"
    id: str
    attempt: str | None
    defect: str | None = None
    facts: dict[str, Any]
    payloads: tuple[str, ...] = ()


class Judgement(BaseModel):
    """One judgement on a clause: what was expected, what was observed, and what that rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    clause: str
    verdict: Verdict
    ground: Ground
    ground_source: str = ""
    """Which requirement, section of a specification, standard or file."""
    reading: str | None = None
    under_other_readings: dict[str, Verdict] = Field(default_factory=dict)
    expected: str
    observed: str
    observations: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    missing: str = ""
    """For inconclusive: what is missing and what would decide instead."""
    not_carried_out: bool = False
    """For inconclusive: the scenario stopped because an operation is not offered or the clock is not moved."""
    attempt: str | None = None
    rule: str | None = None
    population: tuple[int, int] | None = None
    """Passive rules: how many observations satisfied the rule, of how many it applied to."""
    paper: Paper | None = None
    """Where a form or a register decides: what it holds."""


class Checked(Judgement, Event):
    """A clause was judged: by a scenario (``attempt``), or by a rule over all observations or on paper (``rule``)."""

    type: Literal["checked"] = "checked"
    defect: str | None = None


class ScenarioFinished(Event):
    """A scenario ended; without this line its attempt counts for nothing."""

    type: Literal["scenario-finished"] = "scenario-finished"
    attempt: str
    scenario: str
    clause: str
    verdict: Verdict
    message: str = ""
    seconds: float = 0.0
    defect: str | None = None


class ScenarioCrashed(Event):
    """The process that ran a scenario died; its attempt is thrown away and shown as such."""

    type: Literal["scenario-crashed"] = "scenario-crashed"
    scenario: str
    clause: str
    message: str


class RunFinished(Event):
    """The run came to its end."""

    type: Literal["run-finished"] = "run-finished"
    exit_code: int
    seconds: float


AnyEvent = Annotated[
    RunStarted
    | ObjectSeen
    | ScenarioStarted
    | StepDone
    | Observed
    | Checked
    | ScenarioFinished
    | ScenarioCrashed
    | RunFinished,
    Field(discriminator="type"),
]
EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)
