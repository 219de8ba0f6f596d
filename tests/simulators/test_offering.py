"""Asking a server what it would choose: healthy, old, broken and hostile servers."""

import asyncio
import itertools
import random
from dataclasses import replace

import pytest

from protocol.tls.offers import DEFLATE, Offer, codes
from simulators.clock import Clock
from simulators.journal import Journal
from simulators.limits import Limits
from simulators.loop import LoopThread
from simulators.observations import ConnectionObservation
from simulators.offering import Reply, ask
from tests.simulators.conftest import TlsPki
from tests.tls_peers import NAME, OurServer
from tests.tls_scripted import Script, alert, handshake, record, scripted, server_hello

QUICK = Limits(handshake_seconds=0.3, linger_seconds=0.1)
"""For servers that never answer; the others have the time that a busy machine needs."""
OFFER = Offer((0x0303,), codes(0x0303)[:100], NAME)


def asked(
    loop: LoopThread, address: tuple[str, int], offer: Offer = OFFER, limits: Limits | None = None
) -> tuple[Reply, ConnectionObservation]:
    """Offer something, and return the reply with what stands in the journal."""
    journal = Journal("bench")
    reply = loop.run(ask(*address, offer, clock=Clock(), journal=journal, limits=limits))
    (seen,) = journal.connections
    assert seen.number == reply.observation
    assert seen.ended is not None
    return reply, seen


def answered(
    loop: LoopThread, script: Script, offer: Offer = OFFER, limits: Limits | None = None
) -> tuple[Reply, ConnectionObservation]:
    """Offer something to a scripted server."""
    with scripted(script) as address:
        return asked(loop, address, offer, limits)


def test_the_choice_of_a_real_server_is_recorded(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server:
        reply, seen = asked(tls_loop, server.address)
        (theirs,) = server.ended()
    assert (reply.kind, reply.version) == ("chosen", 0x0303)
    assert (seen.sut_role, seen.handshake_completed, seen.version) == ("server", False, "TLS 1.2")
    assert seen.suite == "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"
    assert seen.offered_versions == ("TLS 1.2",)
    assert "TLS_RSA_WITH_RC4_128_SHA" in seen.offered_suites
    assert len(seen.offered_suites) == 100
    assert [leaf.dns_names for leaf in seen.sut_certificates] == [(NAME,)]
    assert seen.certificate_requested
    assert seen.ca_names == (tls_pki.ca.name.rfc4514_string(),)
    assert seen.secure_renegotiation is True
    assert (seen.end_by, theirs.handshake_completed, theirs.server_name) == ("bank", False, NAME)


def test_in_tls13_the_choice_is_all_that_can_be_seen(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server:
        reply, seen = asked(tls_loop, server.address, Offer((0x0304,), codes(0x0304), NAME))
    assert (reply.kind, reply.version, seen.version, seen.suite) == (
        "chosen",
        0x0304,
        "TLS 1.3",
        "TLS_AES_256_GCM_SHA384",
    )
    assert seen.sut_certificates == ()


def test_a_server_of_long_ago_is_understood(tls_loop: LoopThread) -> None:
    offer = Offer((0x0300,), codes(0x0300)[:100])
    reply, seen = answered(tls_loop, lambda _: server_hello(0x0300, 0x0005, compression=1) + handshake(14), offer)
    assert (reply.kind, seen.version, seen.suite) == ("chosen", "SSL 3.0", "TLS_RSA_WITH_RC4_128_SHA")
    assert reply.hello is not None
    assert reply.hello.compression == DEFLATE
    assert reply.hello.secure_renegotiation is False


def test_a_request_to_start_again_is_a_choice_too(tls_loop: LoopThread) -> None:
    offer = Offer((0x0304,), codes(0x0304))
    reply, _ = answered(tls_loop, lambda _: server_hello(0x0304, 0x1303, retry=True), offer)
    assert (reply.kind, reply.version, reply.suite) == ("chosen", 0x0304, 0x1303)


@pytest.mark.parametrize(
    ("script", "kind", "said"),
    [
        (lambda _: alert(70), "refused", "alert protocol_version"),
        (lambda _: alert(112, level=1) + alert(40), "refused", "alert handshake_failure"),
        (lambda _: b"", "refused", "verbinding gesloten (FIN)"),
        (lambda _: None, "silent", "geen antwoord binnen 0.3 seconden"),
        (lambda _: alert(112, level=1) + record(23, b"x"), "refused", "verbinding gesloten (FIN)"),
        (lambda _: b"HTTP/1.1 400 Bad Request\r\n\r\n", "garbled", "eerste byte"),
        (lambda _: handshake(2, b"\x03\x03kort"), "garbled", "onleesbare ServerHello"),
        (lambda _: record(22, b"\x0b\xff\xff\xff"), "garbled", "handshakebericht van"),
        (lambda _: handshake(4, bytes(16000)) * 20, "garbled", "meer dan 262144 bytes"),
        (lambda _: alert(112, level=1) * 40_000, "garbled", "meer dan 262144 bytes"),
    ],
    ids=["alert", "warning", "end", "silence", "data", "http", "broken", "huge", "endless", "warnings"],
)
def test_what_is_no_choice(tls_loop: LoopThread, script: Script, kind: str, said: str) -> None:
    reply, seen = answered(tls_loop, script, limits=QUICK if kind == "silent" else None)
    assert reply.kind == kind
    assert said in reply.said
    assert (reply.version, reply.suite, seen.version) == (None, None, None)


def test_an_alert_is_in_the_journal(tls_loop: LoopThread) -> None:
    reply, seen = answered(tls_loop, lambda _: alert(70))
    assert reply.alert == 70
    assert [(found.by, found.name) for found in seen.alerts] == [("sut", "protocol_version")]


@pytest.mark.parametrize("rest", [None, alert(80), b"\xff" * 10, b""], ids=["silence", "alert", "garbage", "end"])
def test_a_choice_stands_whatever_comes_after_it(tls_loop: LoopThread, rest: bytes | None) -> None:
    if rest is not None:
        reply, _ = answered(tls_loop, lambda _: server_hello(0x0303, 0xC02F) + rest)
    else:
        reply = tls_loop.run(_with_silence())
    assert (reply.kind, reply.suite) == ("chosen", 0xC02F)


async def _with_silence() -> Reply:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(server_hello(0x0303, 0xC02F))
        await reader.read()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    reply = await ask(host, port, OFFER, clock=Clock(), limits=Limits(handshake_seconds=1.0))
    server.close()
    return reply


def test_a_server_that_drips_is_left_in_time(tls_loop: LoopThread) -> None:
    async def dripping() -> Reply:
        async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                for byte in itertools.cycle(alert(112, level=1)):
                    writer.write(bytes((byte,)))
                    await writer.drain()
                    await asyncio.sleep(0.01)
            except ConnectionError:
                writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        host, port = server.sockets[0].getsockname()
        reply = await ask(host, port, OFFER, clock=Clock(), limits=QUICK)
        server.close()
        return reply

    assert tls_loop.run(dripping(), 5.0).kind == "silent"


def test_nobody_there(tls_loop: LoopThread) -> None:
    with scripted(lambda _: None) as address:
        pass
    reply, seen = asked(tls_loop, address)
    assert (reply.kind, reply.said) == (
        "unreachable",
        f"geen verbinding met {address[0]}:{address[1]}: niemand luistert op die poort",
    )
    assert (seen.end_by, seen.end_how) == ("sut", "geen verbinding")


def test_without_a_journal_there_is_no_number(tls_loop: LoopThread) -> None:
    with scripted(lambda _: alert(40)) as address:
        assert tls_loop.run(ask(*address, OFFER, clock=Clock())).observation == 0


def test_random_answers_do_no_harm(tls_loop: LoopThread) -> None:
    chance = random.Random(7)
    whole = server_hello(0x0303, 0xC02F) + handshake(11, bytes(300)) + handshake(14)

    def mangled(_: object) -> bytes:
        data = bytearray(whole)
        for _ in range(4):
            data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data)

    with scripted(mangled) as address:
        kinds = {asked(tls_loop, address, replace(OFFER, server_name=""))[0].kind for _ in range(60)}
    assert kinds <= {"chosen", "garbled", "refused", "silent"}
