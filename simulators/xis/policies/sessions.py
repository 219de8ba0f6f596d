"""What the XIS decides about the sessions of its users."""

import math
from dataclasses import dataclass
from typing import Final, Literal

from protocol.soap import WSSE_NS, WSU_NS, FaultCode


@dataclass(frozen=True, slots=True)
class RefusalPolicy:
    """Which SOAP faults mean that the LSP refused the token; they end the session (INT-44)."""

    namespaces: frozenset[str] = frozenset({WSSE_NS, WSU_NS})

    def ends_session(self, code: FaultCode) -> bool:
        """Tell whether a fault with this code ends the session."""
        return code.namespace in self.namespaces


Cause = Literal["opdracht", "pas", "stilte", "duur", "adres", "anders"]
"""What made a session end."""


@dataclass(frozen=True, slots=True)
class EndPolicy:
    """What the end of a session means: nothing leaves for its user until he logs in anew (GBX.IDA.e4090.1; INT-20)."""

    ignored: frozenset[Cause] = frozenset()
    """At these the session goes on."""
    blocking: frozenset[Cause] = frozenset()
    """These stop the session only for as long as they last."""
    reopened: frozenset[Cause] = frozenset()
    """After these the session begins again by itself at its next use."""


NEVER: Final = 1e9
"""Seconds that nobody waits."""


@dataclass(slots=True)
class SessionLimits:
    """How long a user session at level midden lasts, in seconds (GBX.IDA.e4090.1; INT-20)."""

    idle: float = 1800.0
    absolute: float = 3600.0
    longest_idle: float = 3600.0
    """The highest idle limit that an administrator can set."""
    adjustable: bool = True
    """What the administrator sets is what counts."""
    looked_at_every: float = 0.0
    """Seconds between two looks at a session that is not used; 0 is always."""
    unlimited_from: float = NEVER
    """An idle limit from which on there is none."""

    def idle_end(self, last_used: float) -> float:
        """Return the moment at which a session ends that was last used then, in seconds since the epoch."""
        limit, step = self.idle, self.looked_at_every
        if limit >= self.unlimited_from:
            return last_used + NEVER
        return last_used + (math.ceil(limit / step) * step if step else limit)
