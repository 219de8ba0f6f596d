"""kill -9 of the bench, of a worker and of the reference XIS, then --resume: nothing is lost, nothing stays behind."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from toetsbank.scenarios import ROOT, read

CLAUSES = ("GBX.IDA.e4085.2/1", "GBX.IDA.e4085.2/2", "GBX.IDA.e4085.2/3")
DEADLINE = 90.0
END_DEADLINE = 20.0


def command(out: Path, *more: str) -> list[str]:
    """One worker, because two of them only take longer: each is a process with a reference XIS of its own."""
    return [sys.executable, "-m", "toetsbank", "run", "--out", str(out), "-n", "1", "-m", " or ".join(CLAUSES), *more]


def resume(out: Path) -> None:
    done = subprocess.run(
        command(out, "--resume"), cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def assert_complete(out: Path) -> None:
    """Each planned scenario counts once, and all of them pass, as in a run that nobody disturbs."""
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    decided = sorted((s["clause"], s["scenario"], s["verdict"]) for s in report["scenarios"])
    planned = [(c, s.function, "voldoet") for c in CLAUSES for s in read() if c in s.tags]
    assert decided == sorted(planned)
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


def until(look: Callable[[], object], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not look():
        if time.monotonic() > deadline:
            raise TimeoutError("what was waited for did not happen")
        pause.wait(0.05)


def lines(out: Path, type_: str) -> int:
    return sum(path.read_text(encoding="utf-8").count(f'"type":"{type_}"') for path in (out / "events").glob("*.jsonl"))


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A run in which a scenario has ended and another is under way."""
    out = tmp_path / "run"
    with (tmp_path / "out.txt").open("wb") as output:
        process = subprocess.Popen(command(out), cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        until(lambda: out.exists() and lines(out, "scenario-finished") >= 1, DEADLINE)
        yield process, out
    finally:
        process.kill()
        process.wait()


def test_kill_of_the_bench(begun: tuple[subprocess.Popen[bytes], Path]) -> None:
    process, out = begun
    children = descendants(process.pid)
    assert any("simulators.xis" in line for line in children.values())
    process.kill()
    process.wait()
    until(lambda: not set(children) & set(processes()), END_DEADLINE)
    assert lines(out, "run-finished") == 0
    resume(out)
    assert_complete(out)


@pytest.mark.parametrize("victim", ["simulators.xis", "worker"])
def test_kill_of_a_child(begun: tuple[subprocess.Popen[bytes], Path], victim: str) -> None:
    process, out = begun
    children = descendants(process.pid)
    (xis,) = (pid for pid, line in children.items() if "simulators.xis" in line)
    worker, _ = processes()[xis]
    os.kill(xis if victim == "simulators.xis" else worker, signal.SIGKILL)
    process.wait(DEADLINE)
    assert lines(out, "scenario-crashed") == (victim == "worker")
    resume(out)
    assert_complete(out)
    assert not [line for _, line in processes().values() if str(out) in line]
