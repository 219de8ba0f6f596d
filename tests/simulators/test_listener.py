"""A listener serves, bounds what a peer can do, and records every connection."""

import asyncio
import socket
import threading

import pytest
from aiohttp import web

from simulators.calling import ConnectFailed, RequestFailed
from simulators.connections import ConnectionRecord
from simulators.journal import Journal
from simulators.limits import Limits
from simulators.listener import Listener
from simulators.loop import LoopThread
from simulators.tls import TlsSettings
from tests.simulators.conftest import TlsPki
from tests.tls_peers import (
    QUICK,
    REQUEST,
    SECONDS,
    OurServer,
    connect,
    eventually,
    read_all,
    secure,
    served,
    start,
)


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


def test_one_connection_can_be_ended_and_the_others_stay(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server:
        first, second = (connect(tls_loop, server.address, tls_pki.client()) for _ in range(2))
        for connection in (first, second):
            tls_loop.run(connection.request("GET", "/"))

        async def end_first() -> None:
            server.listener.end(min(server.listener.open_connections, key=lambda record: record.number))

        tls_loop.run(end_first())
        with pytest.raises(RequestFailed):
            tls_loop.run(first.request("GET", "/"))
        assert tls_loop.run(second.request("GET", "/")).status == 200
        tls_loop.run(second.close())


def test_a_header_that_trickles_is_ended(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server(), limits=QUICK) as server:
        with secure(server, tls_pki.ca.file, tls_pki.xis) as client:
            client.sendall(b"POST / HTTP/1.1\r\nHost:")
            assert read_all(client) == b""
        assert server.ended()[0].end_how == "time-out"
        assert served(tls_loop, server, tls_pki.client())


def test_an_idle_connection_stays_whatever_the_deadline_of_a_request(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with (
        OurServer(tls_loop, tls_pki.server(), limits=QUICK) as server,
        secure(server, tls_pki.ca.file, tls_pki.xis) as client,
    ):
        client.sendall(REQUEST)
        assert b"hallo" in client.recv(4096)
        client.settimeout(0.9)
        with pytest.raises(TimeoutError):
            client.recv(1)
        assert server.state().end_by == "open"


def test_a_header_that_is_too_long_is_refused(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server(), limits=QUICK) as server:
        connection = connect(tls_loop, server.address, tls_pki.client())
        answer = tls_loop.run(connection.request("GET", "/", [(f"X-{n}", "y" * 1000) for n in range(9)]))
        assert answer.status == 431
        tls_loop.run(connection.close())


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


def test_stop_ends_a_handler_that_hangs_and_records_the_connection(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    ended = threading.Event()

    async def never(request: web.BaseRequest, connection: ConnectionRecord) -> web.StreamResponse:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        raise AssertionError

    with OurServer(tls_loop, tls_pki.server(), handler=never) as server:
        connection = connect(tls_loop, server.address, tls_pki.client())
        asked = start(tls_loop, connection.request("GET", "/"))
        eventually(lambda: server.state().application_records > 0)
    with pytest.raises(RequestFailed) as failed:
        asked.result(SECONDS)
    assert failed.value.how == "closed"
    assert ended.is_set()
    assert server.journal.connections[0].end_how == "close_notify"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(server.address, SECONDS)


def test_use_needs_a_tls_port(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, None) as server, pytest.raises(ValueError, match="zonder TLS"):
        server.listener.use(tls_pki.server())


def test_settings_that_cannot_be_are_refused_before_listening(tls_loop: LoopThread) -> None:
    with pytest.raises(ValueError, match="certificaat met sleutel"):
        OurServer(tls_loop, TlsSettings())


def test_connections_that_come_while_others_are_closed_are_left_alone(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server(), limits=QUICK) as server:
        with socket.create_connection(server.address, SECONDS):  # keeps the end of the first waiting
            eventually(lambda: len(server.listener.open_connections) == 1)
            closing = start(tls_loop, server.listener.close_connections())
            connection = connect(tls_loop, server.address, tls_pki.client())
            closing.result(SECONDS)
            assert tls_loop.run(connection.request("GET", "/")).status == 200
        tls_loop.run(connection.close())


def test_a_state_that_did_not_change_is_not_recorded_again(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    recorded: list[object] = []
    with OurServer(tls_loop, tls_pki.server()) as server:
        server.journal = Journal("zim", lambda observation, _payloads: recorded.append(observation))
        listener = tls_loop.run(
            Listener.start(
                host="127.0.0.1",
                port=0,
                settings=tls_pki.server(),
                handler=server.echo,
                clock=server.clock,
                journal=server.journal,
            )
        )
        connection = connect(tls_loop, listener.address, tls_pki.client())
        for _ in range(3):
            tls_loop.run(listener.flush())
        tls_loop.run(connection.close())
        tls_loop.run(listener.stop())
    assert len(recorded) == 2


def test_application_records_are_counted_and_not_kept(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server, secure(server, tls_pki.ca.file, tls_pki.xis) as client:
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
