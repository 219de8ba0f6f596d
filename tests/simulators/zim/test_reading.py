"""From HTTP to an interaction."""

from dataclasses import replace

import pytest
from lxml import etree

from protocol import soap
from simulators.zim import reading
from simulators.zim.exchange import Facts
from simulators.zim.faults import FaultRefusal, HttpRefusal
from tests.simulators.zim.requests import PING_ROW, QUERY_ROW, envelope_request, foreign_bsn

EMPTY = soap.build_envelope(b'<QURX_IN990111NL xmlns="urn:hl7-org:v3"/>')


def test_healthy_request_passes() -> None:
    request, facts = envelope_request(EMPTY), Facts()
    reading.check_http(request)

    envelope = reading.read_envelope(request, facts, limit=10_000)

    assert facts.interaction == "QURX_IN990111NL"
    assert facts.root is envelope.root
    assert reading.find_operation(request) == (QUERY_ROW,)


def test_allowed_method_is_told() -> None:
    with pytest.raises(HttpRefusal) as refused:
        reading.check_http(replace(envelope_request(EMPTY), method="PUT"))

    assert refused.value.headers == (("Allow", "POST"),)


def test_too_large_a_message_is_a_fault() -> None:
    with pytest.raises(FaultRefusal, match="groot"):
        reading.read_envelope(envelope_request(EMPTY), Facts(), limit=10)


def test_interaction_of_another_operation_is_named() -> None:
    with pytest.raises(FaultRefusal) as refused:
        reading.find_interaction((PING_ROW,), etree.fromstring(b'<QURX_IN990111NL xmlns="urn:hl7-org:v3"/>'))

    assert refused.value.fault.detail == "QURX_IN990111NL; verwacht wordt COMT_IN118118"
    assert refused.value.unexpected


@pytest.mark.parametrize("body", [None, etree.fromstring(b"<COMT_IN118118/>")], ids=["empty", "no namespace"])
def test_body_without_hl7_is_refused(body: etree._Element | None) -> None:
    with pytest.raises(FaultRefusal):
        reading.find_interaction((PING_ROW,), body)


def test_number_in_a_path_is_masked() -> None:
    number = foreign_bsn()
    with pytest.raises(FaultRefusal) as refused:
        reading.find_operation(replace(envelope_request(EMPTY), path=f"/{number}"))

    assert number not in f"{refused.value.fault.detail}{refused.value.unexpected}{refused.value.reasons}"
