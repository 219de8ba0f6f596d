"""An HTTP/1.1 client on one connection, with or without TLS, that records what happened and can renew its keys."""

import asyncio
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import h11
from multidict import CIMultiDict, CIMultiDictProxy

from protocol.tls.messages import TLS13
from protocol.tls.recorder import Recorder
from simulators import _openssl
from simulators.clock import Clock, Moment, at_most
from simulators.connections import ConnectionRecord, Failure, How
from simulators.inbox import Inbox
from simulators.journal import Journal
from simulators.limits import Limits
from simulators.tls import TlsSettings, client_context
from simulators.tls_transport import TlsWatch
from simulators.watch import Watch

__all__ = ["Answer", "CallFailed", "ConnectFailed", "HttpConnection", "Limits", "RequestFailed", "ResumableSession"]

Headers = Mapping[str, str] | Iterable[tuple[str, str]]


class CallFailed(Exception):
    """A connection or a request failed; ``failure`` tells how, and the text is a Dutch sentence."""

    def __init__(self, failure: Failure, record: ConnectionRecord | None) -> None:
        super().__init__(failure.message)
        self.failure = failure
        self.record = record
        """The record of the connection, already in the journal; None if there was no TCP connection."""

    @property
    def how(self) -> How:
        """The kind of failure."""
        return self.failure.how

    @property
    def alert(self) -> int | None:
        """The number of the alert that was received."""
        return self.failure.alert

    @property
    def alert_name(self) -> str:
        """The name of the alert that was received, or an empty text."""
        return self.failure.alert_name

    @property
    def verify_code(self) -> int | None:
        """OpenSSL's number for what is wrong with the certificate of the peer."""
        return self.failure.verify_code

    @property
    def verify_message(self) -> str:
        """OpenSSL's words for what is wrong with the certificate of the peer."""
        return self.failure.verify_message


class ConnectFailed(CallFailed):
    """There is no connection."""


class RequestFailed(CallFailed):
    """There was a connection, and it failed before the answer was complete.

    In TLS 1.3 a server refuses the certificate of a client only here: the client's handshake is long finished.
    """


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: CIMultiDictProxy[str]
    body: bytes
    http_version: str = "1.1"
    """The version that the server wrote."""


@dataclass(frozen=True, slots=True)
class ResumableSession:
    """A TLS session that a later connection with the same settings can resume."""

    session: ssl.SSLSession
    recorder: Recorder


class HttpConnection:
    """One connection to a server; make one with ``open``. One request at a time."""

    def __init__(self, record: ConnectionRecord, authority: str, limits: Limits) -> None:
        self.record = record
        self._authority = authority
        self._limits = limits
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=limits.header)
        self._inbox = Inbox()
        self._watch: Watch | None = None
        self._transport: asyncio.Transport | None = None
        self._session: ssl.SSLSession | None = None
        self._used = record.opened
        self._failure: Failure | None = None
        loop = asyncio.get_running_loop()
        self._established: asyncio.Future[None] = loop.create_future()
        self._gone = asyncio.Event()

    @classmethod
    async def open(
        cls,
        host: str,
        port: int,
        *,
        settings: TlsSettings | None,
        server_name: str,
        clock: Clock,
        journal: Journal | None = None,
        limits: Limits | None = None,
        session: ResumableSession | None = None,
    ) -> "HttpConnection":
        """Connect, and return when the handshake is finished. Raises ConnectFailed, after recording it.

        ``settings`` None means HTTP without TLS; ``server_name`` goes into SNI and Host and is compared with the
        certificate. With a journal, the peer is the system under test.
        """
        limits = limits or Limits()
        context = None if settings is None else client_context(settings, clock)
        record = ConnectionRecord(
            clock=clock, journal=journal, ours="bank", serving=False, settings=settings, context=context
        )
        record.peer = f"{host}:{port}"
        made = cls(record, _authority(server_name, port, settings), limits)
        if context is None:
            made._watch = Watch(record, limits, made._ready, made._ended)
        else:
            made._watch = TlsWatch(
                record,
                limits,
                made._ready,
                made._ended,
                on_failure=made._failed,
                server_name=server_name or None,
                session=None if session is None else session.session,
            )
            if session is not None:
                record.resumed_from(session.recorder)
        await made._connect(host, port)
        return made

    async def request(
        self, method: str, path: str, headers: Headers = (), body: bytes = b"", *, http_version: str = "1.1"
    ) -> Answer:
        """Send a request and return the answer. Raises RequestFailed; the connection is closed then.

        Host and Content-Length are added where they are missing. ``http_version`` is what the request line says; the
        rest of the request is HTTP/1.1 whatever it says.
        """
        if not self.is_open or self._transport is None:
            raise RequestFailed(self._reason(), self.record)
        if self._inbox.waiting or self._http.trailing_data[0]:
            raise self._broken("http-error", "de andere kant stuurde gegevens waar niet om gevraagd was")
        try:
            async with asyncio.timeout(self._limits.request_seconds):
                self._send(method, path, headers, body, http_version)
                await self._inbox.writable()
                answer = await self._receive()
        except TimeoutError as error:
            seconds = self._limits.request_seconds
            raise self._broken("time-out", f"na {seconds:g} seconden was er geen volledig antwoord") from error
        except asyncio.CancelledError:
            self._broken("closed", "het verzoek is afgebroken")
            raise
        except h11.RemoteProtocolError as error:
            raise self._broken("http-error", f"het antwoord is geen geldig HTTP/1.1: {error}") from error
        self._used = self.record.clock.moment()
        self.record.requests += 1
        if self._http.our_state is h11.DONE and self._http.their_state is h11.DONE:
            self._http.start_next_cycle()
        else:
            await self.close()
        return answer

    def refresh_keys(self) -> bool:
        """Ask for new keys: by KeyUpdate in TLS 1.3, which asks the peer to follow, else by renegotiation.

        The next request carries it out. False if there is no TLS or OpenSSL will not.
        """
        tls = self.record.tls
        if tls is None or not self.is_open:
            return False
        if _openssl.version(tls) >= TLS13:
            return _openssl.update_keys(tls)
        return _openssl.renegotiate(tls)

    @property
    def version(self) -> int:
        """The TLS version, for instance 0x0303; 0 without TLS or when the connection has ended."""
        return 0 if self.record.tls is None else _openssl.version(self.record.tls)

    def age_of_keys(self, clock: Clock) -> float:
        """Return the greatest age in seconds that the keys of either direction can have now; 0 without TLS."""
        since = self.record.recorder.key_since
        return 0.0 if since is None else at_most(Moment(*since), clock.moment())

    @property
    def last_used(self) -> Moment:
        """When the last answer was complete, or the connection was opened."""
        return self._used

    @property
    def is_open(self) -> bool:
        """Tell whether another request can be tried."""
        return self._transport is not None and not self._transport.is_closing() and not self._inbox.ended

    @property
    def session(self) -> ResumableSession | None:
        """The session for a later connection to resume, if the server allows it; there is none before an answer."""
        tls = self.record.tls
        found = self._session if tls is None else tls.session
        return (
            None
            if found is None or (not found.has_ticket and not found.id)
            else ResumableSession(found, self.record.recorder)
        )

    def peer_certificate(self) -> bytes | None:
        """Return the certificate that the server shows now, in DER; None without TLS or after the end."""
        return self.record.peer_certificate()

    async def close(self) -> None:
        """Send close_notify, close, and return when the connection has ended."""
        if self._watch is None or self._gone.is_set():
            return
        if self.record.tls is not None:
            self._session = self.record.tls.session
        self._watch.shut()
        await self._gone.wait()

    async def _connect(self, host: str, port: int) -> None:
        watch = self._watch
        assert watch is not None
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._limits.handshake_seconds):
                await loop.create_connection(lambda: watch, host, port)
        except OSError as error:
            how: How = "time-out" if isinstance(error, TimeoutError) else "no-connection"
            reason = Failure(how, f"geen verbinding met {host}:{port}: {_cause(error)}")
            self.record.failure = reason
            self.record.note_end(self.record.theirs, "geen verbinding")
            self.record.finish()
            raise ConnectFailed(reason, self.record) from error
        try:
            await self._established
        except asyncio.CancelledError:
            watch.abort()
            raise
        if self._failure is not None and self._transport is None:
            await self._gone.wait()
            raise ConnectFailed(self._failure, self.record)
        self.record.publish()

    def _ready(self, transport: asyncio.Transport) -> asyncio.Protocol:
        self._transport = transport
        if not self._established.done():
            self._established.set_result(None)
        return self._inbox

    def _failed(self, failure: Failure) -> None:
        self._failure = failure
        if not self._established.done():
            self._established.set_result(None)

    def _ended(self) -> None:
        self._gone.set()
        if not self._established.done():
            self._failed(self.record.failure or Failure("closed", "de andere kant sloot de verbinding"))

    def _send(self, method: str, path: str, headers: Headers, body: bytes, http_version: str) -> None:
        fields = list(headers.items() if isinstance(headers, Mapping) else headers)
        present = {name.lower() for name, _ in fields}
        if "host" not in present:
            fields.insert(0, ("Host", self._authority))
        if body and not present & {"content-length", "transfer-encoding"}:
            fields.append(("Content-Length", str(len(body))))
        head = h11.Request(method=method, target=path, headers=fields)
        line, end, rest = (self._http.send(head) or b"").partition(b" HTTP/1.1\r\n")
        written = line + end.replace(b"1.1", http_version.encode()) + rest
        parts = [written, self._http.send(h11.Data(data=body)) if body else b""]
        parts.append(self._http.send(h11.EndOfMessage()))
        assert self._transport is not None
        self._transport.write(b"".join(part for part in parts if part))

    async def _receive(self) -> Answer:
        status, version, headers, body, ended = 0, "", CIMultiDict[str](), bytearray(), False
        while True:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError as error:
                if ended:  # and so it is incomplete
                    raise RequestFailed(self._reason(), self.record) from error
                raise
            if event is h11.NEED_DATA:
                data = await self._inbox.take()
                ended = not data
                self._http.receive_data(data)
            elif isinstance(event, h11.Response):
                status, version = event.status_code, event.http_version.decode("ascii")
                if self.record.tls is not None:  # whatever the server does next, the session is known
                    self._session = self.record.tls.session
                headers.extend((name.decode("ascii"), value.decode("latin-1")) for name, value in event.headers)
            elif isinstance(event, h11.Data):
                body += event.data
                if len(body) > self._limits.body:
                    raise self._broken("too-large", f"het antwoord is groter dan {self._limits.body} bytes")
            elif event is h11.PAUSED or isinstance(event, h11.ConnectionClosed):
                raise RequestFailed(self._reason(), self.record)
            elif isinstance(event, h11.EndOfMessage):
                if self._failure is not None and ended:
                    raise RequestFailed(self._failure, self.record)
                return Answer(status, CIMultiDictProxy(headers), bytes(body), version)

    def _reason(self) -> Failure:
        if self._failure is not None:
            return self._failure
        if self.record.end_how == "RST":
            return Failure("reset", "de andere kant brak de verbinding af (RST)")
        return Failure("closed", "de andere kant sloot de verbinding zonder volledig antwoord")

    def _broken(self, how: How, message: str) -> RequestFailed:
        """End the connection, which cannot be used any more, and return the reason to raise."""
        failure = self._failure = Failure(how, message)
        self.record.note_end(self.record.ours, "time-out" if how == "time-out" else message)
        if self._watch is not None:
            self._watch.abort()
        return RequestFailed(failure, self.record)


def _authority(server_name: str, port: int, settings: TlsSettings | None) -> str:
    usual = 80 if settings is None else 443
    return server_name if port == usual else f"{server_name}:{port}"


def _cause(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "geen antwoord binnen de tijd"
    if isinstance(error, ConnectionRefusedError):
        return "niemand luistert op die poort"
    return error.strerror or str(error)
