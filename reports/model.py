"""The results of a run as frozen values: what every rendering shows, and what report.json holds."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from catalogue.model import Addressee, Domain, Means, Modality, SystemType, Way
from reports.events import Judgement
from reports.verdicts import Ground, Verdict


class Fact(BaseModel):
    """An immutable part of the results."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(Fact):
    """A step as it was carried out."""

    keyword: str
    text: str
    outcome: str
    seconds: float


class Check(Judgement):
    """One judgement on a clause, after the rules that hold for every judgement (DESIGN section 4)."""

    @property
    def is_vacuous(self) -> bool:
        """Tell whether this is a passive rule that applied to nothing, so that it decides nothing."""
        return self.population is not None and self.population[1] == 0

    @property
    def sentence(self) -> str:
        """Return the judgement as a Dutch sentence with the numbers of its observations."""
        where = f" (waarneming {', '.join(self.observations[:3])})" if self.observations else ""
        return f"verwacht {self.expected}, waargenomen {self.observed}{where}"


class Scenario(Fact):
    """The one attempt of a scenario that counts."""

    attempt: str
    scenario: str
    title: str
    feature: str
    line: int
    clause: str
    way: str
    verdict: Verdict
    message: str
    seconds: float
    started: str
    steps: tuple[Step, ...] = ()
    observations: tuple[str, ...] = ()
    """All that was observed during the attempt."""


class ThrownAway(Fact):
    """An attempt that does not count, and why."""

    attempt: str
    scenario: str
    title: str
    clause: str
    started: str
    verdict: Verdict | None
    """What it had come to, if it came to an end."""
    reason: str


class Observation(Fact):
    """The last known state of something a simulator observed, where a check refers to it."""

    id: str
    facts: dict[str, Any]
    payloads: tuple[str, ...] = ()


class Population(Fact):
    """On how much a verdict rests."""

    scenarios: int = 0
    checks: int = 0
    satisfied: int | None = None
    of: int | None = None
    """Passive rules together: how many observations satisfied them, of how many they applied to."""


class ClauseResult(Fact):
    """What is known of one clause, and what it rests on."""

    id: str
    requirement: str
    text: str
    place: str
    addressee: Addressee
    modality: Modality
    means: Means
    way: Way
    applies_to: tuple[SystemType, ...]
    role: str | None
    condition: str | None
    counted: bool
    """False for permissions and for what is addressed to the LSP."""
    applicable: bool
    selected: bool
    """False where a selection kept this clause out of the run."""
    verdict: Verdict
    label: str
    """The verdict as reports show it: with reading, assumption and findings."""
    ground: Ground | None = None
    ground_sources: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()
    rests_on_unconfirmed_reading: bool = False
    under_other_readings: dict[str, dict[str, Verdict]] = Field(default_factory=dict)
    """Per interpretation, per other reading: what the verdict would have been."""
    interpretations: tuple[str, ...] = ()
    """All interpretations that the catalogue names for this clause."""
    reason: str = ""
    findings: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    scenarios: tuple[str, ...] = ()
    """Attempts that count, of scenarios that are tagged with this clause or checked it."""
    not_carried_out: tuple[str, ...] = ()
    """Attempts that stopped for want of a means, where a cheaper way met the clause without them."""
    population: Population = Population()
    proven_by: tuple[str, ...] = ()


class WordRead(Fact):
    """How words of the source that need a measure are read, and what lies clearly beyond it."""

    id: str
    word: str
    reading: str
    beyond: str = ""


class RequirementResult(Fact):
    """One of the requirements, with the worst of its counted clauses."""

    alias: str
    aliases: tuple[str, ...]
    section: str
    title: str
    subject: str
    domain: Domain
    moscow: str
    verification: str
    verdict: Verdict
    reason: str = ""
    addressed_to: tuple[Addressee, ...] = ()
    roles: tuple[str, ...] = ()
    types: tuple[SystemType, ...] = ()
    words: tuple[WordRead, ...] = ()
    clauses: tuple[ClauseResult, ...] = ()


class ReadingResult(Fact):
    """An interpretation that touched this run."""

    id: str
    place: str
    question: str
    options: dict[str, str]
    chosen: str
    chosen_by_profile: bool
    chosen_by: str = ""
    """Who chose this reading, where a profile did."""
    chosen_because: str = ""
    """Why."""
    strictest: str
    why: str
    status: str
    confirmed: bool
    clauses: tuple[str, ...]


class Waiver(Fact):
    """A known deviation that the profile accepts, and what came of it."""

    clause: str
    reason: str
    valid_until: str
    outcome: str


class Session(Fact):
    """A process that began to work on this run, or resumed it."""

    started: str
    resumed: bool
    writer: str


class Run(Fact):
    """When and how the run was done."""

    id: str
    mode: str
    selection: str
    started: str
    """Real time, ISO 8601, UTC."""
    ended: str
    finished: bool
    exit_code: int | None
    sessions: tuple[Session, ...]
    planned: int


class ProofState(Fact):
    """What is known about the proof of the bench."""

    present: bool
    of_this_version: bool
    made_with: str


class Count(Fact):
    """One denominator: how many requirements and how many clauses."""

    name: str
    requirements: int
    clauses: int
    explanation: str = ""


class Counts(Fact):
    """The denominators and the verdict counts, all over counted clauses unless they say otherwise."""

    denominators: tuple[Count, ...]
    requirement_verdicts: dict[Verdict, int]
    clause_verdicts: dict[Verdict, int]
    judgements: int
    """Counted, applicable clauses on which something was judged."""
    on_unconfirmed_reading: int
    on_assumption: int
    norm_missing: int
    not_all_carried_out: int
    """Clauses that were met by a cheaper way than that of scenarios which could not be carried out."""
    unproven: int
    """Judged clauses that no defect proves."""
    findings: int
    checks: int
    scenarios: int
    observations: int


class Results(Fact):
    """Everything that can be said of a run: a pure function of event log, catalogue and proof."""

    run: Run
    object_begin: dict[str, Any]
    object_end: dict[str, Any]
    object_changed: tuple[str, ...]
    """Facts of the object that were not the same at all moments."""
    profile: dict[str, Any]
    criteria: dict[str, Any]
    bench: dict[str, Any]
    operator: dict[str, str]
    proof: ProofState
    requirements: tuple[RequirementResult, ...]
    scenarios: tuple[Scenario, ...]
    thrown_away: tuple[ThrownAway, ...]
    observations: dict[str, Observation]
    readings: tuple[ReadingResult, ...]
    waivers: tuple[Waiver, ...]
    counts: Counts
    bench_errors: tuple[str, ...]
    """Every error of the bench, also where a clause has a worse verdict."""
    unanswered: tuple[str, ...]
    """PICS questions that the profile does not answer; their clauses are taken to apply."""
    remarks: tuple[str, ...]
    limits: tuple[str, ...]

    @property
    def clauses(self) -> tuple[ClauseResult, ...]:
        """Return the clauses of all requirements, in the order of the source."""
        return tuple(clause for requirement in self.requirements for clause in requirement.clauses)
