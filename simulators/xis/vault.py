"""Encryption of personal data, value by value, and the index under which a value can be found again.

AES-256-GCM with a random nonce per value (NIST SP 800-38D); the place of the value (table and column) is authenticated
with it, so that a value cannot be moved. The index is an HMAC-SHA-256 under a second key.
"""

import hmac
import os
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY_BYTES = 32
_NONCE_BYTES = 12


class Sealer(Protocol):
    """Whatever seals and opens values."""

    def seal(self, value: str, place: str) -> bytes:
        """Return a value as it is kept in a place."""
        ...

    def open(self, sealed: bytes, place: str) -> str:
        """Return what ``seal`` was given; raises ValueError if it was changed or moved."""
        ...

    def index(self, value: str, place: str) -> bytes:
        """Return the index of a value in a place."""
        ...


class Vault:
    """Seals and opens values; holds the two keys."""

    def __init__(self, key: bytes, index_key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._index_key = index_key

    @classmethod
    def at(cls, path: Path) -> "Vault":
        """Load the keys from a file, or make them if it does not exist; only its owner can read the file.

        Raises ValueError if the file is not a key file.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            keys = path.read_bytes()
        else:
            keys = os.urandom(2 * _KEY_BYTES)
            with os.fdopen(descriptor, "wb") as file:
                file.write(keys)
        if len(keys) != 2 * _KEY_BYTES:
            raise ValueError(f"sleutelbestand {path} heeft {len(keys)} bytes; verwacht {2 * _KEY_BYTES}")
        return cls(keys[:_KEY_BYTES], keys[_KEY_BYTES:])

    def seal(self, value: str, place: str) -> bytes:
        """Encrypt a value for its place, for instance "patient.bsn"."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, value.encode(), place.encode())

    def open(self, sealed: bytes, place: str) -> str:
        """Decrypt a value; raises ValueError if it was changed, moved, or sealed under another key."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode()).decode()
        except InvalidTag as error:
            raise ValueError(f"waarde van {place} is niet te ontsleutelen") from error

    def index(self, value: str, place: str) -> bytes:
        """Return the index of a value: equal for equal values of one place, telling nothing of the value itself."""
        return hmac.digest(self._index_key, f"{place}\0{value.casefold()}".encode(), "sha256")
