"""How the register and its passes can be told to misbehave, as settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from simulators.uzi.crl import LIFE


class CrlFault(StrEnum):
    """What can be wrong with a list that is fetched."""

    EXPIRED = "verlopen"
    WRONG_SIGNATURE = "verkeerde-handtekening"
    UNREADABLE = "onleesbaar"
    ABSENT = "ontbreekt"
    """HTTP 404"""
    UNREACHABLE = "onbereikbaar"
    """The connection is broken without an answer."""


class SigningFault(StrEnum):
    """What can go wrong when a pass is asked to sign."""

    WRONG_KEY = "vreemde-sleutel"
    """The signature is made with a key that does not fit the certificate."""
    REFUSED = "geweigerd"
    """The pass refuses."""
    CANCELLED = "afgebroken"
    """The user closes the dialogue."""
    UNREADABLE = "onleesbaar"
    """What comes back is no token."""


@dataclass(frozen=True, slots=True)
class UziSettings:
    """The behaviour of the register and of all passes; healthy as it stands."""

    toegangscode: str = field(default="123456", repr=False)
    crl: Mapping[str, CrlFault] = field(default_factory=lambda: MappingProxyType({}))
    """Faults by authority (``zorgverlener-g3``) or for a whole tree (``server``, ``pas``)."""
    crl_seconds: float = LIFE
    """How long a list of a pass authority lasts, from its publication."""
    signing: SigningFault | None = None
    shift_seconds: float = 0.0
    """Seconds by which all times in a token are moved before it is signed."""
    delay: float = 0.0
    """Real seconds that pass before a signature is made."""
