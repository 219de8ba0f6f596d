"""What the process tells its caller: the exit code of a run (DESIGN section 2.7)."""

from enum import Enum, auto

from reports.counts import DECIDED, UNDECIDED
from reports.model import ClauseResult, Results
from reports.verdicts import Verdict

OK = 0
SOMETHING_WRONG = 1
COVERAGE_LOST = 3
BENCH_AT_FAULT = 4


class Completeness(Enum):
    """What a caller asks of a run: only that nothing judged is wrong, or that everything that applies is decided."""

    WHAT_WAS_JUDGED = auto()
    EVERYTHING = auto()


def exit_code(
    results: Results, basis: Results | None = None, complete: Completeness = Completeness.WHAT_WAS_JUDGED
) -> int:
    """Return 0 if nothing is wrong, 1 if a clause fails, 3 if coverage was lost, 4 if the bench was at fault.

    4 goes before 1: where the bench itself went wrong no verdict of the run can be trusted, a failure no more than a
    pass, and whoever waits for the result must mend the bench first. 1 goes before 3: a failure is news about the
    system, lost coverage only about what was looked at.
    """
    if results.bench_errors:
        return BENCH_AT_FAULT
    if any(clause.verdict is Verdict.FAIL for clause in results.clauses if clause.counted):
        return SOMETHING_WRONG
    if complete is Completeness.EVERYTHING and undecided(results):
        return SOMETHING_WRONG
    return COVERAGE_LOST if basis is not None and lost(results, basis) else OK


def undecided(results: Results) -> tuple[str, ...]:
    """Return the clauses that count and apply and were not decided in full, and requirements without clauses."""
    open_clauses = [
        clause.id
        for clause in results.clauses
        if clause.counted and (clause.verdict in UNDECIDED or clause.not_carried_out)
    ]
    open_requirements = [requirement.alias for requirement in results.requirements if not requirement.clauses]
    return (*open_clauses, *open_requirements)


def lost(results: Results, basis: Results) -> tuple[str, ...]:
    """Return the clauses that the baseline decided and this run did not, or not in full, though it was asked to.

    A clause that is no longer in the catalogue is lost too; one that no longer applies is not: that is a changed claim.
    """
    now = {clause.id: clause for clause in results.clauses}
    return tuple(
        before.id
        for before in basis.clauses
        if before.counted
        and before.verdict in DECIDED
        and (before.id not in now or (now[before.id].selected and _knows_less(now[before.id], before)))
    )


def _knows_less(now: ClauseResult, before: ClauseResult) -> bool:
    return now.verdict in UNDECIDED or bool(now.not_carried_out and not before.not_carried_out)
