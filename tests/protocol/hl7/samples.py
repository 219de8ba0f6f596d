"""Messages that the tests of HL7v3 share; all persons and numbers are fictitious."""

from datetime import UTC, datetime, timedelta

from protocol.hl7.batch import Answer, BatchAnswer, failed, found, nothing_found
from protocol.hl7.controlact import Device, Organisation, Person
from protocol.hl7.ping import Ping, Pong
from protocol.hl7.query import Query
from protocol.hl7.receipt import Receipt
from protocol.hl7.transmission import Acknowledgement, Problem, Transmission
from protocol.ids import AORTA_ERROR, InstanceIdentifier

NOW = datetime(2026, 3, 1, 9, 15, tzinfo=UTC)
BSN = "999990019"
MESSAGE_ID = InstanceIdentifier("2.16.528.1.1007.3.3.90000123.12", "bericht-1")
QUERY_ID = InstanceIdentifier("2.16.528.1.1007.3.3.90000123.18", "vraag-1")
ORGANISATION = Organisation("90000123", "Huisartspraktijk Voorbeeld & Zoon", "Voorbeeldstad")
PERSON = Person("900001234", "01.015", "Ánna Arts", ORGANISATION)
SOURCE = Device("000900002", "90000002", Organisation("90000456", "Apotheek Voorbeeld"))
PAYLOAD = b'<Lijst xmlns="urn:hl7-org:v3"><regel nr="1"/></Lijst>'
ISSUE = Problem("AUTERR_MEDISCH", AORTA_ERROR, display="geen toegang")

QUERY = Query(
    Transmission(MESSAGE_ID, NOW, "QURX_IN990111NL", "1", "90000001", patient=BSN),
    "QURX_TE990011NL",
    PERSON,
    PERSON,
    QUERY_ID,
    BSN,
    NOW + timedelta(seconds=30),
)
PING = Ping(
    Transmission(
        InstanceIdentifier("2.16.528.1.1007.3.3.90000123.12", "ping-1"), NOW, "COMT_IN118118", "1", "90000001"
    ),
    Device("900100001", organisation=ORGANISATION),
)
PONG = Pong(
    Transmission(
        InstanceIdentifier("2.16.840.1.113883.2.4.6.6.1.1.1", "7"),
        NOW,
        "COMT_IN229229",
        "90000001",
        "1",
        acknowledgement=Acknowledgement("AA", PING.transmission.id),
    )
)
RECEIPT = Receipt(
    Transmission(
        InstanceIdentifier("2.16.840.1.113883.2.4.6.6.1.1.1", "8"),
        NOW,
        "MCCI_IN000002",
        "90000001",
        "1",
        acknowledgement=Acknowledgement("CA", MESSAGE_ID),
    )
)


def wrapper(number: str, kind: str = "AA") -> Transmission:
    """Return the wrapper of an answer."""
    identifier = InstanceIdentifier("2.16.840.1.113883.2.4.6.6.1.1.1", number)
    acknowledgement = Acknowledgement(kind, MESSAGE_ID)
    return Transmission(identifier, NOW, "QURX_IN990113NL", "90000001", "1", acknowledgement=acknowledgement)


FOUND: Answer = found(wrapper("1"), SOURCE, QUERY_ID, PAYLOAD)
NOTHING: Answer = nothing_found(wrapper("2"), SOURCE, QUERY_ID)
FAILED: Answer = failed(wrapper("3", "AE"), QUERY_ID, ISSUE)
BATCH = BatchAnswer(
    InstanceIdentifier("2.16.840.1.113883.2.4.6.6.1.1.1", "9"), NOW, "90000001", MESSAGE_ID, (FOUND, NOTHING, FAILED)
)


def edited(message: bytes, old: str, new: str) -> bytes:
    """Return a message with one text replaced; what is to be replaced must occur."""
    assert old.encode() in message, old
    return message.replace(old.encode(), new.encode(), 1)
