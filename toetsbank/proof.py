"""Proving that verdicts can be wrong for the right reason: every defect of the reference XIS must be noticed.

A proof holds for exactly one version of the suite, and says no more than this: on the reference XIS, by defects of the
same makers, the scenarios of a clause can fail.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from catalogue import Catalogue
from catalogue.model import SystemType
from reports.attempts import Attempts
from reports.events import AnyEvent, Checked, Observed, ScenarioFinished, ScenarioStarted
from reports.proof import Proof
from reports.verdicts import Verdict
from simulators.xis.defects import Defect, all_defects
from toetsbank import passive
from toetsbank.identity import fingerprint
from toetsbank.profile import embedded
from toetsbank.runner import traffic
from toetsbank.scenarios import ROOT
from toetsbank.session import DefectRun

COMMITTED = ROOT / "reports" / "generated" / "proof.json"
UNHEALTHY = frozenset({Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.NOT_TESTED})


class Record(BaseModel):
    """Part of proof.json; holds nothing that changes from one run to the next."""

    model_config = ConfigDict(frozen=True)


class DefectProof(Record):
    """What the scenarios said of one defect."""

    summary: str
    violates: tuple[str, ...]
    must_find: tuple[str, ...]
    noticed: tuple[str, ...]
    """Clauses of ``violates`` that failed, and clauses of ``must_find`` that gave a finding."""
    explained: dict[str, str]
    """Other clauses of the same requirement that failed too, with the reason the defect gives."""
    unexplained: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Tell whether the defect was noticed where it must be, and nowhere else without a reason."""
        return {*self.violates, *self.must_find} <= set(self.noticed) and not self.unexplained


class ProofFile(Record):
    """The whole of proof.json."""

    fingerprint: str
    defects: dict[str, DefectProof]
    unhealthy: dict[str, str]
    """Clauses on which the healthy XIS did not do well, with the sentence."""
    unproven: tuple[str, ...]
    """Clauses that a scenario decides and no defect makes fail."""

    @property
    def is_good(self) -> bool:
        """Tell whether everything that had to be shown was shown."""
        return all(d.is_good for d in self.defects.values()) and not self.unhealthy and not self.unproven

    def proof(self) -> Proof:
        """Return what the reports show of it."""
        proven: dict[str, tuple[str, ...]] = {}
        for name, defect in self.defects.items():
            for clause in defect.noticed:
                proven[clause] = (*proven.get(clause, ()), name)
        return Proof(proven, of_this_version=self.fingerprint == fingerprint(), made_with=self.fingerprint[:12])

    def text(self) -> str:
        """Return the file's content, the same for the same outcome."""
        return json.dumps(self.model_dump(mode="json"), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def planned(clauses: Iterable[str]) -> tuple[DefectRun, ...]:
    """Return the defects that violate one of the given clauses."""
    wanted = set(clauses)
    return tuple(
        DefectRun(name=d.name, aliases=aliases(d), type=SystemType(d.system_type))
        for d in all_defects()
        if wanted & {*d.violates, *d.findings}
    )


def aliases(defect: Defect) -> tuple[str, ...]:
    """Return the requirements whose scenarios are to notice a defect."""
    return tuple(sorted({clause.rpartition("/")[0] for clause in (*defect.violates, *defect.findings)}))


def evaluate(events: tuple[AnyEvent, ...], catalogue: Catalogue, runs: Iterable[DefectRun]) -> ProofFile:
    """Sum up per defect what failed; passive rules are judged on each defect's own traffic."""
    names = {run.name for run in runs}
    per_defect = _split(events)
    defects = {d.name: _judge(d, per_defect.get(d.name, ()), catalogue) for d in all_defects() if d.name in names}
    healthy = [check for attempt in Attempts(per_defect.get(None, ())).counting for check in attempt.checks]
    proven = {clause for defect in defects.values() for clause in defect.noticed}
    decided = {check.clause for check in healthy}
    return ProofFile(
        fingerprint=fingerprint(),
        defects=defects,
        unhealthy={c.clause: f"{c.verdict}: {c.missing or c.observed}" for c in healthy if c.verdict in UNHEALTHY},
        unproven=tuple(clause for clause in catalogue.clauses if clause in decided - proven),
    )


def _split(events: tuple[AnyEvent, ...]) -> dict[str | None, tuple[AnyEvent, ...]]:
    groups: dict[str | None, list[AnyEvent]] = {}
    for event in events:
        if isinstance(event, ScenarioStarted | Observed | Checked | ScenarioFinished):
            groups.setdefault(event.defect, []).append(event)
    return {defect: tuple(group) for defect, group in groups.items()}


def _judge(defect: Defect, events: tuple[AnyEvent, ...], catalogue: Catalogue) -> DefectProof:
    context = passive.Context(embedded(SystemType(defect.system_type)), catalogue)
    watched = passive.judge(traffic(events, defect.name), context, passive.RULES)
    checks = [
        *(check for attempt in Attempts(events).counting for check in attempt.checks),
        *(Checked(writer="", n=0, time="", defect=defect.name, **fields) for fields in watched),
    ]
    own = set(aliases(defect))
    failed = {c.clause for c in checks if c.verdict is Verdict.FAIL and c.clause.rpartition("/")[0] in own}
    found = {c.clause for c in checks if c.findings}
    return DefectProof(
        summary=defect.summary,
        violates=defect.violates,
        must_find=defect.findings,
        noticed=tuple(sorted((failed & set(defect.violates)) | (found & set(defect.findings)))),
        explained={clause: reason for clause, reason in defect.also.items() if clause in failed},
        unexplained=tuple(sorted(failed - set(defect.violates) - set(defect.also))),
    )


def load(path: Path = COMMITTED) -> ProofFile | None:
    """Read a proof; None where there is none or it is of another shape."""
    try:
        return ProofFile.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def matrix(proof: ProofFile) -> str:
    """Return the outcome as lines for the terminal."""
    lines = []
    for name, defect in proof.defects.items():
        wanted = ", ".join((*defect.violates, *(f"{clause} (bevinding)" for clause in defect.must_find)))
        lines.append(f"{'opgemerkt     ' if defect.is_good else 'NIET OPGEMERKT'}  {name:<38} {wanted}")
        lines += [f"                ook {clause}: {reason}" for clause, reason in defect.explained.items()]
        lines += [f"                ONVERKLAARD ook {clause}" for clause in defect.unexplained]
    lines += [f"GEZONDE XIS      {clause}: {sentence}" for clause, sentence in proof.unhealthy.items()]
    lines += [f"ONBEWEZEN        {clause}" for clause in proof.unproven]
    return "\n".join(lines)


def summary(proof: ProofFile) -> Mapping[str, Any]:
    """Return the figures of a proof."""
    good = sum(defect.is_good for defect in proof.defects.values())
    return {"defecten": len(proof.defects), "opgemerkt": good, "onbewezen": len(proof.unproven)}
