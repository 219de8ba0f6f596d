"""How the XIS finds the hosts around it, and how its clock keeps time (chapter 1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True, slots=True)
class NamePolicy:
    """Where the address of a host comes from, and how long it is used (GBX.CON.e4020)."""

    fixed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Addresses that were set by hand: for these names the DNS is not asked."""
    shortest: float = 0.0
    """Seconds for which an address is used at least, whatever its TTL says."""

    record: Literal["A", "AAAA"] = "A"
    """What the DNS is asked for: A is an address of IPv4."""
    keeps_first: bool = False
    """Go on using the first address that was ever answered, whatever is answered later."""

    def keeps_until(self, asked: float, ttl: float) -> float:
        """Return until when an address may be used that was asked for at a moment (seconds since the epoch)."""
        return asked + max(ttl, self.shortest)


@dataclass(frozen=True, slots=True)
class AvailabilityPolicy:
    """When the XIS answers the ZIM; a healthy one always does (GBX.BES.e4010)."""

    only_with_user: bool = False
    """Only while someone is logged in."""
    rests_after: float | None = None
    """Seconds without a message from the ZIM after which it does not answer any more."""
    most: int | None = None
    """How many messages it answers before it needs to be started again."""

    def is_there(self, *, users: int, quiet: float, answered: int) -> bool:
        """Tell whether it answers, by how many are logged in, the seconds since the last message, and their number."""
        rests = self.rests_after is not None and quiet > self.rests_after
        is_full = self.most is not None and answered >= self.most
        return not (rests or is_full or (self.only_with_user and not users))


@dataclass(frozen=True, slots=True)
class ClockPolicy:
    """How the clock of the XIS is kept (GBX.CON.e4030.2)."""

    follows_ntp: bool = True
    ahead: float = 0.0
    """Seconds by which it is ahead all the same, as a clock is that nobody sets right."""
