"""kill -9 of the bench, of a worker and of the reference XIS, then --resume: nothing is lost, nothing stays behind."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from reports.events import RunStarted
from reports.log import read
from toetsbank.identity import SUITE
from toetsbank.scenarios import ROOT

Found = TypeVar("Found")

CLAUSES = ("GBX.IDA.e4085.2/1", "GBX.IDA.e4085.2/2", "GBX.IDA.e4085.2/3", "GBX.IDA.e4085.2/6")
DEADLINE = 90.0


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A copy of the suite: a run is not resumed when the suite has changed, by whoever works on it meanwhile."""
    place = tmp_path / "toetsbank"
    for name in SUITE:
        shutil.copytree(ROOT / name, place / name)
    for name in ("conftest.py", "pyproject.toml"):
        shutil.copy2(ROOT / name, place)
    return place


def command(out: Path, *more: str) -> list[str]:
    """One worker, because two of them only take longer: each is a process with a reference XIS of its own."""
    return [sys.executable, "-m", "toetsbank", "run", "--out", str(out), "-n", "1", "-m", " or ".join(CLAUSES), *more]


@contextlib.contextmanager
def bench(suite: Path, out: Path, *more: str) -> Iterator[subprocess.Popen[bytes]]:
    with out.with_suffix(".txt").open("ab") as output:
        process = subprocess.Popen(
            command(out, *more), cwd=suite, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def assert_complete(out: Path) -> None:
    """Each planned scenario counts once, and all of them pass, as in a run that nobody disturbs."""
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    decided = sorted(s["scenario"] for s in report["scenarios"])
    planned = next(event for event in read(out) if isinstance(event, RunStarted)).planned
    assert decided == sorted(planned)
    assert {s["verdict"] for s in report["scenarios"]} == {"voldoet"}
    clauses = {clause["id"]: clause["verdict"] for r in report["requirements"] for clause in r["clauses"]}
    assert {clause: clauses[clause] for clause in CLAUSES} == dict.fromkeys(CLAUSES, "voldoet")


def processes() -> dict[int, tuple[int, str]]:
    """Parent and command line of every process, from /proc."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            found[int(entry.name)] = (int(stat.rpartition(")")[2].split()[1]), line)
    return found


def descendants(pid: int) -> dict[int, str]:
    known = processes()
    wanted = {pid}
    found: dict[int, str] = {}
    while wanted:
        children = {child for child, (parent, _) in known.items() if parent in wanted}
        found |= {child: known[child][1] for child in children}
        wanted = children
    return found


def xis_of(process: subprocess.Popen[bytes]) -> set[int]:
    return {pid for pid, line in descendants(process.pid).items() if "simulators.xis" in line}


def until(look: Callable[[], Found], alive: subprocess.Popen[bytes] | None = None) -> Found:
    """Look until there is something to see, and return it; a process that ends before it does is the reason why not."""
    deadline = time.monotonic() + DEADLINE
    pause = threading.Event()
    while not (found := look()):
        assert alive is None or alive.poll() is None, f"ended with exit code {alive.returncode}"
        assert time.monotonic() < deadline, "what was waited for did not happen"
        pause.wait(0.05)
    return found


def lines(out: Path, type_: str) -> int:
    return sum(path.read_text(encoding="utf-8").count(f'"type":"{type_}"') for path in (out / "events").glob("*.jsonl"))


def test_every_process_of_a_run_may_die(tmp_path: Path, suite: Path) -> None:
    """One run for all of them, because a bench takes longer to start than to test."""
    out = tmp_path / "run"
    with bench(suite, out) as process:
        until(lambda: out.exists() and lines(out, "scenario-finished"), process)
        (xis,) = xis_of(process)
        os.kill(xis, signal.SIGKILL)
        (revived,) = until(lambda: xis_of(process) - {xis}, process)
        worker, _ = processes()[revived]
        os.kill(worker, signal.SIGKILL)
        process.wait(DEADLINE)
    assert lines(out, "scenario-crashed") == 1
    begun, ended = lines(out, "scenario-started"), lines(out, "run-finished")

    with bench(suite, out, "--resume") as process:
        until(lambda: lines(out, "scenario-started") > begun and xis_of(process), process)
        children = descendants(process.pid)
    until(lambda: not set(children) & set(processes()))
    assert lines(out, "run-finished") == ended

    with bench(suite, out, "--resume") as process:
        assert process.wait(DEADLINE) == 0, out.with_suffix(".txt").read_text(encoding="utf-8")
    assert_complete(out)
    assert not [line for _, line in processes().values() if str(out) in line]
