"""The UZI-register as a running simulator: one HTTP port for CRLs, certificates and the pass stand-in."""

import asyncio
from dataclasses import replace
from typing import Any, Final

from aiohttp import web
from cryptography import x509

from simulators.clock import Clock, Moment
from simulators.connections import ConnectionRecord
from simulators.journal import Journal, Numbering, Sink, drop
from simulators.limits import Limits
from simulators.listener import Listener, read_body
from simulators.loop import LoopThread
from simulators.observations import MessageObservation, UnexpectedObservation
from simulators.uzi import routes
from simulators.uzi.faults import UziSettings
from simulators.uzi.handlers import Handlers
from simulators.uzi.hierarchy import AUTHORITIES
from simulators.uzi.model import PassModel
from simulators.uzi.pki import Pki
from simulators.uzi.population import VALID_PASS
from simulators.uzi.replies import Reply, refusal
from simulators.uzi.routes import Route, pass_of

SIMULATOR: Final = "uzi"
_LIMITS: Final = Limits(body=1024 * 1024)
_SHOWN: Final = 200


class UziRegister:
    """The register, driven from synchronous code. Make one with ``start``."""

    def __init__(self, loop: LoopThread, pki: Pki, clock: Clock, journal: Journal) -> None:
        self.pki = pki
        self.clock = clock
        self.journal = journal
        self.settings = UziSettings()
        self._loop = loop
        self._model = PassModel()
        self._handlers = Handlers(pki, clock, self._model)
        self._listener: Listener | None = None

    @classmethod
    def start(
        cls,
        loop: LoopThread,
        pki: Pki,
        clock: Clock,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        sink: Sink = drop,
        numbering: Numbering | None = None,
    ) -> "UziRegister":
        """Listen on an address (port 0: a free one) and return when requests are answered.

        Raises OSError if the address cannot be had.
        """
        register = cls(loop, pki, clock, Journal(SIMULATOR, sink, numbering))
        listener = Listener.start(
            host=host,
            port=port,
            settings=None,
            handler=register._handle,
            clock=clock,
            journal=register.journal,
            limits=_LIMITS,
        )
        register._listener = loop.run(listener)
        return register

    @property
    def address(self) -> tuple[str, int]:
        """Host and port. Raises RuntimeError once the register has stopped."""
        return self._running().address

    @property
    def url(self) -> str:
        """The address as a URL without a slash at its end."""
        host, port = self.address
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def configure(self, **changes: Any) -> None:
        """Change fields of ``settings`` for the next requests. Raises TypeError for a field that does not exist."""
        self.settings = replace(self.settings, **changes)
        self.pki.crls.use_life(self.settings.crl_seconds)

    def revoke(self, name: str, variant: str = VALID_PASS, *, at: float | None = None) -> None:
        """Revoke all certificates of a person's pass, or a server variant or authority by its name.

        ``at`` is in seconds since the epoch; now if absent. The next CRL that is fetched holds it. Raises KeyError for
        an unknown name.
        """
        moment = self.clock.now() if at is None else at
        for issuer, certificate in self._certificates_of(name, variant):
            self.pki.crls.revoke(issuer, certificate.serial_number, moment)

    def take_out(self, pas: str) -> None:
        """Take a pass (``arts-a/geldig``) out of its reader, which ends its sessions."""
        self._model.take_out(self.pki.person(*pass_of(pas)).name)

    def put_back(self, pas: str) -> None:
        """Put a pass back into its reader."""
        self._model.put_back(self.pki.person(*pass_of(pas)).name)

    def flush(self) -> None:
        """Record the present state of open connections."""
        self._loop.run(self._running().flush())

    def reset(self) -> None:
        """Go back to healthy behaviour, the CRLs as they were and every pass in its reader, and clear the journal."""
        self.settings = UziSettings()
        self._model.reset()
        self.pki.crls.reset()
        self.flush()
        self.journal.clear()

    def stop(self) -> None:
        """Stop listening and end all connections."""
        if self._listener is not None:
            listener, self._listener = self._listener, None
            self._loop.run(listener.stop())

    def _running(self) -> Listener:
        if self._listener is None:
            raise RuntimeError("the register has stopped")
        return self._listener

    def _certificates_of(self, name: str, variant: str) -> list[tuple[str, x509.Certificate]]:
        if name in AUTHORITIES and (above := AUTHORITIES[name].issuer) is not None:
            return [(above, self.pki.authority(name))]
        if name in self.pki.server_names:
            return [(self.pki.issuer_of(self.pki.server_certificate(name)), self.pki.server_certificate(name))]
        pas = self.pki.person(name, variant)
        return [(self.pki.issuer_of(certificate), certificate) for certificate in pas.certificates.values()]

    async def _handle(self, request: web.BaseRequest, connection: ConnectionRecord) -> web.StreamResponse:
        started = self.clock.moment()
        route = routes.find(request.method, request.rel_url.raw_path)
        if route is None:
            reply = self._unknown(request)
        else:
            body = await read_body(request, _LIMITS)
            settings = self.settings
            if route.name == "ondertekening" and settings.delay > 0:
                await asyncio.sleep(settings.delay)
            reply = self._handlers.answer(route, request.rel_url.raw_query_string, body, settings)
        self._record(request, connection, started, route, reply)
        if reply.broken and request.transport is not None:
            request.transport.abort()
        return web.Response(status=reply.status, body=reply.body, headers={"Content-Type": reply.content_type})

    def _unknown(self, request: web.BaseRequest) -> Reply:
        asked = f"{request.method[:10]} {request.path[:_SHOWN]}"
        self.journal.record(
            UnexpectedObservation(
                number=self.journal.number(),
                simulator=SIMULATOR,
                moment=self.clock.moment(),
                what=f"Gevraagd is {asked}; het UZI-register biedt dat niet.",
            )
        )
        if allowed := routes.methods(request.rel_url.raw_path):
            return refusal(405, f"Bij dit pad hoort {' of '.join(allowed)}.")
        return refusal(404, "Het UZI-register kent dit pad niet.")

    def _record(
        self,
        request: web.BaseRequest,
        connection: ConnectionRecord,
        started: Moment,
        route: Route | None,
        reply: Reply,
    ) -> None:
        """Note the exchange; neither bodies, which hold PINs and tokens, nor the ids of sessions."""
        hidden = route is not None and route.name in ("sessie", "sessie-eind")
        self.journal.record(
            MessageObservation(
                number=self.journal.number(),
                simulator=SIMULATOR,
                connection=connection.number,
                sut_role="afzender",
                started=started,
                answered=None if reply.broken else self.clock.moment(),
                method=request.method[:10],
                path="/v1/sessies/..." if hidden else request.path[:_SHOWN],
                status=None if reply.broken else reply.status,
                answer=reply.summary,
            )
        )
