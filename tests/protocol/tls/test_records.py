"""Records in any portions, and bytes that are no TLS."""

import contextlib
import random

import pytest

from protocol.tls.messages import ALERT, HANDSHAKE
from protocol.tls.records import NotTls, Piece, RecordReader

HELLO = b"\x02\x00\x00\x03abc"
DONE = b"\x0e\x00\x00\x00"
FATAL = b"\x02\x28"


def rec(kind: int, content: bytes, version: int = 0x0303) -> bytes:
    return bytes((kind,)) + version.to_bytes(2, "big") + len(content).to_bytes(2, "big") + content


EXPECTED = [Piece(0x0303, HANDSHAKE, HELLO), Piece(0x0303, HANDSHAKE, DONE), Piece(0x0303, ALERT, FATAL)]


@pytest.mark.parametrize(
    "data",
    [
        rec(22, HELLO) + rec(22, DONE) + rec(21, FATAL),
        rec(22, HELLO + DONE) + rec(21, FATAL),
        rec(22, HELLO[:2])
        + rec(22, HELLO[2:] + DONE[:1])
        + rec(22, DONE[1:])
        + rec(21, FATAL[:1])
        + rec(21, FATAL[1:]),
        rec(20, b"\x01") + rec(22, HELLO + DONE) + rec(23, b"geheim") + rec(21, FATAL) + rec(22, HELLO)[:-1],
    ],
    ids=["one each", "together", "in pieces", "among others"],
)
@pytest.mark.parametrize("portion", [1, 3, 1000])
def test_messages_come_out_whole(data: bytes, portion: int) -> None:
    reader = RecordReader()
    found = [piece for at in range(0, len(data), portion) for piece in reader.feed(data[at : at + portion])]
    assert found == EXPECTED


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"HTTP/1.1 400 Bad Request", "eerste byte van een record is 0x48"),
        (b"\x16\x02\x00", "versie in een record begint met 0x02"),
        (b"\x16\x03\x03\xff\xff", "een record van 65535 bytes"),
        (rec(22, b"\x02\xff\xff\xff"), "een handshakebericht van 16777219 bytes"),
    ],
)
def test_what_is_no_tls_is_said(data: bytes, said: str) -> None:
    with pytest.raises(NotTls, match=said):
        list(RecordReader().feed(data))


def test_what_came_before_it_is_given_all_the_same() -> None:
    pieces = RecordReader().feed(rec(22, HELLO) + b"HTTP/1.1")
    assert next(pieces).data == HELLO
    with pytest.raises(NotTls):
        next(pieces)


def test_random_bytes_do_no_harm() -> None:
    chance = random.Random(5)
    for _ in range(2000):
        reader = RecordReader()
        with contextlib.suppress(NotTls):
            for _ in range(5):
                list(reader.feed(bytes((22, 3)) + chance.randbytes(chance.randrange(40))))
