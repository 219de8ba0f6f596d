"""What the XIS decides about TLS connections that are opened to it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from simulators.tls import Identity
from simulators.xis.policies.passes import NO_VALID_LIST
from simulators.xis.policies.tls import GOOD_SUITES, TLS_1_2, TLS_1_3

Means = Literal["renegotiation", "KeyUpdate"]
"""How a client gets new keys on a living connection."""

OTHER_PARTY: Final = "andere-partij"
"""The client's certificate is of somebody else than the ZIM; beside the reasons of protocol.pkix."""
PERSON: Final = "persoon"
"""The client's certificate is that of a pass; nothing else of it is looked at then."""


@dataclass(frozen=True, slots=True)
class InboundPolicy:
    """What the XIS shows, offers and accepts in the handshake; None leaves it to the configuration."""

    identity: Identity | None = None
    minimum: int = TLS_1_2
    maximum: int = TLS_1_3
    suites: tuple[str, ...] = GOOD_SUITES
    server_preference: bool = True
    signature_algorithms: tuple[str, ...] = ()
    trust: tuple[Path, ...] | None = None
    ca_list: tuple[Path, ...] | None = None
    """Whom it names in the CertificateRequest."""
    certificate_required: bool = True
    check_in_handshake: bool = True
    """Let the TLS library refuse a bad certificate, so that the client gets the alert that fits."""
    resumption: bool = False
    """Let a new connection take up the TLS session of an earlier one; the XIS never does (INT-53)."""


@dataclass(frozen=True, slots=True)
class PeerPolicy:
    """What the XIS overlooks in the certificate of a client: reasons of protocol.pkix, OTHER_PARTY and PERSON."""

    tolerated: frozenset[str] = NO_VALID_LIST
    unknown_issuers: tuple[str, ...] = ()
    """Parts of the names of issuers that it cannot handle, though they are trusted."""


@dataclass(frozen=True, slots=True)
class KeyRenewalPolicy:
    """By what means a client may renew the keys of its connection (INT-24)."""

    accepted: frozenset[Means] = frozenset({"renegotiation", "KeyUpdate"})


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """How long a connection lives, and how many there are; just within 15 minutes unused and 8 hours in all."""

    idle: float | None = 890.0
    absolute: float | None = 28_780.0
    at_a_time: int | None = None
    """How many connections are served at the same time; None for any number."""
    one_tree: bool = False
    """Serve at one time only clients whose certificates hang in the same tree."""

    def closes_at(self, established: float, last_used: float) -> float | None:
        """Return the moment at which a connection is closed, None for never."""
        ends = [since + limit for since, limit in ((last_used, self.idle), (established, self.absolute)) if limit]
        return min(ends, default=None)
