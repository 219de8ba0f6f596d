"""The few DER values that certificate profiles need and the library does not make."""

from typing import Final

NULL: Final = b"\x05\x00"


def sequence(*parts: bytes) -> bytes:
    """Return a SEQUENCE of encoded values."""
    return _tagged(0x30, b"".join(parts))


def oid(dotted: str) -> bytes:
    """Return an OBJECT IDENTIFIER."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    return _tagged(0x06, b"".join(_base128(arc) for arc in (first * 40 + second, *rest)))


def utf8(text: str) -> bytes:
    """Return a UTF8String."""
    return _tagged(0x0C, text.encode())


def ia5(text: str) -> bytes:
    """Return an IA5String."""
    return _tagged(0x16, text.encode("ascii"))


def printable(text: str) -> bytes:
    """Return a PrintableString."""
    return _tagged(0x13, text.encode("ascii"))


def bit_string(raw: bytes) -> bytes:
    """Return a BIT STRING of whole bytes."""
    return _tagged(0x03, b"\x00" + raw)


def _tagged(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < 128:
        return bytes((tag, length)) + content
    digits = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(digits))) + digits + content


def _base128(arc: int) -> bytes:
    groups = [arc & 0x7F]
    while arc := arc >> 7:
        groups.append(0x80 | arc & 0x7F)
    return bytes(reversed(groups))
