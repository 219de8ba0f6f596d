"""Chains made to measure, and OpenSSL as a second opinion on them."""

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from simulators.uzi.pki import Pki
from simulators.uzi.profiles import usage


@dataclass
class Mint:
    """Makes certificates with keys of a PKI, so that no key has to be made."""

    pki: Pki
    now: float
    serial: int = 1000

    def make(
        self,
        subject: str,
        issuer: str,
        *,
        ca: bool = False,
        path_length: int | None = None,
        usages: tuple[str, ...] = (),
        extra: x509.ExtensionType | None = None,
    ) -> x509.Certificate:
        """Return a certificate; subject and issuer name both an authority's key and the common name."""
        self.serial += 1
        moment = datetime.fromtimestamp(int(self.now), UTC)
        names = usages or (("key_cert_sign", "crl_sign") if ca else ("digital_signature",))
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(subject))
            .issuer_name(_name(issuer))
            .public_key(self.key(subject).public_key())
            .serial_number(self.serial)
            .not_valid_before(moment - timedelta(days=1))
            .not_valid_after(moment + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=path_length if ca else None), critical=True)
            .add_extension(usage(*names), critical=True)
        )
        if extra is not None:
            builder = builder.add_extension(extra, critical=True)
        return builder.sign(self.key(issuer), hashes.SHA256())

    def key(self, name: str) -> rsa.RSAPrivateKey:
        """Return the key that goes with a name."""
        return self.pki.authority_key(name)


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


@dataclass
class OpenSsl:
    """``openssl verify`` on files in a directory."""

    directory: Path

    def verify(
        self,
        leaf: x509.Certificate,
        intermediates: tuple[x509.Certificate, ...],
        roots: tuple[x509.Certificate, ...],
        crls: tuple[x509.CertificateRevocationList, ...],
        now: float,
        *options: str,
    ) -> str:
        """Return "OK", or what OpenSSL says."""
        leaf_file = self._write("leaf.pem", leaf)
        command = ["openssl", "verify", "-attime", str(int(now)), *options]
        command += ["-CAfile", self._write("roots.pem", *roots)]
        if intermediates:
            command += ["-untrusted", self._write("tussen.pem", *intermediates)]
        if crls:
            command += ["-CRLfile", self._write("crls.pem", *crls)]
        done = subprocess.run([*command, leaf_file], capture_output=True, text=True, timeout=30, check=False)
        return "OK" if done.returncode == 0 else done.stderr

    def _write(self, name: str, *parts: x509.Certificate | x509.CertificateRevocationList) -> str:
        path = self.directory / name
        path.write_bytes(b"".join(part.public_bytes(Encoding.PEM) for part in parts))
        return str(path)
