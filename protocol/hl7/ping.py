"""The ping and its answer (COMT_IN118118, COMT_IN229229; registers.md sections 1.2 and 10.1).

That the ping has a control act is assumed; one without is read too.
"""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from protocol import ids
from protocol.hl7.controlact import Author, Device, read_author, read_trigger_event, write_author
from protocol.hl7.markup import Hl7Error, Node, code
from protocol.hl7.transmission import Transmission, read_transmission, write_transmission
from protocol.xml import local_name, place

PING: Final = "COMT_IN118118"
PONG: Final = "COMT_IN229229"
PING_EVENT: Final = "COMT_TE118118"
PONG_EVENT: Final = "COMT_TE229229"
ZIM_DEVICE: Final = Device(application=ids.ZIM_APPLICATION)
"""The ZIM as author: it may not give an organisation."""


@dataclass(frozen=True, slots=True)
class Ping:
    """A ping; ``author`` is the system that sends it, None without control act."""

    transmission: Transmission
    author: Author | None


@dataclass(frozen=True, slots=True)
class Pong:
    """The answer to a ping; ``transmission.acknowledgement`` names the ping."""

    transmission: Transmission
    author: Author | None = ZIM_DEVICE


def build_ping(ping: Ping) -> bytes:
    """Return the ping as UTF-8, ready for the body of an envelope."""
    return write_transmission(ping.transmission, _act(PING_EVENT, ping.author))


def build_pong(pong: Pong) -> bytes:
    """Return the pong as UTF-8, ready for the body of an envelope; raises ValueError without acknowledgement."""
    if pong.transmission.acknowledgement is None:
        raise ValueError("a pong names the ping that it answers")
    return write_transmission(pong.transmission, _act(PONG_EVENT, pong.author))


def parse_ping(element: etree._Element) -> Ping:
    """Read a ping; raises Hl7Error for what it cannot do without."""
    return Ping(_parse(element, PING), _author(element))


def parse_pong(element: etree._Element) -> Pong:
    """Read a pong; raises Hl7Error for what it cannot do without."""
    transmission = _parse(element, PONG)
    if transmission.acknowledgement is None:
        raise Hl7Error("Het element 'acknowledgement' ontbreekt.", place(element))
    return Pong(transmission, _author(element))


def _act(event: str, author: Author | None) -> str:
    if author is None:
        return ""
    named = code("code", event, ids.TRIGGER_EVENT)
    return f'<ControlActProcess moodCode="EVN">{named}{write_author(author)}</ControlActProcess>'


def _parse(element: etree._Element, expected: str) -> Transmission:
    node = Node(element)
    if local_name(element) != expected:
        raise Hl7Error(f"Verwacht wordt {expected}, gevonden is {local_name(element)[:60]}.", node.place)
    act = node.find("ControlActProcess")
    event = {PING: PING_EVENT, PONG: PONG_EVENT}[expected]
    if act is not None and read_trigger_event(act) not in (None, event):
        raise Hl7Error(f"De code van de ControlActProcess is anders dan {event}.", act.place)
    return read_transmission(node)


def _author(element: etree._Element) -> Author | None:
    act = Node(element).find("ControlActProcess")
    return None if act is None else read_author(act)
