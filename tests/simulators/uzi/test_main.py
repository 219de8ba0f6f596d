import socket
import threading
from pathlib import Path

import pytest

from simulators.uzi.__main__ import main
from simulators.uzi.pki import Pki


def test_it_runs_until_it_is_told_to_stop(pki: Pki, capsys: pytest.CaptureFixture[str]) -> None:
    stop = threading.Event()
    stop.set()
    assert main([str(pki.directory), "--poort", "0"], stop) == 0
    assert "luistert op http://127.0.0.1:" in capsys.readouterr().out


def test_bad_input_is_one_sentence_and_exit_code_2(
    pki: Pki, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "nergens")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main([str(pki.directory), "--poort", str(port)]) == 2
    assert f"Op 127.0.0.1:{port} is niet te luisteren" in capsys.readouterr().err


def test_help_is_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "de map van de PKI" in capsys.readouterr().out
