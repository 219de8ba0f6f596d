"""The TLS server of the XIS: who is let in, and for how long (GBX.CON.e4090.2, GBX.CON.e4100, GBX.CON.e4110.2).

The TLS library judges the certificate of a client in the handshake. What it cannot judge is judged before the first
request on a connection is answered: whose certificate it is, by the clock of the XIS and the newest lists of what was
revoked. A connection that may not go on is closed without an answer.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web
from cryptography import x509

from protocol.pkix import TLS_CLIENT, Reason
from protocol.tls.trace import decode
from protocol.uzi import parse_uzi_name
from simulators.clock import Clock
from simulators.connections import ConnectionRecord, certificate_facts
from simulators.listener import Handler, Limits, Listener
from simulators.tls import Identity, TlsSettings
from simulators.xis.configuration import Configuration
from simulators.xis.crls import Authorities
from simulators.xis.policies import Policies
from simulators.xis.policies.inbound import OTHER_PARTY, PERSON

LISTS_SECONDS: Final = 300.0
"""How old the lists of revoked certificates may be when a client is let in; they are published every hour."""


@dataclass(frozen=True, slots=True)
class _Let:
    """A connection that was let in, with the certificate that it was let in on (DER; None for none)."""

    record: ConnectionRecord
    certificate: bytes | None
    tree: str
    """The issuer at the top of its chain."""


@dataclass(slots=True)
class Doorkeeper:
    """Judges whether a connection may go on, at each request on it."""

    configuration: Configuration
    policies: Policies
    clock: Clock
    authorities: Authorities
    _let: list[_Let] = field(default_factory=list)
    _chains: dict[bytes, tuple[x509.Certificate, ...]] = field(default_factory=dict)

    def forget(self) -> None:
        """Forget who was let in."""
        self._let.clear()
        self._chains.clear()

    async def objections(self, record: ConnectionRecord) -> str:
        """Say why a connection may not go on; "" if it may. Lists that are not fresh any more are fetched again."""
        self._let = [let for let in self._let if let.record.end_by == "open"]
        others = [let for let in self._let if let.record is not record]
        limits = self.policies.connections
        if limits.at_a_time is not None and len(others) >= limits.at_a_time:
            return "er zijn al verbindingen genoeg"
        trace = decode(record.recorder.messages, server=True)
        top = certificate_facts(trace.received_chain[-1]) if trace.received_chain else None
        tree = "" if top is None else top.issuer
        if limits.one_tree and any(let.tree != tree for let in others):
            return "er zijn verbindingen met certificaten uit een andere boom"
        if any(renewal.means not in self.policies.renewals.accepted for renewal in trace.refreshes):
            return "de sleutels zijn vernieuwd"
        shown = record.peer_certificate()
        # A renegotiation may have brought another certificate.
        if any(let.record is record and let.certificate == shown for let in self._let):
            return ""
        found = await self._objections_to(shown, trace.received_chain)
        if not found:
            self._let = [*others, _Let(record, shown, tree)]
        return found

    async def _objections_to(self, shown: bytes | None, chain: tuple[bytes, ...]) -> str:
        if shown is None:
            return "er is geen certificaat getoond" if self.policies.inbound.certificate_required else ""
        if chain:  # a session that is resumed has none on the wire: it is that of the handshake in which it began
            self._chains[shown] = tuple(x509.load_der_x509_certificate(der) for der in chain[1:])
        await self.authorities.refresh_older_than(LISTS_SECONDS, self.clock.now())
        problems = self._problems(shown)
        tolerated = self.policies.peers.tolerated
        return "; ".join(text for reason, text in problems.items() if reason not in tolerated)

    def _problems(self, shown: bytes) -> dict[str, str]:
        facts = certificate_facts(shown)
        if facts is not None and facts.uzi_name is not None and parse_uzi_name(facts.uzi_name).pastype != "S":
            return {PERSON: "het certificaat is dat van een persoon"}
        leaf = x509.load_der_x509_certificate(shown)
        sent = self._chains.get(shown, ())
        found = self.authorities.checker.check(leaf, self.clock.now(), usage=TLS_CLIENT, sent=sent)
        problems = {str(problem.reason.value): problem.text for problem in found}
        if facts is not None and any(word in facts.issuer for word in self.policies.peers.unknown_issuers):
            problems[str(Reason.UNKNOWN_ISSUER)] = (
                f"met een certificaat van {facts.issuer} kan dit systeem niet overweg"
            )
        zim = urlsplit(self.configuration.in_use.uri).hostname or ""
        if facts is None or zim not in facts.dns_names:
            problems[OTHER_PARTY] = f"het certificaat is niet van {zim}"
        return problems


class InboundServer:
    """Listens for the ZIM; a duty of the agenda, because connections are closed in time."""

    def __init__(
        self,
        configuration: Configuration,
        policies: Policies,
        clock: Clock,
        authorities: Authorities,
        own: tuple[Identity, Path],
    ) -> None:
        """``own`` is the certificate of the XIS, with the file of the CA certificates above it."""
        self._configuration = configuration
        self._policies = policies
        self._clock = clock
        self._authorities = authorities
        self._identity, self._ca_list = own
        self._door = Doorkeeper(configuration, policies, clock, authorities)
        self._busy: list[ConnectionRecord] = []
        self._listener: Listener | None = None

    async def start(self, handler: Handler, limits: Limits, changed: Callable[[], None]) -> Listener:
        """Listen, and hand the requests of who is let in to ``handler``; ``changed`` is told of new duties.

        Raises OSError if the port cannot be had.
        """

        async def serve(request: web.BaseRequest, record: ConnectionRecord) -> web.StreamResponse:
            self._busy.append(record)
            try:
                if await self._door.objections(record):
                    listener.end(record)
                    raise ConnectionResetError("the connection may not go on")
                self._keep_up(listener)
                return await handler(request, record)
            finally:
                self._busy.remove(record)
                changed()

        self._used = self._settings()
        listener = self._listener = await Listener.start(
            host=self._configuration.host,
            port=self._configuration.tls_port,
            settings=self._used,
            handler=serve,
            clock=self._clock,
            journal=None,
            limits=limits,
            sut_side=False,
        )
        return listener

    async def put_back(self) -> None:
        """End all connections and let the policies of this moment hold for the next ones."""
        self._door.forget()
        await self._authorities.refresh_older_than(LISTS_SECONDS, self._clock.now())
        if self._listener is not None:
            await self._listener.close_connections()
            self._keep_up(self._listener)

    def next_due(self) -> float | None:
        """Return the first moment at which a connection is to be closed."""
        dues = (self._closes_at(record) for record in self._resting())
        return min((due for due in dues if due is not None), default=None)

    async def run_due(self) -> None:
        """Close the connections whose time has come."""
        now = self._clock.now()
        for record in self._resting():
            due = self._closes_at(record)
            if due is not None and due <= now and self._listener is not None:
                self._listener.end(record)

    def _resting(self) -> tuple[ConnectionRecord, ...]:
        if self._listener is None:
            return ()
        return tuple(r for r in self._listener.open_connections if r.end_by == "open" and r not in self._busy)

    def _closes_at(self, record: ConnectionRecord) -> float | None:
        established, last = record.recorder.established_at, record.recorder.last_data
        if established is None or last is None:
            return None
        return self._policies.connections.closes_at(established[1], last[1])

    def _keep_up(self, listener: Listener) -> None:
        """Use what the policies and the lists of revoked certificates say now, for the next connections."""
        settings = self._settings()
        if settings != self._used:
            listener.use(settings)
            self._used = settings

    def _settings(self) -> TlsSettings:
        policy = self._policies.inbound
        judged = self._policies.inbound.check_in_handshake
        return TlsSettings(
            identity=policy.identity or self._identity,
            trust=policy.trust or self._configuration.zim.vertrouwd,
            crls=self._authorities.valid_lists(self._clock.now()) if judged else (),
            minimum=policy.minimum,
            maximum=policy.maximum,
            suites=policy.suites,
            server_preference=policy.server_preference,
            signature_algorithms=policy.signature_algorithms,
            peer_certificate=("required" if judged else "unjudged") if policy.certificate_required else "optional",
            ca_list=(self._ca_list,) if policy.ca_list is None else policy.ca_list,
            tickets=policy.resumption,
        )
