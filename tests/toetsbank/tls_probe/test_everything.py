"""All questions at once; the bench in tests/tls_bench asks them of servers that others made."""

import time

import pytest

from protocol.tls.offers import codes_of
from simulators.loop import LoopThread
from simulators.tls import TlsSettings
from tests.tls_peers import OurServer
from tests.tls_pki import TestCa
from tests.tls_scripted import Script, alert, choosing, scripted
from tests.toetsbank.tls_probe.conftest import MakeTarget, hurried
from toetsbank.tls_probe import VERSIONS, probe


@pytest.mark.parametrize(
    "script",
    [lambda _: None, lambda _: b"", lambda _: alert(40), lambda _: b"+OK POP3\r\n"],
    ids=["silence", "end", "alert", "garbage"],
)
def test_what_is_no_tls_server_is_soon_left(at: MakeTarget, script: Script) -> None:
    begun = time.monotonic()
    with scripted(script) as address:
        facts = probe(hurried(at(address)))
    assert time.monotonic() - begun < 5
    assert (facts.reachable, facts.suites, facts.renegotiation, facts.compression) == (False, (), None, None)
    assert [one.version for one in facts.versions] == list(VERSIONS)


def test_a_server_that_never_gets_further_than_its_choice(at: MakeTarget) -> None:
    with scripted(choosing(0x0303, *codes_of(("TLS_RSA_WITH_RC4_128_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA")))) as address:
        facts = probe(at(address), ["TLS 1.1", "TLS 1.2"])
    assert facts.accepted_versions == ("TLS 1.2",)
    assert facts.suites_of("TLS 1.2") == ("TLS_RSA_WITH_RC4_128_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA")
    assert facts.suites_of("TLS 1.3") == ()
    assert (facts.demand_in("TLS 1.2"), facts.resumptions[0].resumed, facts.certificates) == (None, None, ())
    assert facts.renegotiation is not None
    assert (facts.renegotiation.secure, facts.renegotiation.by_client) == (False, None)


def test_the_ssl_of_long_ago_has_no_whole_handshakes(at: MakeTarget) -> None:
    with scripted(choosing(0x0300, *codes_of(("TLS_RSA_WITH_RC4_128_MD5",)))) as address:
        facts = probe(at(address))
    assert facts.accepted_versions == ("SSL 3.0",)
    assert (facts.client_certificates, facts.resumptions) == ((), ())


def test_a_server_of_our_own(at: MakeTarget, loop: LoopThread, tmp_path_factory: pytest.TempPathFactory) -> None:
    ca = TestCa(tmp_path_factory.mktemp("ca"), "ca")
    own = TlsSettings(identity=ca.issue("xis"), trust=(ca.file,), peer_certificate="optional", tickets=True)
    with OurServer(loop, own) as server:
        facts = probe(at(server.address))
    assert facts.accepted_versions == ("TLS 1.2", "TLS 1.3")
    assert facts.highest is not None
    assert facts.highest.chosen == "TLS 1.3"
    assert [facts.demand_in(version) for version in VERSIONS] == [None, None, None, "optional", "optional"]
    assert [found.by for found in facts.preferences] == ["server", "server"]
    assert facts.trusted is None
    assert facts.certificates[0].dns_names == ("xis.toetsbank.test",)
