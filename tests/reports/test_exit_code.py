import pytest

from reports.exit_code import Completeness, exit_code, lost, undecided
from reports.model import Results
from reports.results import build
from reports.verdicts import Verdict
from tests.reports.samples import CLAUSE, SCENARIO, LogBuilder, catalogue, clause, requirement

NORMS = catalogue(requirement(clause(1), clause(2, modaliteit="mag"), clause(3, rol="KIS")))


def results(*verdicts: Verdict, selection: str = "") -> Results:
    log = LogBuilder().start(selection=selection)
    for position, verdict in enumerate(verdicts):
        log.scenario(verdict, scenario=f"x::{position}")
    return build(log.finish().events, NORMS)


PASSED = results(Verdict.PASS)
EVERYTHING = Completeness.EVERYTHING


@pytest.mark.parametrize(
    ("verdicts", "complete", "code"),
    [
        ([Verdict.PASS], None, 0),
        ([Verdict.INCONCLUSIVE], None, 0),
        ([Verdict.FAIL], None, 1),
        ([Verdict.ERROR], None, 4),
        ([Verdict.FAIL, Verdict.ERROR], None, 4),
        ([Verdict.PASS], EVERYTHING, 0),
        ([Verdict.DECLARED], EVERYTHING, 0),
        ([Verdict.INCONCLUSIVE], EVERYTHING, 1),
        ([Verdict.NORM_MISSING], EVERYTHING, 1),
        ([], EVERYTHING, 1),
    ],
)
def test_says_what_a_run_came_to(verdicts: list[Verdict], complete: Completeness | None, code: int) -> None:
    assert exit_code(results(*verdicts), None, complete or Completeness.WHAT_WAS_JUDGED) == code


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [([Verdict.PASS], 0), ([Verdict.INCONCLUSIVE], 3), ([], 3), ([Verdict.FAIL], 1), ([Verdict.ERROR], 4)],
)
def test_notices_that_coverage_was_lost(verdicts: list[Verdict], code: int) -> None:
    assert exit_code(results(*verdicts), PASSED) == code


def test_what_lies_outside_a_selection_is_not_lost() -> None:
    assert lost(results(selection="GBX.VBD.e4020"), PASSED) == ()
    assert lost(results(), PASSED) == (CLAUSE,)


def test_a_clause_that_left_the_catalogue_is_lost() -> None:
    now = build(LogBuilder().start().finish().events, catalogue())
    assert lost(now, PASSED) == (CLAUSE,)


def test_a_crash_is_the_fault_of_the_bench() -> None:
    log = LogBuilder().start()
    log.add("scenario-crashed", scenario=SCENARIO, clause=CLAUSE, message="signaal 9")
    assert exit_code(build(log.finish().events, NORMS)) == 4


def test_requirements_without_clauses_are_undecided_too() -> None:
    norms = catalogue(requirement(clause()), requirement(alias="GBX.VBD.e4020", paragraaf="2.2", reden="volgt"))
    assert undecided(build(LogBuilder().start().finish().events, norms)) == (CLAUSE, "GBX.VBD.e4020")


def test_a_clause_of_which_not_all_was_carried_out_is_decided_but_not_in_full() -> None:
    log = LogBuilder().start()
    log.scenario(scenario="x::1", way="volg")
    log.scenario(Verdict.INCONCLUSIVE, scenario="x::2", way="script", not_carried_out=True, missing="geen handeling")
    partly = build(log.finish().events, NORMS)
    assert (exit_code(partly), exit_code(partly, None, EVERYTHING)) == (0, 1)
    assert lost(partly, PASSED) == (CLAUSE,)
    assert lost(partly, partly) == ()
