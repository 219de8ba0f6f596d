"""A listener bounds what a peer can do, records every connection with its end, and serves the next one."""

import asyncio
import resource
import socket
import ssl
import struct

import pytest
from aiohttp import web

from simulators.calling import ConnectFailed, RequestFailed
from simulators.connections import ConnectionRecord
from simulators.limits import Limits
from simulators.listener import read_body
from simulators.loop import LoopThread
from simulators.observations import ConnectionObservation
from simulators.tls import TlsSettings
from tests.simulators.conftest import TlsPki
from tests.tls_peers import NAME, REQUEST, SECONDS, OurServer, connect, eventually, raw, read_all, s_client, start

QUICK = Limits(body=100_000, header=8_000, handshake_seconds=0.6, request_seconds=0.4, linger_seconds=0.3)


def served(loop: LoopThread, server: OurServer, settings: TlsSettings | None) -> bool:
    """Tell whether a request is answered as usual."""
    connection = connect(loop, server.address, settings)
    answer = loop.run(connection.request("POST", "/", body=b"hallo"))
    loop.run(connection.close())
    return answer.body == b"hallo"


def secure(server: OurServer, pki: TlsPki) -> ssl.SSLSocket:
    """Connect with a blocking socket, for a test that sends odd bytes within TLS."""
    plain = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    plain.load_verify_locations(cafile=pki.ca.file)
    plain.load_cert_chain(pki.xis.certificate, pki.xis.key)
    return plain.wrap_socket(socket.create_connection(server.address, SECONDS), server_hostname=NAME)


@pytest.mark.parametrize("tls", [True, False])
def test_a_listener_serves_with_and_without_tls(tls_pki: TlsPki, tls_loop: LoopThread, tls: bool) -> None:
    with OurServer(tls_loop, tls_pki.server() if tls else None) as server:
        assert served(tls_loop, server, tls_pki.client() if tls else None)
        (seen,) = server.ended()
    assert (seen.requests, seen.handshake_completed) == (1, tls)
    assert (seen.end_by, seen.end_how) == ("sut", "close_notify" if tls else "FIN")
    assert seen.peer.startswith("127.0.0.1:")
    assert not seen.clear_text


def test_a_live_connection_is_in_the_journal_from_its_handshake(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server:
        connection = connect(tls_loop, server.address, tls_pki.client())
        found = server.journal.wait_for(lambda journal: journal.connections, SECONDS)
        assert found is not None
        assert (found[0].end_by, found[0].ended, found[0].application_records) == ("open", None, 0)
        tls_loop.run(connection.request("GET", "/"))
        assert server.state().application_records >= 2
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


@pytest.mark.parametrize("tls", [True, False])
def test_a_silent_connection_is_ended(tls_pki: TlsPki, tls_loop: LoopThread, tls: bool) -> None:
    with OurServer(tls_loop, tls_pki.server() if tls else None, limits=QUICK) as server:
        assert raw(server.address, b"") == b""
        (seen,) = server.ended()
        assert served(tls_loop, server, tls_pki.client() if tls else None)
    assert (seen.end_by, seen.end_how) == ("bank", "time-out")


def test_half_a_client_hello_is_ended(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server(), limits=QUICK) as server:
        raw(server.address, b"\x16\x03\x01\x02\x00\x01")
        assert server.ended()[0].end_how == "time-out"


def test_a_header_that_trickles_is_ended(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server(), limits=QUICK) as server:
        with secure(server, tls_pki) as client:
            client.sendall(b"POST / HTTP/1.1\r\nHost:")
            assert read_all(client) == b""
        assert server.ended()[0].end_how == "time-out"
        assert served(tls_loop, server, tls_pki.client())


def test_an_idle_connection_stays_whatever_the_deadline_of_a_request(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server(), limits=QUICK) as server, secure(server, tls_pki) as client:
        client.sendall(REQUEST)
        assert b"hallo" in client.recv(4096)
        client.settimeout(0.9)
        with pytest.raises(TimeoutError):
            client.recv(1)
        assert server.state().end_by == "open"


def test_a_body_that_trickles_gets_408(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server(), limits=QUICK) as server:
        with secure(server, tls_pki) as client:
            client.sendall(b"POST / HTTP/1.1\r\nHost: zim\r\nContent-Length: 50\r\n\r\nlang")
            answer = read_all(client)
        (seen,) = server.ended()
        assert served(tls_loop, server, tls_pki.client())
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"niet compleet" in answer
    assert seen.requests == 0


def test_a_declared_gigabyte_is_refused_unread(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server:
        with secure(server, tls_pki) as client:
            client.sendall(b"POST / HTTP/1.1\r\nHost: zim\r\nContent-Length: 1000000000\r\n\r\n")
            answer = read_all(client)
        assert served(tls_loop, server, tls_pki.client())
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"groter dan 10485760 bytes" in answer


def test_a_gigabyte_in_chunks_is_refused_early_in_bounded_memory(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with OurServer(tls_loop, tls_pki.server(), limits=Limits(linger_seconds=0.5)) as server:
        sent = 0
        with secure(server, tls_pki) as client:
            client.sendall(b"POST / HTTP/1.1\r\nHost: zim\r\nTransfer-Encoding: chunked\r\n\r\n")
            try:
                while sent < 1_000_000_000:
                    client.sendall(chunk)
                    sent += len(chunk)
            except OSError:
                pass
        (seen,) = server.ended()
        assert served(tls_loop, server, tls_pki.client())
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert sent < 1_000_000_000
    assert grown < 120_000  # KiB
    assert (seen.end_by, seen.requests) == ("bank", 0)


def test_an_answer_that_refuses_is_read_by_a_client_that_is_still_sending(
    tls_pki: TlsPki, tls_loop: LoopThread
) -> None:
    with OurServer(tls_loop, tls_pki.server(), limits=Limits(body=1000)) as server:
        connection = connect(tls_loop, server.address, tls_pki.client())
        answer = tls_loop.run(connection.request("POST", "/", body=b"x" * 3_000_000))
        assert answer.status == 413
        assert not connection.is_open


def test_a_header_that_is_too_long_is_refused(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server(), limits=QUICK) as server:
        connection = connect(tls_loop, server.address, tls_pki.client())
        answer = tls_loop.run(connection.request("GET", "/", [(f"X-{n}", "y" * 1000) for n in range(9)]))
        assert answer.status == 431
        tls_loop.run(connection.close())


def test_what_is_no_http_is_a_visible_event(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server:
        with secure(server, tls_pki) as client:
            client.sendall(b"\x00\x01 geen http\r\n\r\n")
            assert read_all(client).split(b" ", 2)[1] == b"400"
        (event,) = server.journal.unexpected
    assert "geen geldig HTTP/1.1-verzoek" in event.what


def test_a_client_that_expects_continue_gets_it(tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, None) as server, socket.create_connection(server.address, SECONDS) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: zim\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
        assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(b"hallo")
        assert client.recv(1000).startswith(b"HTTP/1.1 200 OK")


def test_there_is_room_for_so_many_connections_and_no_more(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server(), limits=Limits(connections=2)) as server:
        kept = [connect(tls_loop, server.address, tls_pki.client()) for _ in range(2)]
        with pytest.raises(ConnectFailed) as failed:
            connect(tls_loop, server.address, tls_pki.client())
        assert failed.value.how in ("closed", "reset")
        for connection in kept:
            tls_loop.run(connection.close())
        server.ended(3)
        assert served(tls_loop, server, tls_pki.client())
        assert "meer dan 2 verbindingen" in {seen.end_how for seen in server.journal.connections}


def test_an_answer_that_nobody_reads_does_not_stay(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    async def large(request: web.BaseRequest, connection: ConnectionRecord) -> web.StreamResponse:
        return web.Response(body=b"x" * 30_000_000)

    server = OurServer(tls_loop, tls_pki.server(), limits=QUICK, handler=large)
    with server, secure(server, tls_pki) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: zim\r\n\r\n")
        (seen,) = server.ended()
    assert (seen.end_by, seen.end_how) == ("bank", "time-out")


def ends(server: OurServer, client: ssl.SSLSocket) -> ConnectionObservation:
    """Wait for the end of the one connection."""
    client.close()
    return server.ended()[0]


def test_a_reset_by_the_peer_is_told_apart(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server, secure(server, tls_pki) as client:
        eventually(lambda: len(server.journal.connections) == 1)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        seen = ends(server, client)
    assert (seen.end_by, seen.end_how) == ("sut", "RST")


def test_an_end_of_tcp_without_close_notify_is_told_apart(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server, secure(server, tls_pki) as client:
        eventually(lambda: len(server.journal.connections) == 1)
        seen = ends(server, client)
    assert (seen.end_by, seen.end_how) == ("sut", "FIN")


def test_a_handshake_that_the_peer_gives_up_is_told_apart(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server:
        with socket.create_connection(server.address, SECONDS):
            pass
        (seen,) = server.ended()
    assert (seen.end_by, seen.end_how, seen.handshake_completed) == ("sut", "FIN", False)


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


def test_a_peer_that_ignores_our_close_is_left_after_a_while(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server(), limits=QUICK) as server, secure(server, tls_pki):
        eventually(lambda: len(server.journal.connections) == 1)
        tls_loop.run(server.listener.close_connections())
        (seen,) = server.ended()
    assert (seen.end_by, seen.end_how) == ("bank", "close_notify")


def test_stop_ends_a_handler_that_hangs_and_records_the_connection(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    async def never(request: web.BaseRequest, connection: ConnectionRecord) -> web.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError

    with OurServer(tls_loop, tls_pki.server(), handler=never) as server:
        connection = connect(tls_loop, server.address, tls_pki.client())
        asked = start(tls_loop, connection.request("GET", "/"))
        eventually(lambda: server.state().application_records > 0)
    with pytest.raises(RequestFailed) as failed:
        asked.result(SECONDS)
    assert failed.value.how == "closed"
    assert server.journal.connections[0].end_how == "close_notify"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(server.address, SECONDS)


def test_use_needs_a_tls_port(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, None) as server, pytest.raises(ValueError, match="zonder TLS"):
        server.listener.use(tls_pki.server())


def test_settings_that_cannot_be_are_refused_before_listening(tls_loop: LoopThread) -> None:
    with pytest.raises(ValueError, match="certificaat met sleutel"):
        OurServer(tls_loop, TlsSettings())


def test_application_records_are_counted_and_not_kept(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server, secure(server, tls_pki) as client:
        for _ in range(200):
            client.sendall(REQUEST * 10)
            wanted = 10
            while wanted:
                wanted -= client.recv(65536).count(b"hallo")
        (record,) = server.listener.open_connections
        kept = len(record.recorder.messages)
        seen = server.state()
    assert seen.application_records >= 2_000
    assert seen.requests == 2_000
    assert kept < 20


def test_read_body_gives_what_came_whole(tls_loop: LoopThread) -> None:
    async def handler(request: web.BaseRequest, connection: ConnectionRecord) -> web.StreamResponse:
        return web.Response(text=str(len(await read_body(request, Limits(body=10)))))

    with OurServer(tls_loop, None, handler=handler) as server:
        connection = connect(tls_loop, server.address, None)
        for size, status in ((10, 200), (0, 200), (11, 413)):
            answer = tls_loop.run(connection.request("POST", "/", body=b"x" * size))
            assert answer.status == status
