"""Asking a server what it would choose: one ClientHello of any kind, and the answer in clear, recorded as a connection.

The handshake is not carried on: what a server prefers stands in its ServerHello, whatever certificate it wants later.
So versions and suites can be asked for that the OpenSSL of this Python does not know any more.
"""

import asyncio
import os
from dataclasses import dataclass, field
from typing import Literal

from protocol.tls.alerts import FATAL, name_of
from protocol.tls.handshake import ServerHello, Truncated, parse_server_hello
from protocol.tls.messages import ALERT, HANDSHAKE, SERVER_HELLO, TLS13
from protocol.tls.offers import Offer, client_hello, record
from protocol.tls.records import NotTls, Piece, RecordReader
from protocol.tls.trace import Trace, decode
from simulators.clock import Clock
from simulators.connections import ConnectionRecord, Failure
from simulators.inbox import Inbox
from simulators.journal import Journal
from simulators.limits import Limits
from simulators.watch import Watch

_HELLO_DONE = 14
_MOST_BYTES = 256 * 1024

Kind = Literal["chosen", "refused", "silent", "garbled", "unreachable"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server made of an offer."""

    kind: Kind
    """chosen: it answered with a ServerHello; refused: with an alert or the end of the connection; silent: with nothing
    in time; garbled: with what is no TLS; unreachable: there was no connection."""
    said: str
    """In Dutch, to show: the choice, the alert, or what went wrong."""
    observation: int
    """Number of the connection in the journal; 0 without one."""
    hello: ServerHello | None = None
    alert: int | None = None
    trace: Trace | None = field(default=None, repr=False)
    """What went in clear: in TLS 1.2 and older also the certificates and the CertificateRequest of the server."""

    @property
    def version(self) -> int | None:
        """The version chosen, as on the wire."""
        return None if self.hello is None else self.hello.version

    @property
    def suite(self) -> int | None:
        """The suite chosen, as on the wire."""
        return None if self.hello is None else self.hello.suite


class _Greeting:
    """One connection on which an offer goes out."""

    def __init__(self, connection: ConnectionRecord, limits: Limits) -> None:
        self.record = connection
        self.inbox = Inbox()
        self.transport: asyncio.Transport | None = None
        self.gone = asyncio.Event()
        self.watch = Watch(connection, limits, self._ready, self.gone.set)
        self._reader = RecordReader()
        self._read = 0
        self._hello: ServerHello | None = None

    def _ready(self, transport: asyncio.Transport) -> asyncio.Protocol:
        self.transport = transport
        return self.inbox

    def say(self, offer: Offer) -> None:
        message = client_hello(offer, os.urandom(32))
        self._note(Piece(max(offer.versions), HANDSHAKE, message), outgoing=True)
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(record(message, offer))

    async def listen(self) -> Reply:
        """Read until the server has had its say, or nothing sensible comes any more."""
        while True:
            data = await self.inbox.take()
            self._read += len(data)
            if not data:
                return self._reply("refused", f"verbinding gesloten ({self.record.end_how or 'FIN'})")
            if self._read > _MOST_BYTES:
                return self._reply("garbled", f"meer dan {_MOST_BYTES} bytes zonder einde van de handshake")
            try:
                for piece in self._reader.feed(data):
                    reply = self._take(piece)
                    if reply is not None:
                        return reply
            except NotTls as error:
                return self._reply("garbled", str(error))
            except Truncated as error:
                return self._reply("garbled", f"een onleesbare ServerHello: {error}")

    def _take(self, piece: Piece) -> Reply | None:
        """Note a message; return the reply if it is the last one that matters."""
        self._note(piece, outgoing=False)
        if piece.content_type == ALERT:
            level, number = piece.data
            return self._reply("refused", f"alert {name_of(number)}", number) if level == FATAL else None
        if piece.data[0] == SERVER_HELLO and self._hello is None:
            self._hello = parse_server_hello(piece.data)
        if self._hello is not None and (self._hello.version >= TLS13 or piece.data[0] == _HELLO_DONE):
            return self._reply("chosen", "")
        return None

    def late(self, seconds: float) -> Reply:
        """Return what is known when the time is up."""
        return self._reply("silent", f"geen antwoord binnen {seconds:g} seconden")

    def _reply(self, kind: Kind, said: str, alert: int | None = None) -> Reply:
        trace, number = decode(self.record.recorder.messages, server=False), self.record.number
        if self._hello is None:
            return Reply(kind, said, number, None, alert, trace)
        # A server that has chosen has answered, whatever it does afterwards with somebody who falls silent.
        return Reply("chosen", "gekozen", number, self._hello, alert, trace)

    def _note(self, piece: Piece, *, outgoing: bool) -> None:
        moment = self.record.clock.moment()
        self.record.recorder.message(moment.low, moment.high, outgoing, piece.version, piece.content_type, piece.data)


async def ask(
    host: str, port: int, offer: Offer, *, clock: Clock, journal: Journal | None = None, limits: Limits | None = None
) -> Reply:
    """Offer something to a server and return what it made of that; the connection is over then, and in the journal.

    One deadline holds for everything: ``limits.handshake_seconds``. Nothing that a server sends makes this raise.
    """
    limits = limits or Limits()
    connection = ConnectionRecord(clock=clock, journal=journal, ours="bank", serving=False, settings=None, context=None)
    connection.peer = f"{host}:{port}"
    greeting = _Greeting(connection, limits)
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(limits.handshake_seconds):
            await loop.create_connection(lambda: greeting.watch, host, port)
            greeting.say(offer)
            reply = await greeting.listen()
    except TimeoutError:
        reply = greeting.late(limits.handshake_seconds)
        connection.note_end("bank", "time-out")
    except OSError as error:
        cause = "niemand luistert op die poort" if isinstance(error, ConnectionRefusedError) else error.strerror
        reply = Reply("unreachable", f"geen verbinding met {host}:{port}: {cause or error}", connection.number)
        connection.failure = Failure("no-connection", reply.said)
        connection.note_end("sut", "geen verbinding")
    connection.note_end("bank", "afgebroken na het antwoord op de ClientHello")
    greeting.watch.abort()
    if greeting.transport is None:
        connection.finish()
    else:
        await greeting.gone.wait()
    return reply
