import pytest
from cryptography import x509

from protocol.dn import decode_string
from simulators.uzi import der


@pytest.mark.parametrize("dotted", ["1.2.840.113549.1.1.11", "2.16.528.1.1007.99.217", "0.4.0.1862.1.1", "2.5.5.5"])
def test_an_oid_is_what_the_library_reads(dotted: str) -> None:
    name = x509.NameAttribute(x509.ObjectIdentifier(dotted), "a")
    assert der.oid(dotted) in x509.Name([name]).public_bytes()


@pytest.mark.parametrize("length", [0, 1, 127, 128, 255, 256, 5000])
def test_strings_of_any_length_are_read_back(length: int) -> None:
    for encode in (der.utf8, der.ia5, der.printable):
        assert decode_string(encode("x" * length)) == "x" * length


def test_values_are_put_together() -> None:
    assert der.sequence(der.NULL, der.bit_string(b"\x01")) == bytes.fromhex("3006 0500 0302 0001".replace(" ", ""))
