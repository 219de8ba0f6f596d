"""The LSP over the network, with clients of others: dnslib's for names, ntplib's for the time."""

import socket
import time
from collections.abc import Iterator

import ntplib
import pytest
from dnslib import RCODE, DNSRecord

from protocol.ntp import LENGTH
from simulators.clock import VirtualClock
from simulators.journal import Journal
from simulators.loop import LoopThread
from simulators.lsp import Lsp, Names
from simulators.observations import NameObservation, Observation, TimeObservation

SECONDS = 5.0


@pytest.fixture
def seen() -> list[Observation]:
    return []


@pytest.fixture
def lsp(tls_loop: LoopThread, seen: list[Observation]) -> Iterator[Lsp]:
    lsp = Lsp.start(tls_loop, VirtualClock(), sink=lambda observation, _payloads: seen.append(observation))
    yield lsp
    lsp.stop()


def ask(lsp: Lsp, name: str, type_: str = "A") -> DNSRecord:
    host, port = lsp.dns_address
    return DNSRecord.parse(DNSRecord.question(name, type_).send(host, port, timeout=SECONDS))


def ask_time(lsp: Lsp, version: int = 4) -> ntplib.NTPStats:
    host, port = lsp.ntp_address
    return ntplib.NTPClient().request(host, version=version, port=port, timeout=SECONDS)


def send(address: tuple[str, int], data: bytes) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.sendto(data, address)


def test_the_zim_is_found_at_its_first_location(lsp: Lsp) -> None:
    answer = ask(lsp, "zim.toetsbank.test")
    assert (str(answer.a.rdata), answer.a.ttl) == ("127.0.0.1", 60)
    (question,) = lsp.journal.names
    assert (question.name, question.type, question.code) == ("zim.toetsbank.test", "A", "NOERROR")
    assert (question.addresses, question.ttl, question.location) == (("127.0.0.1",), 60, 1)
    assert question.peer.startswith("127.0.0.1:")
    assert lsp.journal.unexpected == ()


def test_the_zim_moves(lsp: Lsp) -> None:
    lsp.configure(location=2, ttl=7)
    answer = ask(lsp, "zim.toetsbank.test")
    assert (str(answer.a.rdata), answer.a.ttl) == ("127.0.0.2", 7)
    assert lsp.journal.names[0].location == 2
    lsp.reset()
    assert str(ask(lsp, "zim.toetsbank.test").a.rdata) == "127.0.0.1"
    assert len(lsp.journal.names) == 2, "what was asked before may still be used"


@pytest.mark.parametrize("name", ["xis.toetsbank.test", "crl.toetsbank.test"])
def test_other_hosts_of_the_test_are_found(lsp: Lsp, name: str) -> None:
    assert str(ask(lsp, name).a.rdata) == "127.0.0.1"
    assert lsp.journal.names[0].location is None


def test_an_unknown_name_does_not_exist_visibly(lsp: Lsp) -> None:
    assert ask(lsp, "elders.example").header.rcode == RCODE.NXDOMAIN
    assert lsp.journal.names[0].code == "NXDOMAIN"
    assert "elders.example (A)" in lsp.journal.unexpected[0].what


def test_the_time_is_that_of_the_clock_of_the_bench(lsp: Lsp) -> None:
    clock = lsp.clock
    assert isinstance(clock, VirtualClock)
    clock.set(clock.now() + 86_400)
    before = time.time()
    answer = ask_time(lsp)
    assert answer.offset == pytest.approx(clock.now() - time.time(), abs=0.2)
    assert (answer.version, answer.mode, answer.stratum, answer.leap) == (4, 4, 1, 0)
    (question,) = lsp.journal.times
    assert (question.version, question.answer) == (4, "tijd")
    assert question.own_time == pytest.approx(before, abs=1.0)
    assert question.sent_time == pytest.approx(clock.now(), abs=1.0)


@pytest.mark.parametrize("version", [1, 2, 3])
def test_older_versions_are_answered_in_kind(lsp: Lsp, version: int) -> None:
    assert ask_time(lsp, version).version == version


def test_the_server_can_be_ahead(lsp: Lsp) -> None:
    lsp.configure(shift_seconds=30.0)
    assert ask_time(lsp).offset == pytest.approx(30, abs=0.2)


def test_observations_go_to_the_sink_too(lsp: Lsp, seen: list[Observation]) -> None:
    ask(lsp, "zim.toetsbank.test")
    ask_time(lsp)
    assert [type(observation) for observation in seen] == [NameObservation, TimeObservation]
    assert len({observation.number for observation in seen}) == 2
    for observation in seen:
        assert type(observation).model_validate_json(observation.model_dump_json()) == observation


def test_what_is_no_question_gets_no_answer_and_is_visible(lsp: Lsp) -> None:
    send(lsp.ntp_address, b"hallo")
    send(lsp.dns_address, b"hallo")
    send(lsp.dns_address, b"x" * 5000)

    def all_three(journal: Journal) -> bool:
        return len(journal.unexpected) == 3

    assert lsp.journal.wait_for(all_three, SECONDS)
    assert any("5 bytes" in event.what and f"minstens {LENGTH}" in event.what for event in lsp.journal.unexpected)
    assert str(ask(lsp, "zim.toetsbank.test", "A").a.rdata) == "127.0.0.1"


def test_a_port_that_is_taken_is_an_error_and_nothing_stays_open(tls_loop: LoopThread, lsp: Lsp) -> None:
    with pytest.raises(OSError, match="in use"):
        Lsp.start(tls_loop, VirtualClock(), ntp_port=lsp.ntp_address[1])


def test_after_stop_there_is_no_address(tls_loop: LoopThread) -> None:
    lsp = Lsp.start(tls_loop, VirtualClock(), names=Names(others={}))
    lsp.stop()
    lsp.stop()
    with pytest.raises(RuntimeError, match="stopped"):
        _ = lsp.dns_address


def test_servers_that_are_not_wanted_are_not_there(tls_loop: LoopThread) -> None:
    names_only = Lsp.start(tls_loop, VirtualClock(), ntp_port=None)
    time_only = Lsp.start(tls_loop, VirtualClock(), dns_port=None)
    assert (names_only.serves_names, time_only.serves_names) == (True, False)
    assert ask_time(time_only).stratum == 1
    with pytest.raises(RuntimeError, match="does not serve dns"):
        _ = time_only.dns_address
    names_only.stop()
    time_only.stop()
