from base64 import b64encode

import pytest
from cryptography import x509

from protocol.dn import dn_of, parse_dn
from protocol.saml.sign import sign
from protocol.saml.standing import Mandaattoken
from tests.protocol.saml.samples import NOW, certificate, key
from toetsbank.found_tokens import real_tokens

TOKEN = Mandaattoken("token_2", "900001234", "90000123", "https://voorbeeld.example/regel", NOW, NOW, NOW)


@pytest.fixture(scope="module")
def signed() -> str:
    """A mandaattoken that a pass has signed."""
    return sign(TOKEN.unsigned(), certificate=certificate(), private_key=key()).decode()


def find(issuer: str, serial: str) -> x509.Certificate | None:
    known = certificate()
    is_it = parse_dn(issuer) == dn_of(known.issuer) and serial == str(known.serial_number)
    return known if is_it else None


def test_a_signed_token_is_found_plain_and_in_base64(signed: str) -> None:
    assert real_tokens(f"mandaat: {signed}; tot morgen", find) == {"token_2"}
    assert real_tokens(f"mandaat {b64encode(signed.encode()).decode()}", find) == {"token_2"}


def test_what_the_zim_would_refuse_is_no_token(signed: str) -> None:
    for text in (
        "",
        "token_2, geldig tot morgen",
        TOKEN.unsigned().decode(),
        signed.replace("90000123", "90000124"),
        "<saml:Assertion>half",
        "<Assertion>geen SAML</Assertion>",
        "A" * 300,
    ):
        assert real_tokens(text, find) == frozenset()
    assert real_tokens(signed, lambda _issuer, _serial: None) == frozenset()
