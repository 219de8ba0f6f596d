"""Each rule of the profile is kept by a healthy message and broken by exactly the message that breaks it."""

from typing import Any

import pytest

from protocol.soap import ENVELOPE_NS
from protocol.wsi import EnvelopeFacts, FaultFacts
from reports.verdicts import Ground
from simulators.observations import MessageObservation
from tests.toetsbank.samples import envelope, message
from toetsbank.rulings import wsi

SOAP = f"{{{ENVELOPE_NS}}}"
FAULT = FaultFacts(("faultcode", "faultstring"), ENVELOPE_NS, "Client")
PONG = ("{urn:hl7-org:v3}COMT_IN229229",)


def answer(status: int = 200, **changes: Any) -> MessageObservation:
    """Return a healthy answer of the SUT to a ping, or one that differs."""
    facts: dict[str, Any] = {"envelope": envelope(body=PONG, tokens=(), must_understand=()), "soap_action": ""}
    return message(sut_role="ontvanger", status=status, interaction="COMT_IN118118", **{**facts, **changes})


def fault(status: int = 500, **changes: Any) -> MessageObservation:
    """Return a healthy fault of the SUT, or one that differs."""
    facts = {"children": FAULT.children, "code_namespace": ENVELOPE_NS, "code": "Client", **changes}
    return answer(status, envelope=envelope(body=(f"{SOAP}Fault",), tokens=(), fault=FaultFacts(**facts)))


def broken(seen: MessageObservation) -> list[str]:
    return [number for number in wsi.RULES if wsi.rule(number, seen).satisfied is False]


def advised(seen: MessageObservation) -> list[str]:
    return [number for number in wsi.RULES if wsi.rule(number, seen).findings]


@pytest.mark.parametrize("seen", [message(), answer(), fault()])
def test_a_healthy_message_keeps_every_rule(seen: MessageObservation) -> None:
    assert (broken(seen), advised(seen)) == ([], [])
    ruling = wsi.profile(seen)
    assert (ruling.satisfied, ruling.ground, ruling.source) == (True, Ground.STANDAARD, wsi.PROFILE)
    assert "R1018" in ruling.observed


BROKEN = [
    ("R1000", fault(children=("faultcode", "faultstring", "toelichting"))),
    ("R1001", fault(children=("faultcode", f"{SOAP}faultstring"))),
    ("R1005", message(envelope=envelope(encoding_styles=(f"{SOAP}Body",)))),
    ("R1006", message(envelope=envelope(encoding_styles=("{urn:hl7-org:v3}QURX_IN990111NL",)))),
    ("R1008", message(envelope=EnvelopeFacts(doctype=True, unreadable="Het XML-document heeft een DOCTYPE."))),
    ("R1009", message(envelope=envelope(instructions=True))),
    ("R1011", message(envelope=envelope(after_body=("einde",)))),
    ("R1012", message(envelope=envelope(encoding="iso-8859-1"), content_type="text/xml; charset=iso-8859-1")),
    ("R1012", message(envelope=envelope(encoding="utf-16"), content_type='text/xml; charset="UTF-16"')),
    ("R1013", message(envelope=envelope(must_understand=("true",)))),
    ("R1014", message(envelope=envelope(body=("QURX_IN990111NL",)))),
    ("R1018", message(content_type="text/xml")),
    ("R1018", message(content_type="text/xml; charset=us-ascii")),
    ("R1109", message(soap_action="urn:hl7-org:v3/VerstrekkingsLijstqueryBatch_QueryResponse")),
    ("R1124", answer(500)),
    ("R1126", fault(200)),
    ("R1126", fault(400)),
    ("R1130", answer(302, envelope=None)),
    ("R1132", message(method="PUT")),
    ("R1141", message(http_version="2.0")),
    ("R2712", message(envelope=envelope(body=("{urn:hl7-org:v3}QURX_IN990111NL", "{urn:x}extra")))),
    ("R2712", message(envelope=EnvelopeFacts(unreadable="Het bericht is geen welgevormde XML."))),
    ("R2744", message(soap_action='""')),
]


@pytest.mark.parametrize(("number", "seen"), BROKEN, ids=[f"{number}-{n}" for n, (number, _) in enumerate(BROKEN)])
def test_a_broken_rule_is_the_only_one_and_is_named(number: str, seen: MessageObservation) -> None:
    assert broken(seen) == [number]
    ruling = wsi.profile(seen)
    assert ruling.satisfied is False
    assert ruling.observed.startswith(f"tegen {number} (")


ADVISED = [
    ("R1004", fault(code_namespace="")),
    ("R1004", fault(code="Client.Onleesbaar")),
    ("R1111", answer(202)),
    ("R1140", message(http_version="1.0")),
]


@pytest.mark.parametrize(("number", "seen"), ADVISED)
def test_what_the_profile_advises_is_a_finding(number: str, seen: MessageObservation) -> None:
    assert (broken(seen), advised(seen)) == ([], [number])
    assert wsi.profile(seen).findings[0].startswith(number)


def test_what_the_profile_allows_and_aorta_does_not_rests_on_the_reading() -> None:
    ruling = wsi.profile(message(envelope=envelope(encoding="utf-16"), content_type="text/xml; charset=utf-16"))
    assert (ruling.satisfied, ruling.reading, ruling.outcomes) == (False, "INT-56", {"a": False})


def test_several_broken_rules_are_all_named() -> None:
    ruling = wsi.profile(message(method="PUT", content_type="text/xml"))
    assert "tegen R1018" in ruling.observed
    assert "tegen R1132" in ruling.observed


def test_a_soapaction_that_is_assumed_breaks_nothing() -> None:
    assert wsi.rule("R2744", message(interaction="COMT_IN118118", soap_action='"urn:iets"')).satisfied is None


@pytest.mark.parametrize(
    "seen",
    [
        answer(405, envelope=EnvelopeFacts(unreadable="Het bericht is geen XML.")),
        answer(404, envelope=EnvelopeFacts(root="html")),
        answer(500, envelope=EnvelopeFacts(unreadable="Het bericht is geen XML.")),
        answer(505, envelope=None, http_version="1.0"),
    ],
)
def test_a_refusal_by_http_is_no_soap(seen: MessageObservation) -> None:
    assert not wsi.is_soap(seen)
    assert (broken(seen), advised(seen)) == ([], [])


def test_an_answer_in_another_soap_is_not_held_to_the_rules_of_this_one() -> None:
    root = "{http://www.w3.org/2003/05/soap-envelope}"
    other = envelope(root=f"{root}Envelope", body=(f"{root}Fault",), fault=FaultFacts(("Code",), "", ""))
    assert broken(answer(500, envelope=other)) == []
