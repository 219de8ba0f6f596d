"""Throw-away certificates for the tests of TLS: small CAs with elliptic-curve keys, made at run time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from simulators.tls import Identity

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "NL"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "SIM Proef"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


class TestCa:
    """A certificate authority in a directory."""

    __test__ = False

    def __init__(self, directory: Path, name: str) -> None:
        self.name = _name(name)
        self._directory = directory
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._serial = 1000
        now = datetime.now(UTC)
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(self.name)
            .public_key(self._key.public_key())
            .serial_number(1)
            .not_valid_before(now - timedelta(days=30))
            .not_valid_after(now + timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        self.file = directory / f"{name}.pem"
        self.file.write_bytes(self.certificate.public_bytes(Encoding.PEM))

    def issue(
        self,
        name: str,
        *,
        dns: str | None = None,
        days_from: int = -20,
        days_to: int = 3000,
        key: Key | None = None,
    ) -> Identity:
        """Issue a certificate for ``name``; validity in days from now."""
        self._serial += 1
        own = key or ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(self.name)
            .public_key(own.public_key())
            .serial_number(self._serial)
            .not_valid_before(now + timedelta(days=days_from))
            .not_valid_after(now + timedelta(days=days_to))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(dns or f"{name}.toetsbank.test")]), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        identity = Identity(name, self._directory / f"{name}.crt", self._directory / f"{name}.key")
        identity.certificate.write_bytes(certificate.public_bytes(Encoding.PEM))
        identity.key.write_bytes(own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return identity

    def crl(self, *revoked: Identity, hours_ago: int = 1) -> bytes:
        """Publish a CRL in PEM."""
        now = datetime.now(UTC)
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.name)
            .last_update(now - timedelta(hours=hours_ago))
            .next_update(now + timedelta(days=3000))
        )
        for identity in revoked:
            certificate = x509.load_pem_x509_certificate(identity.certificate.read_bytes())
            entry = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number)
            builder = builder.add_revoked_certificate(entry.revocation_date(now - timedelta(days=1)).build())
        return builder.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM)
