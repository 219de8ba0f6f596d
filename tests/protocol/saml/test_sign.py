from pathlib import Path

import pytest
from lxml import etree

from protocol.saml.build import build
from protocol.saml.sign import sign
from protocol.soap import build_envelope, build_security
from protocol.xml import XmlError, children, local_name, parse
from tests.protocol.saml.judges import openssl_accepts, signxml_accepts, xmlsec1_accepts
from tests.protocol.saml.samples import CLAIMS, Setting, certificate, key, replacing

TOKEN = Setting().token
BODY = b'<QURX_IN990111NL xmlns="urn:hl7-org:v3"/>'


def enveloped(token: bytes) -> bytes:
    return build_envelope(BODY, [build_security([token])])


def test_the_signature_stands_directly_after_the_issuer() -> None:
    names = [local_name(child) for child in children(parse(TOKEN()))]
    assert names[:3] == ["Issuer", "Signature", "Subject"]


def test_it_has_the_form_of_the_specification() -> None:
    signature = children(parse(TOKEN()))[1]
    algorithms = [(local_name(e), e.get("Algorithm")) for e in signature.iter("*") if e.get("Algorithm")]
    assert algorithms == [
        ("CanonicalizationMethod", "http://www.w3.org/2001/10/xml-exc-c14n#"),
        ("SignatureMethod", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
        ("Transform", "http://www.w3.org/2000/09/xmldsig#enveloped-signature"),
        ("Transform", "http://www.w3.org/2001/10/xml-exc-c14n#"),
        ("DigestMethod", "http://www.w3.org/2001/04/xmlenc#sha256"),
    ]
    assert [local_name(child) for child in signature] == ["SignedInfo", "SignatureValue", "KeyInfo"]
    assert [local_name(e) for e in signature[2].iter("*")] == [
        "KeyInfo",
        "X509Data",
        "X509IssuerSerial",
        "X509IssuerName",
        "X509SerialNumber",
    ]
    assert list(signature.attrib) == []


def test_signing_changes_nothing_else() -> None:
    unsigned = build(CLAIMS, certificate())
    signed = sign(unsigned, certificate=certificate(), private_key=key())
    start, end = signed.index(b"<ds:Signature>"), signed.index(b"</ds:Signature>") + len(b"</ds:Signature>")
    assert signed[:start] + signed[end:] == unsigned


@pytest.mark.parametrize("wrong", ["", "key"])
def test_other_judges_agree(wrong: str, tmp_path: Path) -> None:
    token = Setting(private_key=key(1)).token() if wrong else TOKEN()
    expected = not wrong
    assert openssl_accepts(token, certificate(), tmp_path) is expected
    assert signxml_accepts(token, certificate()) is expected
    assert Setting().verify_token(token).accepted is expected


def test_xmlsec_agrees(tmp_path: Path) -> None:
    assert xmlsec1_accepts(TOKEN(), certificate(), tmp_path)
    assert xmlsec1_accepts(enveloped(TOKEN()), certificate(), tmp_path)
    assert not xmlsec1_accepts(Setting(private_key=key(1)).token(), certificate(), tmp_path)
    assert not xmlsec1_accepts(replacing("01.015", "01.016")(TOKEN()), certificate(), tmp_path)


def test_the_octets_survive_an_envelope(tmp_path: Path) -> None:
    token = TOKEN()
    envelope = enveloped(token)
    assert token in envelope
    assert signxml_accepts(envelope, certificate())
    again = etree.tostring(etree.fromstring(envelope))
    assert signxml_accepts(again, certificate())
    start = again.index(b"<saml:Assertion")
    taken = again[start : again.index(b"</saml:Assertion>") + len(b"</saml:Assertion>")]
    assert Setting().verify_token(taken).accepted


def test_a_token_of_another_maker_is_signed_too() -> None:
    foreign = replacing("<saml:Subject>", "\n  <!-- opmerking -->\n  <saml:Subject>")(build(CLAIMS, certificate()))
    signed = sign(foreign, certificate=certificate(), private_key=key())
    assert b"<!-- opmerking -->" in signed
    assert Setting().verify_token(signed).accepted


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (b"<a/>", "geen SAML-assertion"),
        (b'<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1"/>', "geen Issuer"),
        (b"", "geen XML"),
    ],
)
def test_what_cannot_be_signed_is_told(document: bytes, sentence: str) -> None:
    with pytest.raises(XmlError, match=sentence):
        sign(document, certificate=certificate(), private_key=key())


def test_nothing_is_signed_twice() -> None:
    with pytest.raises(XmlError, match="al ondertekend"):
        sign(TOKEN(), certificate=certificate(), private_key=key())
