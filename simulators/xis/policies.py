"""The decisions of the XIS that requirements are about, each a small value of its own.

The components ask the policies at every occasion and keep no copies: replacing one changes the running XIS from the
next occasion on. That is how a defect works, and why healthy code knows nothing of defects.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from protocol.pkix_problems import Reason
from protocol.soap import WSSE_NS, WSU_NS, FaultCode
from simulators.tls import Identity

Level = Literal["laag", "midden"]
"""Vertrouwensniveau of an exchange."""

TLS_1_1: Final = 0x0302
TLS_1_2: Final = 0x0303
TLS_1_3: Final = 0x0304

GOOD_TLS13_SUITES: Final = (
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_AES_128_GCM_SHA256",
)
GOOD_TLS12_SUITES: Final = (
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
)
GOOD_SUITES: Final = GOOD_TLS13_SUITES + GOOD_TLS12_SUITES
"""Strongest first: good by algorithm in NCSC 2.1 (INT-51)."""

NO_VALID_LIST: Final = frozenset(
    {Reason.CRL_ABSENT, Reason.CRL_EXPIRED, Reason.CRL_NOT_YET_VALID, Reason.CRL_WRONG_SIGNATURE}
)
"""Without a valid list nobody is kept out, but the user is told (INT-42, INT-49)."""

OTHER_NAME: Final = "andere-naam"
"""The server's certificate bears another host name; beside the reasons of protocol.pkix."""


@dataclass(frozen=True, slots=True)
class TlsPolicy:
    """What the XIS shows, accepts and offers when it opens a connection to the ZIM."""

    identities: Mapping[Level, Identity | None]
    """What it shows at each level."""
    minimum: int = TLS_1_2
    maximum: int = TLS_1_3
    suites: tuple[str, ...] = GOOD_SUITES
    levels_in_the_clear: frozenset[Level] = frozenset()
    check_in_handshake: bool = True
    """Let the TLS library refuse a bad certificate, so that the ZIM gets the alert that fits."""


@dataclass(frozen=True, slots=True)
class ServerPolicy:
    """What the XIS overlooks in the certificate of the ZIM: reasons of protocol.pkix, and OTHER_NAME."""

    tolerated: frozenset[str] = NO_VALID_LIST


@dataclass(frozen=True, slots=True)
class KeyPolicy:
    """How old the traffic keys of a connection may be when something is sent: the answer travels under them too.

    The requirement allows 300 seconds. Of these the wait for the answer is kept free, and as much again for two clocks
    that are not the same.
    """

    oldest: float | None = 240.0

    def refresh_before_sending(self, age: float, wait: float) -> bool:
        """Tell whether keys of this age (seconds) must be renewed before a message that is waited for so long."""
        return self.oldest is not None and age >= min(self.oldest, 300.0 - 2 * wait)


@dataclass(frozen=True, slots=True)
class IdlePolicy:
    """When a connection that nobody uses is closed: just before the 15 minutes of the requirement are over."""

    seconds: float | None = 890.0

    def closes_at(self, last_used: float) -> float | None:
        """Return the moment at which an unused connection is closed, None for never."""
        return None if self.seconds is None else last_used + self.seconds


@dataclass(frozen=True, slots=True)
class ResumptionPolicy:
    """Whether a new connection takes up the TLS session of the one before; the XIS never does (INT-53)."""

    resume: bool = False


@dataclass(frozen=True, slots=True)
class PassPolicy:
    """What the XIS overlooks in the certificate of a pass."""

    tolerated: frozenset[Reason] = NO_VALID_LIST


@dataclass(frozen=True, slots=True)
class CrlPolicy:
    """Whether lists that are at hand are fetched again at each log-in; a pass may have been revoked since."""

    always_fresh: bool = True


TokenFlaw = Literal["verlopen", "nog-niet-geldig", "handtekening", "inhoud", "certificaat"]
"""What can be wrong with a transactietoken that came back from the pass."""


@dataclass(frozen=True, slots=True)
class TokenPolicy:
    """What the XIS overlooks in a transactietoken; it lets none out with a flaw."""

    tolerated: frozenset[TokenFlaw] = frozenset()


@dataclass(frozen=True, slots=True)
class RefusalPolicy:
    """Which SOAP faults mean that the LSP refused the token; they end the session (INT-44)."""

    namespaces: frozenset[str] = frozenset({WSSE_NS, WSU_NS})

    def ends_session(self, code: FaultCode) -> bool:
        """Tell whether a fault with this code ends the session."""
        return code.namespace in self.namespaces


@dataclass(slots=True)
class SessionLimits:
    """How long a user session at level midden lasts, in seconds (GBX.IDA.e4090.1; INT-20)."""

    idle: float = 1800.0
    absolute: float = 3600.0
    longest_idle: float = 3600.0
    """The highest idle limit that an administrator can set."""


@dataclass(slots=True)
class Policies:
    """All policies of the running XIS, by the names under which components ask for them."""

    tls: TlsPolicy
    server: ServerPolicy = field(default_factory=ServerPolicy)
    keys: KeyPolicy = field(default_factory=KeyPolicy)
    idle: IdlePolicy = field(default_factory=IdlePolicy)
    resumption: ResumptionPolicy = field(default_factory=ResumptionPolicy)
    passes: PassPolicy = field(default_factory=PassPolicy)
    crls: CrlPolicy = field(default_factory=CrlPolicy)
    tokens: TokenPolicy = field(default_factory=TokenPolicy)
    refusals: RefusalPolicy = field(default_factory=RefusalPolicy)
    sessions: SessionLimits = field(default_factory=SessionLimits)


def healthy(identity: Identity) -> Policies:
    """Return the policies of a XIS that meets every requirement."""
    identities: Mapping[Level, Identity | None] = MappingProxyType({"laag": identity, "midden": identity})
    return Policies(TlsPolicy(identities))
