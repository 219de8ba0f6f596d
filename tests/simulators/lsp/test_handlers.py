"""Faults of the LSP, without a network."""

import pytest

from protocol import dns, ntp
from simulators.clock import Clock
from simulators.journal import Journal
from simulators.lsp.faults import DnsFault, LspSettings, NtpFault
from simulators.lsp.handlers import Handlers
from simulators.lsp.model import Names

PEER = "127.0.0.1:4000"


@pytest.fixture
def handlers() -> Handlers:
    return Handlers(Names(), Clock(), Journal("lsp"))


@pytest.mark.parametrize(
    ("fault", "code"), [(DnsFault.SILENT, ""), (DnsFault.BROKEN, "SERVFAIL"), (DnsFault.UNKNOWN, "NXDOMAIN")]
)
def test_names_can_fail(handlers: Handlers, fault: DnsFault, code: str) -> None:
    answer = handlers.name(dns.build_question("zim.toetsbank.test"), PEER, LspSettings(dns=fault))
    (seen,) = handlers.journal.names
    assert (seen.code, seen.addresses, seen.ttl) == (code, (), None)
    assert (answer is None) is (fault is DnsFault.SILENT)
    if answer is not None:
        assert dns.parse_answer(answer, 0).code == code
    assert handlers.journal.unexpected == ()


def test_an_unknown_name_is_answered_while_known_ones_fail(handlers: Handlers) -> None:
    assert handlers.name(dns.build_question("elders.test"), PEER, LspSettings(dns=DnsFault.SILENT)) is not None
    assert handlers.journal.names[0].code == "NXDOMAIN"


@pytest.mark.parametrize(
    ("fault", "said", "stratum"),
    [
        (None, "tijd", 1),
        (NtpFault.UNSYNCHRONISED, "tijd", 16),
        (NtpFault.TOO_OFTEN, "kiss RATE", 0),
    ],
)
def test_the_time_can_be_unfit(handlers: Handlers, fault: NtpFault | None, said: str, stratum: int) -> None:
    now = handlers.clock.now()
    answer = handlers.time(ntp.build_question(now), PEER, LspSettings(ntp=fault))
    assert answer is not None
    assert ntp.parse_answer(answer, now).stratum == stratum
    assert handlers.journal.times[0].answer == said


def test_the_time_server_can_be_silent(handlers: Handlers) -> None:
    assert handlers.time(ntp.build_question(0), PEER, LspSettings(ntp=NtpFault.SILENT)) is None
    assert (handlers.journal.times[0].answer, handlers.journal.times[0].sent_time) == ("geen", None)


def test_a_client_that_gives_no_time_is_recorded_without(handlers: Handlers) -> None:
    handlers.time(bytes([4 << 3 | 3]) + bytes(47), PEER, LspSettings())
    assert handlers.journal.times[0].own_time is None
