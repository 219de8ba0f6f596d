"""What is known of each interaction; the data stand in ``interactions.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

Level = Literal["midden", "laag"]
Kind = Literal["vraag", "antwoord", "batch", "ontvangstbevestiging", "ping", "pong"]
QueryType = Literal["Direct", "Indirect"]


@dataclass(frozen=True, slots=True)
class Interaction:
    """The facts of one interaction; the fields have the names of the AORTA vocabulary."""

    id: str
    naam: str
    soort: Kind
    trigger_event: str
    vertrouwensniveau: Level | None = None
    vraagtype: QueryType | None = None
    pad: str | None = None
    """Path of the web service at the ZIM."""
    soap_action: str | None = None
    """Value of the SOAPAction header, without the quotes that stand around it on the wire."""
    antwoord: str | None = None
    """Interaction that answers it."""
    lid: str | None = None
    """Interaction of the members, if the answer is a batch."""
    attention_bsn: bool = False
    """The attentionLine must hold the BSN."""
    attention_context: bool = False
    """The attentionLine must hold the contextcode."""

    @property
    def needs_token(self) -> bool:
        """Tell whether the message must carry a person-bound token."""
        return self.vertrouwensniveau == "midden"


def read_interactions(text: str) -> Mapping[str, Interaction]:
    """Read a table of interactions in TOML; raises TypeError for a field that is unknown or missing."""
    return MappingProxyType({name: Interaction(id=name, **row) for name, row in tomllib.loads(text).items()})


INTERACTIONS: Final = read_interactions(Path(__file__).with_name("interactions.toml").read_text("utf-8"))
"""The interactions that the bench knows, by their id."""


def of_soap_action(path: str, soap_action: str) -> Interaction | None:
    """Return the interaction that a ZIM serves at this path with this SOAPAction (quotes around it allowed)."""
    action = soap_action.strip().removeprefix('"').removesuffix('"')
    return next((row for row in INTERACTIONS.values() if row.pad == path and row.soap_action == action), None)
