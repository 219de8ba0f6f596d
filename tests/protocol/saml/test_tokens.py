import pytest

from protocol import soap
from protocol.saml import names
from protocol.saml.tokens import TokenSet, tokens_of
from protocol.soap import build_envelope, build_security, parse_envelope
from tests.protocol.saml.samples import Setting

TOKEN = Setting().token()


def other(attribute: str) -> bytes:
    return (
        f'<a:Assertion xmlns:a="{names.SAML}"><a:Subject><a:SubjectConfirmation Method="{names.SENDER_VOUCHES}"/>'
        f'</a:Subject><a:AttributeStatement><a:Attribute Name="{attribute}"/></a:AttributeStatement></a:Assertion>'
    ).encode()


MANDATE, ENROLMENT, UNKNOWN = other(names.CONTEXT), other(names.EXECUTOR), other("x")
ENCRYPTED = f'<a:EncryptedAssertion xmlns:a="{names.SAML}"/>'.encode()


def found(*headers: bytes) -> TokenSet:
    return tokens_of(parse_envelope(build_envelope(b'<q xmlns="urn:q"/>', headers)))


def rules(*headers: bytes) -> list[str]:
    return [refusal.rule for refusal in found(*headers).refusals]


def test_tokens_are_found_in_any_order() -> None:
    for tokens in ([TOKEN, MANDATE, ENROLMENT], [ENROLMENT, MANDATE, TOKEN]):
        token_set = found(build_security(tokens))
        assert token_set.refusals == ()
        assert token_set.transactietoken is not None
        assert token_set.transactietoken.get("ID") is not None
        assert token_set.mandaattoken is not None
        assert token_set.inschrijftoken is not None
        assert len(token_set.assertions) == 3


def test_an_encrypted_token_counts_as_mandaattoken() -> None:
    token_set = found(build_security([TOKEN, ENCRYPTED]))
    assert token_set.mandaattoken is not None
    assert len(token_set.assertions) == 1


@pytest.mark.parametrize(
    ("header", "rule"),
    [
        (build_security([TOKEN], actor="http://example.org/ander"), "T-01"),
        (build_security([TOKEN], actor=""), "T-01"),
        (build_security([TOKEN], actor=soap.NEXT_ACTOR), "T-01"),
        (build_security([TOKEN]).replace(b'soap:actor="', b'soap:mustUnderstand2="'), "T-01"),
        (build_security([TOKEN]).replace(b' soap:mustUnderstand="1"', b""), "T-01"),
        (build_security([TOKEN]).replace(b'soap:mustUnderstand="1"', b'soap:mustUnderstand="0"'), "T-01"),
        (build_security([TOKEN]) * 2, "T-01"),
        (b"", "T-02"),
        (b'<x:Security xmlns:x="urn:x"/>', "T-02"),
        (build_security([]), "T-02"),
        (build_security([MANDATE]), "T-02"),
        (build_security([TOKEN, TOKEN]), "T-09"),
        (build_security([TOKEN, MANDATE, ENCRYPTED]), "T-09"),
        (build_security([TOKEN, UNKNOWN]), "7.3"),
    ],
)
def test_a_header_that_is_wrong_is_refused(header: bytes, rule: str) -> None:
    assert rules(header) == [rule]


def test_a_header_for_another_party_does_not_matter() -> None:
    elsewhere = build_security([TOKEN], actor="http://example.org/ander")
    assert rules(elsewhere, build_security([TOKEN])) == []


def test_an_unknown_token_has_its_own_fault() -> None:
    refusal = found(build_security([TOKEN, UNKNOWN])).refusals[0]
    assert refusal.fault == soap.UNSUPPORTED_SECURITY_TOKEN
    assert "(onbekend)" in refusal.reason


def test_double_tokens_are_all_kept_for_observation() -> None:
    assert len(found(build_security([TOKEN, TOKEN, UNKNOWN])).assertions) == 3
