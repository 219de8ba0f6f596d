"""The LSP by hand."""

import socket
import threading

import pytest

from simulators.lsp.__main__ import main


def test_it_runs_until_it_is_told_to_stop(capsys: pytest.CaptureFixture[str]) -> None:
    stop = threading.Event()
    stop.set()
    assert main(["--dns-poort", "0", "--ntp-poort", "0", "--naam", "xis.toetsbank.test=127.0.0.1"], stop) == 0
    assert "DNS op UDP 127.0.0.1:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--zim", "zim.toetsbank.test"], "naam=adres"),
        (["--zim", "zim.toetsbank.test=127.0.0.1"], "twee adressen"),
        (["--naam", "xis.toetsbank.test=daar"], "'daar' is geen IPv4-adres"),
    ],
)
def test_bad_input_is_one_sentence(arguments: list[str], hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert hint in said
    assert said.count("\n") == 1


def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        assert main(["--dns-poort", str(taken.getsockname()[1]), "--ntp-poort", "0"]) == 2
    assert "is niet te luisteren" in capsys.readouterr().err
