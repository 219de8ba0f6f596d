"""Distinguished names in text form (RFC 4514), compared after parsing and never as strings.

Systems of the care sector write one and the same issuer in different ways: with or without a blank after the comma,
with ``2.5.4.97=#0c..`` or a keyword for the organisation identifier, in capitals or not (spec tokens.md section 2.6).
"""

from functools import lru_cache
from typing import Final

from cryptography import x509
from cryptography.x509.oid import NameOID

Attribute = tuple[str, str]
"""OID in dotted form, value prepared for comparison."""

DistinguishedName = tuple[frozenset[Attribute], ...]
"""RDNs in the order of RFC 4514: the most specific one first. Hashable, so it can be the key of a directory."""

_KEYWORDS: Final = {
    "C": NameOID.COUNTRY_NAME,
    "CN": NameOID.COMMON_NAME,
    "DC": NameOID.DOMAIN_COMPONENT,
    "E": NameOID.EMAIL_ADDRESS,
    "EMAILADDRESS": NameOID.EMAIL_ADDRESS,
    "G": NameOID.GIVEN_NAME,
    "GIVENNAME": NameOID.GIVEN_NAME,
    "GN": NameOID.GIVEN_NAME,
    "L": NameOID.LOCALITY_NAME,
    "O": NameOID.ORGANIZATION_NAME,
    "ORGANIZATIONIDENTIFIER": NameOID.ORGANIZATION_IDENTIFIER,
    "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
    "S": NameOID.STATE_OR_PROVINCE_NAME,
    "SERIALNUMBER": NameOID.SERIAL_NUMBER,
    "SN": NameOID.SURNAME,
    "ST": NameOID.STATE_OR_PROVINCE_NAME,
    "STREET": NameOID.STREET_ADDRESS,
    "SURNAME": NameOID.SURNAME,
    "T": NameOID.TITLE,
    "TITLE": NameOID.TITLE,
    "UID": NameOID.USER_ID,
}
_ATTRIBUTE_LIMIT: Final = 64
_TEXT_LIMIT: Final = 4096
_STRING_TAGS: Final = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be"}


@lru_cache(maxsize=256)  # the same few issuers stand in every token
def parse_dn(text: str) -> DistinguishedName:
    """Read a distinguished name written as in RFC 4514, most specific RDN first.

    Keywords and OIDs, blanks around separators, quoted values and the hexadecimal form ``#0c..`` all lead to the same
    value. Raises ValueError with a Dutch sentence that quotes the part that cannot be read.
    """
    if len(text) > _TEXT_LIMIT:
        raise ValueError(f"de naam telt {len(text)} tekens; hoogstens {_TEXT_LIMIT} zijn toegestaan")
    rdns = tuple(
        frozenset(_parse_attribute(part) for part in _split(rdn, "+")) for rdn in _split(text, ",;") if rdn.strip()
    )
    if not rdns or len(rdns) > _ATTRIBUTE_LIMIT:
        raise ValueError("de naam is leeg of te lang; verwacht wordt een vorm als 'CN=Voorbeeld CA, O=Voorbeeld, C=NL'")
    return rdns


def dn_of(name: x509.Name) -> DistinguishedName:
    """Return the name of a certificate in the form that ``parse_dn`` returns."""
    return tuple(
        frozenset((attribute.oid.dotted_string, _prepare(_text_of(attribute))) for attribute in rdn)
        for rdn in reversed(name.rdns)
    )


def same_dn(one: str, other: str) -> bool:
    """Tell whether two texts are the same distinguished name; a text that cannot be read equals nothing."""
    try:
        return parse_dn(one) == parse_dn(other)
    except ValueError:
        return False


def dn_text(name: x509.Name) -> str:
    """Write a name as it stands in an ``X509IssuerName``: most specific first, ``, `` between the RDNs.

    An attribute without keyword in RFC 4514 is written with its OID and the DER of its value in hexadecimal.
    """
    return ", ".join("+".join(_write(attribute) for attribute in rdn) for rdn in reversed(name.rdns))


def common_name(name: x509.Name) -> str:
    """Return the last common name in a name, or an empty string."""
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return _text_of(found[-1]) if found else ""


def _text_of(attribute: x509.NameAttribute[str | bytes]) -> str:
    value = attribute.value
    return value if isinstance(value, str) else "#" + value.hex()


def _prepare(value: str) -> str:
    """Fold case and blanks as the caseIgnoreMatch of X.520 does."""
    return " ".join(value.split()).casefold()


def _write(attribute: x509.NameAttribute[str | bytes]) -> str:
    keyword = next((text for text in ("CN", "O", "OU", "C", "L", "ST") if _KEYWORDS[text] == attribute.oid), None)
    if keyword is not None:
        return f"{keyword}={_escape(_text_of(attribute))}"
    raw = _text_of(attribute).encode()
    return f"{attribute.oid.dotted_string}=#0c{_der_length(len(raw))}{raw.hex()}"


def _der_length(length: int) -> str:
    if length < 128:
        return f"{length:02x}"
    digits = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return f"{0x80 | len(digits):02x}{digits.hex()}"


def _escape(value: str) -> str:
    escaped = "".join("\\" + sign if sign in ',+"\\<>;=' else sign for sign in value)
    if escaped[:1] in ("#", " "):
        escaped = "\\" + escaped
    return escaped[:-1] + "\\ " if escaped.endswith(" ") and len(value) > 1 else escaped


def _split(text: str, separators: str) -> list[str]:
    """Split at separators that are neither escaped nor quoted."""
    parts, start, quoted, escaped = [], 0, False, False
    for position, sign in enumerate(text):
        if escaped:
            escaped = False
        elif sign == "\\":
            escaped = True
        elif sign == '"':
            quoted = not quoted
        elif sign in separators and not quoted:
            parts.append(text[start:position])
            start = position + 1
    return [*parts, text[start:]]


def _parse_attribute(part: str) -> Attribute:
    keyword, found, value = part.partition("=")
    if not found:
        raise ValueError(f"de naam bevat {part.strip()!r}; verwacht wordt een soort, '=' en een waarde")
    return _oid_of(keyword.strip()), _prepare(_parse_value(value.strip()))


def _oid_of(keyword: str) -> str:
    known = _KEYWORDS.get(keyword.upper())
    if known is not None:
        return known.dotted_string
    dotted = keyword[4:] if keyword.upper().startswith("OID.") else keyword
    if dotted.isascii() and all(arc.isdigit() for arc in dotted.split(".")):
        return dotted
    raise ValueError(f"de naam bevat het onbekende soort {keyword!r}; verwacht wordt bijvoorbeeld CN, O of 2.5.4.97")


def _parse_value(value: str) -> str:
    if value.startswith("#"):
        return _decode_der(value[1:])
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1]
    out = bytearray()
    position = 0
    while position < len(value):
        if value[position] != "\\":
            out += value[position].encode()
            position += 1
        elif len(pair := value[position + 1 : position + 3]) == 2 and all(c in "0123456789abcdefABCDEF" for c in pair):
            out.append(int(pair, 16))
            position += 3
        else:
            out += value[position + 1 : position + 2].encode()
            position += 2
    return out.decode(errors="replace")


def _decode_der(digits: str) -> str:
    """Read a DER string in hexadecimal; what is no string keeps its hexadecimal form."""
    try:
        raw = bytes.fromhex(digits)
    except ValueError as error:
        raise ValueError(f"de waarde '#{digits[:40]}' is niet hexadecimaal") from error
    return decode_string(raw) or "#" + raw.hex()


def decode_string(raw: bytes) -> str | None:
    """Return the text in one DER string of up to 65,535 bytes, or None if it is something else."""
    encoding = _STRING_TAGS.get(raw[0]) if len(raw) >= 2 else None
    if encoding is None:
        return None
    extra = raw[1] & 0x7F if raw[1] & 0x80 else 0
    start = 2 + extra
    if extra > 2 or len(raw) < start:
        return None
    length = int.from_bytes(raw[2:start], "big") if extra else raw[1]
    try:
        return raw[start:].decode(encoding) if len(raw) == start + length else None
    except UnicodeDecodeError:
        return None
