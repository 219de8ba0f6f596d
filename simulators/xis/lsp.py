"""The way to the LSP: a few TLS connections to the ZIM, opened, kept fresh, used again and closed (GBX.CON.e4080.5)."""

import asyncio
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlsplit

from cryptography import x509

from protocol.pkix import TLS_SERVER, Reason
from protocol.tls.trace import decode
from simulators.calling import Answer, ConnectFailed, HttpConnection, Limits, RequestFailed, ResumableSession
from simulators.clock import Clock
from simulators.tls import Identity, TlsSettings
from simulators.xis.configuration import Address, Configuration
from simulators.xis.crls import Authorities
from simulators.xis.names import Names, UnknownHost
from simulators.xis.policies import Policies
from simulators.xis.policies.tls import OTHER_NAME, Level

CONNECTIONS: Final = 4
"""How many messages can be under way at a time."""

_LISTS_SECONDS = 300.0
"""How old the lists of revoked servers may be when a connection is opened; they are published every hour."""


class Unreachable(Exception):
    """No answer from the LSP; the message is a Dutch sentence for the user."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What connections have in common that may be used for the same messages."""

    host: str
    """The name by which the ZIM was asked for."""
    address: Address
    """Where the ZIM is by the DNS: what goes to a former location is not used again."""
    encrypted: bool
    identity: Identity | None


@dataclass(slots=True)
class _Pooled:
    kind: _Kind
    connection: HttpConnection
    busy: bool = field(default=False)


class Lsp:
    """The connections to the ZIM; a duty of the agenda, because an unused one is closed in time."""

    def __init__(
        self,
        configuration: Configuration,
        policies: Policies,
        clock: Clock,
        authorities: Authorities,
        names: Names,
    ) -> None:
        self._configuration = configuration
        self._names = names
        self._policies = policies
        self._clock = clock
        self._authorities = authorities
        self._pool: list[_Pooled] = []
        self._sent: tuple[x509.Certificate, ...] = ()
        self._slots = asyncio.Semaphore(CONNECTIONS)
        self._resumable: tuple[TlsSettings | None, ResumableSession | None] = (None, None)
        wait = configuration.seconden_wachten
        self._limits = Limits(handshake_seconds=wait, request_seconds=wait)

    async def exchange(self, level: Level, path: str, soap_action: str, envelope: bytes) -> Answer:
        """Send a message and return the HTTP answer; raises Unreachable if none comes in time."""
        seconds = self._configuration.seconden_wachten
        try:
            # A handshake, a message that is sent in vain and one that is not: each has its own limit within this one.
            async with asyncio.timeout(4 * seconds), self._slots:
                pooled = await self._take(level)
                return await self._send(pooled, path, soap_action, envelope)
        except TimeoutError as error:
            raise Unreachable(f"Het LSP heeft niet binnen {seconds:g} seconden geantwoord.") from error

    def next_due(self) -> float | None:
        """Return the first moment at which an unused connection is to be closed."""
        dues = (self._closes_at(pooled) for pooled in self._pool if not pooled.busy)
        return min((due for due in dues if due is not None), default=None)

    async def run_due(self) -> None:
        """Close the connections that were unused long enough, and forget those that were closed by the other side."""
        now = self._clock.now()
        for pooled in [pooled for pooled in self._pool if not pooled.busy]:
            due = self._closes_at(pooled)
            if not pooled.connection.is_open or (due is not None and due <= now):
                await self._drop(pooled)

    async def close(self) -> None:
        """Close all connections and forget the TLS session."""
        for pooled in tuple(self._pool):
            await self._drop(pooled)
        self._resumable = (None, None)

    async def _send(self, pooled: _Pooled, path: str, soap_action: str, envelope: bytes) -> Answer:
        """Send on a connection; on a new one if the first fails before any of the message was sent."""
        policy = self._policies.requests
        action = policy.soap_action.format(soap_action)
        uri = urlsplit(self._configuration.in_use.uri)
        full = uri.path.rstrip("/") + path
        headers = {"Host": uri.netloc, "Content-Type": policy.content_type, "SOAPAction": action}
        envelope = policy.write(envelope)
        sent = pooled.connection.record.recorder.records
        try:
            try:
                return await self._request(pooled, full, headers, envelope)
            except RequestFailed:
                if not sent or pooled.connection.record.recorder.records > sent:
                    raise
            # The other side does not renegotiate, or has gone: the message and its token have not left yet.
            return await self._request(await self._renew(pooled), full, headers, envelope)
        except RequestFailed as error:
            raise Unreachable(f"Het LSP heeft niet geantwoord: {error}.") from error

    async def _request(self, pooled: _Pooled, path: str, headers: dict[str, str], envelope: bytes) -> Answer:
        connection = pooled.connection
        try:
            policy = self._policies.requests
            return await connection.request(policy.method, path, headers, envelope, http_version=policy.http_version)
        finally:
            pooled.busy = False
            if self._policies.resumption.resume:
                self._resumable = (connection.record.settings, connection.session)
            if not connection.is_open:
                await self._drop(pooled)

    async def _take(self, level: Level) -> _Pooled:
        """Return a connection for this level that is open, not long unused, and has or will get fresh keys."""
        await self.run_due()
        kind = await self._kind(level)
        for pooled in self._pool:
            if pooled.kind == kind and not pooled.busy:
                pooled.busy = True
                self._freshen(pooled.connection)
                return pooled
        return await self._connect(kind)

    def _freshen(self, connection: HttpConnection) -> None:
        """Have the keys renewed with the next message, if they would get too old."""
        age = connection.age_of_keys(self._clock)
        if self._policies.keys.refresh_before_sending(age, self._configuration.seconden_wachten):
            connection.refresh_keys()

    async def _renew(self, pooled: _Pooled) -> _Pooled:
        """Return a new connection in the place of one that has failed."""
        await self._drop(pooled)
        return await self._connect(pooled.kind)

    async def _connect(self, kind: _Kind) -> _Pooled:
        pooled = _Pooled(kind, await self._open(kind), busy=True)
        self._pool.append(pooled)
        return pooled

    async def _open(self, kind: _Kind) -> HttpConnection:
        settings = await self._settings(kind)
        host, port = kind.address
        # A session belongs to its settings: it ends where, for instance, a list of revoked servers is a newer one.
        known, session = self._resumable
        may_resume = self._policies.resumption.resume and known == settings
        try:
            connection = await HttpConnection.open(
                host,
                port,
                settings=settings,
                server_name=kind.host,
                clock=self._clock,
                limits=self._limits,
                session=session if may_resume else None,
            )
        except ConnectFailed as error:
            raise Unreachable(f"De verbinding met het LSP komt niet tot stand: {error}.") from error
        if settings is not None and (objections := self._objections(connection, kind.host)):
            await connection.close()
            raise Unreachable(f"De verbinding met het LSP is geweigerd: {objections}.")
        return connection

    async def _settings(self, kind: _Kind) -> TlsSettings | None:
        if not kind.encrypted:
            return None
        await self._authorities.refresh_older_than(_LISTS_SECONDS, self._clock.now())
        policy = self._policies.tls
        settings = TlsSettings(
            identity=kind.identity,
            trust=self._configuration.zim.vertrouwd,
            crls=self._authorities.valid_lists(self._clock.now()),
            minimum=policy.minimum,
            maximum=policy.maximum,
            suites=policy.suites,
        )
        if policy.check_in_handshake:
            return settings
        return replace(settings, crls=(), check_name=False, peer_certificate="none")

    def _objections(self, connection: HttpConnection, host: str) -> str:
        """Say what is wrong with the ZIM's certificate by the clock of the XIS; "" if nothing is."""
        shown = connection.peer_certificate()
        if shown is None:
            return "de andere kant heeft de verbinding al gesloten"
        # A session that is resumed has no chain on the wire: it is that of the handshake in which it began.
        chain = decode(connection.record.recorder.messages, server=False).received_chain
        if chain:
            self._sent = tuple(x509.load_der_x509_certificate(der) for der in chain[1:])
        leaf = x509.load_der_x509_certificate(shown)
        problems = self._authorities.checker.check(leaf, self._clock.now(), usage=TLS_SERVER, sent=self._sent)
        found = {str(problem.reason): problem.text for problem in problems}
        issuer = leaf.issuer.rfc4514_string()
        if any(word in issuer for word in self._policies.server.unknown_issuers):
            found[str(Reason.UNKNOWN_ISSUER)] = f"met een certificaat van {issuer} kan dit systeem niet overweg"
        if host not in _host_names(leaf):
            found[OTHER_NAME] = f"het certificaat is niet van {host}"
        return "; ".join(text for reason, text in found.items() if reason not in self._policies.server.tolerated)

    async def _kind(self, level: Level) -> _Kind:
        uri = self._configuration.in_use.uri
        try:
            address = await self._names.locate(uri)
        except UnknownHost as error:
            raise Unreachable(f"Het LSP is niet bereikbaar, omdat {error}.") from error
        policy = self._policies.tls
        return _Kind(
            urlsplit(uri).hostname or "", address, level not in policy.levels_in_the_clear, policy.identities[level]
        )

    def _closes_at(self, pooled: _Pooled) -> float | None:
        return self._policies.idle.closes_at(pooled.connection.last_used.high)

    async def _drop(self, pooled: _Pooled) -> None:
        if pooled in self._pool:
            self._pool.remove(pooled)
        await pooled.connection.close()


def _host_names(certificate: x509.Certificate) -> list[str]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return names.get_values_for_type(x509.DNSName)
