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

ROOT = Path(__file__).resolve().parents[2]
SELECTION = "GBX.IDA.e4085.2/1 or GBX.IDA.e4085.2/2 or GBX.IDA.e4085.2/3 or GBX.IDA.e4085.2/6"
DEADLINE = 90.0
END_DEADLINE = 20.0
CLAUSES_WITH_VERDICT = ("GBX.IDA.e4085.2/1", "GBX.IDA.e4085.2/2", "GBX.IDA.e4085.2/3", "GBX.IDA.e4085.2/6")

Verdicts = dict[str, tuple[str, tuple[tuple[str, str], ...]]]


def command(out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "toetsbank", "run", "--out", str(out), "-n", "2", "-m", SELECTION, *more]


def run(out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(out, *more), cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE, check=False)


def verdicts(out: Path) -> Verdicts:
    """Per clause its verdict, and each scenario with its verdict."""
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    scenarios = sorted((s["clause"], s["scenario"], s["verdict"]) for s in report["scenarios"])
    return {
        clause["id"]: (clause["verdict"], tuple((s, v) for c, s, v in scenarios if c == clause["id"]))
        for requirement in report["requirements"]
        for clause in requirement["clauses"]
        if clause["id"] in CLAUSES_WITH_VERDICT
    }


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
    wanted, found = {pid}, {}
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


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    out = tmp_path_factory.mktemp("ongestoord") / "run"
    done = run(out)
    assert done.returncode == 0, done.stdout + done.stderr
    return verdicts(out)


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


def test_an_undisturbed_run_decides_every_selected_clause(undisturbed: Verdicts) -> None:
    assert {clause: verdict for clause, (verdict, _) in undisturbed.items()} == dict.fromkeys(
        CLAUSES_WITH_VERDICT, "voldoet"
    )


def test_kill_of_the_bench(begun: tuple[subprocess.Popen[bytes], Path], undisturbed: Verdicts) -> None:
    process, out = begun
    children = descendants(process.pid)
    assert any("simulators.xis" in line for line in children.values())
    process.kill()
    process.wait()
    until(lambda: not set(children) & set(processes()), END_DEADLINE)
    assert lines(out, "run-finished") == 0
    resumed = run(out, "--resume")
    assert resumed.returncode == 0, resumed.stdout + resumed.stderr
    assert verdicts(out) == undisturbed


@pytest.mark.parametrize("victim", ["simulators.xis", "worker"])
def test_kill_of_a_child(begun: tuple[subprocess.Popen[bytes], Path], undisturbed: Verdicts, victim: str) -> None:
    process, out = begun
    children = descendants(process.pid)
    is_xis = {pid: "simulators.xis" in line for pid, line in children.items()}
    victims = [pid for pid, xis in is_xis.items() if xis == (victim == "simulators.xis")]
    workers = [pid for pid in victims if victim != "worker" or any(is_xis.get(child) for child in descendants(pid))]
    os.kill(workers[0], signal.SIGKILL)
    process.wait(DEADLINE)
    if victim == "worker":
        assert lines(out, "scenario-crashed") == 1
    resumed = run(out, "--resume")
    assert resumed.returncode == 0, resumed.stdout + resumed.stderr
    assert verdicts(out) == undisturbed
    assert not [line for _, line in processes().values() if str(out) in line]
