"""What the XIS decides about its TLS connections with the ZIM."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from simulators.tls import Identity
from simulators.xis.policies.passes import NO_VALID_LIST

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
    unknown_issuers: tuple[str, ...] = ()
    """Parts of the names of issuers that it cannot handle, though they are trusted."""


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
