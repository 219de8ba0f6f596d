"""Reading back what went over the wire, from messages as simulators make them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol import soap
from protocol.hl7.batch import build_answer, found
from protocol.hl7.controlact import Device, Organisation
from protocol.hl7.query import parse_query
from protocol.hl7.transmission import Acknowledgement, Transmission
from protocol.ids import InstanceIdentifier
from simulators.clock import Clock
from simulators.journal import sha256
from simulators.zim import messages
from tests.toetsbank.samples import message
from toetsbank.eventlog import EventLog, RunFolder
from toetsbank.exchanges import read_exchange
from toetsbank.outcomes import Inconclusive
from toetsbank.recorder import Recorder

BSN = "999900006"


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    folder = RunFolder(tmp_path)
    folder.prepare()
    log = EventLog(folder, "1-bank")
    yield Recorder(log)
    log.close()


def kept(recorder: Recorder, body: bytes) -> str:
    recorder.log.keep({sha256(body): body})
    return sha256(body)


def query_body() -> bytes:
    return messages.query(Clock(), "90000001", "vraag-1", BSN).body


def answer_body() -> bytes:
    element = soap.parse_envelope(query_body()).body
    assert element is not None
    query = parse_query(element)
    wrapper = Transmission(
        InstanceIdentifier("1.2", "antwoord-1"),
        Clock().datetime(),
        "QURX_IN990113NL",
        "1",
        "90000001",
        acknowledgement=Acknowledgement("AA", query.id),
    )
    author = Device(None, "90000001", Organisation("90000123", "Huisartspraktijk Voorbeeld"))
    pieces = b'<MedicationDispenseList xmlns="urn:hl7-org:v3"/>'
    return soap.build_envelope(build_answer(found(wrapper, author, query.query_id, pieces)))


def test_query_and_answer_are_read_back(recorder: Recorder) -> None:
    observed = message(
        3,
        sut_role="ontvanger",
        request_sha256=kept(recorder, query_body()),
        response_sha256=kept(recorder, answer_body()),
    )
    exchange = read_exchange(observed, recorder, 1.0, 2.0)
    assert not exchange.sent_by_sut
    assert (exchange.bsn, exchange.receiver, exchange.interaction) == (BSN, "90000001", "QURX_IN990111NL")
    assert (exchange.received_id, exchange.sent_id) == ("vraag-1", "antwoord-1")
    assert exchange.data_types == ("medicatieverstrekkingen",)
    assert (exchange.asking.rolcode, exchange.asking.ura) == ("01.015", "90000456")
    assert exchange.observations == (3,)


@pytest.mark.parametrize("body", [b"", b"geen xml", soap.build_envelope(b"<x/>")])
def test_answer_that_is_none_leaves_the_query(recorder: Recorder, body: bytes) -> None:
    observed = message(3, request_sha256=kept(recorder, query_body()), response_sha256=kept(recorder, body))
    exchange = read_exchange(observed, recorder, 1.0, 2.0)
    assert (exchange.answer_id, exchange.data_types, exchange.query_id) == ("", (), "vraag-1")


@pytest.mark.parametrize("name", [None, "0" * 64])
def test_query_that_was_not_kept_cannot_be_judged(recorder: Recorder, name: str | None) -> None:
    with pytest.raises(Inconclusive, match=r"1-bank\.3 is geen opvraagbericht"):
        read_exchange(message(3, request_sha256=name), recorder, 1.0, 2.0)
