"""What becomes of header blocks and bad requests: satisfied, violated, a finding, and not decided."""

from typing import Any

import pytest

from protocol.soap import ENVELOPE_NS
from protocol.wsi import EnvelopeFacts, FaultFacts
from simulators.observations import MessageObservation
from tests.toetsbank.samples import envelope, message
from toetsbank.rulings import soap


def received(status: int | None, name: str, facts: EnvelopeFacts | None) -> MessageObservation:
    return message(sut_role="ontvanger", status=status, answer=name, envelope=facts)


def fault(code: str, namespace: str = ENVELOPE_NS) -> MessageObservation:
    facts = FaultFacts(("faultcode", "faultstring"), namespace, code)
    return received(500, f"SOAP-fault soap:{code}", envelope(body=(f"{{{ENVELOPE_NS}}}Fault",), fault=facts))


CONTENT = received(200, "COMT_IN229229", envelope(body=("{urn:hl7-org:v3}COMT_IN229229",)))
MANDATORY, CLIENT = fault("MustUnderstand"), fault("Client")
REFUSED = received(400, "HTTP 400", EnvelopeFacts(unreadable="Het bericht is geen XML."))
SILENT = received(None, "geen", None)

Expected = tuple[bool | None, int]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [(MANDATORY, (True, 0)), (CLIENT, (True, 1)), (REFUSED, (True, 1)), (CONTENT, (False, 0)), (SILENT, (None, 0))],
)
def test_an_unknown_mandatory_block_is_refused(seen: MessageObservation, expected: Expected) -> None:
    ruling = soap.refuses_unknown(seen)
    assert (ruling.satisfied, len(ruling.findings)) == expected
    assert ruling.reading == "INT-59"


@pytest.mark.parametrize(
    ("seen", "satisfied"), [(CONTENT, True), (MANDATORY, False), (CLIENT, False), (REFUSED, False), (SILENT, None)]
)
def test_a_block_for_another_is_left_alone(seen: MessageObservation, satisfied: bool | None) -> None:
    assert soap.leaves_alone(seen).satisfied is satisfied


@pytest.mark.parametrize("shown", [True, False])
def test_an_answer_is_used_or_not_by_what_is_shown(shown: bool) -> None:
    assert soap.drops_answer(message(), shown, "Medicatie").satisfied is not shown
    assert soap.uses_answer(message(), shown, "Medicatie").satisfied is shown


FAULTS: list[tuple[str, MessageObservation, bool | None]] = [
    ("R1027", MANDATORY, True),
    ("R1027", CLIENT, False),
    ("R1027", fault("MustUnderstand", ""), False),
    ("R1027", CONTENT, False),
    ("R1027", SILENT, None),
    ("R1015", CLIENT, True),
    ("R1015", CONTENT, False),
    ("R1015", REFUSED, False),
    ("R1015", SILENT, None),
]


@pytest.mark.parametrize(("number", "seen", "satisfied"), FAULTS)
def test_a_fault_is_what_the_profile_asks(number: str, seen: MessageObservation, satisfied: bool | None) -> None:
    ruling = soap.faults_as(seen, number)
    assert (ruling.satisfied, ruling.source) == (satisfied, f"WS-I Basic Profile 1.0 {number}")


@pytest.mark.parametrize(("seen", "findings"), [(REFUSED, 0), (CONTENT, 1), (CLIENT, 1), (SILENT, 1)])
def test_another_answer_to_a_bad_request_is_a_finding_at_most(seen: MessageObservation, findings: int) -> None:
    ruling = soap.http_refusal(seen, "R1113", 400)
    assert (ruling.satisfied, len(ruling.findings)) == (True, findings)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": None}, "geen antwoord"),
        ({"status": 405, "answer": "HTTP 405"}, "HTTP 405"),
        ({"status": 200, "answer": "COMT_IN229229"}, "COMT_IN229229 (HTTP 200)"),
    ],
)
def test_an_answer_is_told_in_words(changes: dict[str, Any], said: str) -> None:
    assert soap.answer_of(message(**changes)) == said
