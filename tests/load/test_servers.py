"""The servers of a benchmark answer a generator, and tell what they used."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from load.bench_zim import Bench
from load.generating import generate
from load.servers import Kind, Plan, resident_bytes, serve
from simulators.uzi.pki import Pki

SECONDS = 10.0


@contextmanager
def beside(body: object, argument: object, stop: object) -> Iterator[Connection]:
    """Run what is the body of a process in a thread: starting processes is what takes the time of a benchmark."""
    ours, theirs = Pipe()
    thread = threading.Thread(target=body, args=(argument, theirs))  # type: ignore[arg-type]
    thread.start()
    try:
        yield ours
        ours.send(stop)
    finally:
        ours.close()
        thread.join(SECONDS)


@pytest.mark.parametrize(("kind", "payloads"), [("zim", True), ("bare", False)])
def test_server_answers_what_generators_send(kind: Kind, payloads: bool, pki: Pki, tmp_path: Path) -> None:
    plan = Plan(kind, pki.directory, tmp_path, payloads)
    with (
        beside(serve, plan, "stop") as server,
        beside(generate, pki.directory, None) as one,
        beside(generate, pki.directory, None) as other,
    ):
        port = server.recv()
        bench = Bench(pki, 4, (one, other))
        measured = bench.measure(server, port, 11)
        again = bench.measure(server, port, 3)
        server.send("rss")
        resident = server.recv()
        server.send("profile")
        server.recv()
        bench.measure(server, port, 5)
        server.send("functions")
        functions = server.recv()

    assert (measured.messages, again.messages) == (11, 3)
    assert resident > 1_000_000
    assert "tottime" in functions
    if kind == "zim":
        (log,) = (tmp_path / "events").glob("*.jsonl")
        lines = log.read_text().splitlines()
        assert sum('"bericht"' in line for line in lines) == 19
        assert len(list((tmp_path / "payloads").iterdir())) == (38 if payloads else 0)


def test_memory_of_this_process_is_known() -> None:
    assert resident_bytes() > 1_000_000
