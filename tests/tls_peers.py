"""Foreign peers for the tests of TLS (the command line of OpenSSL), and our own sides driven from synchronous code."""

import asyncio
import select
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from simulators.calling import HttpConnection
from simulators.clock import Clock
from simulators.connections import ConnectionRecord
from simulators.journal import Journal
from simulators.limits import Limits
from simulators.listener import Handler, Listener, read_body
from simulators.loop import LoopThread
from simulators.observations import ConnectionObservation
from simulators.tls import Identity, TlsSettings

T = TypeVar("T")

SECONDS = 8.0
REQUEST = b"POST /vraag HTTP/1.1\r\nHost: zim.toetsbank.test\r\nContent-Length: 5\r\n\r\nhallo"
NAME = "zim.toetsbank.test"
QUICK = Limits(body=100_000, header=8_000, handshake_seconds=0.6, request_seconds=0.4, linger_seconds=0.3)


class Peer:
    """A running ``openssl s_client`` or ``s_server``."""

    def __init__(self, *arguments: str) -> None:
        self._process = subprocess.Popen(
            ["openssl", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0
        )
        self.output = ""
        self._seen = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait(SECONDS)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def say(self, data: bytes) -> None:
        """Write to its standard input."""
        assert self._process.stdin is not None
        self._process.stdin.write(data)

    def expect(self, text: str) -> str:
        """Read on in its output until ``text`` has come; fail when it does not come in time."""
        assert self._process.stdout is not None
        deadline = time.monotonic() + SECONDS
        while (found := self.output.find(text, self._seen)) < 0:
            left = deadline - time.monotonic()
            ready, _, _ = select.select([self._process.stdout], [], [], max(0.0, left))
            data = self._process.stdout.read(65536) if ready else b""
            if not data:
                raise AssertionError(f'"{text}" did not come; the output was:\n{self.output}')
            self.output += data.decode("utf-8", "replace")
        self._seen = found + len(text)
        return self.output


def s_client(address: tuple[str, int], *arguments: str, identity: Identity | None = None) -> Peer:
    """Start a client; with an identity, it shows that certificate."""
    own = () if identity is None else ("-cert", str(identity.certificate), "-key", str(identity.key))
    return Peer("s_client", "-connect", f"{address[0]}:{address[1]}", "-servername", NAME, *own, *arguments)


def s_server(identity: Identity, *arguments: str) -> tuple[Peer, tuple[str, int]]:
    """Start a server on a free port that shows a certificate and answers every request with a page on the handshake."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    peer = Peer(
        "s_server",
        "-accept",
        f"127.0.0.1:{port}",
        "-cert",
        str(identity.certificate),
        "-key",
        str(identity.key),
        *arguments,
    )
    peer.expect("ACCEPT")
    return peer, ("127.0.0.1", port)


class OurServer:
    """A Listener that echoes bodies, with its journal."""

    def __init__(
        self,
        loop: LoopThread,
        settings: TlsSettings | None,
        *,
        clock: Clock | None = None,
        limits: Limits | None = None,
        handler: Handler | None = None,
    ) -> None:
        self._loop = loop
        self.clock = clock or Clock()
        self.limits = limits or Limits()
        self.journal = Journal("zim")
        self.listener = loop.run(
            Listener.start(
                host="127.0.0.1",
                port=0,
                settings=settings,
                handler=handler or self.echo,
                clock=self.clock,
                journal=self.journal,
                limits=self.limits,
            )
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.run(self.listener.stop())

    @property
    def address(self) -> tuple[str, int]:
        return self.listener.address

    async def echo(self, request: web.BaseRequest, connection: ConnectionRecord) -> web.StreamResponse:
        return web.Response(body=await read_body(request, self.limits))

    def ended(self, count: int = 1) -> tuple[ConnectionObservation, ...]:
        """Wait until ``count`` connections have ended, and return all."""

        def look(journal: Journal) -> tuple[ConnectionObservation, ...] | None:
            over = [c for c in journal.connections if c.ended is not None]
            return journal.connections if len(over) >= count else None

        found = self.journal.wait_for(look, SECONDS)
        assert found is not None, f"no end: {self.journal.connections}"
        return found

    def state(self) -> ConnectionObservation:
        """Return the present state of the newest connection."""
        self._loop.run(self.listener.flush())
        return self.journal.connections[-1]


def connect(loop: LoopThread, address: tuple[str, int], settings: TlsSettings | None, **more: Any) -> HttpConnection:
    """Open a connection of ours."""
    more.setdefault("clock", Clock())
    more.setdefault("server_name", NAME)
    return loop.run(HttpConnection.open(*address, settings=settings, **more))


def start(loop: LoopThread, coroutine: Coroutine[Any, Any, T]) -> Future[T]:
    """Start something on the loop, for the test to go on meanwhile."""
    return asyncio.run_coroutine_threadsafe(coroutine, loop.loop)


def on_loop(loop: LoopThread, call: Callable[[], T]) -> T:
    """Call something on the loop, where the objects of connections live."""

    async def called() -> T:
        return call()

    return loop.run(called())


def exchange(peer: Peer) -> None:
    """Let a client send a request and see its echo."""
    peer.say(REQUEST)
    peer.expect("hallo")


def raw(address: tuple[str, int], data: bytes, seconds: float = SECONDS) -> bytes:
    """Send bytes without TLS and return all that comes back until the end."""
    with socket.create_connection(address, seconds) as client:
        client.sendall(data)
        return read_all(client)


def read_all(client: socket.socket) -> bytes:
    """Return what comes until the end of the connection; a reset is an end too."""
    parts = []
    try:
        while part := client.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        parts.append(b"")
    return b"".join(parts)


def served(loop: LoopThread, server: OurServer, settings: TlsSettings | None) -> bool:
    """Tell whether a request is answered as usual."""
    connection = connect(loop, server.address, settings)
    answer = loop.run(connection.request("POST", "/", body=b"hallo"))
    loop.run(connection.close())
    return answer.body == b"hallo"


def secure(server: OurServer, ca: Path, identity: Identity) -> ssl.SSLSocket:
    """Connect with a blocking socket, for a test that sends odd bytes within TLS."""
    plain = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    plain.load_verify_locations(cafile=ca)
    plain.load_cert_chain(identity.certificate, identity.key)
    return plain.wrap_socket(socket.create_connection(server.address, SECONDS), server_hostname=NAME)


def eventually(look: Callable[[], bool]) -> None:
    """Wait until something holds; fail when it does not in time."""
    deadline = time.monotonic() + SECONDS
    with socket.socket() as never:
        while not look():
            assert time.monotonic() < deadline, "did not come true in time"
            select.select([], [], [never], 0.01)
