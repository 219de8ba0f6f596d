import pytest

from reports.verdicts import MET, Verdict, under_reading, worst


@pytest.mark.parametrize(
    ("verdicts", "outcome"),
    [
        ([Verdict.PASS, Verdict.FAIL, Verdict.ERROR], Verdict.FAIL),
        ([Verdict.PASS, Verdict.DECLARED], Verdict.DECLARED),
        ([Verdict.NOT_APPLICABLE, Verdict.PASS], Verdict.PASS),
        ([Verdict.NOT_APPLICABLE], Verdict.NOT_APPLICABLE),
        ([], Verdict.NOT_TESTED),
    ],
)
def test_the_worst_decides(verdicts: list[Verdict], outcome: Verdict) -> None:
    assert worst(verdicts) is outcome


def test_only_pass_and_declared_meet_a_requirement() -> None:
    assert {Verdict.PASS, Verdict.DECLARED} == MET


@pytest.mark.parametrize(
    ("outcomes", "verdict", "weaker"),
    [
        ({"streng": True, "gewoon": True}, Verdict.PASS, False),
        ({"streng": False, "gewoon": True}, Verdict.PASS, True),
        ({"streng": False, "gewoon": False, "ruim": True}, Verdict.INCONCLUSIVE, False),
        ({"streng": False, "gewoon": False}, Verdict.FAIL, False),
    ],
)
def test_a_debatable_text_fails_only_under_every_reading(
    outcomes: dict[str, bool], verdict: Verdict, weaker: bool
) -> None:
    assert under_reading(outcomes, "gewoon", "streng") == (verdict, weaker)
