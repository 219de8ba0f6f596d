"""The ZIM as a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from simulators.uzi.pki import Pki
from simulators.zim.command import main

ROOT = Path(__file__).parents[3]
SECONDS = 20.0


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A ZIM in a process."""
    command = [sys.executable, "-m", "simulators.zim", *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(SECONDS)
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def test_it_tells_its_address_and_ends_with_its_input(pki: Pki, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    with running("--pki", str(pki.directory), "--log", str(log)) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        told = json.loads(process.stdout.readline())
        host, _, port = told["zim"].partition(":")
        with socket.create_connection((host, int(port)), SECONDS) as client:
            client.sendall(b"GET / HTTP/1.1\r\n\r\n")
            client.recv(100)
        process.stdin.close()
        assert process.wait(SECONDS) == 0

    assert told["naam"] == "zim.toetsbank.test"
    assert '"clear_text":true' in log.read_text()


def test_it_ends_by_a_signal(pki: Pki) -> None:
    with running("--pki", str(pki.directory)) as process:
        assert process.stdout is not None
        process.stdout.readline()
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(SECONDS) == 0


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ([], "--pki ontbreekt"),
        (["--pki", "{pki}", "--poort", "1"], "'--poort' is hier onbekend"),
        (["--pki", "{pki}", "--port", "honderd"], "'honderd' is geen poort"),
        (["--pki", "{pki}", "--port", "70000"], "'70000' is geen poort"),
        (["--pki", "{pki}", "--certificaat", "zimm"], "certificaat 'zimm' bestaat niet"),
        (["--pki", "{tmp}"], "{tmp}"),
        (["--pki", "{pki}", "--host", "192.0.2.1"], "192.0.2.1:0"),
        (["--pki", "{pki}", "--log", "{tmp}/is/er/niet"], "{tmp}/is/er/niet"),
    ],
)
def test_bad_input_is_one_dutch_sentence(
    arguments: list[str], part: str, pki: Pki, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = [argument.format(pki=pki.directory, tmp=tmp_path) for argument in arguments]
    kept = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        code = main(filled)
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        signal.signal(signal.SIGTERM, kept[0])
        signal.signal(signal.SIGINT, kept[1])
    told = capsys.readouterr().err.strip()

    assert code == 2
    assert part.format(tmp=tmp_path) in told
    assert "\n" not in told


def test_help_is_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])

    told = capsys.readouterr().out
    assert end.value.code == 0
    assert "map met de PKI (verplicht)" in told
    assert "usage" not in told
    assert "options" not in told
