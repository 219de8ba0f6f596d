"""A load generator: keep-alive connections that send ready-made requests and count the answers.

It does as little as possible per message, because it shares the machine with the server that is measured: no HTTP
library, no parsing beyond the status and the length of an answer.
"""

import asyncio
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

CLOSE_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class Target:
    """The server under load and what is needed to reach it over mutual TLS."""

    host: str
    port: int
    server_name: str
    trust: Path
    certificate: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        """Return a client context with the certificate of the sender."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(self.trust)
        context.load_cert_chain(self.certificate, self.key)
        return context


@dataclass(slots=True)
class Result:
    """What a generator saw; times are of the monotonic clock, which processes on one machine share."""

    answered: int = 0
    failures: list[str] = field(default_factory=list)
    began: float = 0.0
    ended: float = 0.0


class GeneratorError(Exception):
    """The load could not be given: the server closed, or answered something else than expected."""


class _Connection(asyncio.Protocol):
    """One connection that sends the next request as soon as an answer is complete."""

    def __init__(self, requests: Iterator[bytes], expected: bytes, result: Result) -> None:
        self._requests = requests
        self._expected = expected
        self._result = result
        self._received = bytearray()
        self._transport: asyncio.Transport | None = None
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.gone = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def begin(self) -> None:
        """Send the first request."""
        self._send_next()

    def data_received(self, data: bytes) -> None:
        self._received += data
        head_end = self._received.find(b"\r\n\r\n")
        if head_end < 0:
            return
        head = bytes(self._received[:head_end]).lower()
        at = head.find(b"content-length:")
        if at < 0:
            self._fail("an answer without Content-Length")
            return
        length = int(head[at + 15 :].split(b"\r\n", 1)[0])
        end = head_end + 4 + length
        if len(self._received) < end:
            return
        body = bytes(self._received[head_end + 4 : end])
        del self._received[:end]
        if not head.startswith(b"http/1.1 200 ") or self._expected not in body:
            self._result.failures.append(f"{head[:40]!r} {body[-600:]!r}")
        self._result.answered += 1
        self._send_next()

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone.set()
        if not self.done.done():
            self._fail(f"the server closed the connection: {exc}")

    def close(self) -> None:
        """Close the connection."""
        if self._transport is not None:
            self._transport.close()

    def _send_next(self) -> None:
        assert self._transport is not None
        request = next(self._requests, None)
        if request is None:
            self.done.set_result(None)
        else:
            self._transport.write(request)

    def _fail(self, reason: str) -> None:
        if not self.done.done():
            self.done.set_exception(GeneratorError(reason))


async def send_all(
    target: Target, requests: Iterator[bytes], *, connections: int, expected: bytes, seconds: float
) -> Result:
    """Send all requests over a number of connections and return what was answered.

    The time runs from the moment that all connections stand. ``expected`` must occur in every answer. Raises
    GeneratorError when a connection breaks and TimeoutError when it takes longer than ``seconds``.
    """
    loop = asyncio.get_running_loop()
    result = Result()
    context = target.context()
    opened: list[_Connection] = []
    for _ in range(connections):
        _, connection = await loop.create_connection(
            lambda: _Connection(requests, expected, result),
            target.host,
            target.port,
            ssl=context,
            server_hostname=target.server_name,
        )
        opened.append(connection)
    result.began = time.monotonic()
    try:
        for connection in opened:
            connection.begin()
        await asyncio.wait_for(asyncio.gather(*(connection.done for connection in opened)), seconds)
    finally:
        result.ended = time.monotonic()
        for connection in opened:
            connection.close()
        await asyncio.wait_for(asyncio.gather(*(connection.gone.wait() for connection in opened)), CLOSE_SECONDS)
    return result
