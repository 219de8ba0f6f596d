"""The record of a connection: renewal and age of keys, pauses, reasons of failure, hostile bytes."""

import random
import socket
import ssl

import pytest

from protocol.uzi import certificate_facts as facts
from simulators.calling import RequestFailed
from simulators.clock import VirtualClock
from simulators.connections import ConnectionRecord, Side, certificate_facts
from simulators.loop import LoopThread
from simulators.observations import ConnectionObservation
from simulators.tls import client_context
from tests.simulators.conftest import TlsPki
from tests.tls_peers import SECONDS, OurServer, connect, eventually, exchange, on_loop, s_client, s_server, start

TLS12 = 0x0303
TLS13 = 0x0304


def test_a_foreign_client_renegotiates(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    clock = VirtualClock()
    with (
        OurServer(tls_loop, tls_pki.server(), clock=clock) as server,
        s_client(server.address, "-tls1_2", identity=tls_pki.xis) as peer,
    ):
        exchange(peer)
        clock.set(clock.now() + 200)
        peer.say(b"R\n")
        peer.expect("RENEGOTIATING")
        eventually(lambda: len(server.state().refreshes) == 1)
        clock.set(clock.now() + 200)
        exchange(peer)
        peer.say(b"Q\n")
        (seen,) = server.ended()
    assert [(r.means, r.by) for r in seen.refreshes] == [("heronderhandeling", "sut")]
    assert seen.secure_renegotiation is True
    assert 199 < seen.oldest_key_age < 201
    assert seen.oldest_key_record in (3, 4)
    assert 399 < seen.longest_idle < 401
    assert 399 < seen.longest_use < 401
    assert seen.requests == 2
    assert (seen.end_by, seen.end_how) == ("sut", "close_notify")


def test_a_foreign_client_updates_keys_in_both_directions(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    clock = VirtualClock()
    with (
        OurServer(tls_loop, tls_pki.server(), clock=clock) as server,
        s_client(server.address, "-tls1_3", identity=tls_pki.xis) as peer,
    ):
        exchange(peer)
        clock.set(clock.now() + 290)
        peer.say(b"K\n")
        peer.expect("KEYUPDATE")
        exchange(peer)
        clock.set(clock.now() + 100)
        exchange(peer)
        seen = server.state()
    assert [(r.means, r.by) for r in seen.refreshes] == [("KeyUpdate", "sut")]
    assert seen.secure_renegotiation is None
    assert 99 < seen.oldest_key_age < 101


def test_a_key_update_in_one_direction_leaves_the_other_old(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    clock = VirtualClock()
    with (
        OurServer(tls_loop, tls_pki.server(), clock=clock) as server,
        s_client(server.address, "-tls1_3", identity=tls_pki.xis) as peer,
    ):
        exchange(peer)
        clock.set(clock.now() + 290)
        peer.say(b"k\n")  # does not ask us to follow
        peer.expect("KEYUPDATE")
        exchange(peer)
        seen = server.state()
    assert [(r.means, r.by) for r in seen.refreshes] == [("KeyUpdate", "sut")]
    assert 289 < seen.oldest_key_age < 291
    assert seen.oldest_key_record == 4  # our answer, under the keys that were not renewed


def test_keys_that_nobody_renews_grow_old(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    clock = VirtualClock()
    with OurServer(tls_loop, tls_pki.server(), clock=clock) as server:
        connection = connect(tls_loop, server.address, tls_pki.client(), clock=clock)
        clock.set(clock.now() + 301)
        assert 301 <= connection.age_of_keys(clock) < 302
        tls_loop.run(connection.request("GET", "/"))
        seen = server.state()
        tls_loop.run(connection.close())
    assert 300.9 < seen.oldest_key_age < 302
    assert (seen.application_records, seen.refreshes) == (2, ())


@pytest.mark.parametrize(
    ("version", "option", "means"), [(TLS12, "-tls1_2", "heronderhandeling"), (TLS13, "-tls1_3", "KeyUpdate")]
)
def test_our_client_renews_keys_with_a_foreign_server(
    tls_pki: TlsPki, tls_loop: LoopThread, version: int, option: str, means: str
) -> None:
    clock = VirtualClock()
    peer, address = s_server(tls_pki.zim, option, "-msg", "-legacy_renegotiation", "-client_renegotiation")
    with peer:
        connection = connect(tls_loop, address, tls_pki.client(maximum=version), clock=clock)
        clock.set(clock.now() + 250)
        assert on_loop(tls_loop, connection.refresh_keys)
        task = start(tls_loop, connection.request("GET", "/sleutels"))
        peer.expect("/sleutels")
        peer.say(b"HTTP/1.1 200 OK\nContent-Length: 0\n\n")
        assert task.result(SECONDS).status == 200
        if version == TLS13:
            peer.expect("KeyUpdate")  # its own, for it was asked to follow
        assert peer.output.count("KeyUpdate" if version == TLS13 else "ClientHello") == 2
        seen = connection.record.observation()
        assert connection.age_of_keys(clock) < 5
        tls_loop.run(connection.close())
    assert [(r.means, r.by) for r in seen.refreshes] == [(means, "bank")]
    assert seen.oldest_key_age < 5
    assert seen.longest_idle > 249


def test_our_client_follows_a_foreign_server_that_renews(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    peer, address = s_server(tls_pki.zim, "-tls1_2")
    with peer:
        connection = connect(tls_loop, address, tls_pki.client())
        task = start(tls_loop, connection.request("GET", "/"))
        peer.expect("GET /")
        peer.say(b"r\n")  # a HelloRequest
        peer.expect("SSL_do_handshake -> 1")
        peer.say(b"HTTP/1.1 200 OK\nContent-Length: 0\n\n")
        assert task.result(SECONDS).status == 200
        seen = connection.record.observation()
        tls_loop.run(connection.close())
    assert [(r.means, r.by) for r in seen.refreshes] == [("heronderhandeling", "sut")]


def test_both_ends_of_a_step_count_by_the_earliest_reading(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    clock = VirtualClock()
    with OurServer(tls_loop, tls_pki.server(), clock=clock) as server:
        connection = connect(tls_loop, server.address, tls_pki.client(), clock=clock)
        clock.set(clock.now() + 280)
        clock.begin_step(clock.now() + 30)
        tls_loop.run(connection.request("GET", "/"))
        clock.end_step()
        seen = server.state()
        tls_loop.run(connection.close())
    assert 279 < seen.oldest_key_age < 281


def test_renegotiation_shows_the_certificate_of_now(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server:
        connection = connect(tls_loop, server.address, tls_pki.client(maximum=TLS12))
        (record,) = server.listener.open_connections
        before = on_loop(tls_loop, record.peer_certificate)
        tls = connection.record.tls
        assert tls is not None
        other = client_context(tls_pki.client(identity=tls_pki.elsewhere), connection.record.clock)
        on_loop(tls_loop, lambda: setattr(tls, "context", other))
        assert on_loop(tls_loop, connection.refresh_keys)
        tls_loop.run(connection.request("GET", "/"))
        after = on_loop(tls_loop, record.peer_certificate)
        seen = server.state()
        tls_loop.run(connection.close())
    assert before is not None
    assert after is not None
    assert facts(before)["dns_names"] == ("xis.toetsbank.test",)
    assert facts(after)["dns_names"] == ("elders.toetsbank.test",)
    assert [c.dns_names for c in seen.sut_certificates] == [("elders.toetsbank.test",)]


def test_many_renewals_are_all_counted_and_do_not_fill_the_memory(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server:
        connection = connect(tls_loop, server.address, tls_pki.client(maximum=TLS12))
        for _ in range(120):
            assert on_loop(tls_loop, connection.refresh_keys)
            tls_loop.run(connection.request("GET", "/"))
        (record,) = server.listener.open_connections
        kept = sum(len(message.data) for message in record.recorder.messages)
        seen = server.state()
        tls_loop.run(connection.close())
    assert len(seen.refreshes) == 120
    assert kept < 400_000


@pytest.mark.parametrize("maximum", [TLS12, TLS13])
def test_large_bodies_pass_in_both_directions_while_keys_are_renewed(
    tls_pki: TlsPki, tls_loop: LoopThread, maximum: int
) -> None:
    body = b"0123456789" * 300_000
    with OurServer(tls_loop, tls_pki.server()) as server:
        connection = connect(tls_loop, server.address, tls_pki.client(maximum=maximum))
        for _ in range(3):
            assert on_loop(tls_loop, connection.refresh_keys)
            assert tls_loop.run(connection.request("POST", "/", body=body)).body == body
        assert len(server.state().refreshes) == 3
        tls_loop.run(connection.close())


def test_a_server_that_will_not_renegotiate_is_told(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    peer, address = s_server(tls_pki.zim, "-tls1_2", "-no_renegotiation", "-www")
    with peer:
        connection = connect(tls_loop, address, tls_pki.client())
        assert on_loop(tls_loop, connection.refresh_keys)
        with pytest.raises(RequestFailed) as failed:
            tls_loop.run(connection.request("GET", "/"))
        tls_loop.run(connection.close())
    assert failed.value.how == "tls-error"
    assert "no renegotiation" in str(failed.value)
    seen = connection.record.observation()
    assert ("sut", 100, "no_renegotiation") in [(a.by, a.number, a.name) for a in seen.alerts]
    assert seen.refreshes == ()


@pytest.mark.parametrize("secure", [True, False])
def test_a_client_that_knows_no_secure_renegotiation_is_seen(
    tls_pki: TlsPki, tls_loop: LoopThread, secure: bool
) -> None:
    suites = bytes.fromhex("c02c") + (bytes.fromhex("00ff") if secure else b"")
    extensions = bytes.fromhex("000a000400020017000b00020100000d000400020403")
    body = b"\x03\x03" + bytes(32) + b"\x00" + len(suites).to_bytes(2, "big") + suites + b"\x01\x00"
    body += len(extensions).to_bytes(2, "big") + extensions
    message = b"\x01" + len(body).to_bytes(3, "big") + body
    with OurServer(tls_loop, tls_pki.server()) as server:
        with socket.create_connection(server.address, SECONDS) as client:
            client.sendall(b"\x16\x03\x01" + len(message).to_bytes(2, "big") + message)
            assert client.recv(1) == b"\x16"
        (seen,) = server.ended()
    assert (seen.version, seen.secure_renegotiation) == ("TLS 1.2", secure)
    assert (seen.certificate_sent, seen.handshake_completed, seen.offered_versions) == (True, False, ("TLS 1.2",))


def record(ours: Side = "bank", *, serving: bool = True) -> ConnectionRecord:
    return ConnectionRecord(clock=VirtualClock(), journal=None, ours=ours, serving=serving, settings=None, context=None)


@pytest.mark.parametrize(
    ("ours", "serving", "role"),
    [("bank", True, "client"), ("bank", False, "server"), ("sut", True, "server"), ("sut", False, "client")],
)
def test_the_role_of_the_system_under_test(ours: Side, serving: bool, role: str) -> None:
    assert record(ours, serving=serving).observation().sut_role == role


def test_the_first_cause_of_an_end_stands() -> None:
    made = record()
    made.note_end("sut", "FIN")
    made.note_end("bank", "close_notify")
    made.finish()
    made.note_end("bank", "time-out")
    made.finish()
    seen = made.observation()
    assert (seen.end_by, seen.end_how) == ("sut", "FIN")
    assert seen.ended is not None


@pytest.mark.parametrize(
    ("error", "how", "end"),
    [
        (ssl.SSLEOFError(), "closed", ("sut", "FIN")),
        (ConnectionResetError(), "reset", ("sut", "RST")),
        (TimeoutError(), "time-out", ("bank", "time-out")),
        (None, "closed", ("sut", "FIN")),
    ],
)
def test_a_failure_has_a_kind_and_an_end(error: Exception | None, how: str, end: tuple[str, str]) -> None:
    made = record()
    failure = made.note_failure(error)
    assert failure.how == how
    assert failure.message
    assert (made.end_by, made.end_how) == end


def test_an_alert_of_the_peer_is_the_reason_and_the_end() -> None:
    made = record()
    made.recorder.message(1.0, 1.0, False, TLS12, 21, b"\x02\x2d")
    failure = made.note_failure(ssl.SSLError())
    assert (failure.how, failure.alert, failure.alert_name) == ("alert-received", 45, "certificate_expired")
    assert (made.end_by, made.end_how) == ("sut", "alert certificate_expired")


def test_a_certificate_that_cannot_be_read_gives_no_facts(tls_pki: TlsPki) -> None:
    assert certificate_facts(b"geen certificaat") is None


def test_hostile_handshakes_make_an_observation_all_the_same(tls_pki: TlsPki) -> None:
    chance = random.Random(4)
    der = ssl.PEM_cert_to_DER_cert(tls_pki.xis.certificate.read_text())
    chain = len(der).to_bytes(3, "big") + der
    chain = len(chain).to_bytes(3, "big") + chain
    certificate = b"\x0b" + len(chain).to_bytes(3, "big") + chain
    for _ in range(300):
        made = record()
        data = bytearray(certificate)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(10, len(data))] = chance.randrange(256)
        made.recorder.message(1.0, 1.0, False, TLS12, 22, bytes(data))
        made.recorder.message(1.0, 1.0, False, TLS12, 22, b"\x01" + chance.randbytes(60))
        seen = made.observation()
        assert ConnectionObservation.model_validate_json(seen.model_dump_json()) == seen
