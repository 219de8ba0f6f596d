import pytest

from protocol.saml import names
from protocol.saml.build import build
from protocol.saml.content import Content, TokenFacts, describe, kind_of, read_content
from protocol.saml.rules import Refusal
from protocol.xml import parse
from tests.protocol.saml.samples import CLAIMS, Setting, certificate, replacing, without

UNSIGNED = build(CLAIMS, certificate())
SAML = f'xmlns="{names.SAML}"'


def assertion(method: str, attribute: str = "", name_id: str = "x") -> str:
    return (
        f'<Assertion {SAML}><Subject><NameID>{name_id}</NameID><SubjectConfirmation Method="{method}"/></Subject>'
        f'<AttributeStatement><Attribute Name="{attribute}"/></AttributeStatement></Assertion>'
    )


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (assertion(names.HOLDER_OF_KEY), "transactietoken"),
        (assertion(f" {names.HOLDER_OF_KEY} "), "transactietoken"),
        (assertion(names.SENDER_VOUCHES, names.EXECUTOR), "inschrijftoken"),
        (assertion(names.SENDER_VOUCHES, names.CONTEXT), "mandaattoken"),
        (assertion(names.SENDER_VOUCHES), "onbekend"),
        (assertion("urn:oasis:names:tc:SAML:2.0:cm:bearer"), "onbekend"),
        (assertion(names.HOLDER_OF_KEY, name_id="s00000000:999990019"), "digid"),
        (assertion(names.HOLDER_OF_KEY, name_id="\uf8ff"), "transactietoken"),
        (f"<Assertion {SAML}/>", "onbekend"),
        ("<x/>", "onbekend"),
    ],
)
def test_the_kind_follows_from_the_content(document: str, kind: str) -> None:
    assert kind_of(parse(document.encode())) == kind
    assert describe(parse(document.encode())).kind == kind


def test_a_token_is_described_as_it_says_itself() -> None:
    described = describe(parse(Setting().token()))
    assert described.certificate_issuer.startswith("CN=SIM UZI-register Zorgverlener CA G3")
    assert described == TokenFacts(
        CLAIMS.token_id,
        "transactietoken",
        "urn:IIroot:2.16.528.1.1007.3.3:IIext:90000123",
        "900001234:01.015",
        "2026-03-14T09:25:00.000Z",
        "2026-03-14T10:30:00.000Z",
        described.certificate_issuer,
        "410000000000000011",
        names.SMARTCARD_PKI,
    )


def test_a_description_never_fails_and_is_short() -> None:
    long = f'<Assertion {SAML} ID="{"x" * 5000}"><Issuer>{"y" * 5000}</Issuer></Assertion>'
    described = describe(parse(long.encode()))
    assert (len(described.token_id), len(described.issuer)) == (200, 200)
    assert describe(parse(b"<a/>")) == TokenFacts(kind="onbekend", certificate_issuer="", certificate_serial="")


def test_white_space_around_values_does_not_count() -> None:
    spaced = replacing("<saml:Audience>", "<saml:Audience>\n   ")(
        replacing("</saml:Issuer>", " \n</saml:Issuer>")(UNSIGNED)
    )
    content = read_content(parse(spaced))
    assert isinstance(content, Content)
    assert content.issuer == "urn:IIroot:2.16.528.1.1007.3.3:IIext:90000123"
    assert content.audience == ("urn:IIroot:2.16.840.1.113883.2.4.6.6:IIext:1",)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (
            replacing("<saml:Conditions ", "<saml:Voorwaarden ")(UNSIGNED).replace(b"/saml:Cond", b"/saml:Voorw", 1),
            None,
        ),
        (without("Issuer")(UNSIGNED), "verwacht: Issuer"),
        (without("Conditions/AudienceRestriction")(UNSIGNED), "verwacht: AudienceRestriction"),
        (without("AttributeStatement/Attribute/AttributeValue")(UNSIGNED), "verwacht: AttributeValue"),
        (replacing('Version="2.0"', 'Version="1.1"')(UNSIGNED), "de ongeldige waarde '1.1' (/Assertion)"),
        (replacing(' ID="token_', ' ID="4')(UNSIGNED), "Het attribuut 'ID' heeft de ongeldige waarde"),
        (replacing("<saml:Issuer ", '<saml:Issuer NameQualifier="x" ')(UNSIGNED), "'NameQualifier' is hier niet"),
        (replacing(names.BSN, names.MESSAGE_ROOT)(UNSIGNED), "staat meer dan eens"),
        (replacing('NotBefore="2026-03-14', 'NotBefore="0000-03-14')(UNSIGNED), "0000-03-14"),
    ],
)
def test_another_structure_is_refused_by_rule_t_03(document: bytes, sentence: str | None) -> None:
    if sentence is None:
        document = document.replace(b"</saml:Voorwitions>", b"</saml:Voorwaarden>")
    refusal = read_content(parse(document))
    assert isinstance(refusal, Refusal)
    assert refusal.rule == "T-03"
    assert (sentence or "verwacht: Conditions") in refusal.reason
