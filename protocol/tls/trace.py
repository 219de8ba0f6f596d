"""What a recorded TLS connection tells: offers, choices, certificates, alerts and renewals of keys.

``decode`` never raises: a message that cannot be read is listed in ``Trace.undecodable`` and the rest is still used.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from protocol.tls import alerts
from protocol.tls import handshake as h
from protocol.tls.messages import (
    ALERT,
    CERTIFICATE,
    CERTIFICATE_REQUEST,
    CERTIFICATE_VERIFY,
    CLIENT_HELLO,
    FINISHED,
    HANDSHAKE,
    HELLO_REQUEST,
    KEY_UPDATE,
    NEW_SESSION_TICKET,
    SERVER_HELLO,
    SERVER_KEY_EXCHANGE,
    TLS12,
    TLS13,
    RawMessage,
)


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert, with the interval in which it was seen."""

    outgoing: bool
    level: int
    number: int
    low: float
    high: float

    @property
    def name(self) -> str:
        """The name of the alert, for instance certificate_expired."""
        return alerts.name_of(self.number)


@dataclass(frozen=True, slots=True)
class Refresh:
    """New traffic keys on a living connection; ``outgoing``: we asked for them. The interval is that of its end."""

    means: Literal["renegotiation", "KeyUpdate"]
    outgoing: bool
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Trace:
    """The facts of one connection; what was not seen is None, False or empty."""

    client_hello: h.ClientHello | None
    """The first one."""
    server_hello: h.ServerHello | None
    """The last one that is no HelloRetryRequest."""
    completed: bool
    """Both sides sent Finished."""
    resumed: bool
    certificate_requested: bool
    ca_names: tuple[bytes, ...]
    """DER names in the last CertificateRequest."""
    sent_chain: tuple[bytes, ...]
    received_chain: tuple[bytes, ...]
    """DER, leaf first; of the last handshake in which the peer showed any."""
    received_scheme: int | None
    """What the peer signed the last handshake with (RFC 8446, section 4.2.3); None if it signed none that tells."""
    alerts: tuple[Alert, ...]
    refreshes: tuple[Refresh, ...]
    issued_sessions: tuple[bytes, ...]
    """Tickets and session identifiers by which the server lets this session be resumed."""
    undecodable: tuple[str, ...]

    @property
    def version(self) -> int | None:
        """The version that the server chose."""
        return None if self.server_hello is None else self.server_hello.version

    @property
    def suite(self) -> int | None:
        """The suite that the server chose."""
        return None if self.server_hello is None else self.server_hello.suite

    @property
    def secure_renegotiation(self) -> bool | None:
        """Tell whether both sides signalled RFC 5746; None in TLS 1.3 and before a choice was made."""
        if self.client_hello is None or self.server_hello is None or self.server_hello.version >= TLS13:
            return None
        return self.client_hello.secure_renegotiation and self.server_hello.secure_renegotiation

    @property
    def offered_sessions(self) -> tuple[bytes, ...]:
        """Tickets and session identifier that the client offered to resume."""
        if self.client_hello is None:
            return ()
        own = (self.client_hello.session_id,) if self.client_hello.session_id else ()
        return self.client_hello.tickets + own


def decode(messages: Iterable[RawMessage], *, server: bool) -> Trace:
    """Read a recorded connection; ``server`` tells whether we are the server."""
    decoder = _Decoder(server)
    for message in messages:
        try:
            decoder.add(message)
        except h.Truncated as error:
            decoder.undecodable.append(f"message {message.data[:1].hex()} of {len(message.data)} bytes: {error}")
    return decoder.trace()


class _Decoder:
    def __init__(self, server: bool) -> None:
        self._server = server
        self._client_hello: h.ClientHello | None = None
        self._server_hello: h.ServerHello | None = None
        self._finished = [False, False]
        self._refinished = [False, False]
        self._resumed = False
        self._hello_requested = False
        self._answer_due = [False, False]
        self._requested = False
        self._names: tuple[bytes, ...] = ()
        self._chains: dict[bool, tuple[bytes, ...]] = {False: (), True: ()}
        self._scheme: int | None = None
        self._alerts: list[Alert] = []
        self._refreshes: list[Refresh] = []
        self._issued: list[bytes] = []
        self.undecodable: list[str] = []

    def add(self, message: RawMessage) -> None:
        if message.content_type == ALERT:
            level, number = h.Reader(message.data).take(2)
            self._alerts.append(Alert(message.outgoing, level, number, message.low, message.high))
        elif message.content_type == HANDSHAKE and message.data:
            self._handshake(message)

    def _handshake(self, message: RawMessage) -> None:
        kind, data, version = message.data[0], message.data, self._version
        if kind == CLIENT_HELLO and self._client_hello is None:
            self._client_hello = h.parse_client_hello(data)
        elif kind == SERVER_HELLO:
            self._chose(h.parse_server_hello(data))
        elif kind == CERTIFICATE:
            chain = h.parse_certificate(data, version)
            self._chains[message.outgoing] = chain or self._chains[message.outgoing]
        elif kind in (CERTIFICATE_VERIFY, SERVER_KEY_EXCHANGE) and version >= TLS12 and not message.outgoing:
            found = h.parse_certificate_verify if kind == CERTIFICATE_VERIFY else h.parse_server_key_exchange
            self._scheme = found(data)
        elif kind == CERTIFICATE_REQUEST:
            self._requested = True
            self._names = h.parse_certificate_request(data, version)
        elif kind == NEW_SESSION_TICKET:
            self._issued.append(h.parse_new_session_ticket(data, version))
        elif kind == HELLO_REQUEST:
            self._hello_requested = True
        elif kind == FINISHED:
            self._finish(message)
        elif kind == KEY_UPDATE:
            self._key_update(message)

    @property
    def _version(self) -> int:
        return 0 if self._server_hello is None else self._server_hello.version

    def _chose(self, hello: h.ServerHello) -> None:
        if hello.retry:
            return
        first = self._server_hello is None
        self._server_hello = hello
        if first and self._client_hello is not None:
            echoed = bool(hello.session_id) and hello.session_id == self._client_hello.session_id
            self._resumed = hello.resumed_key if hello.version >= TLS13 else echoed
        if hello.version < TLS13 and hello.session_id:
            self._issued.append(hello.session_id)

    def _finish(self, message: RawMessage) -> None:
        if not all(self._finished):
            self._finished[message.outgoing] = True
        elif self._version < TLS13:
            self._refinished[message.outgoing] = True
            if all(self._refinished):
                by_us = self._server is self._hello_requested
                self._refreshes.append(Refresh("renegotiation", by_us, message.low, message.high))
                self._refinished = [False, False]
                self._hello_requested = False

    def _key_update(self, message: RawMessage) -> None:
        requested = h.key_update_requested(message.data)
        if self._answer_due[message.outgoing]:
            self._answer_due[message.outgoing] = False
            return
        self._refreshes.append(Refresh("KeyUpdate", message.outgoing, message.low, message.high))
        if requested:
            self._answer_due[not message.outgoing] = True

    def trace(self) -> Trace:
        return Trace(
            client_hello=self._client_hello,
            server_hello=self._server_hello,
            completed=all(self._finished),
            resumed=self._resumed,
            certificate_requested=self._requested,
            ca_names=self._names,
            sent_chain=self._chains[True],
            received_chain=self._chains[False],
            received_scheme=self._scheme,
            alerts=tuple(self._alerts),
            refreshes=tuple(self._refreshes),
            issued_sessions=tuple(self._issued),
            undecodable=tuple(self.undecodable),
        )
