"""What a defect makes fail beyond its own requirements: every defect against every scenario, for a release."""

from collections.abc import Iterable, Mapping

from catalogue import Catalogue
from catalogue.model import SystemType
from reports.events import AnyEvent
from reports.verdicts import Verdict
from simulators.xis.defects import all_defects
from toetsbank.proof import Seen, aliases, split
from toetsbank.session import DefectRun


def everywhere(runs: Iterable[DefectRun], catalogue: Catalogue) -> tuple[DefectRun, ...]:
    """Return the same defects for the scenarios of all requirements."""
    return tuple(run.model_copy(update={"aliases": tuple(catalogue.requirements)}) for run in runs)


def collateral(events: tuple[AnyEvent, ...], catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """Return per defect the clauses of other requirements that failed, where there are any."""
    per_defect = split(events)
    found: dict[str, tuple[str, ...]] = {}
    for defect in all_defects():
        if defect.name not in per_defect:
            continue
        seen = Seen.of(per_defect[defect.name], defect.name, SystemType(defect.system_type), catalogue)
        own = set(aliases(defect))
        failed = sorted(clause for clause in seen.at(Verdict.FAIL) if clause.rpartition("/")[0] not in own)
        if failed:
            found[defect.name] = tuple(failed)
    return found


def lines(found: Mapping[str, tuple[str, ...]]) -> str:
    """Return what was found as lines for the terminal."""
    return "\n".join(f"BIJVANGST        {name:<38} {', '.join(clauses)}" for name, clauses in found.items())
