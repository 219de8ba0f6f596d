"""What is packed inside a file: gzip, bzip2, xz, tar and zip, inside each other too, within bounds.

A container is known by its first bytes, whatever its name. Nothing is written to disk: a packed file is read as a
stream, and only a zip inside something else, whose index stands at its end, is held in memory.
"""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, cast

from toetsbank.search.scanning import Readable

HEAD: Final = 512
"""Bytes at the start by which a container is known."""
_BLOCK: Final = 512
_MAGIC: Final = {
    b"PK\x03\x04": "zip",
    b"\x1f\x8b\x08": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\0": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
    b"\x04\x22\x4d\x18": "lz4",
}
_STREAMS: Final[dict[str, Callable[[BinaryIO], Readable]]] = {
    "gzip": lambda stream: gzip.GzipFile(fileobj=stream),
    "bzip2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
}
READABLE: Final = frozenset({"zip", "tar", *_STREAMS})
BROKEN: Final = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError, ValueError)
"""What the libraries raise on a container that is damaged or of a kind that they cannot read."""


class Refused(Exception):
    """A container that is not looked through to its end; one Dutch sentence."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is unpacked."""

    depth: int = 6
    """Containers inside each other."""
    ratio: int = 250
    """Bytes that one byte of a file may unpack to; logs seldom reach fifty, zip bombs have a thousand and more."""
    floor: int = 1 << 30
    """Bytes that any file may unpack to, however small it is."""
    members: int = 1_000_000
    in_memory: int = 64 << 20
    """Bytes of a zip inside another container."""


@dataclass(slots=True)
class Budget:
    """What may still be unpacked from one file."""

    size: int
    members: int

    @classmethod
    def of(cls, packed: int, limits: Limits) -> "Budget":
        """Return what a file of ``packed`` bytes may unpack to."""
        return cls(max(limits.floor, packed * limits.ratio), limits.members)

    def take(self, size: int) -> None:
        """Note that bytes were unpacked. Raises Refused when it becomes too much."""
        self.size -= size
        if self.size < 0:
            raise Refused("pakt uit tot meer dan mag (een zipbom?); pak het bestand zelf uit en doorzoek dat")

    def next_member(self) -> None:
        """Note that a member was opened. Raises Refused when there are too many."""
        self.members -= 1
        if self.members < 0:
            raise Refused("heeft meer leden dan mag; pak het bestand zelf uit en doorzoek dat")


@dataclass(frozen=True, slots=True)
class Member:
    """Something in a container."""

    name: str
    stream: Readable
    is_packed: bool = True
    """Its bytes do not stand in the container as they are."""


class Peeked(io.RawIOBase):
    """A stream whose first bytes were looked at, and that counts what is read against a budget."""

    def __init__(self, stream: Readable, budget: Budget) -> None:
        super().__init__()
        self._stream = stream
        self._budget = budget
        self.head = b""
        while len(self.head) < HEAD and (more := stream.read(HEAD - len(self.head))):
            self.head += more
        self._left = self.head
        budget.take(len(self.head))

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        if size < 0:
            raise ValueError("a stream of any length is read in pieces")
        if self._left:
            piece, self._left = self._left[:size], self._left[size:]
            return piece
        piece = self._stream.read(size)
        self._budget.take(len(piece))
        return piece


def kind_of(head: bytes) -> str | None:
    """Return the kind of container that starts with these bytes, or None."""
    if head[257:262] == b"ustar":
        return "tar"
    return next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)


def members(
    kind: str, stream: BinaryIO | Peeked, budget: Budget, limits: Limits, *, seekable: bool
) -> Iterator[Member]:
    """Yield what is in a container, each to be read before the next.

    Raises Refused for what is too large or cannot be read, and one of BROKEN for what is damaged.
    """
    if kind not in READABLE:
        raise Refused(f"is gepakt met {kind}, dat dit programma niet kent; pak het bestand zelf uit en doorzoek dat")
    if kind in _STREAMS:
        yield Member("", _STREAMS[kind](cast(BinaryIO, stream)))
    elif kind == "tar":
        yield from _tar(stream, budget)
    else:
        yield from _zip(cast(BinaryIO, stream) if seekable else _held(stream, limits), budget)


def _held(stream: Readable, limits: Limits) -> BinaryIO:
    held = io.BytesIO()
    while piece := stream.read(1 << 20):
        held.write(piece)
        if held.tell() > limits.in_memory:
            raise Refused("is een grote zip in een ander bestand; pak het bestand zelf uit en doorzoek dat")
    return held


def _zip(stream: BinaryIO, budget: Budget) -> Iterator[Member]:
    with zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            budget.next_member()
            if info.flag_bits & 1:
                yield Member(info.filename, io.BytesIO(), is_packed=False)
                continue
            with archive.open(info) as member:
                yield Member(info.filename, member, is_packed=info.compress_type != zipfile.ZIP_STORED)


def _tar(stream: Readable, budget: Budget) -> Iterator[Member]:
    """Read headers ourselves: of each member we need no more than its name and its length, and no memory."""
    while header := _exactly(stream, _BLOCK):
        if not header.strip(b"\0"):
            continue
        budget.next_member()
        size = _number(header[124:136])
        name = b"/".join(part for part in (header[345:500].split(b"\0")[0], header[:100].split(b"\0")[0]) if part)
        body = _Body(stream, 0 if header[156:157] in b"123456" and header[156:157] else size)
        yield Member(name.decode("utf-8", "surrogateescape"), body, is_packed=False)
        body.skip()


class _Body:
    """The bytes of one member of a tar."""

    def __init__(self, stream: Readable, size: int) -> None:
        self._stream = stream
        self._left = size
        self._padding = -size % _BLOCK

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes of the member."""
        piece = self._stream.read(min(size, self._left))
        if not piece and self._left and size:
            raise EOFError("the tar ends within a member")
        self._left -= len(piece)
        return piece

    def skip(self) -> None:
        """Go to the header behind the member."""
        while self._left:
            self.read(1 << 20)
        _exactly(self._stream, self._padding)


def _exactly(stream: Readable, size: int) -> bytes:
    found = b""
    while len(found) < size and (piece := stream.read(size - len(found))):
        found += piece
    if found and len(found) < size:
        raise EOFError("the tar ends within a block")
    return found


def _number(field: bytes) -> int:
    """Read a length: octal digits, or binary where the first bit is set."""
    if field[0] & 0x80:
        number = int.from_bytes(field, "big") & ~(0x80 << 8 * (len(field) - 1))
        if number > 1 << 62:
            raise ValueError("a negative length")
        return number
    digits = field.strip(b" \0")
    return int(digits, 8) if digits else 0
