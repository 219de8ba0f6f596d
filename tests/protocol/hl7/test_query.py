from dataclasses import replace

import pytest

from protocol.hl7.controlact import Device
from protocol.hl7.markup import Hl7Error
from protocol.hl7.query import DIRECT, Query, build_query, parse_query
from protocol.hl7.schema import validate
from protocol.soap import build_envelope, parse_envelope
from protocol.xml import parse
from tests.protocol.hl7.samples import ORGANISATION, PERSON, QUERY, edited


@pytest.mark.parametrize(
    "query",
    [
        QUERY,
        replace(QUERY, execution_and_delivery_time=None),
        replace(QUERY, overseer=replace(PERSON, uzi_nummer="900001235", name="Ander <naam>")),
        replace(QUERY, author=Device("900100001", "90000001", ORGANISATION)),
        replace(QUERY, modality=DIRECT, transmission=replace(QUERY.transmission, patient=None)),
        replace(QUERY, overseer=None),
    ],
)
def test_what_was_built_is_read_back_also_from_an_envelope(query: Query) -> None:
    envelope = parse_envelope(build_envelope(build_query(query)))
    assert envelope.body is not None
    assert parse_query(envelope.body) == query


def test_our_query_is_valid() -> None:
    assert validate(parse(build_query(QUERY))) == ()


def test_a_query_without_patient_is_read() -> None:
    assert parse_query(parse(build_query(replace(QUERY, bsn=None)))).bsn is None


def test_the_message_id_is_that_of_the_wrapper() -> None:
    assert QUERY.id == QUERY.transmission.id


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("<queryByParameter>", '<queryByParameter xmlns="urn:ander">', "queryByParameter"),
        ("<queryId ", "<x ", "queryId"),
        ("<responseModalityCode ", "<x ", "responseModalityCode"),
        ("<statusCode ", "<x ", "statusCode"),
        (
            '<executionAndDeliveryTime value="20260301101530"',
            '<executionAndDeliveryTime value="straks"',
            "geen tijdstip",
        ),
    ],
)
def test_what_is_missing_is_told(old: str, new: str, missing: str) -> None:
    with pytest.raises(Hl7Error, match=missing):
        parse_query(parse(edited(build_query(QUERY), old, new)))


def test_a_message_without_control_act_is_no_query() -> None:
    with pytest.raises(Hl7Error, match=r"Het element 'ControlActProcess' ontbreekt"):
        parse_query(parse(b'<QURX_IN990111NL xmlns="urn:hl7-org:v3"/>'))
