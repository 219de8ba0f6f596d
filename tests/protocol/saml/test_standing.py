from datetime import timedelta

from lxml import etree

from protocol.saml import names
from protocol.saml.standing import Inschrijftoken, Mandaattoken
from protocol.saml.tokens import tokens_of
from protocol.soap import build_envelope, build_security, parse_envelope
from protocol.xml import parse
from tests.protocol.saml.samples import BSN, NOW, certificate

LATER = NOW + timedelta(days=365)
ENROLMENT = Inschrijftoken("token_1", "90000123", BSN, "900001237", NOW, LATER)
MANDATE = Mandaattoken("token_2", "900001234", "90000123", "https://voorbeeld.example/r?a=1&b=2", NOW, NOW, LATER)


def text_of(token: etree._Element, path: str) -> str:
    found = token.find(f".//{path}")
    assert found is not None
    return found.text or ""


def test_an_inschrijftoken_is_about_a_patient_and_names_its_signer() -> None:
    token = parse(ENROLMENT.unsigned(certificate()))
    assert text_of(token, names.saml("Issuer")) == "urn:IIroot:2.16.528.1.1007.3.3:IIext:90000123"
    assert text_of(token, names.saml("NameID")) == BSN
    assert text_of(token, names.saml("AttributeValue")) == "900001237"
    assert text_of(token, names.ds("X509SerialNumber")) == str(certificate().serial_number)
    assert token.find(f".//{names.saml('AuthnStatement')}") is not None


def test_a_mandaattoken_is_of_a_zorgverlener_for_an_organisation() -> None:
    token = parse(MANDATE.unsigned())
    assert text_of(token, names.saml("Issuer")) == "urn:IIroot:2.16.528.1.1007.3.1:IIext:900001234"
    assert text_of(token, names.saml("NameID")) == "urn:IIroot:2.16.528.1.1007.3.3:IIext:90000123"
    assert text_of(token, names.saml("AttributeValue")) == "https://voorbeeld.example/r?a=1&b=2"
    assert token.find(f".//{names.saml('AuthnStatement')}") is None
    conditions = token.find(names.saml("Conditions"))
    assert conditions is not None
    assert conditions.get("NotOnOrAfter") == "2027-03-14T09:30:00.000Z"


def test_neither_is_taken_for_a_transactietoken() -> None:
    for token in (ENROLMENT.unsigned(certificate()), MANDATE.unsigned()):
        envelope = parse_envelope(build_envelope(b'<b:bericht xmlns:b="urn:x"/>', (build_security((token,)),)))
        assert tokens_of(envelope).transactietoken is None
