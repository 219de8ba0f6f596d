"""The HL7v3 message of an exchange, as far as it can be read."""

from dataclasses import dataclass

from lxml import etree

from protocol import bsn as numbers
from protocol import soap
from protocol.hl7.controlact import Author, Person
from protocol.hl7.interactions import Interaction
from protocol.hl7.markup import Hl7Error as Hl7FormError
from protocol.hl7.markup import Node
from protocol.hl7.ping import Ping, parse_ping
from protocol.hl7.query import Query, read_query
from protocol.hl7.schema import violations
from protocol.hl7.transmission import Transmission, creation_time, parse_transmission
from simulators.observations import PartyFacts
from simulators.zim.exchange import Facts
from simulators.zim.faults import FaultRefusal, Hl7Error, hl7_error


@dataclass(frozen=True, slots=True)
class Message:
    """A message of which at least the wrapper could be read; ``problem`` is what is wrong with its form."""

    row: Interaction
    transmission: Transmission
    query: Query | None = None
    ping: Ping | None = None
    problem: Hl7Error | None = None

    @property
    def numbers(self) -> tuple[str, ...]:
        """The BSNs that the message names, in its attentionLine and its parameters."""
        asked = None if self.query is None else self.query.bsn
        return tuple(number for number in (self.transmission.patient, asked) if number is not None)

    @property
    def role(self) -> str:
        """The rolcode that decides what may be asked: of the responsible person, else of the author."""
        if self.query is None:
            return ""
        person = self.query.overseer or self.query.author
        return (person.rolcode or "") if isinstance(person, Person) else ""


def read_message(row: Interaction, body: etree._Element, facts: Facts) -> Message:
    """Read the message and note its facts; raises FaultRefusal if it has no wrapper that an answer can refer to."""
    node = Node(body)
    facts.created = creation_time(body)
    wrong = violations(node)
    problem = hl7_error("SYN113", f"Het bericht voldoet niet aan het schema: {wrong[0]}") if wrong else None
    try:
        message = _read(row, node, problem)
    except Hl7FormError as error:
        missing = hl7_error("SYN105", error.text, error.where)
        message = Message(row, _wrapper(body), problem=problem or missing)
    facts.message_id = str(message.transmission.id)
    facts.sender = message.transmission.sender
    facts.bsn = numbers.mask(message.numbers[-1]) if message.numbers else None
    if message.query is not None:
        facts.author = _party(message.query.author)
        facts.overseer = None if message.query.overseer is None else _party(message.query.overseer)
    return message


def _party(author: Author) -> PartyFacts:
    ura = "" if author.organisation is None else author.organisation.ura
    if isinstance(author, Person):
        return PartyFacts(kind="persoon", number=author.uzi_nummer or "", rolcode=author.rolcode or "", ura=ura)
    return PartyFacts(kind="systeem", number=author.uzi_nummer or author.application or "", ura=ura)


def _read(row: Interaction, node: Node, problem: Hl7Error | None) -> Message:
    if row.soort == "ping":
        ping = parse_ping(node.element)
        return Message(row, ping.transmission, ping=ping, problem=problem)
    query = read_query(node)
    return Message(row, query.transmission, query=query, problem=problem)


def _wrapper(body: etree._Element) -> Transmission:
    try:
        return parse_transmission(body)
    except Hl7FormError as error:
        raise FaultRefusal(soap.CLIENT, "Het HL7v3-bericht is niet te lezen", detail=str(error)) from error
