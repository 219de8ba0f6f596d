"""The directory of a PKI: which file is where, how it is written, and what is said when one is missing or broken.

    index.json                      when it was made, for how long, for whom, and what was revoked from the start
    ca/NAME.pem  ca/NAME.key        the authorities
    vertrouwd/BUNDLE.pem            CA certificates, to be trusted or to build a chain
    servers/VARIANT.pem, .key       chain, leaf first, without the root
    passen/PERSON/VARIANT/SOORT.pem certificates of a pass, with chain; passen/PERSON/sleutel.key is its key
    passen/vreemd.key               the key that fits no certificate
    aangevraagd/SERIAL.pem          chains made from a signing request, if there are any

Keys are readable for the owner only.
"""

import os
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from pydantic import BaseModel, ConfigDict, ValidationError

from protocol.uzi import HOSTILE
from simulators.uzi.population import SutNames

FORMAT: Final = 2
_REMEDY: Final = "maak een nieuwe PKI in een lege map, of zet de bewaarde kopie van deze map terug."


class PkiError(Exception):
    """A PKI that cannot be made or read; the text is one Dutch sentence: what, where, what would be right."""


class Revoked(BaseModel):
    """One entry that a CRL has from the start; ``at`` in seconds since the epoch."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    authority: str
    serial: str
    at: float


class Index(BaseModel):
    """The contents of index.json; ``made`` in seconds since the epoch."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    format: int
    made: float
    years: int
    names: SutNames
    revoked: tuple[Revoked, ...]


class Store:
    """Reads and writes the files of one PKI. Every failure to do so is a PkiError."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def prepare(self) -> None:
        """Make the directory, which must be new or empty."""
        try:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            if any(self.directory.iterdir()):
                raise PkiError(f"De map {self.directory} is niet leeg; een nieuwe PKI komt in een nieuwe of lege map.")
            self.directory.chmod(0o700)
        except OSError as error:
            raise PkiError(
                f"De map {self.directory} is niet te maken: {error.strerror}; kies een map met schrijfrecht."
            ) from error

    def write_key(self, name: str, key: rsa.RSAPrivateKey) -> None:
        """Write a private key as PKCS#8 PEM, with mode 0600 from its first byte on."""
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self._write(name, pem, 0o600)

    def write_certificates(self, name: str, certificates: list[x509.Certificate]) -> None:
        """Write certificates as PEM, one after the other."""
        self._write(name, b"".join(c.public_bytes(Encoding.PEM) for c in certificates), 0o644)

    def write_index(self, index: Index) -> None:
        """Write index.json: the last thing to be written, so that its presence shows that a PKI is complete."""
        self._write("index.json", index.model_dump_json(indent=1).encode(), 0o644)

    def read_index(self) -> Index:
        """Read index.json."""
        if not self.directory.is_dir():
            raise PkiError(f"De map {self.directory} van de PKI bestaat niet; maak de PKI eerst.")
        if not (self.directory / "index.json").is_file():
            raise PkiError(f"In {self.directory} ontbreekt index.json: dit is geen (afgemaakte) PKI; {_REMEDY}")
        try:
            index = Index.model_validate_json(self._read("index.json"))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(str(part) for part in first["loc"]) or "het geheel"
            raise PkiError(
                f"{self.directory / 'index.json'} is onjuist bij {place} ({first['msg']}); {_REMEDY}"
            ) from error
        if index.format != FORMAT:
            raise PkiError(
                f"{self.directory / 'index.json'} heeft indeling {index.format}, verwacht wordt {FORMAT}; {_REMEDY}"
            )
        return index

    def read_certificates(self, name: str) -> tuple[x509.Certificate, ...]:
        """Read the certificates in a PEM file, at least one."""
        try:
            return tuple(x509.load_pem_x509_certificates(self._read(name)))
        except HOSTILE as error:
            raise PkiError(f"{self.directory / name} bevat geen leesbaar certificaat in PEM; {_REMEDY}") from error

    def requested(self) -> list[str]:
        """Return the names of the files with certificates that were made from a request."""
        return sorted(f"aangevraagd/{path.name}" for path in self.directory.glob("aangevraagd/*.pem"))

    def read_key(self, name: str) -> rsa.RSAPrivateKey:
        """Read a private RSA key, without the slow check of its primes."""
        try:
            key = load_pem_private_key(self._read(name), None, unsafe_skip_rsa_key_validation=True)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise PkiError(f"{self.directory / name} bevat geen leesbare sleutel in PEM; {_REMEDY}") from error
        if not isinstance(key, rsa.RSAPrivateKey):
            raise PkiError(f"{self.directory / name} bevat een sleutel die geen RSA is; {_REMEDY}")
        return key

    def _read(self, name: str) -> bytes:
        path = self.directory / name
        try:
            return path.read_bytes()
        except FileNotFoundError as error:
            raise PkiError(f"In de PKI {self.directory} ontbreekt {name}; {_REMEDY}") from error
        except OSError as error:
            raise PkiError(f"{path} is niet te lezen: {error.strerror}; geef de gebruiker leesrecht.") from error

    def _write(self, name: str, content: bytes, mode: int) -> None:
        path = self.directory / name
        try:
            for part in reversed(path.relative_to(self.directory).parents[:-1]):
                (self.directory / part).mkdir(mode=0o700, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
            with open(descriptor, "wb") as file:
                file.write(content)
        except OSError as error:
            raise PkiError(
                f"{path} is niet te schrijven: {error.strerror}; maak ruimte of geef schrijfrecht."
            ) from error
