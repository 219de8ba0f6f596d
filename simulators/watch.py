"""The TCP side of a connection: how it begins and how it ends."""

import asyncio
from collections.abc import Callable
from typing import Any

from simulators.connections import ConnectionRecord
from simulators.limits import Limits


class Watch(asyncio.Protocol):
    """The TCP side of a connection: it follows how it begins and ends, with or without TLS.

    ``on_ready`` is called once, when application data can go, and gives the protocol that gets it; ``on_end`` once,
    when TCP has ended; ``on_data`` whenever application data arrives.
    """

    def __init__(
        self,
        record: ConnectionRecord,
        limits: Limits,
        on_ready: Callable[[asyncio.Transport], asyncio.Protocol],
        on_end: Callable[[], None],
        on_data: Callable[[], None] = lambda: None,
    ) -> None:
        self.record = record
        self._limits = limits
        self._on_ready = on_ready
        self._on_end = on_end
        self._on_data = on_data
        self._raw: asyncio.Transport | None = None
        self._app: asyncio.Protocol | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._write_timer: asyncio.TimerHandle | None = None
        self._silent = True
        self._loop = asyncio.get_running_loop()

    def time_out(self) -> None:
        """End the connection because the peer takes too long."""
        self.record.note_end(self.record.ours, "time-out")
        self.abort()

    def abort(self) -> None:
        """End the connection at once."""
        self.record.note_end(self.record.ours, "afgebroken")
        if self._raw is not None:
            self._raw.abort()

    def shut(self) -> None:
        """End the connection in order."""
        self.record.note_end(self.record.ours, "FIN")
        if self._raw is not None:
            self._raw.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._raw = transport
        self.record.peer = address(transport.get_extra_info("peername"))
        if self.record.serving:
            self.record.reached = address(transport.get_extra_info("sockname"))
        if self.record.end_by != "open":  # ended before it began
            transport.abort()
            return
        self._begin(transport)

    def data_received(self, data: bytes) -> None:
        if self._silent:
            self._silent = False
            self._stop_timer()
        self._on_data()
        if self._app is not None:
            self._app.data_received(data)

    def eof_received(self) -> bool | None:
        self.record.note_end(self.record.theirs, "FIN")
        if self._app is not None:
            self._app.eof_received()
        return None

    def pause_writing(self) -> None:
        """An answer that nobody reads may not stay for ever."""
        self._write_timer = self._loop.call_later(self._limits.request_seconds, self.time_out)
        if self._app is not None:
            self._app.pause_writing()

    def resume_writing(self) -> None:
        self._stop_write_timer()
        if self._app is not None:
            self._app.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        self._stop_write_timer()
        if isinstance(exc, ConnectionError):
            self.record.note_end(self.record.theirs, "RST")
        elif exc is not None:
            self.record.note_end(self.record.theirs, f"verbroken: {exc}")
        self._lost(exc)
        app, self._app = self._app, None
        if app is not None:
            app.connection_lost(exc)
        self.record.finish()
        self._on_end()

    def _begin(self, transport: asyncio.Transport) -> None:
        self._start_timer(self._limits.handshake_seconds)
        self._connect_app(transport)

    def _lost(self, exc: Exception | None) -> None:
        """Hook for what lies between TCP and the application."""

    def _connect_app(self, transport: asyncio.Transport) -> None:
        self._app = self._on_ready(transport)
        self._app.connection_made(transport)

    def _start_timer(self, seconds: float) -> None:
        self._stop_timer()
        self._timer = self._loop.call_later(seconds, self.time_out)

    def _stop_write_timer(self) -> None:
        if self._write_timer is not None:
            self._write_timer.cancel()
            self._write_timer = None

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def address(name: Any) -> str:
    """Write the address of a socket as host:port, IPv6 in brackets."""
    if not isinstance(name, tuple) or len(name) < 2:
        return ""
    host, port = name[0], name[1]
    return f"[{host}]:{port}" if ":" in str(host) else f"{host}:{port}"
