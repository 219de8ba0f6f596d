"""A port is open if something takes a connection there, and only then."""

import socket

import pytest

from simulators.loop import LoopThread
from toetsbank.ports import is_own_machine, open_ports


def test_what_listens_is_open_and_what_does_not_is_not() -> None:
    loop = LoopThread()
    with socket.create_server(("127.0.0.1", 0)) as listening, socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        there, not_there = listening.getsockname()[1], bound.getsockname()[1]
        assert open_ports(loop, "127.0.0.1", (not_there, there, there)) == (there,)
    loop.stop()


def test_a_host_that_does_not_exist_has_no_open_ports() -> None:
    loop = LoopThread()
    assert open_ports(loop, "bestaat-niet.invalid", (443,), seconds=1.0) == ()
    loop.stop()


@pytest.mark.parametrize(
    ("host", "own"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("10.0.0.1", False)]
)
def test_own_machine_is_known_by_its_address(host: str, own: bool) -> None:
    assert is_own_machine(host) is own
