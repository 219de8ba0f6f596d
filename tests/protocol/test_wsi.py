"""The facts of a message are what stands on the wire, also where the message is broken."""

import pytest

from protocol.soap import CLIENT, ENVELOPE_NS, Fault, build_envelope, build_fault, build_security
from protocol.wsi import SAML2_NS, EnvelopeFacts, read_facts

BODY = b'<m xmlns="urn:hl7-org:v3"/>'
HEALTHY = build_envelope(BODY)


def facts(data: bytes) -> EnvelopeFacts:
    found = read_facts(data)
    assert found is not None
    return found


def test_a_healthy_message_has_nothing_odd() -> None:
    assert facts(HEALTHY) == EnvelopeFacts(root=f"{{{ENVELOPE_NS}}}Envelope", body=("{urn:hl7-org:v3}m",))
    assert facts(HEALTHY).namespace == ENVELOPE_NS


def test_an_empty_message_has_no_facts() -> None:
    assert read_facts(b" \r\n") is None


@pytest.mark.parametrize(
    ("found", "wanted", "name", "value"),
    [
        (b"<soap:Body>", b"<?a b?><soap:Body>", "instructions", True),
        (b"<soap:Envelope", b"<!DOCTYPE x><soap:Envelope", "doctype", True),
        (b"<soap:Body>", b'<soap:Body soap:encodingStyle="">', "encoding_styles", (f"{{{ENVELOPE_NS}}}Body",)),
        (b"<m ", b'<m soap:encodingStyle="urn:x" ', "encoding_styles", ("{urn:hl7-org:v3}m",)),
        (b"</soap:Body>", b"</soap:Body><na/>", "after_body", ("na",)),
        (BODY, b"<m/>", "body", ("m",)),
        (BODY, BODY + BODY, "body", ("{urn:hl7-org:v3}m", "{urn:hl7-org:v3}m")),
        (ENVELOPE_NS.encode(), b"urn:anders", "namespace", "urn:anders"),
        (b'"utf-8"?>', b'"iso-8859-1"?>', "encoding", "iso-8859-1"),
        (
            b"<soap:Body>",
            b'<soap:Header><a xmlns="urn:a" soap:mustUnderstand="true"/></soap:Header><soap:Body>',
            "must_understand",
            ("true",),
        ),
    ],
)
def test_one_oddity_is_one_fact(found: bytes, wanted: bytes, name: str, value: object) -> None:
    odd = facts(HEALTHY.replace(found, wanted, 1))
    assert getattr(odd, name) == value


def test_utf_16_is_told_by_its_mark_and_read() -> None:
    sent = HEALTHY.decode().replace("utf-8", "utf-16").encode("utf-16")
    assert (facts(sent).encoding, facts(sent).namespace) == ("utf-16", ENVELOPE_NS)


@pytest.mark.parametrize("data", [b"geen xml", HEALTHY[:-9], b"\xff\xfe<"])
def test_what_cannot_be_read_says_why(data: bytes) -> None:
    assert facts(data).unreadable.endswith(".")


def test_tokens_are_named_with_their_version() -> None:
    assertion = f'<Assertion xmlns="{SAML2_NS}" Version="2.0"/>'.encode()
    legacy = b'<authenticationTokens xmlns="http://www.aortarelease.nl/805/"/>'
    sent = build_envelope(BODY, (build_security((assertion,)), legacy))
    assert facts(sent).tokens == (
        f"2.0 {{{SAML2_NS}}}Assertion",
        "{http://www.aortarelease.nl/805/}authenticationTokens",
    )
    assert facts(sent).must_understand == ("1",)


def test_a_fault_shows_its_children_and_code() -> None:
    fault = facts(build_fault(Fault(CLIENT, "nee", "urn:wie", "waarom"))).fault
    assert fault is not None
    assert (fault.children, fault.code_namespace, fault.code) == (
        ("faultcode", "faultstring", "faultactor", "detail"),
        ENVELOPE_NS,
        "Client",
    )


def test_names_of_any_length_are_cut_off() -> None:
    sent = HEALTHY.replace(BODY, b"<" + b"x" * 5000 + b"/>")
    assert len(facts(sent).body[0]) < 200
