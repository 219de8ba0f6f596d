"""Writing what the XIS keeps: sealed by the vault, or as the storage policy says instead.

What was written legibly in the store carries the name of its codec, so that it can still be read when the policy is
another one.
"""

import base64
import gzip
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from simulators.xis.policies import Policies
from simulators.xis.vault import Vault

_MARK: Final = b"leesbaar:"
_NUMBER: Final = re.compile(r"\d{9}")


class Codec(NamedTuple):
    """A way of writing that is no encryption."""

    write: Callable[[str], bytes]
    read: Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Sealing:
    """Seals and opens values like the vault, where the policy does not say otherwise."""

    vault: Vault
    policies: Policies

    def seal(self, value: str, place: str) -> bytes:
        """Return a value as it is kept in a place of the store."""
        codec = self.policies.storage.legible.get(place)
        if codec is None:
            return self.vault.seal(value, place)
        return b"%b%b:%b" % (_MARK, codec.encode(), CODECS[codec].write(value))

    def open(self, sealed: bytes, place: str) -> str:
        """Return what ``seal`` was given; raises ValueError if it was changed or moved."""
        if not sealed.startswith(_MARK):
            return self.vault.open(sealed, place)
        codec, _, written = sealed.removeprefix(_MARK).partition(b":")
        return CODECS[codec.decode()].read(written)

    def index(self, value: str, place: str) -> bytes:
        """Return the index of a value in a place."""
        return self.vault.index(value, place)

    def file(self, content: str, place: str) -> bytes:
        """Return the bytes of a file."""
        codec = self.policies.storage.legible.get(place)
        return self.vault.seal(content, place) if codec is None else CODECS[codec].write(content)

    def line(self, text: str, place: str) -> bytes:
        """Return a text as one line of a file, without its end."""
        codec = self.policies.storage.legible.get(place)
        return base64.b64encode(self.vault.seal(text, place)) if codec is None else CODECS[codec].write(text)


def _zipped(text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("reservekopie.json", text)
    return file.getvalue()


def _hashed(text: str) -> bytes:
    """Return the numbers of persons in a text and nothing else of it, each as its hash without a key."""
    return " ".join(hashlib.sha256(number.encode()).hexdigest() for number in _NUMBER.findall(text)).encode()


def _unreadable(_written: bytes) -> str:
    raise ValueError("what was written this way is not read back")


CODECS: Final[Mapping[str, Codec]] = {
    "utf-8": Codec(str.encode, bytes.decode),
    "utf-16": Codec(lambda text: text.encode("utf-16-le"), lambda data: data.decode("utf-16-le")),
    "base64": Codec(lambda text: base64.b64encode(text.encode()), lambda data: base64.b64decode(data).decode()),
    "hex": Codec(lambda text: text.encode().hex().encode(), lambda data: bytes.fromhex(data.decode()).decode()),
    "gzip": Codec(lambda text: gzip.compress(text.encode()), _unreadable),
    "zip": Codec(_zipped, _unreadable),
    "sha-256": Codec(_hashed, _unreadable),
}
"""By name; what each writes, anyone can read, but for the last, which anyone can find by trying."""
