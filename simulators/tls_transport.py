"""TLS as an asyncio transport.

The one from the standard library is not used, because of what it does at the end of a connection, which is what this
bench looks at: it never sends the alert that OpenSSL queued for a failed handshake (cpython#98078), and does not tell
apart how a connection ended. Here an alert goes out, our side is closed, and the peer has time to read.
"""

import asyncio
import contextlib
import ssl
from collections.abc import Callable
from typing import Any

from simulators.connections import ConnectionRecord, Failure
from simulators.limits import Limits
from simulators.tls import ObservedObject
from simulators.watch import Watch

_READ = 64 * 1024
_METHODS = (b"GET ", b"POST ", b"PUT ", b"HEAD ", b"OPTIONS ", b"DELETE ", b"TRACE ", b"CONNECT ", b"PATCH ", b"PRI * ")
_LONGEST_METHOD = 8
_HANDSHAKE_RECORD = b"\x16"


class TlsWatch(Watch):
    """TLS between TCP and the application; ``transport`` is what the application writes to.

    ``on_failure`` is called instead of ``on_ready`` when the handshake fails, and after it when TLS fails later.
    """

    def __init__(
        self,
        record: ConnectionRecord,
        limits: Limits,
        on_ready: Callable[[asyncio.Transport], asyncio.Protocol],
        on_end: Callable[[], None],
        on_data: Callable[[], None] = lambda: None,
        on_failure: Callable[[Failure], None] = lambda _failure: None,
        *,
        server_name: str | None = None,
        session: ssl.SSLSession | None = None,
    ) -> None:
        super().__init__(record, limits, on_ready, on_end, on_data)
        assert record.context is not None
        self._on_failure = on_failure
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls: ObservedObject = record.context.open(
            self._incoming,
            self._outgoing,
            record.recorder,
            server_side=record.serving,
            server_name=server_name,
            session=session,
        )
        record.tls = self._tls
        self._first = b"" if record.serving else None
        self._ready = False
        self._closing = False
        self._paused = False
        self._backlog: list[memoryview] = []
        self.transport = TlsTransport(self)

    @property
    def tls(self) -> ObservedObject:
        """The TLS object."""
        return self._tls

    @property
    def is_closing(self) -> bool:
        """Tell whether nothing can be written any more."""
        return self._closing or self._raw is None or self._raw.is_closing()

    def time_out(self) -> None:
        self.record.note_end(self.record.ours, "time-out")
        if not self._ready and self.record.failure is None:
            self._on_failure(self.record.note_failure(TimeoutError()))
        self.abort()

    def shut(self) -> None:
        """Send close_notify and close; the peer gets a while to do the same."""
        if self._closing:
            return
        self._closing = True
        self.record.note_end(self.record.ours, "close_notify")
        self._leave_later()
        if not self._backlog:
            self._say_goodbye()

    def data_received(self, data: bytes) -> None:
        if self._closing:
            if self._backlog:
                self._incoming.write(data)
                self._write_backlog()
            return
        if self._first is not None:
            data = self._first = self._first + data
            if not self._looks_like_tls(data):
                return
            self._first = None
        self._incoming.write(data)
        if not self._ready:
            self._handshake()
        if self._ready:
            self.read()

    def eof_received(self) -> bool | None:
        self.record.note_end(self.record.theirs, "FIN")
        if not self._ready and self.record.failure is None:
            self._fail(ssl.SSLEOFError())
        elif not self._closing:
            self.shut()
        return None

    def read(self) -> None:
        """Hand on what has arrived, unless the application has had enough for now."""
        while not (self._paused or self._closing):
            try:
                data = self._tls.read(_READ)
            except ssl.SSLWantReadError:
                break
            except ssl.SSLError as error:
                self._fail(error)
                return
            if not data:
                self.record.note_end(self.record.theirs, "close_notify")
                self.shut()
                return
            self._on_data()
            if self._app is not None:
                self._app.data_received(data)
            if not (self._incoming.pending or self._tls.pending()):
                break
        if self._backlog:
            self._write_backlog()
        self.flush()

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Encrypt and send; while a renegotiation waits for the peer, keep it for later."""
        if self._closing or not data:
            return
        self._backlog.append(memoryview(data))
        self._write_backlog()

    def pause(self) -> None:
        """Deliver nothing until ``resume``."""
        self._paused = True
        if self._raw is not None:
            self._raw.pause_reading()

    def resume(self) -> None:
        """Deliver again."""
        self._paused = False
        if self._raw is not None and not self._raw.is_closing():
            self._raw.resume_reading()
            self._loop.call_soon(self.read)

    def flush(self) -> None:
        """Send what TLS has ready."""
        if self._outgoing.pending and self._raw is not None:
            self._raw.write(self._outgoing.read())

    def extra(self, name: str, default: Any = None) -> Any:
        """Return what is known of the connection under a name of asyncio."""
        if name == "ssl_object":
            return self._tls
        if name == "sslcontext":
            return self._tls.context
        return default if self._raw is None else self._raw.get_extra_info(name, default)

    @property
    def raw(self) -> asyncio.Transport:
        """The transport of TCP."""
        assert self._raw is not None
        return self._raw

    def _begin(self, transport: asyncio.Transport) -> None:
        self._start_timer(self._limits.handshake_seconds)
        if not self.record.serving:
            self._handshake()

    def _lost(self, exc: Exception | None) -> None:
        self._closing = True
        if not self._ready and self.record.failure is None:
            self._on_failure(self.record.note_failure(exc))

    def _looks_like_tls(self, data: bytes) -> bool:
        """Decide on the first bytes; with too few of them, wait for more."""
        if data.startswith(_HANDSHAKE_RECORD) or data[0] & 0x80:
            return True
        if any(data.startswith(method) for method in _METHODS):
            self.record.clear_text = True
            self._closing = True
            self.record.failure = Failure("tls-error", "de andere kant sprak HTTP zonder TLS")
            self.record.note_end(self.record.ours, "HTTP zonder TLS")
            self._on_failure(self.record.failure)
            self._linger()
            return False
        return len(data) >= _LONGEST_METHOD

    def _handshake(self) -> None:
        try:
            self._tls.do_handshake()
        except ssl.SSLWantReadError:
            self.flush()
        except ssl.SSLError as error:
            self._fail(error)
        else:
            self._ready = True
            self._stop_timer()
            self.flush()
            self.record.handshake_finished()
            self._connect_app(self.transport)

    def _fail(self, error: Exception) -> None:
        """Send the alert, close our side, and give the peer time to read it."""
        self._closing = True
        self.flush()
        self._on_failure(self.record.note_failure(error))
        self._linger()

    def _say_goodbye(self) -> None:
        with contextlib.suppress(ssl.SSLError):  # the peer has not answered yet, or there is nobody to greet
            self._tls.unwrap()
        self.flush()
        self._linger()

    def _linger(self) -> None:
        """Closing with unread data would reset the connection, and the peer would lose our last words."""
        self._leave_later()
        if self._raw is None or self._raw.is_closing():
            return
        self._raw.resume_reading()
        self._raw.write_eof()

    def _leave_later(self) -> None:
        """Give the peer a while, and again as long as it goes on reading what it was sent."""
        self._stop_timer()
        self._timer = self._loop.call_later(self._limits.linger_seconds, self._leave, self._unsent)

    def _leave(self, unsent: int) -> None:
        if self._unsent < unsent:
            self._leave_later()
        else:
            self.time_out()

    @property
    def _unsent(self) -> int:
        return sum(map(len, self._backlog)) + (0 if self._raw is None else self._raw.get_write_buffer_size())

    def _write_backlog(self) -> None:
        while self._backlog:
            chunk = self._backlog[0]
            try:
                written = self._tls.write(chunk)
            except ssl.SSLWantReadError:
                break
            except ssl.SSLError as error:
                self._backlog.clear()
                self._fail(error)
                return
            if written < len(chunk):
                self._backlog[0] = chunk[written:]
            else:
                del self._backlog[0]
        self.flush()
        if self._closing and not self._backlog:
            self._say_goodbye()


class TlsTransport(asyncio.Transport):
    """What an application gets as its transport; everything is done by the watch."""

    def __init__(self, watch: TlsWatch) -> None:
        super().__init__()
        self._watch = watch

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self._watch.extra(name, default)

    def is_closing(self) -> bool:
        return self._watch.is_closing

    def close(self) -> None:
        self._watch.shut()

    def abort(self) -> None:
        self._watch.abort()

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self._watch.write(data)

    def can_write_eof(self) -> bool:
        return False

    def pause_reading(self) -> None:
        self._watch.pause()

    def resume_reading(self) -> None:
        self._watch.resume()

    def get_write_buffer_size(self) -> int:
        return self._watch.raw.get_write_buffer_size()

    def get_write_buffer_limits(self) -> tuple[int, int]:
        return self._watch.raw.get_write_buffer_limits()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self._watch.raw.set_write_buffer_limits(high, low)
