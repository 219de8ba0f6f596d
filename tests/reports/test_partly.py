from typing import Any

import pytest

from catalogue.model import Way
from reports.judging import Contribution, of_check
from reports.model import Check
from reports.partly import reason_of, set_aside
from reports.verdicts import Ground, Verdict
from tests.reports.samples import CLAUSE

FAIL, PASS, INCONCLUSIVE = Verdict.FAIL, Verdict.PASS, Verdict.INCONCLUSIVE


def said(way: str, verdict: Verdict = PASS, **fields: Any) -> Contribution:
    defaults: dict[str, Any] = {"ground": Ground.EIS, "expected": "goed", "observed": "goed", "attempt": f"a/{way}"}
    return of_check(Check(clause=CLAUSE, verdict=verdict, **(defaults | fields)), way)


def stopped(way: str) -> Contribution:
    return said(way, INCONCLUSIVE, missing=f"{way} ontbreekt", not_carried_out=True, attempt=f"b/{way}")


RULE = said("volg", rule="regel", attempt=None)


@pytest.mark.parametrize(
    ("way", "rest", "stopped_ways", "is_set_aside"),
    [
        ("zim", [said("zim")], ["script", "adapter"], True),
        ("volg", [RULE], ["script"], True),
        ("zim", [RULE], ["script"], True),
        ("script", [said("script")], ["adapter"], True),
        ("volg", [], ["script"], False),
        ("script", [said("script")], ["script"], False),
        ("script", [RULE], ["script"], False),
        ("zim", [said("zim")], ["zim", "script"], False),
        ("zim", [said("adapter")], ["script"], False),
        ("zim", [said("zim"), said("script", INCONCLUSIVE)], ["adapter"], False),
        ("zim", [said("zim"), said("volg", FAIL)], ["script"], False),
        ("zim", [said("zim"), Contribution(Verdict.NOT_TESTED)], ["script"], False),
    ],
)
def test_what_stopped_gives_way_to_a_cheaper_way_that_met_the_clause(
    way: Way, rest: list[Contribution], stopped_ways: list[str], is_set_aside: bool
) -> None:
    halted = [stopped(each) for each in stopped_ways]
    assert set_aside([*rest, *halted], way) == (tuple(halted) if is_set_aside else ())


def test_a_scenario_that_looked_and_could_not_decide_is_never_set_aside() -> None:
    assert set_aside([said("zim"), said("script", INCONCLUSIVE)], "zim") == ()


def test_the_reason_names_what_decided_and_what_was_not_carried_out() -> None:
    found = reason_of([said("zim"), RULE], [stopped("script"), stopped("adapter")])
    assert found == (
        "Beslist op 1 scenario en de regel over al het verkeer. Niet uitgevoerd: 2 scenario's."
        " script ontbreekt; adapter ontbreekt"
    )
