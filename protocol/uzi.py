"""UZI names, pass types and the facts of certificates.

Source: spec identity.md sections 4.2 to 4.6 (certificate profiles of the UZI-register) and tokens.md section 2.7.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from protocol.dn import common_name, decode_string, dn_text

Pastype = Literal["Z", "N", "M", "S"]

UZI_NAME_OID: Final = x509.ObjectIdentifier("2.5.5.5")
UPN_OID: Final = x509.ObjectIdentifier("1.3.6.1.4.1.311.20.2.3")
PERMANENT_IDENTIFIER_OID: Final = x509.ObjectIdentifier("1.3.6.1.5.5.7.8.3")
URA_OID: Final = x509.ObjectIdentifier("2.16.528.1.1007.3.3")
DOCUMENT_SIGNING: Final = x509.ObjectIdentifier("1.3.6.1.4.1.311.10.3.12")
ENCRYPTING_FILE_SYSTEM: Final = x509.ObjectIdentifier("1.3.6.1.4.1.311.10.3.4")

TEST_OID_CA: Final[dict[Pastype, str]] = {
    "Z": "2.16.528.1.1007.99.217",
    "N": "2.16.528.1.1007.99.218",
    "M": "2.16.528.1.1007.99.219",
    "S": "2.16.528.1.1007.99.2110",
}
OID_CA: Final[dict[Pastype, str]] = {
    "Z": "2.16.528.1.1003.1.3.5.5.2",
    "N": "2.16.528.1.1003.1.3.5.5.3",
    "M": "2.16.528.1.1003.1.3.5.5.4",
    "S": "2.16.528.1.1003.1.3.5.5.5",
}

_UZI_NAME: Final = re.compile(
    r"(?P<oid_ca>[0-9]+(?:\.[0-9]+)+)-(?P<versie>[0-9]+)-(?P<uzi_nummer>[0-9]{9})-(?P<pastype>[ZNMS])"
    r"-(?P<ura>[0-9]{8})-(?P<rol>[0-9]{2}\.[0-9]{3})-(?P<agb>[0-9]{8})"
)
_ISSUERS: Final[tuple[tuple[str, Pastype], ...]] = (
    ("medewerker niet op naam", "M"),
    ("medewerker op naam", "N"),
    ("zorgverlener", "Z"),
    ("server", "S"),
)
_USAGES: Final = {
    "digital_signature": "digitalSignature",
    "content_commitment": "nonRepudiation",
    "key_encipherment": "keyEncipherment",
    "data_encipherment": "dataEncipherment",
    "key_agreement": "keyAgreement",
    "key_cert_sign": "keyCertSign",
    "crl_sign": "cRLSign",
}
_EXTENDED_USAGES: Final = {
    ExtendedKeyUsageOID.SERVER_AUTH: "serverAuth",
    ExtendedKeyUsageOID.CLIENT_AUTH: "clientAuth",
    ExtendedKeyUsageOID.EMAIL_PROTECTION: "emailProtection",
    ExtendedKeyUsageOID.OCSP_SIGNING: "OCSPSigning",
}

HOSTILE: Final = (
    ValueError,
    TypeError,
    OverflowError,
    UserWarning,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
"""What the library raises on certificates that are not well-formed, often only when a field is looked at."""


@dataclass(frozen=True, slots=True)
class UziName:
    """The value of the otherName 2.5.5.5 of a UZI certificate."""

    oid_ca: str
    versie: str
    uzi_nummer: str
    pastype: Pastype
    ura: str
    rol: str
    agb: str = "00000000"

    def __str__(self) -> str:
        """Write the name as it stands in the certificate."""
        return "-".join((self.oid_ca, self.versie, self.uzi_nummer, self.pastype, self.ura, self.rol, self.agb))

    @property
    def pastype_of_ca(self) -> Pastype | None:
        """The pass type that belongs to the OID of the issuing CA, production or test."""
        return next((t for table in (OID_CA, TEST_OID_CA) for t, oid in table.items() if oid == self.oid_ca), None)


def parse_uzi_name(text: str) -> UziName:
    """Read a UZI name. Raises ValueError with a Dutch sentence that shows the form it should have."""
    found = _UZI_NAME.fullmatch(text)
    if found is None:
        raise ValueError(
            f"{text[:120]!r} is geen UZI-naam; verwacht wordt "
            "<OID CA>-<versie>-<UZI-nummer, 9 cijfers>-<Z, N, M of S>-<URA, 8 cijfers>-<rol, 00.000>-<AGB, 8 cijfers>"
        )
    parts = found.groupdict()
    letter = parts.pop("pastype")
    known: Pastype = next(each for each in OID_CA if each == letter)
    return UziName(pastype=known, **parts)


def uzi_name_text(certificate: x509.Certificate) -> str | None:
    """Return the first otherName 2.5.5.5 of a certificate as it stands there, or None."""
    return next(other_names(certificate, UZI_NAME_OID), None)


def uzi_name(certificate: x509.Certificate) -> UziName | None:
    """Return the UZI name of a certificate, None if it has none. Raises ValueError if it has an unreadable one."""
    text = uzi_name_text(certificate)
    return None if text is None else parse_uzi_name(text)


def other_names(certificate: x509.Certificate, kind: x509.ObjectIdentifier) -> Iterator[str]:
    """Yield the strings in the otherNames of one kind, in the order of the certificate."""
    for name in _alternative_names(certificate):
        if isinstance(name, x509.OtherName) and name.type_id == kind:
            text = decode_string(name.value)
            if text is not None:
                yield text


def pastype(certificate: x509.Certificate) -> Pastype | None:
    """Return the pass type by the issuing CA, whatever letter the certificate itself shows (tokens.md section 2.7).

    The caller has checked the chain: the name of the issuer means something only under a trusted root.
    """
    issuer = common_name(certificate.issuer).casefold()
    return next((letter for words, letter in _ISSUERS if "uzi" in issuer and words in issuer), None)


def pkio_number(certificate: x509.Certificate) -> str | None:
    """Return the number in the subject of a personal certificate of PKIoverheid outside the UZI-register, or None.

    It is known by its issuing CA, and by having no UZI name. The caller has checked the chain.
    """
    issuer = common_name(certificate.issuer).casefold()
    if not ("pkioverheid" in issuer and "persoon" in issuer) or uzi_name_text(certificate) is not None:
        return None
    numbers = certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)
    return str(numbers[0].value) if numbers else None


def issuer_serial(certificate: x509.Certificate) -> tuple[str, str]:
    """Return what ``X509IssuerSerial`` holds: the issuer's name in text form and the serial number in decimals."""
    return dn_text(certificate.issuer), str(certificate.serial_number)


def certificate_facts(der: bytes) -> dict[str, object]:
    """Return the fields of ``simulators.observations.CertificateFacts`` for one certificate in DER.

    Dates are ISO 8601 in UTC. Raises ValueError with a Dutch sentence if the bytes are no readable certificate.
    """
    try:
        certificate = x509.load_der_x509_certificate(der)
        kind, bits = _key(certificate)
        return {
            "subject": certificate.subject.rfc4514_string(),
            "issuer": certificate.issuer.rfc4514_string(),
            "serial": str(certificate.serial_number),
            "sha256": certificate.fingerprint(hashes.SHA256()).hex(),
            "not_before": _iso(certificate.not_valid_before_utc),
            "not_after": _iso(certificate.not_valid_after_utc),
            "signature_hash": signature_hash(certificate),
            "key_type": kind,
            "key_bits": bits,
            "key_usage": key_usage(certificate),
            "extended_key_usage": tuple(_EXTENDED_USAGES.get(oid, oid.dotted_string) for oid in extended(certificate)),
            "dns_names": tuple(n.value for n in _alternative_names(certificate) if isinstance(n, x509.DNSName)),
            "uzi_name": uzi_name_text(certificate),
        }
    except HOSTILE as error:
        raise ValueError(f"het certificaat ({len(der)} bytes) is niet leesbaar als X.509 in DER: {error}") from error


def signature_hash(certificate: x509.Certificate | x509.CertificateRevocationList) -> str:
    """Return the hash of the signature as ``SHA-256``; the OID of the algorithm if it is an unknown one."""
    try:
        found = certificate.signature_hash_algorithm
    except UnsupportedAlgorithm:
        found = None
    if found is None:
        return f"OID {certificate.signature_algorithm_oid.dotted_string}"
    return found.name.upper().replace("SHA", "SHA-", 1) if found.name.startswith("sha") else found.name.upper()


def key_usage(certificate: x509.Certificate) -> tuple[str, ...]:
    """Return the names in the key usage, as RFC 5280 spells them; empty if the extension is absent."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(name for field, name in _USAGES.items() if getattr(usage, field))


def extended(certificate: x509.Certificate) -> tuple[x509.ObjectIdentifier, ...]:
    """Return the OIDs of the extended key usage; empty if the extension is absent."""
    try:
        return tuple(certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)
    except x509.ExtensionNotFound:
        return ()


def _alternative_names(certificate: x509.Certificate) -> tuple[x509.GeneralName, ...]:
    try:
        return tuple(certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)
    except x509.ExtensionNotFound:
        return ()


def _key(certificate: x509.Certificate) -> tuple[str, int]:
    try:
        key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        return "onbekend", 0
    match key:
        case rsa.RSAPublicKey():
            return "RSA", key.key_size
        case ec.EllipticCurvePublicKey():
            return "EC", key.key_size
        case dsa.DSAPublicKey():
            return "DSA", key.key_size
        case ed25519.Ed25519PublicKey():
            return "Ed25519", 256
        case ed448.Ed448PublicKey():
            return "Ed448", 456
        case _:
            return type(key).__name__, 0


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
