"""The controller's own pytest plugin: shows progress in Dutch, plans the run, and notes what crashed."""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TextIO

import pytest

from reports.verdicts import Verdict, worst
from toetsbank.scenarios import Scenario

Planned = Callable[[tuple[str, ...], tuple[str, ...]], None]
"""Takes node ids and, in the same order, the clause of each."""
SIGNS: Mapping[Verdict, str] = {
    Verdict.PASS: "voldoet     ",
    Verdict.FAIL: "VOLDOET NIET",
    Verdict.ERROR: "FOUT BANK   ",
    Verdict.INCONCLUSIVE: "onbeslist   ",
}


class Progress:
    """One line per scenario as it ends."""

    def __init__(self, scenarios: Sequence[Scenario], planned: Planned, crashed: Callable[[str, str], None]) -> None:
        self._scenarios = scenarios
        self._planned = planned
        self._crashed = crashed
        self._total = 0
        self._done = 0
        self._is_planned = False
        self.problems: list[str] = []
        self.out: TextIO = sys.stdout

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Plan what was collected here, when there are no workers."""
        if not session.config.pluginmanager.hasplugin("dsession"):
            self._plan([item.nodeid for item in session.items])

    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """Plan what the first worker collected; all collect the same."""
        self._plan(list(ids))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Show how a scenario ended."""
        facts: dict[str, Any] = dict(report.user_properties)
        if report.when == "teardown" and "verdicts" in facts:
            self._done += 1
            verdict = worst(Verdict(value) for value in facts["verdicts"])
            title = report.nodeid.rpartition("::")[2]
            print(
                f"[{self._done:3d}/{self._total}] {SIGNS.get(verdict, verdict):<13} {facts['clause']}  {title}",
                file=self.out,
            )
            if facts["message"]:
                print(f"           {facts['message']}", file=self.out)
            self.out.flush()

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what went wrong while collecting."""
        if report.failed:
            self.problems.append(str(report.longrepr))

    @pytest.hookimpl(optionalhook=True)
    def pytest_handlecrashitem(self, crashitem: str) -> None:
        """Note that the worker that ran a scenario died."""
        print(f"           proces omgevallen tijdens {crashitem}", file=self.out, flush=True)
        self._crashed(crashitem, self.clause_of(crashitem))

    def clause_of(self, node: str) -> str:
        """Return the clause of a node id, empty if no feature has it."""
        for scenario in self._scenarios:
            if scenario.owns(node):
                return next((tag for tag in sorted(scenario.tags) if "/" in tag), "")
        return ""

    def _plan(self, nodes: list[str]) -> None:
        if not self._is_planned:
            self._is_planned = True
            self._total = len(nodes)
            self._planned(tuple(nodes), tuple(self.clause_of(node) for node in nodes))
