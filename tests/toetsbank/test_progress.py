"""Progress: one line per scenario, the plan of the run once, and what crashed."""

import io
from typing import Literal

import pytest

from reports.verdicts import Verdict
from toetsbank.progress import Progress
from toetsbank.scenarios import Scenario

NODE = "features/applicatie/GBX.XYZ.e1.1.feature::test_een"
SCENARIO = Scenario(
    feature=NODE.partition("::")[0],
    name="een",
    line=3,
    tags=frozenset({"GBX.XYZ.e1.1", "GBX.XYZ.e1.1/2", "script"}),
    steps=(),
    columns=(),
    example_tags=(),
    description="",
)


class Watched(Progress):
    """Progress that keeps what it planned, saw crash and printed."""

    def __init__(self) -> None:
        self.plans: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
        self.crashes: list[tuple[str, str]] = []
        super().__init__(
            [SCENARIO],
            lambda nodes, clauses: self.plans.append((nodes, clauses)),
            lambda node, clause: self.crashes.append((node, clause)),
        )
        self.out = self.printed = io.StringIO()


@pytest.fixture
def progress() -> Watched:
    return Watched()


def report(*verdicts: Verdict, message: str = "", when: Literal["call", "teardown"] = "teardown") -> pytest.TestReport:
    return pytest.TestReport(
        nodeid=f"{NODE}[a]",
        location=("x", 1, "een"),
        keywords={},
        outcome="passed",
        longrepr=None,
        when=when,
        user_properties=[
            ("verdicts", [str(verdict) for verdict in verdicts]),
            ("message", message),
            ("clause", "GBX.XYZ.e1.1/2"),
        ],
    )


def test_workers_plan_once_because_all_collect_the_same(progress: Watched) -> None:
    for _ in range(2):
        progress.pytest_xdist_node_collection_finished([f"{NODE}[a]", f"{NODE}[b]", "features/x.feature::test_y"])
    assert progress.plans == [
        (
            (f"{NODE}[a]", f"{NODE}[b]", "features/x.feature::test_y"),
            ("GBX.XYZ.e1.1/2", "GBX.XYZ.e1.1/2", ""),
        )
    ]


def test_each_scenario_has_one_line_with_its_worst_verdict(progress: Watched) -> None:
    progress.pytest_xdist_node_collection_finished([f"{NODE}[a]", f"{NODE}[b]"])
    progress.pytest_runtest_logreport(report(Verdict.PASS, when="call"))
    progress.pytest_runtest_logreport(report(Verdict.PASS))
    progress.pytest_runtest_logreport(report(Verdict.PASS, Verdict.FAIL, message="verwacht a, waargenomen b"))
    assert progress.printed.getvalue().splitlines() == [
        "[  1/2] voldoet       GBX.XYZ.e1.1/2  test_een[a]",
        "[  2/2] VOLDOET NIET  GBX.XYZ.e1.1/2  test_een[a]",
        "           verwacht a, waargenomen b",
    ]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_each_verdict_can_be_shown(progress: Watched, verdict: Verdict) -> None:
    progress.pytest_runtest_logreport(report(verdict))
    assert "GBX.XYZ.e1.1/2" in progress.printed.getvalue()


def test_scenario_whose_process_died_is_told_with_its_clause(progress: Watched) -> None:
    progress.pytest_handlecrashitem(f"{NODE}[a]")
    assert progress.crashes == [(f"{NODE}[a]", "GBX.XYZ.e1.1/2")]
    assert "omgevallen" in progress.printed.getvalue()
