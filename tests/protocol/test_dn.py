import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from protocol.dn import common_name, decode_string, dn_of, dn_text, parse_dn, same_dn

REAL = "CN=SIM CA, 2.5.4.97=#0c0e4e54524e4c2d3930303030303031, O=SIM CIBG, C=NL"


@pytest.mark.parametrize(
    "other",
    [
        "CN=SIM CA,2.5.4.97=NTRNL-90000001,O=SIM CIBG,C=NL",
        "cn = sim  ca ,organizationIdentifier=NTRNL-90000001 , o=SIM CIBG,c=nl",
        "OID.2.5.4.3=SIM CA; OID.2.5.4.97=#130e4e54524e4c2d3930303030303031; 2.5.4.10=SIM CIBG; C=NL",
        'CN="SIM CA", 2.5.4.97=NTRNL-90000001, O=SIM\\20CIBG, C=NL',
    ],
)
def test_writings_of_one_name_are_equal(other: str) -> None:
    assert same_dn(REAL, other)


@pytest.mark.parametrize(
    "other",
    [
        "C=NL, O=SIM CIBG, 2.5.4.97=NTRNL-90000001, CN=SIM CA",
        "CN=SIM CA, 2.5.4.97=NTRNL-90000002, O=SIM CIBG, C=NL",
        "CN=SIM CA, O=SIM CIBG, C=NL",
        "CN=SIM CA+2.5.4.97=NTRNL-90000001, O=SIM CIBG, C=NL",
        "geen naam",
        "",
    ],
)
def test_other_names_differ(other: str) -> None:
    assert not same_dn(REAL, other)


def test_parts_of_one_rdn_have_no_order() -> None:
    assert same_dn("CN=a+O=b, C=NL", "O=b+CN=a, C=NL")


@pytest.mark.parametrize("value", ["a,b", "a+b", ' a"b ', "#a", "a\\b", "é<>;=", "x" * 200, " "])
def test_text_and_name_lead_to_the_same(value: str) -> None:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "NL"),
            x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, value),
            x509.NameAttribute(NameOID.COMMON_NAME, value[:60]),
        ]
    )
    assert parse_dn(dn_text(name)) == dn_of(name) == parse_dn(name.rfc4514_string())
    assert common_name(name) == value[:60]


@pytest.mark.parametrize(
    ("text", "part"),
    [("CN", "'CN'"), ("FOUT=a", "'FOUT'"), ("CN=#0g", "hexadecimaal"), (",,", "leeg"), ("C=NL," * 2000, "tekens")],
)
def test_unreadable_names_say_why(text: str, part: str) -> None:
    with pytest.raises(ValueError, match=part):
        parse_dn(text)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\x16\x01a", "a"),
        (b"\x0c\x81\x80" + b"a" * 128, "a" * 128),
        (b"\x0c\x02a", None),
        (b"\x30\x00", None),
        (b"\x16\x01\xff", None),
        (b"\x16\x84\x00\x00\x00\x01a", None),
        (b"", None),
    ],
)
def test_strings_in_der(raw: bytes, text: str | None) -> None:
    assert decode_string(raw) == text
