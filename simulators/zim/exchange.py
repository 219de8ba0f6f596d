"""One exchange with the ZIM as values: what came in, who sent it, what was learnt, what goes out."""

from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from simulators.observations import PartyFacts, TokenFacts


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request as it was received; header values as they stood there."""

    method: str
    path: str
    body: bytes = b""
    content_type: str = ""
    soap_action: str = ""
    version: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class Peer:
    """The organisation at the other end of the connection, by its certificate."""

    ura: str | None = None
    dns_names: tuple[str, ...] = ()


@dataclass(slots=True)
class Facts:
    """What is learnt of a message while it is handled; the observation is made of it."""

    root: etree._Element | None = None
    interaction: str | None = None
    message_id: str | None = None
    level: Literal["midden", "laag"] | None = None
    bsn: str | None = None
    foreign: frozenset[str] | None = None
    """BSNs outside the fictitious range; None as long as nobody has looked for them."""
    sender: str | None = None
    created: str | None = None
    author: PartyFacts | None = None
    overseer: PartyFacts | None = None
    tokens: tuple[TokenFacts, ...] = ()
    refused: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer of the ZIM."""

    status: int
    body: bytes
    facts: Facts
    content_type: str = "text/xml; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
