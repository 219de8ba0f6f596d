"""A server with or without TLS that records every connection, refused ones included, and bounds what a peer can do."""

import asyncio
import logging
import socket
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from simulators.clock import Clock
from simulators.connections import ConnectionRecord, Side
from simulators.http_server import HttpServer, read_body
from simulators.journal import Journal
from simulators.limits import Limits
from simulators.observations import UnexpectedObservation
from simulators.tls import TlsSettings, server_context
from simulators.tls_transport import TlsWatch
from simulators.watch import Watch

__all__ = ["Handler", "Limits", "Listener", "read_body"]

Handler = Callable[[web.BaseRequest, ConnectionRecord], Awaitable[web.StreamResponse]]

_BEYOND_REACH = 1e8
"""Seconds: how long a connection may be idle is for the clock of the bench to judge."""
_BACKLOG = 512
_STOP_SECONDS = 0.1
_log = logging.getLogger(__name__)


class _Live:
    """A connection that has not ended, with the real time at which the header of a request began to arrive."""

    def __init__(self, record: ConnectionRecord) -> None:
        self.record = record
        self.watch: Watch | None = None
        self.header_since: float | None = None
        self.gone = asyncio.Event()
        self._serving = False

    def data(self) -> None:
        """Application data arrived: outside a request, the header of the next one has begun."""
        if not self._serving and self.header_since is None:
            self.header_since = time.monotonic()

    def begin(self) -> None:
        """A request is being served; its header is complete."""
        self._serving = True
        self.header_since = None

    def end(self, *, complete: bool) -> None:
        """The request has been served; an incomplete one is not counted."""
        self._serving = False
        self.record.requests += complete


class Listener:
    """A listening socket and its connections. Make one with ``start``; all methods belong to its event loop."""

    def __init__(
        self,
        listening: socket.socket,
        *,
        settings: TlsSettings | None,
        handler: Handler,
        clock: Clock,
        journal: Journal | None,
        limits: Limits,
        ours: Side,
    ) -> None:
        self._socket = listening
        host, port = listening.getsockname()[:2]
        self._address = (str(host), int(port))
        self._settings = settings
        self._handler = handler
        self._clock = clock
        self._journal = journal
        self._limits = limits
        self._ours: Side = ours
        self._live: dict[asyncio.Protocol, _Live] = {}
        self._open: set[_Live] = set()
        self._server = HttpServer(
            self._serve,
            self._refuse,
            keepalive_timeout=_BEYOND_REACH,
            lingering_time=0.0,
            auto_decompress=False,
            access_log=None,
            max_line_size=min(limits.header, 8190),
            max_field_size=limits.header,
            logger=_log,
        )
        self._tasks: tuple[asyncio.Task[None], ...] = ()
        self._serving: set[asyncio.Task[Any]] = set()
        self._turned_away = ""

    @classmethod
    async def start(
        cls,
        *,
        host: str,
        port: int,
        settings: TlsSettings | None,
        handler: Handler,
        clock: Clock,
        journal: Journal | None,
        limits: Limits | None = None,
        sut_side: bool = True,
    ) -> "Listener":
        """Listen on an address (port 0: a free one) and return when connections are accepted.

        ``settings`` None means HTTP without TLS. ``sut_side`` tells that the peers are the system under test; its own
        servers say False. Raises OSError if the address cannot be had, ValueError for settings that OpenSSL cannot do.
        """
        if settings is not None:
            server_context(settings, clock)
        listening = await _listen(host, port)
        made = cls(
            listening,
            settings=settings,
            handler=handler,
            clock=clock,
            journal=journal,
            limits=limits or Limits(),
            ours="bank" if sut_side else "sut",
        )
        loop = asyncio.get_running_loop()
        made._tasks = (loop.create_task(made._accept()), loop.create_task(made._sweep()))
        return made

    @property
    def address(self) -> tuple[str, int]:
        """The host and port that are listened on."""
        return self._address

    @property
    def open_connections(self) -> tuple[ConnectionRecord, ...]:
        """The connections that have not ended."""
        return tuple(live.record for live in self._open)

    def use(self, settings: TlsSettings) -> None:
        """Use other settings for the next connections. Raises ValueError if OpenSSL cannot do them."""
        if self._settings is None:
            raise ValueError("een poort zonder TLS kan niet op TLS overgaan; start een nieuwe Listener")
        server_context(settings, self._clock)
        self._settings = settings

    def turn_away(self, reason: str) -> None:
        """End further connections at once, each recorded with this reason; an empty text lets them in again."""
        self._turned_away = reason

    async def flush(self) -> None:
        """Record the present state of every open connection."""
        for live in self._open:
            live.record.publish()

    def end(self, record: ConnectionRecord) -> None:
        """Begin to end one connection with close_notify; one that has ended already stays as it was."""
        for live in tuple(self._open):
            if live.record is record and live.watch is not None:
                live.watch.shut()

    async def close_connections(self) -> None:
        """End every connection of this moment with close_notify and return when all have ended."""
        closing = tuple(self._open)
        for live in closing:
            if live.watch is not None:
                live.watch.shut()
        try:
            async with asyncio.timeout(self._limits.linger_seconds + 1.0):
                await asyncio.gather(*(live.gone.wait() for live in closing))
        except TimeoutError:
            for live in closing:
                if live.watch is not None:
                    live.watch.abort()
            await asyncio.gather(*(live.gone.wait() for live in closing))

    async def stop(self) -> None:
        """Stop listening, end every connection, and stop the handlers that still run."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = ()
        self._socket.close()
        await self.close_connections()
        await self._server.shutdown(_STOP_SECONDS)
        for handling in self._serving:  # a handler outlives its connection
            handling.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                accepted, _ = await loop.sock_accept(self._socket)
            except OSError as error:  # the peer has gone again, or this process has no descriptor left
                _log.warning("accept: %s", error)
                await asyncio.sleep(0.05)
                continue
            live, watch = self._admit()
            try:
                await loop.connect_accepted_socket(lambda made=watch: made, accepted)  # type: ignore[misc]
            except OSError as error:
                self._never_began(live, f"verbroken: {error}")
            except asyncio.CancelledError:
                self._never_began(live, "afgebroken")
                raise

    async def _sweep(self) -> None:
        """End connections on which the header of a request takes too long; one timer per request would cost more."""
        allowed = self._limits.request_seconds
        while True:
            await asyncio.sleep(min(1.0, allowed / 4))
            latest = time.monotonic() - allowed
            for live in tuple(self._open):
                if live.header_since is not None and live.header_since < latest and live.watch is not None:
                    live.watch.time_out()

    def _never_began(self, live: _Live, how: str) -> None:
        live.record.note_end(live.record.theirs, how)
        live.record.finish()
        self._ended(live)

    def _admit(self) -> tuple[_Live, Watch]:
        context = None if self._settings is None else server_context(self._settings, self._clock)
        record = ConnectionRecord(
            clock=self._clock,
            journal=self._journal,
            ours=self._ours,
            serving=True,
            settings=self._settings,
            context=context,
        )
        live = _Live(record)

        def ready(_transport: asyncio.Transport) -> asyncio.Protocol:
            protocol = self._server()
            self._live[protocol] = live
            record.publish()
            return protocol

        def ended() -> None:
            self._ended(live)

        def failed(_failure: object) -> None:
            record.publish()

        if len(self._open) >= self._limits.connections or self._turned_away:
            reason = self._turned_away or f"meer dan {self._limits.connections} verbindingen"
            live.watch = _Refusal(record, self._limits, ready, ended, reason)
        elif context is None:
            live.watch = Watch(record, self._limits, ready, ended, live.data)
        else:
            live.watch = TlsWatch(record, self._limits, ready, ended, live.data, failed)
        self._open.add(live)
        return live, live.watch

    def _ended(self, live: _Live) -> None:
        self._open.discard(live)
        for protocol in [p for p, known in self._live.items() if known is live]:
            del self._live[protocol]
        live.gone.set()

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        live = self._live.get(request.protocol)
        if live is None:
            raise ConnectionResetError("the connection has ended")
        live.begin()
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        try:
            if sum(len(name) + len(value) for name, value in request.raw_headers) > self._limits.header:
                raise web.HTTPRequestHeaderFieldsTooLarge(
                    text=f"de kopregels zijn langer dan {self._limits.header} bytes"
                )
            return await self._handler(request, live.record)
        finally:
            self._serving.discard(task)
            live.end(complete=request.content.is_eof())

    def _refuse(self, protocol: asyncio.Protocol, reason: str) -> None:
        """What is no HTTP is a visible event."""
        live = self._live.get(protocol)
        if self._journal is not None and live is not None:
            what = f"verbinding {live.record.number}: geen geldig HTTP/1.1-verzoek: {reason}"
            event = UnexpectedObservation(
                number=self._journal.number(),
                simulator=self._journal.simulator,
                moment=self._clock.moment(),
                what=what,
            )
            self._journal.record(event)


class _Refusal(Watch):
    """The end of a connection that is not wanted, before TLS."""

    def __init__(
        self,
        record: ConnectionRecord,
        limits: Limits,
        on_ready: Callable[[asyncio.Transport], asyncio.Protocol],
        on_end: Callable[[], None],
        reason: str,
    ) -> None:
        super().__init__(record, limits, on_ready, on_end)
        self._reason = reason

    def _begin(self, transport: asyncio.Transport) -> None:
        self.record.note_end(self.record.ours, self._reason)
        transport.close()


async def _listen(host: str, port: int) -> socket.socket:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, kind, protocol, _, name = found[0]
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(name)
        listening.listen(_BACKLOG)
        listening.setblocking(False)
    except OSError:
        listening.close()
        raise
    return listening
