"""Which web services the ZIM offers: path, SOAPAction and interaction, taken from the table of interactions.

Paths and actions: transport.md section 1.2; what an interaction needs: section 2.8.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from protocol.hl7.interactions import INTERACTIONS, Interaction

SERVED: Final = tuple(row for row in INTERACTIONS.values() if row.pad and row.soap_action and row.antwoord)
"""The interactions that the ZIM receives and answers."""

_BY_PATH: Final[Mapping[str, tuple[Interaction, ...]]] = MappingProxyType(
    {path: tuple(row for row in SERVED if row.pad == path) for path in sorted({row.pad or "" for row in SERVED})}
)


def services() -> tuple[str, ...]:
    """Return the paths of all web services."""
    return tuple(_BY_PATH)


def served_at(path: str) -> tuple[Interaction, ...]:
    """Return the interactions of the web service at a path, none if there is no such service."""
    return _BY_PATH.get(path, ())


def served_by(path: str, soap_action: str) -> tuple[Interaction, ...]:
    """Return the interactions of one operation; SOAPAction may stand in double quotes or not."""
    action = soap_action.strip().removeprefix('"').removesuffix('"')
    return tuple(row for row in served_at(path) if row.soap_action == action)
