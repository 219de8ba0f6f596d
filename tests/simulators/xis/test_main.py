import json
import os
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulators.xis.__main__ import main

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 20


def _write(tmp_path: Path, config: dict[str, Any]) -> Path:
    path = tmp_path / "config.json"
    path.write_text(json.dumps(config), encoding="utf-8")
    return path


def _start(path: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "simulators.xis", str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _first_line(process: "subprocess.Popen[bytes]") -> bytes:
    """Return the first line of the output; the process is killed if it does not come in time."""
    assert process.stdout is not None
    guard = threading.Timer(SECONDS, process.kill)
    guard.start()
    try:
        return process.stdout.readline()
    finally:
        guard.cancel()


def _close_pipe(process: "subprocess.Popen[bytes]") -> None:
    assert process.stdin is not None
    process.stdin.close()


def _terminate(process: "subprocess.Popen[bytes]") -> None:
    os.kill(process.pid, signal.SIGTERM)


@pytest.mark.parametrize("end", [_close_pipe, _terminate])
def test_the_process_says_where_it_listens_and_ends_when_told(
    tmp_path: Path, config: dict[str, Any], end: "Callable[[subprocess.Popen[bytes]], None]"
) -> None:
    with _start(_write(tmp_path, config)) as process:
        addresses = json.loads(_first_line(process))
        with urllib.request.urlopen(f"{addresses['upper_tester']}/capabilities", timeout=SECONDS) as answer:
            assert "opvraag.start" in json.loads(answer.read())["operaties"]
        assert addresses["tls"].startswith("127.0.0.1:")
        end(process)
        assert process.wait(SECONDS) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_bad_input_ends_with_one_sentence_and_code_two(
    tmp_path: Path, config: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    patients = tmp_path / "leeg.csv"
    patients.write_text("naam\n", encoding="utf-8")
    broken = tmp_path / "geen.pem"
    broken.write_text("niets", encoding="utf-8")
    cases = (
        ({**config, "seconden_wachten": -1}, "'seconden_wachten' is -1"),
        ({**config, "patienten": str(patients)}, "kolom 'bsn' ontbreekt"),
        ({**config, "eigen": {**config["eigen"], "certificaat": str(broken)}}, "bevat geen certificaten"),
        ({**config, "opslag": str(broken)}, "kan niet starten"),
    )
    for value, words in cases:
        assert main([str(_write(tmp_path, value))]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert words in line
