"""Bodies and requests that are too long, too slow, or no HTTP."""

import resource
import socket

from aiohttp import web

from simulators.connections import ConnectionRecord
from simulators.limits import Limits
from simulators.listener import read_body
from simulators.loop import LoopThread
from tests.simulators.conftest import TlsPki
from tests.tls_peers import QUICK, SECONDS, OurServer, connect, read_all, secure, served


def test_a_body_that_trickles_gets_408(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server(), limits=QUICK) as server:
        with secure(server, tls_pki.ca.file, tls_pki.xis) as client:
            client.sendall(b"POST / HTTP/1.1\r\nHost: zim\r\nContent-Length: 50\r\n\r\nlang")
            answer = read_all(client)
        (seen,) = server.ended()
        assert served(tls_loop, server, tls_pki.client())
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"niet compleet" in answer
    assert seen.requests == 0


def test_a_declared_gigabyte_is_refused_unread(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server:
        with secure(server, tls_pki.ca.file, tls_pki.xis) as client:
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
        with secure(server, tls_pki.ca.file, tls_pki.xis) as client:
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


def test_what_is_no_http_is_a_visible_event(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server:
        with secure(server, tls_pki.ca.file, tls_pki.xis) as client:
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


def test_read_body_gives_what_came_whole(tls_loop: LoopThread) -> None:
    async def handler(request: web.BaseRequest, connection: ConnectionRecord) -> web.StreamResponse:
        return web.Response(text=str(len(await read_body(request, Limits(body=10)))))

    with OurServer(tls_loop, None, handler=handler) as server:
        connection = connect(tls_loop, server.address, None)
        for size, status in ((10, 200), (0, 200), (11, 413)):
            answer = tls_loop.run(connection.request("POST", "/", body=b"x" * size))
            assert answer.status == status
