"""Client certificate, renegotiation, resumption and trust, where the bench with real servers cannot come."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from aiohttp import web

from simulators.connections import ConnectionRecord
from simulators.listener import Handler
from simulators.loop import LoopThread
from simulators.tls import Identity, TlsSettings
from tests.tls_peers import NAME, OurServer
from tests.tls_pki import TestCa
from tests.tls_scripted import alert, scripted
from tests.toetsbank.tls_probe.conftest import MakeTarget
from toetsbank.tls_probe import Target, certificates, client_certificate, renegotiation, resumption, trusted


@dataclass(frozen=True)
class Certificates:
    """What the servers here show and trust."""

    ca: TestCa
    server: Identity
    client: Identity
    stranger: Identity
    other_ca: Path


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    folder = tmp_path_factory.mktemp("pki")
    ca, other = TestCa(folder, "ca"), TestCa(folder, "andere-ca")
    return Certificates(ca, ca.issue("zim"), ca.issue("xis"), other.issue("vreemd"), other.file)


Serve = Callable[..., AbstractContextManager[OurServer]]


@pytest.fixture
def serve(pki: Certificates, loop: LoopThread) -> Serve:
    """Return what starts a server of our own with certain settings."""

    def start(handler: Handler | None = None, **changes: object) -> OurServer:
        own = TlsSettings(identity=pki.server, trust=(pki.ca.file,), minimum=0x0301)
        return OurServer(loop, replace(own, **changes), handler=handler)  # type: ignore[arg-type]

    return start


async def hang_up(request: web.BaseRequest, _connection: ConnectionRecord) -> web.StreamResponse:
    """End every connection on its first request."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def showing(target: Target, identity: Identity | None) -> Target:
    return replace(target, identity=identity, server_name=NAME)


@pytest.mark.parametrize("version", ["TLS 1.2", "TLS 1.3"])
@pytest.mark.parametrize("asked", ["none", "optional", "required"])
def test_what_our_own_servers_ask(serve: Serve, at: MakeTarget, pki: Certificates, asked: str, version: str) -> None:
    with serve(peer_certificate=asked) as server:
        found = client_certificate(showing(at(server.address), pki.client), version)
    names = None if asked == "none" else (pki.ca.name.rfc4514_string(),)
    assert (found.demand, found.ca_names) == (asked, names)
    assert len(found.observations) == (2 if asked == "required" else 1)


@pytest.mark.parametrize(
    ("version", "alert_name"), [("TLS 1.2", "handshake_failure"), ("TLS 1.3", "certificate_required")]
)
def test_without_a_certificate_of_our_own_the_alert_must_say_it(
    serve: Serve, at: MakeTarget, version: str, alert_name: str
) -> None:
    with serve() as server:
        found = client_certificate(showing(at(server.address), None), version)
    assert found.demand == "required"
    assert alert_name in found.said


def test_a_refusal_of_everybody_says_nothing_about_certificates(
    serve: Serve, at: MakeTarget, pki: Certificates
) -> None:
    with serve() as server:
        found = client_certificate(showing(at(server.address), pki.stranger), "TLS 1.3")
    assert found.demand is None
    assert found.said.startswith("zonder certificaat: de andere kant weigerde met alert 116")
    assert "met certificaat vreemd: de andere kant weigerde met alert 48 (unknown_ca)" in found.said


def test_a_server_that_hangs_up_on_everybody_has_not_refused(serve: Serve, at: MakeTarget, pki: Certificates) -> None:
    with serve(hang_up, peer_certificate="optional") as server:
        found = client_certificate(showing(at(server.address), pki.client), "TLS 1.3")
        resumed = resumption(showing(at(server.address), pki.client), "TLS 1.3")
        renewed = renegotiation(showing(at(server.address), pki.client), "TLS 1.2")
    assert (found.demand, found.answered) == (None, False)
    assert resumed.resumed is None
    assert renewed.by_client in (None, True)


def test_a_list_without_names_is_an_empty_list(serve: Serve, at: MakeTarget) -> None:
    with serve(peer_certificate="optional", ca_list=()) as server:
        for version in ("TLS 1.2", "TLS 1.3"):
            assert client_certificate(at(server.address), version).ca_names == ()


def test_a_server_without_a_version_says_nothing(serve: Serve, at: MakeTarget, pki: Certificates) -> None:
    with serve(minimum=0x0304) as server:
        target = showing(at(server.address), pki.client)
        found = client_certificate(target, "TLS 1.2")
        assert (found.demand, found.answered) == (None, None)
        assert renegotiation(target, "TLS 1.2").by_client is None
        assert resumption(target, "TLS 1.2").resumed is None
        assert certificates(target, "TLS 1.2") == ()


def test_our_own_server_renegotiates_and_resumes(serve: Serve, at: MakeTarget, pki: Certificates) -> None:
    with serve(tickets=True) as server:
        target = showing(at(server.address), pki.client)
        renewed = renegotiation(target, "TLS 1.2")
        resumed = [resumption(target, version) for version in ("TLS 1.2", "TLS 1.3")]
    assert (renewed.secure, renewed.by_client) == (True, True)
    assert [(one.resumed, one.means) for one in resumed] == [(True, ("ticket", "id")), (True, ("psk",))]


def test_without_tickets_nothing_is_resumed(serve: Serve, at: MakeTarget, pki: Certificates) -> None:
    with serve() as server:
        target = showing(at(server.address), pki.client)
        assert [resumption(target, version).resumed for version in ("TLS 1.2", "TLS 1.3")] == [False, False]


def test_the_chain_is_shown_and_held_against_what_is_trusted(serve: Serve, at: MakeTarget, pki: Certificates) -> None:
    with serve(peer_certificate="none") as server:
        target = replace(showing(at(server.address), None), trust=(pki.ca.file,))
        for version in ("TLS 1.2", "TLS 1.3"):
            assert [leaf.dns_names for leaf in certificates(target, version)] == [(NAME,)]
        assert trusted(target, "TLS 1.3").trusted is True
        assert trusted(replace(target, trust=(pki.other_ca,)), "TLS 1.3").trusted is False
        assert trusted(replace(target, server_name="elders.toetsbank.test"), "TLS 1.3").trusted is False
        assert trusted(replace(target, crls=(pki.ca.crl(pki.server),)), "TLS 1.3").trusted is False


def test_trust_is_not_judged_without_a_handshake(at: MakeTarget, pki: Certificates) -> None:
    with scripted(lambda _: alert(40)) as address:
        found = trusted(replace(at(address), trust=(pki.ca.file,)), "TLS 1.3")
    assert found.trusted is None
