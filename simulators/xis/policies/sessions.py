"""What the XIS decides about the sessions of its users."""

from dataclasses import dataclass

from protocol.soap import WSSE_NS, WSU_NS, FaultCode


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
