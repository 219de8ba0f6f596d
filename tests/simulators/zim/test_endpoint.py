"""The ZIM against hostile input: a clear refusal, bounded memory, and the next request is served."""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from protocol import soap
from simulators.clock import VirtualClock
from simulators.limits import Limits
from simulators.loop import LoopThread
from simulators.uzi.pki import Pki
from simulators.zim import Zim
from simulators.zim.endpoint import printable
from tests.simulators.zim.conftest import NAME, Collected, Wire
from tests.simulators.zim.requests import Maker, envelope_request
from tests.tls_peers import read_all

QUICK = Limits(body=200_000, handshake_seconds=0.4, request_seconds=0.4, linger_seconds=0.3)
SECONDS = 5.0
GIGABYTE = 2**30
MOST_GROWTH = 64 * 2**20

ENVELOPE = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>{}</soap:Body></soap:Envelope>'
)
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 9))
    + "]>"
    + ENVELOPE.format("<x>&a8;</x>")
)
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + ENVELOPE.format("<x>&e;</x>")
DEEP = ENVELOPE.format("<x>" * 10_000 + "</x>" * 10_000)


@pytest.fixture(scope="module")
def quick(pki: Pki) -> Iterator[Wire]:
    """A ZIM that has little patience."""
    loop, clock, sink = LoopThread("zim"), VirtualClock(), Collected()
    zim = Zim.start(loop, pki, clock, sink=sink, limits=QUICK)
    yield Wire(zim, loop, clock, pki, sink, Maker(pki, clock.datetime))
    zim.stop()
    loop.stop()


def resident() -> int:
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1]) * 1024


def connect(wire: Wire) -> ssl.SSLSocket:
    own = wire.pki.server("xis")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(wire.pki.trust("server-roots"))
    context.load_cert_chain(own.certificate, own.key)
    return context.wrap_socket(socket.create_connection(wire.zim.address, SECONDS), server_hostname=NAME)


def still_serves(wire: Wire) -> bool:
    return wire.send(wire.maker.request()).status == 200


@pytest.mark.parametrize("text", [BOMB, EXTERNAL, DEEP], ids=["bomb", "external", "deep"])
def test_hostile_xml_is_refused_with_a_fault(quick: Wire, text: str) -> None:
    before = resident()

    answer = quick.send(envelope_request(text.encode()))
    fault = soap.parse_fault(soap.parse_envelope(answer.body))

    assert answer.status == 500
    assert fault is not None
    assert fault.code == soap.CLIENT
    assert b"root:" not in answer.body
    assert resident() - before < MOST_GROWTH
    assert still_serves(quick)


@pytest.mark.parametrize("text", ["", "geen XML", "<a>", "\x00\x01", "<a/>", ENVELOPE.format("")])
def test_odd_bodies_are_refused(quick: Wire, text: str) -> None:
    assert quick.send(envelope_request(text.encode())).status in (400, 500)
    assert still_serves(quick)


@pytest.mark.parametrize(
    "declared",
    [f"Content-Length: {GIGABYTE}\r\n", "Transfer-Encoding: chunked\r\n"],
    ids=["declared", "chunked"],
)
def test_body_of_a_gigabyte_is_refused_without_being_kept(quick: Wire, declared: str) -> None:
    before = resident()
    quick.zim.reset()
    with connect(quick) as client:
        client.sendall(f"POST /Ping HTTP/1.1\r\nHost: {NAME}\r\nContent-Type: text/xml\r\n{declared}\r\n".encode())
        part = b"x" * 65_536
        chunk = b"10000\r\n" + part + b"\r\n" if "chunked" in declared else part
        try:
            for _ in range(GIGABYTE // len(part)):
                client.sendall(chunk)
        except OSError:
            pass  # the ZIM has had enough
        assert b" 413 " in read_all(client)[:40]
    (message,) = quick.zim.journal.messages

    assert (message.status, message.answer, message.request_sha256) == (413, "HTTP 413", None)
    assert quick.zim.journal.unexpected
    assert resident() - before < MOST_GROWTH
    assert still_serves(quick)


def test_sender_that_is_too_slow_is_cut_off(quick: Wire) -> None:
    quick.zim.reset()
    with connect(quick) as client:
        client.sendall(f"POST /Ping HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 100\r\n\r\nabc".encode())
        assert b" 408 " in read_all(client)[:40]

    assert quick.zim.journal.messages[0].answer == "HTTP 408"
    assert still_serves(quick)


def test_bytes_that_are_no_tls_are_recorded(quick: Wire) -> None:
    quick.zim.reset()
    with socket.create_connection(quick.zim.address, SECONDS) as client:
        client.sendall(b"\x16\x03\x01\x00\x05hello" * 3)
        read_all(client)
    with socket.create_connection(quick.zim.address, SECONDS) as client:
        client.sendall(b"POST /Ping HTTP/1.1\r\n\r\n")
        read_all(client)
    quick.zim.close_connections()

    garbage, clear = quick.zim.journal.connections
    assert not garbage.handshake_completed
    assert clear.clear_text
    assert still_serves(quick)


def test_header_beyond_the_limit_is_refused(quick: Wire) -> None:
    with connect(quick) as client:
        client.sendall(f"POST /Ping HTTP/1.1\r\nHost: {NAME}\r\nX: {'y' * 70_000}\r\n\r\n".encode())
        assert read_all(client)[9:12] in (b"400", b"431")

    assert still_serves(quick)


def test_body_that_is_no_utf_8_is_refused_and_not_stored(quick: Wire) -> None:
    quick.zim.reset()
    request = quick.maker.request()

    answer = quick.send(replace(request, body=request.body.decode().encode("utf-16")))

    assert answer.status == 500
    assert quick.zim.journal.messages[0].request_sha256 is None


@pytest.mark.parametrize("sign", ["\udcff", "\x01", "\ufffe"])
def test_what_cannot_stand_in_a_fault_is_replaced(sign: str) -> None:
    assert printable(f"/é{sign}x") == "/é\ufffdx"
    assert printable("/Verstrekkings Lijst") == "/Verstrekkings Lijst"
