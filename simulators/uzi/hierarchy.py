"""The tree of authorities, in the shape of the real ones: passes and servers, each in two current generations.

Shape and names after spec identity.md section 4.1; every name shows that it is simulated. The real passes have no
second current generation yet, so the persons' tree of G4 is an assumption; it signs with SHA-256, as the text on passes
says (INT-54).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from protocol.uzi import Pastype
from simulators.uzi import der

_OID_SHA256_RSA: Final = der.oid("1.2.840.113549.1.1.11")
_OID_SHA1_RSA: Final = der.oid("1.2.840.113549.1.1.5")


class Scheme(StrEnum):
    """How an authority signs."""

    PKCS1_SHA256 = "RSA PKCS#1 met SHA-256"
    PSS_SHA512 = "RSA PSS met SHA-512"
    PKCS1_SHA1 = "RSA PKCS#1 met SHA-1"


class Life(StrEnum):
    """The period of validity, seen from the moment at which the PKI is made; the same on the real clock for years."""

    VALID = "geldig"
    EXPIRED = "verlopen"
    FUTURE = "nog niet geldig"


@dataclass(frozen=True, slots=True)
class Authority:
    """One CA. ``issuer`` is the name of the CA above it, None for a root; ``path_length`` as in basicConstraints."""

    name: str
    common_name: str
    issuer: str | None = None
    path_length: int | None = None
    scheme: Scheme = Scheme.PKCS1_SHA256
    life: Life = Life.VALID


_PSS: Final = Scheme.PSS_SHA512

AUTHORITIES: Final[dict[str, Authority]] = {
    authority.name: authority
    for authority in (
        Authority("root-g3", "SIM Root CA - G3"),
        Authority("persoon-g3", "SIM Organisatie Persoon CA - G3", "root-g3", 1),
        Authority("zorgverlener-g3", "SIM UZI-register Zorgverlener CA G3", "persoon-g3", 0),
        Authority("medewerker-g3", "SIM UZI-register Medewerker op naam CA G3", "persoon-g3", 0),
        Authority("pkio-persoon-g3", "SIM PKIoverheid Organisatie Persoon CA - G3", "persoon-g3", 0),
        Authority("services-g3", "SIM Organisatie Services CA - G3", "root-g3", 1),
        Authority("niet-op-naam-g3", "SIM UZI-register Medewerker niet op naam CA G3", "services-g3", 0),
        Authority("private-root-g1", "SIM Private Root CA - G1"),
        Authority("private-services-g1", "SIM Private Services CA - G1", "private-root-g1", 1),
        Authority("server-g1", "SIM UZI-register Private Server CA G1", "private-services-g1", 0),
        Authority("pkio-g1", "SIM PKIoverheid Private Services CA - G1", "private-services-g1", 0),
        Authority("root-g4", "SIM - G4 Root Priv G-TLS - 2024", scheme=_PSS),
        Authority("intm-g4", "SIM - G4 Intm Priv G-TLS SYS - 2024", "root-g4", 1, _PSS),
        Authority("server-g4", "SIM UZI Server - G4 Priv G-TLS SYS - 2025", "intm-g4", 0, _PSS),
        Authority("pkio-g4", "SIM PKIoverheid - G4 Priv G-TLS SYS - 2025", "intm-g4", 0, _PSS),
        Authority("root-persoon-g4", "SIM - G4 Root Persoon - 2024"),
        Authority("persoon-g4", "SIM - G4 Intm Persoon - 2024", "root-persoon-g4", 1),
        Authority("zorgverlener-g4", "SIM UZI-register Zorgverlener CA G4", "persoon-g4", 0),
        Authority("medewerker-g4", "SIM UZI-register Medewerker op naam CA G4", "persoon-g4", 0),
        Authority("root-g2", "SIM Root CA - G2", life=Life.EXPIRED),
        Authority("zorgverlener-g2", "SIM UZI-register Zorgverlener CA G2", "root-g2", 0, life=Life.EXPIRED),
        Authority("medewerker-g2", "SIM UZI-register Medewerker op naam CA G2", "root-g2", 0, life=Life.EXPIRED),
        Authority("onbekend-root", "SIM Onbekende Root CA"),
        Authority("onbekend-zorgverlener", "SIM Onbekende UZI-register Zorgverlener CA", "onbekend-root", 0),
        Authority("onbekend-medewerker", "SIM Onbekende UZI-register Medewerker op naam CA", "onbekend-root", 0),
        Authority("onbekend-server", "SIM Onbekende UZI-register Private Server CA", "onbekend-root", 0),
    )
}

BUNDLES: Final[dict[str, tuple[str, ...]]] = {
    "server-roots": ("private-root-g1", "root-g4"),
    "server-roots-g1": ("private-root-g1",),
    "server-roots-g4": ("root-g4",),
    "server-tussen": ("private-services-g1", "server-g1", "pkio-g1", "intm-g4", "server-g4", "pkio-g4"),
    "pas-roots": ("root-g3", "root-persoon-g4"),
    "pas-roots-g3": ("root-g3",),
    "pas-roots-g4": ("root-persoon-g4",),
    "pas-tussen": (
        "persoon-g3",
        "zorgverlener-g3",
        "medewerker-g3",
        "pkio-persoon-g3",
        "services-g3",
        "niet-op-naam-g3",
        "persoon-g4",
        "zorgverlener-g4",
        "medewerker-g4",
    ),
    "oude-generatie": ("root-g2", "zorgverlener-g2", "medewerker-g2"),
    "onbekend": ("onbekend-root",),
}
"""Bundles of CA certificates by name: what a party trusts, and the CAs between root and leaf."""

SERVER_AUTHORITIES: Final = (*BUNDLES["server-roots"], *BUNDLES["server-tussen"], "onbekend-root", "onbekend-server")
"""Authorities whose CRLs a TLS library checks on the real clock, so that they last for years."""

PASS_AUTHORITIES: Final[dict[str, dict[Pastype, str]]] = {
    "g3": {"Z": "zorgverlener-g3", "N": "medewerker-g3", "M": "niet-op-naam-g3"},
    "g4": {"Z": "zorgverlener-g4", "N": "medewerker-g4"},
    "pkio": {"Z": "pkio-persoon-g3", "N": "pkio-persoon-g3"},
    "g2": {"Z": "zorgverlener-g2", "N": "medewerker-g2"},
    "onbekend": {"Z": "onbekend-zorgverlener", "N": "onbekend-medewerker"},
}
"""Issuing authority per generation and pass type."""


def chain_above(name: str) -> list[str]:
    """Return the names of an authority and of those above it, without the root unless it is the authority itself."""
    chain = [name]
    while (above := AUTHORITIES[chain[-1]].issuer) is not None and AUTHORITIES[above].issuer is not None:
        chain.append(above)
    return chain


def sign_certificate(builder: x509.CertificateBuilder, key: rsa.RSAPrivateKey, scheme: Scheme) -> x509.Certificate:
    """Sign a certificate; SHA-1, which the library refuses to sign with, is put in by hand."""
    match scheme:
        case Scheme.PSS_SHA512:
            return builder.sign(key, hashes.SHA512(), rsa_padding=_pss())
        case Scheme.PKCS1_SHA256:
            return builder.sign(key, hashes.SHA256())
        case Scheme.PKCS1_SHA1:
            signed = builder.sign(key, hashes.SHA256())
            tbs = signed.tbs_certificate_bytes.replace(_OID_SHA256_RSA, _OID_SHA1_RSA, 1)
            signature = key.sign(tbs, padding.PKCS1v15(), hashes.SHA1())
            algorithm = der.sequence(_OID_SHA1_RSA, der.NULL)
            return x509.load_der_x509_certificate(der.sequence(tbs, algorithm, der.bit_string(signature)))


def sign_crl(
    builder: x509.CertificateRevocationListBuilder, key: rsa.RSAPrivateKey, scheme: Scheme
) -> x509.CertificateRevocationList:
    """Sign a CRL as the authority signs its certificates."""
    if scheme is Scheme.PSS_SHA512:
        return builder.sign(key, hashes.SHA512(), rsa_padding=_pss())
    return builder.sign(key, hashes.SHA256())


def _pss() -> padding.PSS:
    return padding.PSS(mgf=padding.MGF1(hashes.SHA512()), salt_length=64)
