"""Proving that verdicts can be wrong for the right reason: every defect must be noticed.

The defects are of the reference XIS, for the scenarios to notice, and of dossiers and registers.

A proof holds for exactly one version of the suite, and says no more than this: on the reference XIS, by defects of the
same makers, the scenarios of a clause can fail.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from catalogue import Catalogue
from catalogue.model import SystemType
from reports.attempts import Attempts
from reports.events import AnyEvent, Checked, Observed, ScenarioFinished, ScenarioStarted
from reports.proof import Proof
from reports.verdicts import Verdict
from simulators.xis.defects import Defect, all_defects
from toetsbank import passive
from toetsbank.defect_proof import DefectProof, Record
from toetsbank.dossier import defects as dossiers
from toetsbank.identity import fingerprint
from toetsbank.profile import embedded
from toetsbank.registers import defects as registers
from toetsbank.runner import traffic
from toetsbank.scenarios import ROOT, Scenario
from toetsbank.session import HEALTHY, DefectRun

COMMITTED = ROOT / "reports" / "generated" / "proof.json"
MOST_NAMES = 5
"""How many clauses of a defect are named on the terminal."""
UNHEALTHY = frozenset({Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.NOT_TESTED})


class ProofFile(Record):
    """The whole of proof.json."""

    fingerprint: str
    defects: dict[str, DefectProof]
    unhealthy: dict[str, str]
    """Clauses on which the healthy XIS did not do well, with the sentence."""
    unproven: tuple[str, ...]
    """Clauses that a scenario decides, or a form or register, and that no defect of what decides them makes fail."""

    @property
    def is_good(self) -> bool:
        """Tell whether everything that had to be shown was shown."""
        return all(d.is_good for d in self.defects.values()) and not self.unhealthy and not self.unproven

    def confirms(self, committed: "ProofFile") -> bool:
        """Tell whether this proof, be it a narrowed one, shows what a committed one of the same version says."""
        same = self.fingerprint == committed.fingerprint and self.defects.keys() <= committed.defects.keys()
        return same and self.is_good and all(d.noticed == committed.defects[n].noticed for n, d in self.defects.items())

    def proof(self) -> Proof:
        """Return what the reports show of it."""
        proven: dict[str, tuple[str, ...]] = {}
        for name, defect in self.defects.items():
            for clause in set(defect.noticed) - set(defect.must_doubt):
                proven[clause] = (*proven.get(clause, ()), name)
        return Proof(proven, of_this_version=self.fingerprint == fingerprint(), made_with=self.fingerprint[:12])

    def text(self) -> str:
        """Return the file's content, the same for the same outcome."""
        return json.dumps(self.model_dump(mode="json"), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def planned(clauses: Iterable[str]) -> tuple[DefectRun, ...]:
    """Return the defects that can be seen at one of the given clauses, each for the scenarios of its requirements."""
    wanted = set(clauses)
    return tuple(
        DefectRun(name=d.name, aliases=aliases(d), type=SystemType(d.system_type))
        for d in all_defects()
        if wanted & seen_at(d)
    )


def narrowed(runs: Iterable[DefectRun], scenarios: Iterable[Scenario]) -> tuple[DefectRun, ...]:
    """Return the same defects for the scenarios of the clauses themselves: enough to see each defect noticed.

    That a defect breaks nothing else in its requirement is for the whole proof, which takes some five times as long. A
    clause that only a rule over all traffic decides needs the traffic of its requirement.
    """
    with_scenario = {tag for scenario in scenarios for tag in scenario.tags}
    known = {defect.name: defect for defect in all_defects()}
    narrow = []
    for run in runs:
        clauses = {*seen_at(known[run.name]), *known[run.name].also}
        tags = {clause if clause in with_scenario else clause.rpartition("/")[0] for clause in clauses}
        noticed = frozenset({*known[run.name].violates, *known[run.name].also})
        narrow.append(run.model_copy(update={"aliases": tuple(sorted(tags)), "until_noticed": noticed}))
    return tuple(narrow)


def seen_at(defect: Defect) -> set[str]:
    """Return the clauses at which a defect must be noticed, one way or another."""
    return {*defect.violates, *defect.findings, *defect.undecided}


def aliases(defect: Defect) -> tuple[str, ...]:
    """Return the requirements whose scenarios are to notice a defect."""
    return tuple(sorted({clause.rpartition("/")[0] for clause in seen_at(defect)}))


def evaluate(
    events: tuple[AnyEvent, ...], catalogue: Catalogue, runs: Iterable[DefectRun], clauses: Collection[str]
) -> ProofFile:
    """Sum up per defect what failed; passive rules are judged on each defect's own traffic.

    Of ``clauses`` each one that a scenario or a rule decides must be proven.
    """
    names = {run.name for run in runs}
    per_defect = split(events)
    healthy = Seen.of(per_defect.get(None, ()), None, SystemType.GBZ, catalogue)
    decided = {check.clause for check in healthy.scenarios}
    ruled = {c.clause for c in healthy.rules if c.verdict is not Verdict.NOT_TESTED} & set(clauses)
    defects = {
        d.name: _judge(d, per_defect.get(d.name, ()), catalogue, decided, healthy.findings).within(clauses)
        for d in all_defects()
        if d.name in names
    }
    proven = {clause for d in defects.values() for clause in set(d.noticed) - set(d.must_doubt)}
    return ProofFile(
        fingerprint=fingerprint(),
        defects=defects,
        unhealthy={
            c.clause: f"{c.verdict}: {c.missing or c.observed}"
            for c in (*healthy.scenarios, *healthy.rules)
            if c.verdict in (UNHEALTHY if c.rule is None else UNHEALTHY - {Verdict.NOT_TESTED})
        },
        unproven=tuple(clause for clause in catalogue.clauses if clause in (decided | ruled) - proven),
    )


def with_papers(proof: ProofFile, catalogue: Catalogue, clauses: Collection[str]) -> ProofFile:
    """Return a proof with what breaking dossiers and registers at some clauses adds to it."""
    found = (registers.evaluate(catalogue, clauses), dossiers.evaluate(catalogue, clauses))
    unproven = {*proof.unproven, *(clause for papers in found for clause in papers.unproven)}
    return ProofFile(
        fingerprint=proof.fingerprint,
        defects={**proof.defects, **{name: each for papers in found for name, each in papers.defects.items()}},
        unhealthy={
            **proof.unhealthy,
            **{clause: said for papers in found for clause, said in papers.unhealthy.items()},
        },
        unproven=tuple(clause for clause in catalogue.clauses if clause in unproven),
    )


def split(events: tuple[AnyEvent, ...]) -> dict[str | None, tuple[AnyEvent, ...]]:
    """Return what happened with each defect; None is the healthy XIS."""
    groups: dict[str | None, list[AnyEvent]] = {}
    for event in events:
        if isinstance(event, ScenarioStarted | Observed | Checked | ScenarioFinished):
            groups.setdefault(event.defect, []).append(event)
    return {defect: tuple(group) for defect, group in groups.items()}


class Seen(NamedTuple):
    """What was judged of one SUT: by its scenarios, and by the passive rules."""

    scenarios: tuple[Checked, ...]
    rules: tuple[Checked, ...]

    @classmethod
    def of(cls, events: tuple[AnyEvent, ...], defect: str | None, type_: SystemType, catalogue: Catalogue) -> "Seen":
        attempts = Attempts(events).counting
        # The healthy XIS runs as several kinds of system; the rules look at one kind at a time.
        others = {a.begun.attempt for a in attempts if defect is None and f"{HEALTHY}-{type_}" not in a.begun.scenario}
        own = tuple(e for e in events if getattr(e, "attempt", None) not in others)
        watched = passive.judge(traffic(own, defect), passive.Context(embedded(type_), catalogue), passive.RULES)
        return cls(
            tuple(check for attempt in attempts for check in attempt.checks),
            tuple(Checked(writer="", n=0, time="", defect=defect, **fields) for fields in watched),
        )

    @property
    def findings(self) -> frozenset[tuple[str, str]]:
        """Clause and text of every finding."""
        return frozenset((c.clause, finding) for c in (*self.scenarios, *self.rules) for finding in c.findings)

    def at(self, verdict: Verdict) -> set[str]:
        """Return the clauses with a judgement of this verdict."""
        return {c.clause for c in (*self.scenarios, *self.rules) if c.verdict is verdict}


def _judge(
    defect: Defect,
    events: tuple[AnyEvent, ...],
    catalogue: Catalogue,
    decided: set[str],
    usual: frozenset[tuple[str, str]],
) -> DefectProof:
    seen = Seen.of(events, defect.name, SystemType(defect.system_type), catalogue)
    by_scenario = Seen(seen.scenarios, ())
    own = set(aliases(defect))
    failed = {clause for clause in seen.at(Verdict.FAIL) if clause.rpartition("/")[0] in own}
    # Where a scenario decides a clause, a rule that notices the defect proves nothing of that scenario.
    told = {clause for clause in failed if clause not in decided or clause in by_scenario.at(Verdict.FAIL)}
    found = {clause for clause, text in by_scenario.findings if (clause, text) not in usual}
    doubted = {c.clause for c in seen.scenarios if c.verdict is Verdict.INCONCLUSIVE and c.reading is not None}
    noticed = (told & set(defect.violates)) | (found & set(defect.findings)) | (doubted & set(defect.undecided))
    return DefectProof(
        summary=defect.summary,
        violates=defect.violates,
        must_find=defect.findings,
        must_doubt=defect.undecided,
        noticed=tuple(sorted(noticed)),
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
        doubted = (f"{clause} (hangt af van een lezing)" for clause in defect.must_doubt)
        wanted = ", ".join(
            (*_some(defect.violates), *(f"{clause} (bevinding)" for clause in _some(defect.must_find)), *doubted)
        )
        lines.append(f"{'opgemerkt     ' if defect.is_good else 'NIET OPGEMERKT'}  {name:<38} {wanted}")
        lines += [f"                ook {clause}: {reason}" for clause, reason in defect.explained.items()]
        lines += [f"                ONVERKLAARD ook {clause}" for clause in defect.unexplained]
    lines += [f"NIET GEZOND      {clause}: {sentence}" for clause, sentence in proof.unhealthy.items()]
    lines += [f"ONBEWEZEN        {clause}" for clause in proof.unproven]
    return "\n".join(lines)


def _some(clauses: tuple[str, ...]) -> tuple[str, ...]:
    return clauses if len(clauses) <= MOST_NAMES else (*clauses[:MOST_NAMES], f"en nog {len(clauses) - MOST_NAMES}")


def summary(proof: ProofFile) -> Mapping[str, Any]:
    """Return the figures of a proof."""
    good = sum(defect.is_good for defect in proof.defects.values())
    return {"defecten": len(proof.defects), "opgemerkt": good, "onbewezen": len(proof.unproven)}
