"""The event log: whole lines whatever happens, payloads once, and one run in a folder."""

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from reports.events import Observed
from reports.log import read, read_log
from simulators.observations import Observation, UnexpectedObservation
from tests.toetsbank.samples import at, connection, message
from toetsbank.eventlog import EventLog, Lock, RunFolder, RunFolderBusy
from toetsbank.scenarios import ROOT

HOLD = """
import sys
from pathlib import Path
from toetsbank.eventlog import Lock, RunFolder
lock = Lock(RunFolder(Path(sys.argv[1])))
getattr(lock, sys.argv[2])()
print("held", flush=True)
sys.stdin.read()
"""

UNEXPECTED = UnexpectedObservation(number=9, simulator="zim", moment=at(3.25), what='vreemd: "é"\nen nog iets')


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    folder = RunFolder(tmp_path / "run")
    folder.prepare()
    return folder


@pytest.fixture
def log(folder: RunFolder) -> Iterator[EventLog]:
    log = EventLog(folder, "1-bank")
    yield log
    log.close()


def lines_of(log: EventLog) -> list[dict[str, object]]:
    path = log.folder.events / f"{log.writer}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_lines_of_many_threads_are_whole_and_numbered_in_order(log: EventLog) -> None:
    def write(name: int) -> None:
        for _ in range(50):
            log.write("run-finished", exit_code=name, seconds=0.5)

    threads = [threading.Thread(target=write, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert [line["n"] for line in lines_of(log)] == list(range(1, 201))
    assert {line["writer"] for line in lines_of(log)} == {"1-bank"}


def test_each_event_is_one_write_that_ends_the_line(log: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[bytes] = []
    original = os.write

    def write(handle: int, data: bytes) -> int:
        written.append(data)
        return original(handle, data)

    monkeypatch.setattr(os, "write", write)
    log.write("object-seen", when="begin", facts={"naam": "é\nregel"})
    log.write("run-finished", exit_code=0, seconds=1)
    monkeypatch.undo()
    assert [data.count(b"\n") for data in written] == [1, 1]
    assert all(data.endswith(b"\n") for data in written)


def test_two_writers_of_one_name_append_and_do_not_overwrite(folder: RunFolder) -> None:
    for _ in range(2):
        log = EventLog(folder, "1-bank")
        log.write("run-finished", exit_code=0, seconds=1)
        log.close()
    assert len((folder.events / "1-bank.jsonl").read_bytes().splitlines()) == 2


def test_time_is_utc_in_iso_8601(log: EventLog) -> None:
    log.write("run-finished", exit_code=0, seconds=1)
    time = str(lines_of(log)[0]["time"])
    assert time.endswith("Z")
    assert time[10] == "T"


def test_event_outside_the_vocabulary_is_refused_and_leaves_no_line(log: EventLog) -> None:
    with pytest.raises(ValidationError):
        log.write("run-finished", exit_code=0, seconds=1, mood="good")
    assert lines_of(log) == []


@pytest.mark.parametrize("facts", [connection(7), message(8), UNEXPECTED], ids=["connection", "message", "unexpected"])
def test_observation_stands_in_the_log_as_the_vocabulary_says(log: EventLog, facts: Observation) -> None:
    log.write("observed", id="1-bank.7", attempt=None, facts=facts.model_dump(mode="json"), payloads=("ab", "cd"))
    log.write_observed(facts, id_="1-bank.7", attempt=None, defect=None, payloads=("ab", "cd"))
    first, second = read(log.folder.path)
    assert isinstance(second, Observed)
    assert second.model_dump(exclude={"n", "time"}) == first.model_dump(exclude={"n", "time"})
    assert second.n == first.n + 1


def test_torn_last_line_is_left_out_and_remarked_upon(log: EventLog) -> None:
    log.write("run-finished", exit_code=0, seconds=1)
    path = log.folder.events / "1-bank.jsonl"
    with path.open("ab") as file:
        file.write(path.read_bytes()[:40])
    found = read_log(log.folder.path)
    assert len(found.events) == 1
    assert "afgebroken" in found.remarks[0]


def test_readers_merge_the_writers(folder: RunFolder) -> None:
    for name in ("1-gw0", "1-gw1"):
        log = EventLog(folder, name)
        log.write("run-finished", exit_code=0, seconds=1)
        log.close()
    assert {event.writer for event in read(folder.path)} == {"1-gw0", "1-gw1"}


def test_payload_is_stored_once_and_never_replaced(log: EventLog) -> None:
    payload = b"<Envelope/>"
    name = hashlib.sha256(payload).hexdigest()
    log.keep({name: payload})
    log.keep({name: b"something else under the same name"})
    assert [path.name for path in log.folder.payloads.iterdir()] == [name], "no draft is left behind"
    assert (log.folder.payloads / name).read_bytes() == payload


def test_work_folder_is_closed_to_other_users(folder: RunFolder) -> None:
    assert folder.work.stat().st_mode & 0o077 == 0


def test_sessions_are_counted_from_one(folder: RunFolder) -> None:
    assert not folder.is_used
    assert folder.session() == 1
    for name in ("1-controller", "1-gw0", "2-controller"):
        EventLog(folder, name).close()
    assert folder.is_used
    assert folder.session() == 3


def test_second_controller_is_refused_until_the_first_lets_go(folder: RunFolder) -> None:
    first = Lock(folder).take()
    with pytest.raises(RunFolderBusy, match=str(folder.path)):
        Lock(folder).take()
    first.release()
    Lock(folder).take().release()


def test_refused_controller_holds_nothing(folder: RunFolder) -> None:
    worker = Lock(folder).join()
    for _ in range(2):
        with pytest.raises(RunFolderBusy):
            Lock(folder).take()
    worker.release()
    Lock(folder).take().release()


def test_workers_share_while_the_controller_holds(folder: RunFolder) -> None:
    controller = Lock(folder).take()
    workers = [Lock(folder).join() for _ in range(3)]
    controller.release()
    with pytest.raises(RunFolderBusy):
        Lock(folder).take()
    for worker in workers:
        worker.release()
    Lock(folder).take().release()


@pytest.mark.parametrize("role", ["take", "join"])
def test_killed_process_lets_go(folder: RunFolder, role: str) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder.path), role],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(RunFolderBusy):
        Lock(folder).take()
    holder.kill()
    holder.wait(10)
    holder.stdin.close()
    holder.stdout.close()
    Lock(folder).take().release()
