"""The ZIM on the wire: receive a request, have it handled, observe the exchange, answer it or do what was chosen."""

import asyncio
import contextlib
from functools import lru_cache

from aiohttp import web

from protocol import uzi
from protocol.wsi import read_facts
from simulators.clock import Moment
from simulators.connections import ConnectionRecord, certificate_facts
from simulators.journal import Journal, sha256
from simulators.listener import Limits, read_body
from simulators.observations import MessageObservation, UnexpectedObservation
from simulators.zim.exchange import Facts, Peer, Reply, Request
from simulators.zim.faults import HttpRefusal
from simulators.zim.handlers import ZimHandler, http_reply
from simulators.zim.privacy import foreign_numbers, masked, storable
from simulators.zim.settings import ZimSettings


class Endpoint:
    """Serves requests with the settings of the moment; everything here runs on the loop of the simulator."""

    def __init__(self, handler: ZimHandler, journal: Journal, settings: ZimSettings, limits: Limits) -> None:
        self._handler = handler
        self._journal = journal
        self._limits = limits
        self._settings = settings
        self._changed = asyncio.Event()

    @property
    def settings(self) -> ZimSettings:
        """The behaviour that the next message meets."""
        return self._settings

    def use(self, settings: ZimSettings) -> None:
        """Behave otherwise from the next message on; what is still kept waiting is let go."""
        self._settings = settings
        self._changed.set()
        self._changed = asyncio.Event()

    async def serve(self, request: web.BaseRequest, connection: ConnectionRecord) -> web.StreamResponse:
        """Answer one request."""
        exchange = _Exchange(self._journal, connection, request)
        settings = self._settings
        try:
            body = await read_body(request, self._limits) if request.can_read_body else b""
        except web.HTTPException as refusal:
            facts = Facts(refused=[f"HTTP {refusal.status}: {refusal.text}"], unexpected=[str(refusal.text)])
            exchange.record(b"", http_reply(HttpRefusal(refusal.status, refusal.text or ""), facts))
            raise
        received = Request(
            request.method,
            _below(settings.base, printable(request.path)),
            body,
            printable(request.headers.get("Content-Type", "")),
            printable(request.headers.get("SOAPAction", "")),
            (request.version.major, request.version.minor),
        )
        reply = self._handler.handle(received, peer_of(connection), settings)
        if settings.no_answer:
            exchange.record(body, reply, silent=True)
            await self._changed.wait()
            return _hang_up(request)
        if settings.delay:
            exchange.record(body, reply, silent=True)
            await self._wait(settings.delay)
        exchange.record(body, reply)
        if settings.close_mid_answer:
            return await _send_half(request, reply)
        return web.Response(
            status=reply.status, body=reply.body, headers=[("Content-Type", reply.content_type), *reply.headers]
        )

    async def _wait(self, seconds: float) -> None:
        """Wait in real time, but no longer than these settings hold: an answer may not reach the next scenario."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._changed.wait(), seconds)


class _Exchange:
    """The observation of one exchange; recorded once, or again when the answer goes out later."""

    def __init__(self, journal: Journal, connection: ConnectionRecord, request: web.BaseRequest) -> None:
        self._journal = journal
        self._number = journal.number()
        self._connection = connection
        self._request = request
        self._started = connection.clock.moment()
        self._told = False

    def record(self, body: bytes, reply: Reply, *, silent: bool = False) -> None:
        """Record the exchange as it is now; ``silent`` as long as nothing has been answered."""
        facts = reply.facts
        foreign = foreign_numbers(body, facts.root) if facts.foreign is None else facts.foreign
        kept = storable(body, foreign) if body else None
        payloads = {} if kept is None else {sha256(kept): kept}
        request_hash = next(iter(payloads), None)
        response_hash = None
        if not silent:
            response_hash = sha256(reply.body)
            payloads[response_hash] = reply.body
        moment = self._connection.clock.moment()
        self._journal.record(
            MessageObservation(
                number=self._number,
                simulator=self._journal.simulator,
                connection=self._connection.number,
                sut_role="afzender",
                started=self._started,
                answered=None if silent else moment,
                method=self._request.method,
                path=masked(printable(self._request.path)),
                soap_action=masked(printable(self._request.headers.get("SOAPAction", ""))),
                status=None if silent else reply.status,
                interaction=facts.interaction,
                message_id=facts.message_id,
                level=facts.level,
                bsn=facts.bsn,
                sender=facts.sender,
                created=facts.created,
                author=facts.author,
                overseer=facts.overseer,
                tokens=facts.tokens,
                refused=tuple(facts.refused),
                answer="geen" if silent else facts.answer,
                request_sha256=request_hash,
                response_sha256=response_hash,
                http_version=f"{self._request.version.major}.{self._request.version.minor}",
                content_type=masked(printable(self._request.headers.get("Content-Type", ""))),
                envelope=read_facts(body, facts.root),
            ),
            payloads,
        )
        self._tell(facts, moment)

    def _tell(self, facts: Facts, moment: Moment) -> None:
        if self._told:
            return
        self._told = True
        for what in facts.unexpected:
            unexpected = UnexpectedObservation(
                number=self._journal.number(),
                simulator=self._journal.simulator,
                moment=moment,
                what=f"{masked(what)} (bericht {self._number})",
            )
            self._journal.record(unexpected)


def _below(base: str, path: str) -> str:
    """Return a path as seen from the base of the services; one that lies elsewhere names no service."""
    return path.removeprefix(base) if path.startswith(f"{base}/") else f"{base}{path}"


def printable(text: str) -> str:
    """Return a text of HTTP with U+FFFD for all that can stand neither in a fault nor in the event log."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def peer_of(connection: ConnectionRecord) -> Peer | None:
    """Return whose certificate the connection shows now; None if it shows none."""
    certificate = connection.peer_certificate()
    return None if certificate is None else _peer(certificate)


@lru_cache(maxsize=256)
def _peer(certificate: bytes) -> Peer:
    facts = certificate_facts(certificate)
    if facts is None:
        return Peer()
    ura = None
    if facts.uzi_name is not None:
        try:
            ura = uzi.parse_uzi_name(facts.uzi_name).ura
        except ValueError:
            ura = ""
    return Peer(ura, facts.dns_names)


def _hang_up(request: web.BaseRequest) -> web.StreamResponse:
    """End the connection without an answer."""
    if request.transport is not None:
        request.transport.close()
    return web.Response(status=503)


async def _send_half(request: web.BaseRequest, reply: Reply) -> web.StreamResponse:
    """Send half of the answer, and close in the middle of it."""
    response = web.StreamResponse(status=reply.status, headers={"Content-Type": reply.content_type})
    response.content_length = len(reply.body)
    await response.prepare(request)
    await response.write(reply.body[: len(reply.body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response
