"""What went over the wire in one exchange about a patient, read from its messages: the measure for any log of it."""

from dataclasses import dataclass, field

from lxml import etree

from protocol import soap
from protocol.hl7.batch import Answer, parse_answer, parse_batch
from protocol.hl7.controlact import Author, Device, Person
from protocol.hl7.markup import Hl7Error
from protocol.hl7.query import Query, parse_query
from protocol.xml import local_name, parse
from simulators.observations import MessageObservation
from toetsbank.outcomes import Inconclusive
from toetsbank.recorder import Recorder

DATA_TYPES = {"MedicationDispenseList": "medicatieverstrekkingen"}
"""The gegevenssoort of a patiëntstuk, by the name of its element."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who asked, as the message says it: person or system, and the organisation behind it."""

    number: str = ""
    """UZI-nummer of a person, or applicatie-id of a system."""
    rolcode: str = ""
    name: str = ""
    ura: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A query with its answer, between the ZIM and the SUT; ids are the extensions of message ids."""

    sent_by_sut: bool
    """The SUT asked; otherwise it was asked."""
    interaction: str
    bsn: str
    asking: Party
    receiver: str
    """The applicatie-id that the query was sent to."""
    query_id: str
    answer_id: str = ""
    """Empty where no HL7 answer came."""
    answer: str = ""
    """Interaction of the answer, or how else it ended."""
    data_types: tuple[str, ...] = ()
    """Gegevenssoorten of the patiëntstukken in the answer."""
    began: float = 0.0
    ended: float = 0.0
    observations: tuple[int, ...] = field(default=())

    @property
    def sent_id(self) -> str:
        """The id of the message that the SUT sent in it."""
        return self.query_id if self.sent_by_sut else self.answer_id

    @property
    def received_id(self) -> str:
        """The id of the message that the SUT received in it."""
        return self.answer_id if self.sent_by_sut else self.query_id


def read_exchange(message: MessageObservation, recorder: Recorder, began: float, ended: float) -> Exchange:
    """Return what one observed exchange was; raises Inconclusive where its query cannot be read.

    ``began`` and ``ended`` are the moments of the stimulus, in seconds since the epoch.
    """
    query = _query(recorder.payload(message.request_sha256))
    if query is None:
        raise Inconclusive(f"Bericht {recorder.id_of(message.number)} is geen opvraagbericht dat te lezen is.")
    answer_id, answers = _answers(recorder.payload(message.response_sha256))
    pieces = [parse(payload) for answer in answers for payload in answer.payloads]
    kinds = dict.fromkeys(DATA_TYPES.get(local_name(piece), local_name(piece)) for piece in pieces)
    return Exchange(
        sent_by_sut=message.sut_role == "afzender",
        interaction=query.transmission.interaction,
        bsn=query.bsn or "",
        asking=_party(query.author),
        receiver=query.transmission.receiver,
        query_id=query.id.extension,
        answer_id=answer_id,
        answer=message.answer,
        data_types=tuple(kinds),
        began=began,
        ended=ended,
        observations=(message.number,),
    )


def _query(body: bytes) -> Query | None:
    element = _message(body)
    try:
        return None if element is None else parse_query(element)
    except Hl7Error:
        return None


def _answers(body: bytes) -> tuple[str, tuple[Answer, ...]]:
    """Return the id of the answer and its members; nothing for what is no answer to a query."""
    element = _message(body)
    if element is None:
        return "", ()
    try:
        if local_name(element).startswith("MCCI_IN20"):
            batch = parse_batch(element)
            return batch.id.extension, batch.members
        answer = parse_answer(element)
    except Hl7Error:
        return "", ()
    return answer.transmission.id.extension, (answer,)


def _message(body: bytes) -> etree._Element | None:
    try:
        return soap.parse_envelope(body).body if body else None
    except soap.SoapError:
        return None


def _party(author: Author) -> Party:
    organisation = author.organisation
    ura, name = ("", "") if organisation is None else (organisation.ura, organisation.name)
    match author:
        case Person():
            return Party(author.uzi_nummer or author.bsn or "", author.rolcode or "", author.name, ura, name)
        case Device():
            return Party(author.application or "", "", "", ura, name)
