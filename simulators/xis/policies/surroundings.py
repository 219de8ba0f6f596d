"""How the XIS finds the hosts around it, and how its clock keeps time (chapter 1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class NamePolicy:
    """Where the address of a host comes from, and how long it is used (GBX.CON.e4020)."""

    fixed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Addresses that were set by hand: for these names the DNS is not asked."""
    shortest: float = 0.0
    """Seconds for which an address is used at least, whatever its TTL says."""

    def keeps_until(self, asked: float, ttl: float) -> float:
        """Return until when an address may be used that was asked for at a moment (seconds since the epoch)."""
        return asked + max(ttl, self.shortest)


@dataclass(frozen=True, slots=True)
class ClockPolicy:
    """How the clock of the XIS is kept (GBX.CON.e4030.2)."""

    follows_ntp: bool = True
    ahead: float = 0.0
    """Seconds by which it is ahead all the same, as a clock is that nobody sets right."""
