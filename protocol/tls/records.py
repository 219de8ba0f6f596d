"""The records of TLS before encryption begins: bytes in, handshake messages and alerts out (RFC 8446, section 5.1)."""

from collections.abc import Iterator
from typing import NamedTuple

from protocol.tls.messages import ALERT, APPLICATION_DATA, CHANGE_CIPHER_SPEC, HANDSHAKE

_HEADER = 5
_LONGEST_RECORD = 2**14 + 2048
_LONGEST_MESSAGE = 2**17
_KINDS = (CHANGE_CIPHER_SPEC, ALERT, HANDSHAKE, APPLICATION_DATA)
_ALERT_SIZE = 2


class NotTls(ValueError):
    """The bytes are no TLS; the text, in Dutch, tells what they are instead."""


class Piece(NamedTuple):
    """A whole handshake message or alert, with the version in the header of its record."""

    version: int
    content_type: int
    data: bytes


class RecordReader:
    """Puts messages together that are spread over records, and takes records apart that hold several."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._unfinished: dict[int, bytearray] = {ALERT: bytearray(), HANDSHAKE: bytearray()}

    def feed(self, data: bytes) -> Iterator[Piece]:
        """Give what has become complete, records of other kinds left out; then raises NotTls if no more can follow."""
        self._bytes += data
        while (size := self._whole()) is not None:
            kind, version = self._bytes[0], int.from_bytes(self._bytes[1:3], "big")
            content = bytes(self._bytes[_HEADER:size])
            del self._bytes[:size]
            if kind in self._unfinished:
                self._unfinished[kind] += content
                yield from (Piece(version, kind, message) for message in self._complete(kind))

    def _whole(self) -> int | None:
        """Return the size of the first record with its header, or None while it is not whole."""
        if self._bytes and self._bytes[0] not in _KINDS:
            raise NotTls(f"de eerste byte van een record is {self._bytes[0]:#04x}; bij TLS is die 0x14 tot en met 0x17")
        if len(self._bytes) > 1 and self._bytes[1] != 3:
            raise NotTls(f"de versie in een record begint met {self._bytes[1]:#04x}; bij TLS is dat 0x03")
        if len(self._bytes) < _HEADER:
            return None
        size = int.from_bytes(self._bytes[3:_HEADER], "big")
        if size > _LONGEST_RECORD:
            raise NotTls(f"een record van {size} bytes; TLS staat hoogstens {_LONGEST_RECORD} toe")
        return _HEADER + size if len(self._bytes) >= _HEADER + size else None

    def _complete(self, kind: int) -> Iterator[bytes]:
        waiting = self._unfinished[kind]
        while len(waiting) >= (size := _ALERT_SIZE if kind == ALERT else _message_size(waiting)):
            whole = bytes(waiting[:size])
            del waiting[:size]
            yield whole


def _message_size(waiting: bytearray) -> int:
    """Return how many bytes the first message has; its header, while that is not whole."""
    size = 4 + int.from_bytes(waiting[1:4], "big") if len(waiting) >= 4 else 4
    if size > _LONGEST_MESSAGE:
        raise NotTls(f"een handshakebericht van {size} bytes; meer dan {_LONGEST_MESSAGE} bytes komt niet voor")
    return size
