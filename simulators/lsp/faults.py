"""How the DNS and the NTP server of the LSP behave, as settings; faults among them."""

from dataclasses import dataclass
from enum import StrEnum


class DnsFault(StrEnum):
    """What can be wrong with answers about known names."""

    SILENT = "zwijgt"
    BROKEN = "storing"
    """SERVFAIL"""
    UNKNOWN = "onbekend"
    """NXDOMAIN"""


class NtpFault(StrEnum):
    """What can be wrong with the time that is answered."""

    SILENT = "zwijgt"
    UNSYNCHRONISED = "niet-gelijkgezet"
    """Leap indicator 3: the server says itself that its clock is not to be followed."""
    TOO_OFTEN = "te-vaak"
    """A kiss with the code RATE: the client should ask less often."""


@dataclass(frozen=True, slots=True)
class LspSettings:
    """The behaviour of the LSP; healthy as it stands."""

    location: int = 1
    """The location where the ZIM is operational: 1 or 2."""
    ttl: int = 60
    """Seconds for which a client may keep the address of a name."""
    negative_ttl: int = 5
    """Seconds for which a client may keep that a name does not exist."""
    dns: DnsFault | None = None
    ntp: NtpFault | None = None
    shift_seconds: float = 0.0
    """Seconds that the NTP server is ahead of the clock of the bench."""

    def __post_init__(self) -> None:
        if self.location not in (1, 2):
            raise ValueError(f"De ZIM heeft locatie 1 en 2, geen {self.location}.")
        if not (0 <= self.ttl < 2**31 and 0 <= self.negative_ttl < 2**31):
            raise ValueError(f"Een TTL is een aantal seconden van 0 af, geen {min(self.ttl, self.negative_ttl)}.")
