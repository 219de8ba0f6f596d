"""What a defect makes fail beyond its own requirements."""

import pytest

from catalogue import Catalogue, load
from reports.verdicts import Verdict
from simulators.xis.defects import all_defects
from tests.toetsbank.test_proof import Events
from toetsbank.collateral import collateral, everywhere, lines
from toetsbank.proof import aliases, planned

DEFECT = all_defects()[0]
(OWN, *_) = DEFECT.violates


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture
def elsewhere(catalogue: Catalogue) -> str:
    return next(clause for clause in catalogue.clauses if clause.rpartition("/")[0] not in aliases(DEFECT))


def test_failure_at_another_requirement_is_listed(catalogue: Catalogue, elsewhere: str) -> None:
    events = Events().scenario(OWN, Verdict.FAIL, DEFECT.name).scenario(elsewhere, Verdict.FAIL, DEFECT.name)
    found = collateral(tuple(events.all), catalogue)
    assert found == {DEFECT.name: (elsewhere,)}
    assert lines(found) == f"BIJVANGST        {DEFECT.name:<38} {elsewhere}"


def test_own_failures_and_other_verdicts_are_not(catalogue: Catalogue, elsewhere: str) -> None:
    events = Events().scenario(OWN, Verdict.FAIL, DEFECT.name).scenario(elsewhere, Verdict.INCONCLUSIVE, DEFECT.name)
    assert collateral(tuple(events.all), catalogue) == {}
    assert lines({}) == ""


def test_every_defect_runs_with_every_requirement(catalogue: Catalogue) -> None:
    runs = everywhere(planned([OWN]), catalogue)
    assert {run.aliases for run in runs} == {tuple(catalogue.requirements)}
    assert DEFECT.name in {run.name for run in runs}
