"""What the XIS decides about its toegangslog."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from simulators.xis.model import LogEntry

Kind = Literal["verzonden opvraag", "ontvangen opvraag"]
"""The exchanges that the XIS knows, by who asked."""
Edit = Callable[[Kind, LogEntry], LogEntry | None]
"""What is written of an exchange: the entry as it is, another one, or None for nothing."""


def as_it_is(_kind: Kind, entry: LogEntry) -> LogEntry:
    """Write the whole entry, whatever the exchange was."""
    return entry


@dataclass(frozen=True, slots=True)
class LogPolicy:
    """What of an exchange is written in the toegangslog (GBX.LOG.e4015.1): everything."""

    edit: Edit = as_it_is
