"""Distinguished names of CAs, as a CertificateRequest carries them in DER."""

from cryptography import x509

_VERSION = bytes.fromhex("020100")
_KEY_AND_NO_ATTRIBUTES = bytes.fromhex("302a300506032b6570032100") + bytes(32) + bytes.fromhex("a000")
_SIGNATURE = bytes.fromhex("300506032b6570") + bytes.fromhex("034100") + bytes(64)


def name_text(der: bytes) -> str:
    """Return the RFC 4514 form of a DER name; what is no name is written as # and hexadecimal.

    The library reads names only as part of something larger, so the name is put into a certification request
    (RFC 2986) with an empty key and signature, which nobody looks at.
    """
    request = _sequence(_sequence(_VERSION + der + _KEY_AND_NO_ATTRIBUTES) + _SIGNATURE)
    try:
        return x509.load_der_x509_csr(request).subject.rfc4514_string()
    except ValueError:
        return f"#{der.hex()}"


def _sequence(content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes((0x30, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((0x30, 0x80 | len(length))) + length + content
