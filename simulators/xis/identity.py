"""The certificates that the XIS itself can make or put together."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from simulators.tls import Identity


def self_made(folder: Path, fqdn: str) -> Identity:
    """Make a self-signed certificate with its key in ``folder``, as a fresh installation of a web server has one."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, fqdn)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(fqdn)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "eigengemaakt.pem", folder / "eigengemaakt.key"
    paths[0].write_bytes(certificate.public_bytes(Encoding.PEM))
    paths[1].touch(mode=0o600)
    paths[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return Identity("eigengemaakt", *paths)


def write_ca_list(path: Path, chain: list[x509.Certificate], trusted: tuple[x509.Certificate, ...]) -> Path:
    """Write the CA certificates above a leaf, its root included, for the CertificateRequest (GBX.CON.e4100).

    ``chain`` is leaf first, without the root; the root is looked up in ``trusted``.
    """
    authorities = [*chain[1:], *(root for root in trusted if root.subject == chain[-1].issuer)]
    path.write_bytes(b"".join(authority.public_bytes(Encoding.PEM) for authority in authorities))
    return path
