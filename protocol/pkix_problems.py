"""What can be wrong with a certificate, what it may be used for, and whether a CRL names it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID


class Reason(StrEnum):
    """What can be wrong with a certificate or its chain."""

    UNREADABLE = "onleesbaar"
    UNKNOWN_ISSUER = "onbekende-uitgever"
    WRONG_SIGNATURE = "handtekening-onjuist"
    WEAK_HASH = "zwakke-hash"
    EXPIRED = "verlopen"
    NOT_YET_VALID = "nog-niet-geldig"
    NOT_A_CA = "geen-ca"
    PATH_TOO_LONG = "pad-te-lang"
    WRONG_CA_USAGE = "ca-sleutelgebruik"
    WRONG_KEY_USAGE = "sleutelgebruik"
    WRONG_EXTENDED_USAGE = "uitgebreid-sleutelgebruik"
    UNKNOWN_CRITICAL = "onbekende-kritieke-extensie"
    REVOKED = "ingetrokken"
    CRL_ABSENT = "crl-ontbreekt"
    CRL_EXPIRED = "crl-verlopen"
    CRL_NOT_YET_VALID = "crl-nog-niet-geldig"
    CRL_WRONG_SIGNATURE = "crl-handtekening-onjuist"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with a Dutch sentence that names the certificate."""

    reason: Reason
    text: str
    certificate: str
    """Common name of the certificate concerned."""
    depth: int = 0
    """Place in the chain: 0 is the leaf."""

    def __str__(self) -> str:
        """Return the Dutch sentence."""
        return self.text


@dataclass(frozen=True, slots=True)
class Usage:
    """What a leaf must be fit for: names as in RFC 5280; every name in ``key_usage`` is needed."""

    key_usage: tuple[str, ...] = ()
    extended: x509.ObjectIdentifier | None = None
    crl: Literal["no", "leaf", "chain"] = "leaf"
    """For which certificates a CRL must be there; the CRLs that are there are looked at for the whole chain."""


ANY_USAGE: Final = Usage()
TLS_SERVER: Final = Usage(("digitalSignature",), ExtendedKeyUsageOID.SERVER_AUTH)
TLS_CLIENT: Final = Usage(("digitalSignature",), ExtendedKeyUsageOID.CLIENT_AUTH)
AUTHENTICATION: Final = Usage(("digitalSignature",), ExtendedKeyUsageOID.CLIENT_AUTH)
"""The authenticiteitcertificaat of a pass, which signs transactietokens."""
SIGNATURE: Final = Usage(("nonRepudiation",))
"""The handtekeningcertificaat of a pass, which signs mandaattokens."""
ENCRYPTION: Final = Usage(("keyEncipherment",))


@dataclass(frozen=True, slots=True)
class Revocation:
    """An entry of a CRL: the moment in seconds since the epoch and the reason as RFC 5280 names it."""

    at: float
    reason: str


def revoked(
    certificate: x509.Certificate, crl: x509.CertificateRevocationList, at: float | None = None
) -> Revocation | None:
    """Return the entry of a certificate on a CRL of its issuer, or None.

    ``at`` (seconds since the epoch) asks whether the certificate had been revoked by then; without it every entry
    counts. The caller has checked that the CRL is the issuer's.
    """
    entry = crl.get_revoked_certificate_by_serial_number(certificate.serial_number)
    if entry is None:
        return None
    try:
        reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason.value
    except x509.ExtensionNotFound:
        reason = "unspecified"
    moment = entry.revocation_date_utc.timestamp()
    if reason == "removeFromCRL" or (at is not None and moment > at):
        return None
    return Revocation(moment, reason)
