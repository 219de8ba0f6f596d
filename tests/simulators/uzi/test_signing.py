import base64
import json
from typing import Any

import pytest
from cryptography import x509
from lxml import etree
from signxml.exceptions import InvalidSignature
from signxml.verifier import XMLVerifier

from simulators.clock import Clock
from simulators.uzi.faults import SigningFault, UziSettings
from simulators.uzi.handlers import Handlers
from simulators.uzi.model import PassModel
from simulators.uzi.pki import Pki
from simulators.uzi.routes import Route

UNSIGNED = (
    b'<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1" Version="2.0"'
    b' IssueInstant="2026-01-01T00:00:00Z"><saml:Issuer>urn:x</saml:Issuer>'
    b'<saml:Conditions NotBefore="2026-01-01T00:00:00Z" NotOnOrAfter="2026-01-01T00:05:00Z"/></saml:Assertion>'
)
HEALTHY = UziSettings()


class Desk:
    """A caller of the pass stand-in."""

    def __init__(self, pki: Pki) -> None:
        self.model = PassModel()
        self._handlers = Handlers(pki, Clock(), self.model)

    def ask(self, route: Route, body: object = None, settings: UziSettings = HEALTHY) -> tuple[int, Any]:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        reply = self._handlers.answer(route, "", raw, settings)
        is_json = reply.content_type == "application/json"
        return reply.status, json.loads(reply.body) if is_json else reply.body

    def log_in(self, pas: str = "arts-a--geldig", pin: object = "123456") -> tuple[int, Any]:
        return self.ask(Route("log-in", pas), {"toegangscode": pin})

    def sign(self, pas: str = "arts-a--geldig", settings: UziSettings = HEALTHY, **more: object) -> tuple[int, Any]:
        session = self.log_in(pas)[1]["sessie"]
        body = {"sessie": session, "token": base64.b64encode(UNSIGNED).decode(), **more}
        return self.ask(Route("ondertekening"), body, settings)


@pytest.fixture
def desk(pki: Pki) -> Desk:
    return Desk(pki)


def token(answer: tuple[int, Any]) -> bytes:
    assert answer[0] == 200, answer
    return base64.b64decode(answer[1]["token"])


def verified(signed: bytes, certificate: x509.Certificate) -> etree._Element:
    found = XMLVerifier().verify(signed, x509_cert=certificate, id_attribute="ID", require_x509=False)
    assert not isinstance(found, list)
    assert found.signed_xml is not None
    return found.signed_xml


def conditions(element: etree._Element) -> dict[str, str]:
    found = element.find("{urn:oasis:names:tc:SAML:2.0:assertion}Conditions")
    assert found is not None
    return {str(name): str(value) for name, value in found.attrib.items()}


def test_a_pass_shows_its_certificate_and_chain(pki: Pki, desk: Desk) -> None:
    status, content = desk.ask(Route("pas", "arts-a--geldig"))
    assert status == 200
    pas = pki.person("arts-a")
    assert tuple(x509.load_pem_x509_certificates(content)) == (pas.authenticiteit, *pas.intermediates)


def test_the_passes_are_listed_without_secrets(desk: Desk) -> None:
    _, answer = desk.ask(Route("passen"))
    first = answer["passen"][0]
    assert first == {
        "pas": "arts-a/geldig",
        "pastype": "Z",
        "uzi_nummer": "900001234",
        "ura": "90000123",
        "certificaten": ["authenticiteit", "handtekening", "vertrouwelijkheid"],
    }


@pytest.mark.parametrize("pas", ["niemand--geldig", "arts-a--onbekend", "", "--"])
def test_a_pass_that_does_not_exist(desk: Desk, pas: str) -> None:
    assert desk.ask(Route("pas", pas))[0] == 404
    assert desk.log_in(pas)[0] == 404


def test_the_signature_is_that_of_the_pass(pki: Pki, desk: Desk) -> None:
    signed = token(desk.sign())
    verified(signed, pki.person("arts-a").authenticiteit)
    with pytest.raises(InvalidSignature):
        verified(signed, pki.person("arts-b").authenticiteit)


def test_another_certificate_of_the_pass_can_be_named(pki: Pki, desk: Desk) -> None:
    signed = token(desk.sign(soort="handtekening"))
    serial = pki.person("arts-a").certificates["handtekening"].serial_number
    assert str(serial).encode() in signed
    assert desk.sign(soort="onzin")[0] == 400
    assert desk.sign(soort=["handtekening"])[0] == 400


def test_a_key_that_does_not_fit(pki: Pki, desk: Desk) -> None:
    certificate = pki.person("arts-a").authenticiteit
    for signed in (
        token(desk.sign("arts-a--sleutel-past-niet")),
        token(desk.sign(settings=UziSettings(signing=SigningFault.WRONG_KEY))),
    ):
        assert str(certificate.serial_number).encode() in signed
        with pytest.raises(InvalidSignature):
            verified(signed, certificate)


def test_times_can_be_moved_before_signing(pki: Pki, desk: Desk) -> None:
    signed = token(desk.sign(settings=UziSettings(shift_seconds=-3600)))
    element = verified(signed, pki.person("arts-a").authenticiteit)
    found = conditions(element)
    assert found["NotBefore"].startswith("2025-12-31T23:00:00")
    assert found["NotOnOrAfter"].startswith("2025-12-31T23:05:00")


@pytest.mark.parametrize(("fault", "text"), [(SigningFault.REFUSED, "weigert"), (SigningFault.CANCELLED, "afgebroken")])
def test_a_pass_that_does_not_sign(desk: Desk, fault: SigningFault, text: str) -> None:
    status, answer = desk.sign(settings=UziSettings(signing=fault))
    assert (status, text in answer["melding"]) == (403, True)


def test_an_unreadable_result(desk: Desk) -> None:
    assert token(desk.sign(settings=UziSettings(signing=SigningFault.UNREADABLE))) == b"geen token"


def test_wrong_pins_and_blocked_passes(desk: Desk) -> None:
    status, answer = desk.log_in(pin="999999")
    assert (status, answer["melding"]) == (403, "De toegangscode is onjuist; nog 2 pogingen.")
    assert desk.log_in("arts-a--geblokkeerd")[0] == 403
    assert desk.log_in(pin=123456)[0] == 400


def test_a_pass_that_was_taken_out(desk: Desk) -> None:
    session = desk.log_in()[1]["sessie"]
    assert desk.ask(Route("sessie", session)) == (200, {"pas": "arts-a/geldig"})
    desk.model.take_out("arts-a/geldig")
    assert desk.ask(Route("pas", "arts-a--geldig"))[0] == 410
    assert desk.ask(Route("sessie", session))[0] == 410
    assert desk.ask(Route("ondertekening"), {"sessie": session, "token": "eA=="})[0] == 403
    assert desk.log_in()[0] == 403


def test_a_session_can_be_closed(desk: Desk) -> None:
    session = desk.log_in()[1]["sessie"]
    assert desk.ask(Route("sessie-eind", session))[0] == 200
    assert desk.ask(Route("sessie", session))[0] == 410


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"[" * 100_000, {}, {"sessie": "x"}, {"sessie": 1, "token": "eA=="}]
)
def test_requests_that_cannot_be_understood(desk: Desk, body: object) -> None:
    status, answer = desk.ask(Route("ondertekening"), body)
    assert status in (400, 403)
    assert answer["melding"].endswith(".")


@pytest.mark.parametrize("content", ["geen base64", "eA==", base64.b64encode(b"<x/>").decode()])
def test_tokens_that_cannot_be_signed(desk: Desk, content: str) -> None:
    status, answer = desk.sign(token=content)
    assert status == 400
    assert "token" in answer["melding"]
