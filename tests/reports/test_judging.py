from typing import Any

import pytest

from reports.judging import (
    Contribution,
    depends_on_reading,
    ground_of,
    label_of,
    of_check,
    of_scenario_end,
    other_readings,
    reasons,
    tempered,
    waived,
)
from reports.model import Check
from reports.verdicts import Ground, Verdict
from tests.reports.samples import CLAUSE, clause, reading

FAIL, PASS, INCONCLUSIVE = Verdict.FAIL, Verdict.PASS, Verdict.INCONCLUSIVE


def check(verdict: Verdict = FAIL, **fields: Any) -> Check:
    defaults: dict[str, Any] = {"clause": CLAUSE, "ground": Ground.EIS, "expected": "goed", "observed": "fout"}
    return Check(verdict=verdict, **(defaults | fields))


@pytest.mark.parametrize(
    ("found", "fields", "status", "verdict"),
    [
        (check(), {}, "voorlopig", FAIL),
        (check(ground=Ground.AANNAME), {}, "voorlopig", INCONCLUSIVE),
        (check(PASS, ground=Ground.AANNAME), {}, "voorlopig", PASS),
        (check(), {"modaliteit": "raadzaam"}, "voorlopig", PASS),
        (check(), {"modaliteit": "mag"}, "voorlopig", PASS),
        (check(), {"hoogstens": "bevinding"}, "voorlopig", PASS),
        (check(reading="INT-90", under_other_readings={"ruim": PASS}), {}, "voorlopig", INCONCLUSIVE),
        (check(reading="INT-90", under_other_readings={"ruim": PASS}), {}, "bevestigd door VZVZ, 1 mei", FAIL),
        (check(reading="INT-90", under_other_readings={"ruim": FAIL}), {}, "voorlopig", FAIL),
        (check(reading="INT-99", under_other_readings={"ruim": PASS}), {}, "bevestigd door VZVZ, 1 mei", INCONCLUSIVE),
    ],
)
def test_a_failure_is_never_more_than_it_may_be(
    found: Check, fields: dict[str, Any], status: str, verdict: Verdict
) -> None:
    assert tempered(found, clause(**fields), {"INT-90": reading(status=status)}).verdict is verdict


def test_a_recommendation_not_followed_becomes_a_finding() -> None:
    found = tempered(check(observations=("a.1",)), clause(modaliteit="raadzaam"), {})
    assert found.findings == ("Niet gevolgd: verwacht goed, waargenomen fout (waarneming a.1)",)


@pytest.mark.parametrize(
    ("verdict", "own", "any_failed", "contributed"),
    [
        (PASS, [check(PASS)], False, None),
        (PASS, [], False, Verdict.NOT_TESTED),
        (FAIL, [check()], True, None),
        (FAIL, [check(PASS)], True, None),
        (FAIL, [], True, Verdict.NOT_TESTED),
        (FAIL, [], False, Verdict.ERROR),
        (Verdict.ERROR, [check(PASS)], False, Verdict.ERROR),
        (INCONCLUSIVE, [check(PASS)], False, INCONCLUSIVE),
        (INCONCLUSIVE, [check(INCONCLUSIVE)], False, None),
        (Verdict.NOT_TESTED, [], False, Verdict.NOT_TESTED),
        (Verdict.NOT_APPLICABLE, [], False, Verdict.NOT_APPLICABLE),
    ],
)
def test_the_end_of_a_scenario_adds_what_its_checks_did_not_say(
    verdict: Verdict, own: list[Check], any_failed: bool, contributed: Verdict | None
) -> None:
    found = of_scenario_end(verdict, "bericht", own, any_failed)
    assert (found.verdict if found else None) is contributed


@pytest.mark.parametrize(
    ("checks", "verdict", "ground"),
    [
        ([check(PASS), check(PASS, ground=Ground.AANNAME)], PASS, Ground.AANNAME),
        ([check(PASS), check(PASS, ground=Ground.LEZING)], PASS, Ground.LEZING),
        ([check(FAIL), check(FAIL, ground=Ground.LEZING)], FAIL, Ground.EIS),
        ([check(FAIL, ground=Ground.STANDAARD), check(PASS)], FAIL, Ground.STANDAARD),
        ([], PASS, None),
    ],
)
def test_a_clause_is_met_on_its_weakest_ground_and_fails_on_its_strongest(
    checks: list[Check], verdict: Verdict, ground: Ground | None
) -> None:
    assert ground_of(checks, verdict) is ground


def test_tells_what_the_verdict_had_been_under_each_other_reading() -> None:
    checks = [
        check(PASS, reading="INT-90", under_other_readings={"streng": FAIL, "ruim": PASS}),
        check(PASS, reading="INT-91", under_other_readings={"anders": INCONCLUSIVE}),
        check(PASS),
    ]
    found = other_readings(checks, PASS)
    assert found == {"INT-90": {"streng": FAIL, "ruim": PASS}, "INT-91": {"anders": INCONCLUSIVE}}
    assert depends_on_reading("INT-90", PASS, found)
    assert not depends_on_reading("INT-90", PASS, {"INT-90": {"ruim": PASS}})
    assert depends_on_reading("INT-92", PASS, found)


@pytest.mark.parametrize(
    ("verdict", "ground", "depending", "findings", "label"),
    [
        (PASS, Ground.EIS, [], [], "voldoet"),
        (PASS, Ground.AANNAME, [], [], "voldoet onder aanname"),
        (PASS, Ground.LEZING, ["INT-90"], ["x"], "voldoet onder lezing INT-90, met bevinding"),
        (PASS, Ground.EIS, [], ["x", "y"], "voldoet, met 2 bevindingen"),
        (INCONCLUSIVE, Ground.LEZING, ["INT-90"], [], "niet te beslissen: hangt af van INT-90"),
        (FAIL, Ground.EIS, [], ["x"], "voldoet niet"),
    ],
)
def test_the_label_says_what_a_verdict_depends_on(
    verdict: Verdict, ground: Ground, depending: list[str], findings: list[str], label: str
) -> None:
    assert label_of(verdict, ground, depending, findings) == label


def test_the_label_says_that_not_everything_was_carried_out() -> None:
    assert label_of(PASS, Ground.EIS, [], ["x"], ["a/1"]) == "voldoet, niet alles uitgevoerd, met bevinding"


def test_reasons_are_those_of_what_decided_and_not_too_many() -> None:
    found = [Contribution(PASS, "niet dit"), *(Contribution(FAIL, f"reden {n}") for n in (1, 1, 2, 3, 4))]
    assert reasons(found, FAIL) == "reden 1; reden 2; reden 3; en nog 1"


def test_only_a_failure_can_be_waived() -> None:
    assert waived(of_check(check()), "komt", "2027-01-01").verdict is Verdict.WAIVED
    assert waived(Contribution(Verdict.ERROR), "komt", "2027-01-01").verdict is Verdict.ERROR
