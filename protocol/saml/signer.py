"""The certificates with which tokens are signed, found by issuer and serial number (tokens.md section 2.6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from cryptography import x509

from protocol.dn import DistinguishedName, dn_of, parse_dn
from protocol.saml.signature import KeyReference
from protocol.uzi import HOSTILE, Pastype, key_usage, pastype, pkio_number, uzi_name


@dataclass(frozen=True, slots=True)
class SignerFacts:
    """What a certificate says of its holder; ``pastype`` follows from the issuing CA.

    PKIO is a pass of PKIoverheid, of an employee of a customer desk: a number without rolcode and without URA. What
    its tokens look like is assumed (tokens.md section 6.2).
    """

    uzi_nummer: str
    rolcode: str
    pastype: Pastype | Literal["PKIO"] | None
    ura: str
    digital_signature: bool

    @property
    def name_id(self) -> str:
        """The NameID that belongs to the holder."""
        return f"{self.uzi_nummer}:{self.rolcode}" if self.rolcode else self.uzi_nummer


@dataclass(frozen=True, slots=True)
class Signer:
    """A certificate with what is needed of it again and again; ``facts`` is None for one of no known kind."""

    certificate: x509.Certificate
    issuer: DistinguishedName
    key: object
    facts: SignerFacts | None


def signer_of(certificate: x509.Certificate) -> Signer:
    """Return a certificate as signer; raises ValueError with a Dutch sentence if its key or UZI name is unreadable."""
    try:
        return Signer(certificate, dn_of(certificate.issuer), certificate.public_key(), _facts(certificate))
    except HOSTILE as error:
        raise ValueError(f"het certificaat is niet bruikbaar als ondertekenaar: {error}") from error


def _facts(certificate: x509.Certificate) -> SignerFacts | None:
    signs = "digitalSignature" in key_usage(certificate)
    name = uzi_name(certificate)
    if name is not None:
        return SignerFacts(name.uzi_nummer, name.rol, pastype(certificate), name.ura, signs)
    number = pkio_number(certificate)
    return None if number is None else SignerFacts(number, "", "PKIO", "", signs)


class SignerIndex:
    """Finds signers by a reference, however the issuer's name is written."""

    def __init__(self, certificates: Iterable[x509.Certificate] = ()) -> None:
        self._signers: dict[tuple[DistinguishedName, int], Signer] = {}
        for certificate in certificates:
            self.add(certificate)

    def add(self, certificate: x509.Certificate) -> Signer:
        """Add a certificate and return it as signer; raises ValueError if it is not usable as one."""
        signer = signer_of(certificate)
        self._signers[signer.issuer, certificate.serial_number] = signer
        return signer

    def find(self, reference: KeyReference) -> Signer | None:
        """Return the signer that is meant, or None."""
        issuer = read_issuer(reference.issuer)
        return None if issuer is None else self._signers.get((issuer, reference.serial))


@lru_cache(maxsize=1024)
def read_issuer(text: str) -> DistinguishedName | None:
    """Read an issuer's name; None for what cannot be read."""
    try:
        return parse_dn(text)
    except ValueError:
        return None


def refers_to(reference: KeyReference | None, signer: Signer) -> bool:
    """Tell whether a reference means this signer."""
    return (
        reference is not None
        and reference.serial == signer.certificate.serial_number
        and read_issuer(reference.issuer) == signer.issuer
    )
