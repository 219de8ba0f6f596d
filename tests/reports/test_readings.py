from typing import Any

import pytest

from reports.results import build
from reports.verdicts import Verdict
from tests.reports.samples import CLAUSE, LogBuilder, catalogue, clause, reading, requirement

NORMS = catalogue(
    requirement(clause(1, lezing=("INT-90",)), clause(2, lezing=("INT-91",))),
    readings=[reading(), reading("INT-91"), reading("INT-92", "bevestigd door VZVZ, brief 7")],
)


def log_of(**criteria: Any) -> LogBuilder:
    log = LogBuilder().start(criteria=criteria)
    log.scenario(reading="INT-92", under_other_readings={"streng": Verdict.FAIL})
    return log.finish()


def test_only_readings_that_touched_a_judged_clause_are_listed() -> None:
    found = build(log_of().events, NORMS).readings
    assert [(each.id, each.confirmed, each.clauses) for each in found] == [
        ("INT-90", False, (CLAUSE,)),
        ("INT-92", True, (CLAUSE,)),
    ]


@pytest.mark.parametrize("choice", ["ruim", {"lezing": "ruim", "reden": "afgesproken", "door": "A"}])
def test_shows_what_the_profile_chose(choice: Any) -> None:
    found = build(log_of(lezingen={"INT-90": choice}).events, NORMS).readings[0]
    assert (found.chosen, found.chosen_by_profile, found.strictest) == ("ruim", True, "streng")


def test_shows_who_chose_and_why_without_the_number_of_a_person() -> None:
    chosen = {"keuze": "ruim", "reden": "afspraak over 111222333", "door": "M. de Keuze"}
    log = LogBuilder().start(criteria={"lezingen": {"INT-90": "ruim"}}, profile={"lezingen": {"INT-90": chosen}})
    log.scenario(reading="INT-90")
    found = build(log.finish().events, NORMS).readings[0]
    assert (found.chosen, found.chosen_by_profile, found.chosen_by) == ("ruim", True, "M. de Keuze")
    assert found.chosen_because.startswith("afspraak over ")
    assert "111222333" not in found.chosen_because
    assert build(log_of().events, NORMS).readings[0].chosen_by == ""


def test_a_confirmed_reading_is_not_one_that_a_verdict_depends_on() -> None:
    (one, _) = build(log_of().events, NORMS).clauses
    assert (one.label, one.rests_on_unconfirmed_reading) == ("voldoet", False)
