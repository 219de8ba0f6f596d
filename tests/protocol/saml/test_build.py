from dataclasses import replace
from datetime import timedelta

import pytest

from protocol.saml import names
from protocol.saml.build import build, read_unsigned, shift_times
from protocol.saml.content import Content, read_content
from protocol.xml import XmlError, children, local_name, parse
from tests.protocol.saml.samples import BSN, CLAIMS, Setting, certificate, replacing


def content_of(unsigned: bytes) -> Content:
    content = read_content(parse(unsigned))
    assert isinstance(content, Content)
    return content


def test_the_elements_stand_in_the_order_of_the_specification() -> None:
    root = parse(build(CLAIMS, certificate()))
    assert [local_name(child) for child in children(root)] == [
        "Issuer",
        "Subject",
        "Conditions",
        "AuthnStatement",
        "AttributeStatement",
    ]
    assert set(root.nsmap) == {"saml", "ds", "xsi", "xs"}


def test_what_was_claimed_is_read_back() -> None:
    claims = replace(CLAIMS, context="https://voorbeeld.example/regel?a=1&b=2", context_code="KZDI")
    content = content_of(build(claims, certificate()))
    assert content.name_id == "900001234:01.015"
    assert content.not_before == claims.not_before
    assert content.attributes == {
        "autorisatieregel/context": "https://voorbeeld.example/regel?a=1&b=2",
        "interactionId": "QURX_IN990111NL",
        "messageIdRoot": claims.message_root,
        "messageIdExt": claims.message_ext,
        "burgerServiceNummer": BSN,
        "applicationID": "urn:IIroot:2.16.840.1.113883.2.4.6.6:IIext:90000001",
        "contextCodeSystem": "2.16.840.1.113883.2.4.3.111.15.1",
        "contextCode": "KZDI",
    }


def test_the_key_is_a_reference_and_no_certificate() -> None:
    unsigned = build(CLAIMS, certificate())
    assert b"X509Certificate" not in unsigned
    reference = content_of(unsigned).subject_key
    assert reference is not None
    assert reference.serial == certificate().serial_number
    assert reference.issuer.startswith("CN=SIM UZI-register Zorgverlener CA G3, 2.5.4.97=#0c0e")


def test_a_system_has_an_empty_name_id() -> None:
    unsigned = build(replace(CLAIMS, uzi_nummer=None), certificate("S"))
    assert b"<saml:NameID/>" in unsigned


def test_a_value_cannot_add_markup() -> None:
    unsigned = build(replace(CLAIMS, message_ext='"><x/>&'), certificate())
    assert content_of(unsigned).attributes[names.MESSAGE_EXTENSION] == '"><x/>&'
    with pytest.raises(XmlError):
        build(replace(CLAIMS, message_ext="\x00"), certificate())


class TestShift:
    def test_all_four_times_move_and_nothing_else(self) -> None:
        moment = timedelta(minutes=-90)
        moved = replace(
            CLAIMS,
            issue_instant=CLAIMS.issue_instant + moment,
            authn_instant=CLAIMS.authn_instant + moment,
            not_before=CLAIMS.not_before + moment,
            not_on_or_after=CLAIMS.not_on_or_after + moment,
        )
        unsigned = build(CLAIMS, certificate())
        assert shift_times(unsigned, -5400) == build(moved, certificate())
        assert shift_times(unsigned, 0) == unsigned
        assert shift_times(shift_times(unsigned, 0.5), -0.5) == unsigned

    @pytest.mark.parametrize(
        ("document", "sentence"),
        [
            (b"<a/>", "geen SAML-assertion"),
            (b'<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/>', "geen SAML-assertion met een ID"),
            (b"<!DOCTYPE a><a/>", "DOCTYPE"),
            (b"x", "geen XML"),
            (b"<a>" + b"x" * 300_000 + b"</a>", "hoogstens 262144 bytes"),
        ],
    )
    def test_what_is_no_unsigned_token_is_refused(self, document: bytes, sentence: str) -> None:
        with pytest.raises(XmlError, match=sentence):
            shift_times(document, 60)

    def test_a_signed_token_is_left_alone(self) -> None:
        with pytest.raises(XmlError, match="al ondertekend"):
            shift_times(Setting().token(), 60)

    @pytest.mark.parametrize("wrong", ["gisteren", "9999-12-31T23:59:59Z"])
    def test_a_time_that_cannot_move_is_told(self, wrong: str) -> None:
        edited = replacing('IssueInstant="2026-03-14T09:30:00.000Z"', f'IssueInstant="{wrong}"')
        with pytest.raises(XmlError, match="niet te verschuiven"):
            shift_times(edited(build(CLAIMS, certificate())), 60)


def test_an_unsigned_token_is_read() -> None:
    assert read_unsigned(build(CLAIMS, certificate())).get("ID") == CLAIMS.token_id
