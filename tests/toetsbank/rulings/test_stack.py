"""The protocol stack on one message or connection: satisfied, violated, not decided, and what a higher version is."""

from typing import Any

import pytest

from catalogue import load
from protocol.soap import ENVELOPE_NS
from protocol.wsi import SAML2_NS, EnvelopeFacts, FaultFacts
from simulators.observations import ConnectionObservation, MessageObservation, NameObservation
from tests.toetsbank.samples import at, connection, envelope, message
from toetsbank.rulings import stack
from toetsbank.tls_probe.facts import ServerFacts, TriedVersion

NCSC = load().ncsc
BOTH = ("TLS 1.3", "TLS 1.2")
OLD_SOAP = "{urn:schemas-xmlsoap-org:soap.v1}Envelope"
NEW_SOAP = f"{{{stack.HIGHER_SOAP}}}Envelope"
FAULT = envelope(body=(f"{{{ENVELOPE_NS}}}Fault",), fault=FaultFacts((), ENVELOPE_NS, "Client"))
PONG = envelope(body=("{urn:hl7-org:v3}COMT_IN229229",), tokens=())


def answer(**changes: Any) -> MessageObservation:
    return message(**{"sut_role": "ontvanger", "envelope": PONG, "answer": "COMT_IN229229", **changes})


@pytest.mark.parametrize(
    ("seen", "satisfied"),
    [
        (message(), True),
        (answer(), True),
        (message(envelope=envelope(body=("{urn:hl7-org:v2xml}QBP_Q11",))), False),
        (message(envelope=envelope(body=())), False),
        (message(envelope=FAULT), None),
        (message(envelope=EnvelopeFacts(unreadable="Geen XML.")), None),
        (answer(status=405, envelope=EnvelopeFacts(root="html")), None),
    ],
)
def test_hl7v3(seen: MessageObservation, satisfied: bool | None) -> None:
    assert stack.hl7v3(seen).satisfied is satisfied


@pytest.mark.parametrize(
    ("seen", "satisfied"),
    [
        (message(), True),
        (message(envelope=envelope(root=OLD_SOAP)), False),
        (message(envelope=envelope(root=NEW_SOAP)), False),
        (message(envelope=envelope(root="{urn:hl7-org:v3}QURX_IN990111NL", body=())), False),
        (answer(envelope=envelope(root=NEW_SOAP)), None),
        (answer(envelope=envelope(root=OLD_SOAP)), False),
    ],
)
def test_soap_11_is_what_must_be_written(seen: MessageObservation, satisfied: bool | None) -> None:
    assert stack.soap11(seen).satisfied is satisfied


@pytest.mark.parametrize(
    ("tokens", "satisfied"),
    [
        ((f"2.0 {{{SAML2_NS}}}Assertion",), True),
        ((f"2.0 {{{SAML2_NS}}}Assertion", "{urn:x}BinarySecurityToken"), True),
        (("? {urn:oasis:names:tc:SAML:1.0:assertion}Assertion",), False),
        ((f"2.0 {{{SAML2_NS}}}Assertion", "? {urn:oasis:names:tc:SAML:1.0:assertion}Assertion"), False),
        (("{http://www.aortarelease.nl/805/}authenticationTokens",), False),
        ((), None),
    ],
)
def test_tokens_are_saml_20(tokens: tuple[str, ...], satisfied: bool | None) -> None:
    assert stack.saml2(message(envelope=envelope(tokens=tokens))).satisfied is satisfied


@pytest.mark.parametrize(
    ("seen", "satisfied"),
    [
        (message(), True),
        (message(http_version="1.0"), False),
        (message(http_version="2.0"), True),
        (message(http_version=""), None),
        (answer(http_version="1.0"), False),
        (answer(http_version="1.0", status=505, envelope=None), None),
    ],
)
def test_http_11_or_higher_is_written(seen: MessageObservation, satisfied: bool | None) -> None:
    assert stack.http11(seen).satisfied is satisfied


@pytest.mark.parametrize(
    ("changes", "satisfied"),
    [
        ({}, True),
        ({"version": "TLS 1.3"}, True),
        ({"version": "TLS 1.1"}, False),
        ({"clear_text": True, "version": None, "requests": 0}, False),
        ({"requests": 0}, None),
    ],
)
def test_messages_go_over_tls(changes: dict[str, Any], satisfied: bool | None) -> None:
    assert stack.over_tls(connection(**changes)).satisfied is satisfied


@pytest.mark.parametrize(
    ("peer", "satisfied", "findings"),
    [("10.0.0.1:5000", True, 0), ("[::1]:5000", None, 1), ("::1:5000", None, 1), ("xis:5000", None, 0)],
)
def test_ipv6_is_free_as_long_as_it_is_not_forced(peer: str, satisfied: bool | None, findings: int) -> None:
    ruling = stack.over_ipv4(connection(peer=peer))
    assert (ruling.satisfied, len(ruling.findings)) == (satisfied, findings)


def question(type_: str, name: str = "zim.toetsbank.test") -> NameObservation:
    return NameObservation(
        number=7, simulator="lsp", moment=at(1), peer="127.0.0.1:5353", name=name, type=type_, code="NOERROR"
    )


@pytest.mark.parametrize(
    ("seen", "asked", "satisfied"),
    [
        ([connection()], [question("A")], True),
        ([connection()], [], True),
        ([], [question("AAAA")], False),
        ([], [question("AAAA"), question("A")], None),
        ([], [question("AAAA", "crl.toetsbank.test")], None),
        ([], [], None),
        ([connection(peer="[::1]:5000")], [question("AAAA"), question("A")], None),
    ],
)
def test_a_zim_that_has_ipv4_alone_is_reached(
    seen: list[ConnectionObservation], asked: list[NameObservation], satisfied: bool | None
) -> None:
    assert stack.reaches_by_ipv4(seen, asked, "zim.toetsbank.test").satisfied is satisfied


@pytest.mark.parametrize(
    ("changes", "satisfied", "findings"),
    [
        ({"http_version": "1.0"}, False, 0),
        ({"http_version": "1.1"}, True, 1),
        ({"http_version": "1.0", "status": 505, "envelope": None}, True, 0),
        ({"status": None, "envelope": None}, True, 0),
    ],
)
def test_http_10_does_not_come_about(changes: dict[str, Any], satisfied: bool, findings: int) -> None:
    ruling = stack.no_lower_http(answer(**changes))
    assert (ruling.satisfied, len(ruling.findings)) == (satisfied, findings)


def test_an_older_envelope_is_not_answered_with_content() -> None:
    assert stack.no_lower_soap(answer()).satisfied is False
    assert stack.no_lower_soap(answer(status=500, envelope=FAULT)).satisfied is True


@pytest.mark.parametrize(("versions", "findings"), [(BOTH, 0), (("TLS 1.2",), 1), (("TLS 1.3", "TLS 1.1"), 1)])
def test_the_best_version_is_advice(versions: tuple[str, ...], findings: int) -> None:
    ruling = stack.version_advice(connection(offered_versions=versions), (), NCSC)
    assert (ruling.satisfied, len(ruling.findings)) == (True, findings)
    tried = tuple(TriedVersion(version, True, "", (1,)) for version in versions)
    ruling = stack.server_version_advice(ServerFacts("xis:443", "xis", tried), NCSC)
    assert (ruling.satisfied, len(ruling.findings)) == (True, findings)


@pytest.mark.parametrize(
    ("offered", "done", "version", "outcomes", "satisfied", "findings"),
    [
        (BOTH, True, "TLS 1.3", {"a": True, "b": True}, True, 0),
        (("TLS 1.3",), True, "TLS 1.3", {"a": True, "b": False}, True, 1),
        (("TLS 1.2",), True, "TLS 1.2", {"a": True, "b": True}, True, 0),
        (("TLS 1.1",), False, None, {"a": False, "b": False}, False, 0),
        (BOTH, False, None, {}, None, 0),
        ((), False, None, {}, None, 0),
    ],
)
def test_the_client_can_do_12_or_else_13(
    offered: tuple[str, ...],
    done: bool,
    version: str | None,
    outcomes: dict[str, bool],
    satisfied: bool | None,
    findings: int,
) -> None:
    seen = connection(offered_versions=offered, handshake_completed=done, version=version)
    ruling = stack.supports_version([seen], ())
    assert (ruling.satisfied, dict(ruling.outcomes), len(ruling.findings)) == (satisfied, outcomes, findings)
