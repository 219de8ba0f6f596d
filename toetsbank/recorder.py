"""Recording what a worker does: which scenario runs, what was checked, what the simulators observed meanwhile."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reports.verdicts import Verdict, worst
from simulators.journal import Numbering
from simulators.observations import MessageObservation, Observation
from toetsbank.eventlog import EventLog


@dataclass
class Attempt:
    """One execution of a scenario."""

    id: str
    scenario: str
    clause: str
    defect: str | None
    started: float = field(default_factory=time.monotonic)
    verdicts: list[Verdict] = field(default_factory=list)
    message: str = ""


class Recorder:
    """Write the events of one worker, and attribute observations to the attempt they belong to.

    Traffic that carries the BSN of an earlier attempt belongs to that attempt, however late it comes.
    """

    def __init__(self, log: EventLog) -> None:
        self.log = log
        self.numbering = Numbering()
        """Shared by all simulators of this worker, so that a number names one observation."""
        self.current: Attempt | None = None
        self.idle_defect: str | None = None
        self._attempts = 0
        self._step_ended = 0.0
        self._owners: dict[str, Attempt] = {}
        self._seen: dict[int, Attempt | None] = {}
        self._lock = threading.Lock()

    def start(self, **facts: Any) -> Attempt:
        """Begin an attempt."""
        self._attempts += 1
        attempt = Attempt(f"{self.log.writer}/{self._attempts}", facts["scenario"], facts["clause"], facts["defect"])
        self.current = attempt
        self._step_ended = attempt.started
        self.log.write("scenario-started", attempt=attempt.id, **facts)
        return attempt

    def check(self, fields: Mapping[str, Any]) -> None:
        """Write a judgement of the running scenario."""
        attempt = self.current
        assert attempt is not None
        attempt.verdicts.append(fields["verdict"])
        self.log.write("checked", attempt=attempt.id, defect=attempt.defect, **fields)

    def step(self, **facts: Any) -> None:
        """Write that a step was carried out, with the real seconds since the step before it."""
        if self.current is not None:
            now = time.monotonic()
            self.log.write("step-done", attempt=self.current.id, seconds=round(now - self._step_ended, 3), **facts)
            self._step_ended = now

    def finish(self) -> Attempt:
        """End the running attempt; its verdict is the worst of its checks, or not tested if there were none."""
        attempt = self.current
        assert attempt is not None
        self.current = None
        self.log.write(
            "scenario-finished",
            attempt=attempt.id,
            scenario=attempt.scenario,
            clause=attempt.clause,
            verdict=worst(attempt.verdicts),
            message=attempt.message,
            seconds=round(time.monotonic() - attempt.started, 3),
            defect=attempt.defect,
        )
        return attempt

    def claim(self, bsn: str) -> None:
        """Say that traffic about this patient belongs to the running attempt."""
        if self.current is not None:
            with self._lock:
                self._owners[bsn] = self.current

    def id_of(self, number: int) -> str:
        """Return the name under which an observation stands in the log and the report."""
        return f"{self.log.writer}.{number}"

    def payload(self, name: str | None) -> bytes:
        """Return a payload that was kept, by its SHA-256; empty for None and for what was not kept."""
        return b"" if name is None else self.log.kept(name)

    def sink(self, observation: Observation, payloads: dict[str, bytes]) -> None:
        """Take an observation of a simulator, from whatever thread."""
        with self._lock:
            attempt = self._seen.setdefault(observation.number, self.current)
            if isinstance(observation, MessageObservation) and observation.bsn:
                attempt = self._owners.get(observation.bsn, attempt)
        self.log.keep(payloads)
        self.log.write_observed(
            observation,
            id_=self.id_of(observation.number),
            attempt=attempt.id if attempt else None,
            defect=attempt.defect if attempt else self.idle_defect,
            payloads=tuple(payloads),
        )
