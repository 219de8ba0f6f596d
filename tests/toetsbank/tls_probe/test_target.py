"""A whole handshake with one request, whatever becomes of it."""

import socket

import pytest

from simulators.loop import LoopThread
from simulators.tls import TlsSettings
from tests.tls_peers import NAME, OurServer
from tests.tls_pki import TestCa
from tests.tls_scripted import Script, alert, handshake, scripted
from tests.toetsbank.tls_probe.conftest import MakeTarget, hurried
from toetsbank.tls_probe.target import settings, talk


def test_a_request_is_answered_and_all_of_it_is_recorded(
    at: MakeTarget, loop: LoopThread, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ca = TestCa(tmp_path_factory.mktemp("ca"), "ca")
    own = TlsSettings(identity=ca.issue("zim"), trust=(ca.file,), peer_certificate="optional")
    with OurServer(loop, own) as server:
        target = at(server.address)
        found = talk(target, settings("TLS 1.2", ca.issue("xis")))
    assert (found.answered, found.said) == (True, "antwoord")
    assert (found.seen.version, found.seen.requests, found.seen.bench_certificate) == ("TLS 1.2", 1, "xis")
    assert found.seen.server_name != NAME
    assert target.journal is not None
    assert [connection.number for connection in target.journal.connections] == [found.seen.number]


@pytest.mark.parametrize(
    ("script", "how"),
    [
        (lambda _: None, "time-out"),
        (lambda _: b"HTTP/1.1 400 Bad Request\r\n\r\n", "tls-error"),
        (lambda _: alert(40), "alert-received"),
        (lambda _: b"", "closed"),
        (lambda _: handshake(11, bytes(16000)) * 30, "tls-error"),
    ],
    ids=["silence", "http", "alert", "end", "endless"],
)
def test_what_is_no_handshake_is_a_failure(at: MakeTarget, script: Script, how: str) -> None:
    with scripted(script) as address:
        found = talk(hurried(at(address)) if how == "time-out" else at(address), settings("TLS 1.3", None))
    assert found.failure is not None
    assert (found.failure.how, found.answered, found.seen.handshake_completed) == (how, False, False)


def test_nobody_there(at: MakeTarget) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = free.getsockname()
    found = talk(at(address), settings("TLS 1.3", None))
    assert found.failure is not None
    assert found.failure.how == "no-connection"
    assert found.seen.end_how == "geen verbinding"
