"""The client: what it sends, what it makes of odd answers, and how it tells a failure."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from simulators.calling import ConnectFailed, HttpConnection, RequestFailed
from simulators.clock import Clock, VirtualClock
from simulators.journal import Journal
from simulators.limits import Limits
from simulators.loop import LoopThread
from tests.simulators.conftest import TlsPki
from tests.tls_peers import NAME, SECONDS, OurServer, connect, s_server

QUICK = Limits(body=10_000, header=4_000, handshake_seconds=0.5, request_seconds=0.4, linger_seconds=0.3)


@contextmanager
def answering(*answers: bytes, close: bool = True) -> Iterator[tuple[tuple[str, int], list[bytes]]]:
    """Serve one plain connection: to each piece that arrives, the next of ``answers``."""
    requests: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        stop = threading.Event()

        def serve() -> None:
            served, _ = listening.accept()
            with served:
                for answer in answers:
                    requests.append(served.recv(65536))
                    served.sendall(answer)
                if not close:
                    stop.wait(SECONDS)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname(), requests
        stop.set()
        thread.join(SECONDS)


def test_requests_share_a_connection(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    journal = Journal("zim")
    with OurServer(tls_loop, tls_pki.server()) as server:
        connection = connect(tls_loop, server.address, tls_pki.client(), journal=journal)
        for body in (b"een", b"", b"x" * 1_000_000):
            assert tls_loop.run(connection.request("POST", "/echo?x=1", {"SOAPAction": '"a"'}, body)).body == body
        assert connection.is_open
        tls_loop.run(connection.close())
        assert not connection.is_open
        (theirs,) = server.ended()
    (ours,) = journal.connections
    assert (ours.sut_role, ours.requests, ours.handshake_completed) == ("server", 3, True)
    assert (ours.end_by, ours.end_how) == ("bank", "close_notify")
    assert (ours.bench_certificate, ours.certificate_sent) == ("xis", True)
    assert theirs.requests == 3
    assert ours.peer == "{}:{}".format(*server.address)


def test_the_request_is_what_was_asked_for(tls_loop: LoopThread) -> None:
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nX-A: 2\r\n\r\nja") as (address, requests):
        connection = connect(tls_loop, address, None)
        answer = tls_loop.run(connection.request("POST", "/pad", [("SOAPAction", '""')], b"vraag"))
        tls_loop.run(connection.close())
    head = f'POST /pad HTTP/1.1\r\nHost: {NAME}:{address[1]}\r\nSOAPAction: ""\r\nContent-Length: 5\r\n\r\nvraag'
    assert requests == [head.encode()]
    assert (answer.status, answer.body, answer.headers.getall("x-a")) == (200, b"ja", ["1", "2"])


def test_an_answer_that_ends_with_the_connection_is_complete(tls_loop: LoopThread) -> None:
    with answering(b"HTTP/1.1 200 OK\r\n\r\ntot het einde") as (address, _):
        connection = connect(tls_loop, address, None)
        assert tls_loop.run(connection.request("GET", "/")).body == b"tot het einde"
        assert not connection.is_open


def test_connection_close_is_obeyed(tls_loop: LoopThread) -> None:
    answer = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    with answering(answer, close=False) as (address, _):
        connection = connect(tls_loop, address, None)
        tls_loop.run(connection.request("GET", "/"))
        assert not connection.is_open
        with pytest.raises(RequestFailed):
            tls_loop.run(connection.request("GET", "/"))


@pytest.mark.parametrize(
    ("answer", "how"),
    [
        (b"", "closed"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", "closed"),
        (b"HTTP/1.1 20", "closed"),
        (b"\x00\x01\x02 geen http\r\n\r\n", "http-error"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n" + b"x" * 20_000, "too-large"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 5_000, "http-error"),
    ],
)
def test_a_broken_answer_is_told(tls_loop: LoopThread, answer: bytes, how: str) -> None:
    with answering(answer) as (address, _):
        connection = connect(tls_loop, address, None, limits=QUICK)
        with pytest.raises(RequestFailed) as failed:
            tls_loop.run(connection.request("GET", "/"))
        tls_loop.run(connection.close())
    assert failed.value.how == how
    assert str(failed.value)
    assert not connection.is_open


def test_no_answer_in_time_is_told_and_ends_the_connection(tls_loop: LoopThread) -> None:
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", close=False) as (address, _):
        connection = connect(tls_loop, address, None, limits=QUICK)
        with pytest.raises(RequestFailed, match=r"na 0.4 seconden") as failed:
            tls_loop.run(connection.request("GET", "/"))
        tls_loop.run(connection.close())
    assert failed.value.how == "time-out"
    seen = connection.record.observation()
    assert (seen.end_by, seen.end_how) == ("bank", "time-out")


def test_a_request_that_is_cancelled_leaves_no_half_answer_behind(tls_loop: LoopThread) -> None:
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", close=False) as (address, _):
        connection = connect(tls_loop, address, None)

        async def give_up() -> None:
            async with asyncio.timeout(0.1):
                await connection.request("GET", "/")

        with pytest.raises(TimeoutError):
            tls_loop.run(give_up())
        assert not connection.is_open
        tls_loop.run(connection.close())


def test_what_nobody_asked_for_ends_the_connection(tls_loop: LoopThread) -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    with answering(answer + answer, close=False) as (address, _):
        connection = connect(tls_loop, address, None)
        tls_loop.run(connection.request("GET", "/"))
        with pytest.raises(RequestFailed) as failed:
            tls_loop.run(connection.request("GET", "/"))
        tls_loop.run(connection.close())
    assert failed.value.how == "http-error"


def test_nobody_listening_is_told_and_recorded(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    journal = Journal("zim")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = free.getsockname()
    with pytest.raises(ConnectFailed, match="niemand luistert") as failed:
        connect(tls_loop, address, tls_pki.client(), journal=journal)
    assert failed.value.how == "no-connection"
    (seen,) = journal.connections
    assert (seen.end_by, seen.end_how, seen.certificate_sent) == ("sut", "geen verbinding", False)
    assert seen.ended is not None


def test_an_unknown_host_is_told(tls_loop: LoopThread) -> None:
    with pytest.raises(ConnectFailed) as failed:
        connect(tls_loop, ("bestaat-niet.invalid", 443), None)
    assert failed.value.how == "no-connection"


def test_a_server_that_says_nothing_is_left(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with answering(b"", b"", close=False) as (address, _), pytest.raises(ConnectFailed) as failed:
        connect(tls_loop, address, tls_pki.client(), limits=QUICK)
    assert failed.value.how == "time-out"
    assert failed.value.record is not None
    seen = failed.value.record.observation()
    assert (seen.end_by, seen.end_how, seen.server_name) == ("bank", "time-out", NAME)


def test_a_server_that_hangs_up_during_the_handshake_is_told(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with answering(b"") as (address, _), pytest.raises(ConnectFailed) as failed:
        connect(tls_loop, address, tls_pki.client())
    assert failed.value.how == "closed"


def test_a_server_without_tls_is_told(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n") as (address, _), pytest.raises(ConnectFailed) as failed:
        connect(tls_loop, address, tls_pki.client())
    assert failed.value.how == "tls-error"
    assert "TLS kwam niet tot stand" in str(failed.value)


def test_a_foreign_server_that_hangs_up_is_told_apart(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    peer, address = s_server(tls_pki.zim)
    with peer:
        connection = connect(tls_loop, address, tls_pki.client())
        peer.say(b"Q\n")
        with pytest.raises(RequestFailed) as failed:
            tls_loop.run(connection.request("GET", "/"))
        tls_loop.run(connection.close())
    assert failed.value.how in ("closed", "reset")
    assert connection.record.observation().end_by == "sut"


def test_a_name_is_not_compared_when_not_asked(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server:
        settings = tls_pki.client(check_name=False)
        connection = connect(tls_loop, server.address, settings, server_name="iets.anders.test")
        tls_loop.run(connection.close())
        assert server.ended()[0].server_name == "iets.anders.test"


def test_the_time_of_last_use_is_that_of_the_last_answer(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    clock = VirtualClock()
    with OurServer(tls_loop, tls_pki.server()) as server:
        connection = connect(tls_loop, server.address, tls_pki.client(), clock=clock)
        clock.set(clock.now() + 100)
        assert clock.now() - connection.last_used.low >= 100
        tls_loop.run(connection.request("GET", "/"))
        assert clock.now() - connection.last_used.low < 50
        tls_loop.run(connection.close())


def test_a_connection_opened_and_closed_leaves_nothing_behind(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server:

        async def opened() -> set[asyncio.Task[object]]:
            before = asyncio.all_tasks()
            connection = await HttpConnection.open(
                *server.address, settings=tls_pki.client(), server_name=NAME, clock=Clock()
            )
            await connection.request("GET", "/")
            await connection.close()
            await connection.close()
            await server.listener.close_connections()
            return asyncio.all_tasks() - before

        left = tls_loop.run(opened())
        assert not [task for task in left if not task.done()]
        assert server.listener.open_connections == ()
