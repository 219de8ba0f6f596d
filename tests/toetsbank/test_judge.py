"""The judge: each verdict, what an assumption may do, and the table of readings (interpretations, section 1)."""

import contextlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest

from catalogue.model import Reading, ReadingOption
from reports.verdicts import Ground, Verdict
from toetsbank.judge import Judge, ground_under
from toetsbank.outcomes import Failed, Inconclusive

CLAUSE = "GBX.XYZ.e1.1/1"
READING = Reading(
    id="INT-99",
    aliassen=("GBX.XYZ.e1.1",),
    plaats="Eis, item 1",
    kwestie="Telt de dag zelf mee?",
    lezingen=tuple(ReadingOption(naam=name, tekst=name) for name in ("a", "b", "c")),
    gekozen="a",
    strengste="b",
    waarom="zo",
)


class Bench:
    """A judge and what it recorded."""

    def __init__(self, chosen: dict[str, str] | None = None, forms: tuple[str, ...] = ()) -> None:
        self.recorded: list[dict[str, Any]] = []
        self.judge = Judge(CLAUSE, self.recorded.append, {"INT-99": READING}, chosen or {}, forms)

    @property
    def only(self) -> dict[str, Any]:
        (record,) = self.recorded
        return record


def test_pass_names_what_was_seen_and_its_ground() -> None:
    bench = Bench()
    bench.judge.decide(True, expected="x", observed="y", observations=("1-bank.3",), findings=("let op",))
    assert bench.only == {
        "clause": CLAUSE,
        "verdict": Verdict.PASS,
        "expected": "x",
        "observed": "y",
        "observations": ("1-bank.3",),
        "ground": Ground.EIS,
        "ground_source": CLAUSE,
        "findings": ("let op",),
    }
    assert bench.judge.verdicts == [Verdict.PASS]


def test_failure_is_recorded_and_reads_as_a_sentence() -> None:
    bench = Bench()
    with pytest.raises(Failed) as caught:
        bench.judge.decide(False, expected="hoogstens 300 s", observed="360 s", observations=("1-bank.41",))
    assert str(caught.value) == f"{CLAUSE}: verwacht hoogstens 300 s, waargenomen 360 s (waarneming 1-bank.41)"
    assert bench.only["verdict"] is Verdict.FAIL


def test_failure_is_an_assertion_error_and_undecided_is_not() -> None:
    assert issubclass(Failed, AssertionError)
    assert not issubclass(Inconclusive, AssertionError)


@pytest.mark.parametrize("ground", [Ground.STANDAARD, Ground.SPECIFICATIE, Ground.VERSTREKT])
def test_other_ground_names_its_source(ground: Ground) -> None:
    bench = Bench()
    with pytest.raises(Failed):
        bench.judge.decide(False, expected="x", observed="y", ground=ground, source="RFC 5280")
    assert (bench.only["ground"], bench.only["ground_source"]) == (ground, "RFC 5280")


def test_assumption_of_ours_never_fails() -> None:
    bench = Bench()
    with pytest.raises(Inconclusive):
        bench.judge.decide(False, expected="x", observed="y", ground=Ground.AANNAME)
    assert bench.only["verdict"] is Verdict.INCONCLUSIVE
    assert bench.only["missing"]


def test_form_that_was_not_supplied_makes_a_failure_undecided_and_a_pass_an_assumption() -> None:
    bench = Bench()
    with pytest.raises(Inconclusive, match="Berichtvorm niet verstrekt: soap-fault-token"):
        bench.judge.decide(False, expected="x", observed="y", assumed_form="soap-fault-token")
    bench.judge.decide(True, expected="x", observed="y", assumed_form="soap-fault-token")
    assert [(r["verdict"], r["ground"]) for r in bench.recorded] == [
        (Verdict.INCONCLUSIVE, Ground.AANNAME),
        (Verdict.PASS, Ground.AANNAME),
    ]


def test_supplied_form_is_judged_like_any_other() -> None:
    bench = Bench(forms=("soap-fault-token",))
    with pytest.raises(Failed):
        bench.judge.decide(False, expected="x", observed="y", assumed_form="soap-fault-token")
    assert bench.only["ground"] is Ground.EIS


ENDS: dict[Verdict, Callable[[], AbstractContextManager[object]]] = {
    Verdict.PASS: nullcontext,
    Verdict.INCONCLUSIVE: lambda: pytest.raises(Inconclusive, match="INT-99"),
    Verdict.FAIL: lambda: pytest.raises(Failed),
}
READINGS = [
    ("satisfies all", {"a": True, "b": True, "c": True}, Verdict.PASS, 0),
    ("satisfies the chosen one, not the strictest", {"a": True, "b": False, "c": False}, Verdict.PASS, 1),
    ("violates the chosen one, satisfies another", {"a": False, "b": False, "c": True}, Verdict.INCONCLUSIVE, 0),
    ("violates all", {"a": False, "b": False, "c": False}, Verdict.FAIL, 0),
]


@pytest.mark.parametrize(
    ("outcomes", "verdict", "findings"), [row[1:] for row in READINGS], ids=[r[0] for r in READINGS]
)
def test_readings(outcomes: dict[str, bool], verdict: Verdict, findings: int) -> None:
    bench = Bench()
    with ENDS[verdict]():
        bench.judge.decide_under("INT-99", outcomes, expected="x", observed="y")
    assert bench.only["verdict"] is verdict
    assert bench.only["reading"] == "INT-99"
    assert len(bench.only["findings"]) == findings
    assert bench.only["under_other_readings"] == {
        name: Verdict.PASS if outcomes[name] else Verdict.FAIL for name in ("b", "c")
    }


@pytest.mark.parametrize(
    ("outcomes", "ground", "source"),
    [
        ({"a": True, "b": True, "c": True}, Ground.EIS, CLAUSE),
        ({"a": True, "b": False, "c": True}, Ground.LEZING, "INT-99"),
        ({"a": False, "b": False, "c": True}, Ground.LEZING, "INT-99"),
        ({"a": False, "b": False, "c": False}, Ground.EIS, CLAUSE),
    ],
)
def test_judgement_rests_on_a_reading_only_where_the_readings_differ(
    outcomes: dict[str, bool], ground: Ground, source: str
) -> None:
    bench = Bench()
    with contextlib.suppress(Failed, Inconclusive):
        bench.judge.decide_under("INT-99", outcomes, expected="x", observed="y")
    assert (bench.only["ground"], bench.only["ground_source"]) == (ground, source)
    assert ground_under(outcomes) is ground


def test_profile_may_choose_another_reading() -> None:
    bench = Bench(chosen={"INT-99": "c"})
    bench.judge.decide_under("INT-99", {"a": False, "b": False, "c": True}, expected="x", observed="y")
    assert bench.only["verdict"] is Verdict.PASS
    assert set(bench.only["under_other_readings"]) == {"a", "b"}


def test_clause_whose_condition_did_not_occur_does_not_apply() -> None:
    bench = Bench()
    bench.judge.does_not_apply(expected="x", observed="geen sessie van die duur", observations=("1-bank.1",))
    assert bench.only["verdict"] is Verdict.NOT_APPLICABLE
    assert bench.only["observed"] == "geen sessie van die duur"
