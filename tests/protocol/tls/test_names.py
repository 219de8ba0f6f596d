"""Distinguished names in DER."""

import random

from cryptography import x509
from cryptography.x509.oid import NameOID

from protocol.tls.names import name_text


def test_a_name_reads_as_the_certificate_would_say_it() -> None:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "NL"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "SIM, Proef " + "x" * 200),
            x509.NameAttribute(NameOID.COMMON_NAME, "Één CA"),
        ]
    )
    assert name_text(name.public_bytes()) == name.rfc4514_string()


def test_what_is_no_name_is_shown_in_hexadecimal() -> None:
    assert name_text(b"\x05\x00") == "#0500"
    assert name_text(b"") == "#"


def test_hostile_names_are_survived() -> None:
    chance = random.Random(2)
    good = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CA")]).public_bytes()
    for _ in range(2_000):
        data = bytearray(good)
        for _ in range(chance.randrange(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert isinstance(name_text(bytes(data)), str)
