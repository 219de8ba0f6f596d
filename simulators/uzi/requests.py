"""Signing a certificate signing request, so that the private key of a system under test need not travel."""

from typing import Final, Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from protocol.uzi import HOSTILE
from simulators.uzi.building import server_holder
from simulators.uzi.hierarchy import AUTHORITIES, chain_above, sign_certificate
from simulators.uzi.population import SutNames, server_variants
from simulators.uzi.profiles import Issuer, Times, server_profile
from simulators.uzi.storage import PkiError

LEAST_BITS: Final = 2048


class Signer(Protocol):
    """What signing a request needs of a PKI."""

    @property
    def names(self) -> SutNames:
        """What the certificates say of the system under test."""

    @property
    def made(self) -> float:
        """When the PKI was made, in seconds since the epoch."""

    @property
    def years(self) -> int:
        """For how many years what is valid stays valid."""

    def authority(self, name: str) -> x509.Certificate:
        """Return the certificate of an authority."""

    def authority_key(self, name: str) -> rsa.RSAPrivateKey:
        """Return the key of an authority."""

    def keep_requested(self, chain: list[x509.Certificate]) -> None:
        """Keep a certificate that was made from a request, with the CA certificates above it."""


def sign_request(pki: Signer, request: bytes) -> bytes:
    """Return the certificate for a request, with the CA certificates above it, in PEM.

    Only the key is taken from the request; what the certificate says comes from the PKI. Raises PkiError.
    """
    variant = server_variants(pki.names)["xis"]
    key = _key(request, pki.names)
    issuer = Issuer(AUTHORITIES[variant.authority], pki.authority(variant.authority), pki.names.crl_host)
    period = Times(pki.made, pki.years).of(variant.life)
    builder = server_profile(server_holder(variant, pki.names), key, issuer, period)
    certificate = sign_certificate(builder, pki.authority_key(variant.authority), issuer.authority.scheme)
    chain = [certificate, *(pki.authority(name) for name in chain_above(variant.authority))]
    pki.keep_requested(chain)
    return b"".join(each.public_bytes(Encoding.PEM) for each in chain)


def _key(request: bytes, names: SutNames) -> rsa.RSAPublicKey:
    try:
        read = x509.load_pem_x509_csr(request)
        key = read.public_key()
        is_own = read.is_signature_valid
        asked = _hosts(read)
    except HOSTILE as error:
        raise PkiError(
            "De aanvraag is geen leesbare PKCS#10-aanvraag in PEM; verwacht wordt een bestand dat begint met "
            "'-----BEGIN CERTIFICATE REQUEST-----'."
        ) from error
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < LEAST_BITS:
        raise PkiError(f"De sleutel in de aanvraag is geen RSA van {LEAST_BITS} bits of meer; maak een nieuwe sleutel.")
    if not is_own:
        raise PkiError("De aanvraag is niet met haar eigen sleutel ondertekend; maak de aanvraag opnieuw.")
    if asked and names.fqdn.lower() not in asked:
        raise PkiError(
            f"De aanvraag noemt {', '.join(sorted(asked))}; deze PKI is gemaakt voor {names.fqdn}. Vraag die naam aan."
        )
    return key


def _hosts(request: x509.CertificateSigningRequest) -> set[str]:
    named = {str(name.value).lower() for name in request.subject.get_attributes_for_oid(NameOID.COMMON_NAME)}
    try:
        alternative = request.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return named
    return named | {host.lower() for host in alternative.get_values_for_type(x509.DNSName)}
