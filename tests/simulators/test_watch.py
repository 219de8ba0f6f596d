"""How connections begin and end: silence, resets, peers that read nothing."""

import asyncio
import socket
import ssl
import struct

import pytest
from aiohttp import web

from simulators.clock import Clock
from simulators.connections import ConnectionRecord
from simulators.loop import LoopThread
from simulators.observations import ConnectionObservation
from simulators.watch import Watch
from tests.simulators.conftest import TlsPki
from tests.tls_peers import QUICK, SECONDS, OurServer, eventually, raw, secure, served


def ends(server: OurServer, client: ssl.SSLSocket) -> ConnectionObservation:
    """Wait for the end of the one connection."""
    client.close()
    return server.ended()[0]


def test_a_connection_that_is_ended_before_it_begins_is_closed_at_once(tls_loop: LoopThread) -> None:
    async def scenario() -> bytes:
        ended = asyncio.Event()
        record = ConnectionRecord(clock=Clock(), journal=None, ours="bank", serving=True, settings=None, context=None)
        watch = Watch(record, QUICK, lambda _transport: asyncio.Protocol(), ended.set)
        watch.shut()
        ours, theirs = socket.socketpair()
        with theirs:
            theirs.settimeout(SECONDS)
            await asyncio.get_running_loop().connect_accepted_socket(lambda: watch, ours)
            await ended.wait()
            return theirs.recv(1)

    assert tls_loop.run(scenario()) == b""


@pytest.mark.parametrize("tls", [True, False])
def test_a_silent_connection_is_ended(tls_pki: TlsPki, tls_loop: LoopThread, tls: bool) -> None:
    with OurServer(tls_loop, tls_pki.server() if tls else None, limits=QUICK) as server:
        assert raw(server.address, b"") == b""
        (seen,) = server.ended()
        assert served(tls_loop, server, tls_pki.client() if tls else None)
    assert (seen.end_by, seen.end_how) == ("bank", "time-out")


def test_an_answer_that_nobody_reads_does_not_stay(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    async def large(request: web.BaseRequest, connection: ConnectionRecord) -> web.StreamResponse:
        return web.Response(body=b"x" * 30_000_000)

    server = OurServer(tls_loop, tls_pki.server(), limits=QUICK, handler=large)
    with server, secure(server, tls_pki.ca.file, tls_pki.xis) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: zim\r\n\r\n")
        (seen,) = server.ended()
    assert (seen.end_by, seen.end_how) == ("bank", "time-out")


def test_a_reset_by_the_peer_is_told_apart(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server, secure(server, tls_pki.ca.file, tls_pki.xis) as client:
        eventually(lambda: len(server.journal.connections) == 1)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        seen = ends(server, client)
    assert (seen.end_by, seen.end_how) == ("sut", "RST")


def test_an_end_of_tcp_without_close_notify_is_told_apart(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server, secure(server, tls_pki.ca.file, tls_pki.xis) as client:
        eventually(lambda: len(server.journal.connections) == 1)
        seen = ends(server, client)
    assert (seen.end_by, seen.end_how) == ("sut", "FIN")


def test_a_handshake_that_the_peer_gives_up_is_told_apart(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server:
        with socket.create_connection(server.address, SECONDS):
            pass
        (seen,) = server.ended()
    assert (seen.end_by, seen.end_how, seen.handshake_completed) == ("sut", "FIN", False)
