"""Which web services the ZIM offers: path, SOAPAction, interactions, and what each of them needs.

Paths and actions: transport.md section 1.2; trigger events and vertrouwensniveau: section 2.8.
"""

from dataclasses import dataclass
from typing import Literal

ACTION_PREFIX = "urn:hl7-org:v3/"

Level = Literal["midden", "laag"]


@dataclass(frozen=True, slots=True)
class Interaction:
    """An interaction that an operation accepts, with its answer."""

    name: str
    level: Level
    kind: Literal["query", "ping"]
    answer: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a web service."""

    path: str
    action: str
    interactions: tuple[Interaction, ...]

    def accepts(self, name: str) -> Interaction | None:
        """Return the interaction of that name, None if it does not belong to this operation."""
        return next((interaction for interaction in self.interactions if interaction.name == name), None)


MEDICATION_LIST = Interaction("QURX_IN990111NL", "midden", "query", "QURX_IN990113NL")
PING = Interaction("COMT_IN118118", "laag", "ping", "COMT_IN229229")

OPERATIONS = (
    Operation(
        "/VerstrekkingsLijstqueryBatch",
        f"{ACTION_PREFIX}VerstrekkingsLijstqueryBatch_QueryResponse",
        (MEDICATION_LIST,),
    ),
    Operation("/Ping", f"{ACTION_PREFIX}Ping_PingPong", (PING,)),
)

_BY_PATH: dict[str, tuple[Operation, ...]] = {
    path: tuple(operation for operation in OPERATIONS if operation.path == path)
    for path in {operation.path for operation in OPERATIONS}
}


def services() -> tuple[str, ...]:
    """Return the paths of all web services."""
    return tuple(sorted(_BY_PATH))


def operations_at(path: str) -> tuple[Operation, ...]:
    """Return the operations of the web service at a path, none if there is no such service."""
    return _BY_PATH.get(path, ())


def interaction(name: str) -> Interaction | None:
    """Return what is known of an interaction, wherever it is offered."""
    for operation in OPERATIONS:
        found = operation.accepts(name)
        if found:
            return found
    return None
