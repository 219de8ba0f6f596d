"""Handshake messages of a real exchange, and what is none."""

import contextlib
import random
from collections.abc import Callable

import pytest

from protocol.tls import handshake as h
from protocol.tls.messages import CERTIFICATE, CERTIFICATE_REQUEST, CLIENT_HELLO, HANDSHAKE, SERVER_HELLO, TLS13
from tests.protocol.tls.recorded import Pair

PARSERS: list[Callable[[bytes], object]] = [
    h.parse_client_hello,
    h.parse_server_hello,
    lambda data: h.parse_certificate(data, 0x0303),
    lambda data: h.parse_certificate(data, 0x0304),
    lambda data: h.parse_certificate_request(data, 0x0302),
    lambda data: h.parse_certificate_request(data, 0x0303),
    lambda data: h.parse_certificate_request(data, 0x0304),
    lambda data: h.parse_new_session_ticket(data, 0x0303),
    lambda data: h.parse_new_session_ticket(data, 0x0304),
    h.key_update_requested,
    h.parse_certificate_verify,
    h.parse_server_key_exchange,
]


def message(pair: Pair, kind: int) -> bytes:
    return next(m.data for m in pair.seen_by_client.messages if m.content_type == HANDSHAKE and m.data[0] == kind)


def test_a_client_hello_is_read(pair: Pair) -> None:
    hello = h.parse_client_hello(message(pair, CLIENT_HELLO))
    version = (pair.seen_by_client.tls13 and 0x0304) or 0x0303
    assert hello.server_name == "zim.toetsbank.test"
    assert hello.versions == (version,)
    assert hello.secure_renegotiation
    assert 0x0403 in hello.signature_algorithms
    assert hello.tickets == ()
    assert (0x1302 if version == TLS13 else 0xC02C) in hello.suites


def test_a_server_hello_is_read(pair: Pair) -> None:
    hello = h.parse_server_hello(message(pair, SERVER_HELLO))
    expected = (0x0304, 0x1302, False) if pair.seen_by_client.tls13 else (0x0303, 0xC02C, True)
    assert (hello.version, hello.suite, hello.secure_renegotiation) == expected
    assert not hello.retry
    assert not hello.resumed_key


def test_a_certificate_and_a_request_for_one_are_read(pair: Pair) -> None:
    version = 0x0304 if pair.seen_by_client.tls13 else 0x0303
    chain = h.parse_certificate(message(pair, CERTIFICATE), version)
    assert chain == (pair.client.getpeercert(True),)
    names = h.parse_certificate_request(message(pair, CERTIFICATE_REQUEST), version)
    assert len(names) == 1


def test_a_hello_retry_request_is_told_apart(pair: Pair) -> None:
    data = bytearray(message(pair, SERVER_HELLO))
    data[6:38] = bytes.fromhex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")
    assert h.parse_server_hello(bytes(data)).retry


@pytest.mark.parametrize(("body", "requested"), [(b"\x00", False), (b"\x01", True)])
def test_a_key_update_asks_or_not(body: bytes, requested: bool) -> None:
    assert h.key_update_requested(b"\x18\x00\x00\x01" + body) is requested


def test_tickets_are_read_in_both_versions() -> None:
    assert h.parse_new_session_ticket(b"\x04\x00\x00\x09\x00\x00\x00\x0a\x00\x03abc", 0x0303) == b"abc"
    assert (
        h.parse_new_session_ticket(b"\x04\x00\x00\x10" + bytes(8) + b"\x01n" + b"\x00\x02ab" + b"\x00\x00", 0x0304)
        == b"ab"
    )


def test_truncation_is_told_by_one_exception_only(pair: Pair) -> None:
    for recorded in pair.seen_by_client.messages:
        for length in range(len(recorded.data)):
            for parse in PARSERS:
                _survives(parse, recorded.data[:length])


def test_random_bytes_are_told_by_one_exception_only() -> None:
    chance = random.Random(1)
    for _ in range(3_000):
        data = chance.randbytes(chance.randrange(80))
        for parse in PARSERS:
            _survives(parse, data)


def _survives(parse: Callable[[bytes], object], data: bytes) -> None:
    with contextlib.suppress(h.Truncated):
        parse(data)
