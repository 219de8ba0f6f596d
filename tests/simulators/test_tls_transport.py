"""Refused handshakes and odd beginnings: alerts are on the wire, foreign peers see them, the record tells why."""

import contextlib
import random
import socket
import ssl
import threading
from dataclasses import replace

import pytest
from aiohttp import web

from simulators.calling import ConnectFailed, RequestFailed
from simulators.connections import ConnectionRecord
from simulators.loop import LoopThread
from tests.simulators.conftest import TlsPki
from tests.tls_peers import (
    NAME,
    QUICK,
    REQUEST,
    SECONDS,
    OurServer,
    connect,
    eventually,
    raw,
    read_all,
    s_client,
    s_server,
    secure,
    served,
)

VERSIONS = {"TLS 1.2": (0x0303, "-tls1_2"), "TLS 1.3": (0x0304, "-tls1_3")}
NUMBERS = {"expired": (45, "certificate_expired"), "stranger": (48, "unknown_ca"), "future": (42, "bad_certificate")}
NUMBERS["revoked"] = (44, "certificate_revoked")


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("variant", NUMBERS)
def test_a_foreign_client_gets_the_alert_for_its_certificate(
    tls_pki: TlsPki, tls_loop: LoopThread, version: str, variant: str
) -> None:
    number, name = NUMBERS[variant]
    with (
        OurServer(tls_loop, tls_pki.server(crls=(tls_pki.crl,))) as server,
        s_client(server.address, VERSIONS[version][1], identity=getattr(tls_pki, variant)) as peer,
    ):
        peer.expect(f"SSL alert number {number}")
        (seen,) = server.ended()
    assert [(a.by, a.level, a.number, a.name) for a in seen.alerts] == [("bank", "fatal", number, name)]
    assert (seen.end_by, seen.end_how) == ("bank", f"alert {name}")
    assert (seen.version, seen.certificate_sent, seen.handshake_completed) == (version, True, False)
    assert len(seen.sut_certificates) == 1
    assert seen.requests == 0


@pytest.mark.parametrize(("version", "number"), [("TLS 1.2", 40), ("TLS 1.3", 116)])
def test_a_foreign_client_without_certificate_gets_an_alert(
    tls_pki: TlsPki, tls_loop: LoopThread, version: str, number: int
) -> None:
    with (
        OurServer(tls_loop, tls_pki.server()) as server,
        s_client(server.address, VERSIONS[version][1]) as peer,
    ):
        peer.expect(f"SSL alert number {number}")
        (seen,) = server.ended()
    assert [(a.by, a.number) for a in seen.alerts] == [("bank", number)]
    assert seen.certificate_requested
    assert seen.sut_certificates == ()


def test_a_foreign_client_with_a_version_that_is_too_low_gets_an_alert(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with (
        OurServer(tls_loop, tls_pki.server(minimum=0x0304)) as server,
        s_client(server.address, "-tls1_2", identity=tls_pki.xis) as peer,
    ):
        peer.expect("SSL alert number 70")
        (seen,) = server.ended()
    assert seen.end_how == "alert protocol_version"
    assert seen.offered_versions == ("TLS 1.2",)
    assert not seen.certificate_sent


def test_a_foreign_client_without_a_suite_in_common_gets_an_alert(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    settings = tls_pki.server(suites=("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",))
    with (
        OurServer(tls_loop, settings) as server,
        s_client(server.address, "-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256") as peer,
    ):
        peer.expect("SSL alert number 40")
        (seen,) = server.ended()
    assert seen.end_how == "alert handshake_failure"
    assert seen.offered_suites == ("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",)
    assert seen.bench_suites == ("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("variant", "number", "how", "code"),
    [
        ("expired", 45, "certificate-refused", 10),
        ("future", 42, "certificate-refused", 9),
        ("stranger", 48, "certificate-refused", 20),
        ("revoked", 44, "revoked", 23),
        ("elsewhere", 42, "name-mismatch", 62),
    ],
)
def test_a_foreign_server_gets_the_alert_for_its_certificate(
    tls_pki: TlsPki, tls_loop: LoopThread, version: str, variant: str, number: int, how: str, code: int
) -> None:
    peer, address = s_server(getattr(tls_pki, variant), VERSIONS[version][1], "-www")
    with peer:
        with pytest.raises(ConnectFailed) as failed:
            connect(tls_loop, address, tls_pki.client(crls=(tls_pki.crl,)))
        peer.expect(f"SSL alert number {number}")
    assert (failed.value.how, failed.value.verify_code) == (how, code)
    assert "certificaat" in str(failed.value)
    record = failed.value.record
    assert record is not None
    seen = record.observation()
    assert [(a.by, a.number) for a in seen.alerts] == [("bank", number)]
    assert (seen.end_by, seen.sut_role) == ("bank", "server")
    assert len(seen.sut_certificates) == 1


def test_the_alert_of_a_foreign_server_is_told_at_once_in_tls12(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    peer, address = s_server(
        tls_pki.zim, "-www", "-Verify", "1", "-verify_return_error", "-CAfile", str(tls_pki.ca.file)
    )
    with peer, pytest.raises(ConnectFailed) as failed:
        connect(tls_loop, address, tls_pki.client(identity=tls_pki.stranger, maximum=0x0303))
    assert (failed.value.how, failed.value.alert, failed.value.alert_name) == ("alert-received", 48, "unknown_ca")
    assert failed.value.record is not None
    seen = failed.value.record.observation()
    assert (seen.end_by, seen.end_how) == ("sut", "alert unknown_ca")
    assert seen.certificate_sent


def test_the_alert_of_a_foreign_server_is_told_at_the_request_in_tls13(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    peer, address = s_server(
        tls_pki.zim, "-www", "-Verify", "1", "-verify_return_error", "-CAfile", str(tls_pki.ca.file)
    )
    with peer:
        connection = connect(tls_loop, address, tls_pki.client(identity=tls_pki.expired, minimum=0x0304))
        with pytest.raises(RequestFailed) as failed:
            tls_loop.run(connection.request("GET", "/"))
        tls_loop.run(connection.close())
    assert (failed.value.how, failed.value.alert) == ("alert-received", 45)
    assert "45" in str(failed.value)
    seen = connection.record.observation()
    assert (seen.end_by, seen.end_how, seen.handshake_completed) == ("sut", "alert certificate_expired", True)


def test_the_next_request_is_served_after_refusals(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server:
        with s_client(server.address, "-tls1_3", identity=tls_pki.expired) as peer:
            peer.say(REQUEST)
            peer.expect("SSL alert number 45")
        connection = connect(tls_loop, server.address, tls_pki.client())
        assert tls_loop.run(connection.request("POST", "/", body=b"hallo")).body == b"hallo"
        tls_loop.run(connection.close())


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_http_without_tls_on_a_tls_port_is_recognised(tls_pki: TlsPki, tls_loop: LoopThread, method: str) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server:
        assert raw(server.address, f"{method} / HTTP/1.1\r\nHost: zim\r\n\r\n".encode()) == b""
        (seen,) = server.ended()
        assert served(tls_loop, server, tls_pki.client())
    assert seen.clear_text
    assert not seen.handshake_completed
    assert (seen.end_by, seen.end_how) == ("bank", "HTTP zonder TLS")


def test_http_without_tls_in_small_pieces_is_recognised(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    server = OurServer(tls_loop, tls_pki.server(), limits=QUICK)
    with server, socket.create_connection(server.address, SECONDS) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in (b"PO", b"ST /x HTTP/1.1\r\n"):
            client.sendall(piece)
        assert read_all(client) == b""
        assert server.ended()[0].clear_text


@pytest.mark.parametrize(
    "garbage", [b"\x16\x03\x01\x00\x05hallo", b"\x00" * 40, b"SSH-2.0-OpenSSH_9.6\r\n", b"\x80\x2e" * 9]
)
def test_garbage_instead_of_a_client_hello_is_refused(tls_pki: TlsPki, tls_loop: LoopThread, garbage: bytes) -> None:
    with OurServer(tls_loop, tls_pki.server(), limits=QUICK) as server:
        raw(server.address, garbage)
        (seen,) = server.ended()
        assert served(tls_loop, server, tls_pki.client())
    assert (seen.end_by, seen.handshake_completed, seen.clear_text) == ("bank", False, False)
    assert seen.end_how


def test_tampered_client_hellos_are_survived(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).wrap_bio(incoming, outgoing, server_hostname=NAME)
    with contextlib.suppress(ssl.SSLWantReadError):
        client.do_handshake()
    hello, chance = outgoing.read(), random.Random(5)
    with OurServer(tls_loop, tls_pki.server(), limits=QUICK) as server:
        for _ in range(60):
            data = bytearray(hello)
            for _ in range(chance.randrange(1, 5)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            with socket.create_connection(server.address, SECONDS) as peer:
                peer.sendall(bytes(data))
        assert len(server.ended(60)) == 60
        assert served(tls_loop, server, tls_pki.client())


def test_half_a_client_hello_is_ended(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server(), limits=QUICK) as server:
        raw(server.address, b"\x16\x03\x01\x02\x00\x01")
        assert server.ended()[0].end_how == "time-out"


def test_a_foreign_client_gets_close_notify_when_connections_are_closed(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with (
        OurServer(tls_loop, tls_pki.server()) as server,
        s_client(server.address, "-msg", "-tls1_2", identity=tls_pki.xis) as peer,
    ):
        peer.expect("Verify return code")
        tls_loop.run(server.listener.close_connections())
        peer.expect("warning close_notify")
        (seen,) = server.ended()
    assert (seen.end_by, seen.end_how) == ("bank", "close_notify")


def test_a_slow_reader_gets_the_whole_answer_before_the_end(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    async def large(request: web.BaseRequest, connection: ConnectionRecord) -> web.StreamResponse:
        answer = web.Response(body=b"x" * 8_000_000)
        answer.force_close()
        return answer

    server = OurServer(tls_loop, tls_pki.server(), limits=replace(QUICK, request_seconds=8.0), handler=large)
    with server, secure(server, tls_pki.ca.file, tls_pki.xis) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: zim\r\n\r\n")
        pause, got = threading.Event(), 0
        while part := client.recv(400_000):
            got += len(part)
            if got < 2_000_000:
                pause.wait(0.005)  # in all, longer than the server lingers
    assert got > 8_000_000


def test_a_peer_that_ignores_our_close_is_left_after_a_while(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server(), limits=QUICK) as server, secure(server, tls_pki.ca.file, tls_pki.xis):
        eventually(lambda: len(server.journal.connections) == 1)
        tls_loop.run(server.listener.close_connections())
        (seen,) = server.ended()
    assert (seen.end_by, seen.end_how) == ("bank", "close_notify")
