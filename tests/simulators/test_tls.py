"""Contexts from settings: versions, suites, trust, CRLs, CA names, resumption."""

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from simulators.calling import ConnectFailed, HttpConnection
from simulators.clock import Clock, VirtualClock
from simulators.journal import Journal
from simulators.loop import LoopThread
from simulators.tls import Identity, TlsSettings, client_context, server_context
from tests.simulators.conftest import TlsPki
from tests.tls_peers import SECONDS, OurServer, connect, exchange, s_client, s_server, start
from tests.tls_pki import TestCa


def test_equal_settings_share_a_context_and_others_do_not(tls_pki: TlsPki) -> None:
    clock = Clock()
    made = server_context(tls_pki.server(), clock)
    assert server_context(tls_pki.server(), clock) is made
    assert server_context(tls_pki.server(), Clock()) is not made
    assert server_context(tls_pki.server(maximum=0x0303), clock) is not made
    assert client_context(tls_pki.server(), clock) is not made


def test_a_file_written_anew_makes_a_new_context(tls_pki: TlsPki, tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "ca.pem"
    file.write_bytes(tls_pki.ca.file.read_bytes())
    made = server_context(tls_pki.server(trust=(file,)), clock)
    os.utime(file, (1, 1))
    assert server_context(tls_pki.server(trust=(file,)), clock) is not made


def test_the_number_of_contexts_that_are_kept_is_bounded(tls_pki: TlsPki) -> None:
    clock = Clock()
    first = client_context(tls_pki.client(suites=("TLS_AES_256_GCM_SHA384",)), clock)
    for number in range(130):
        client_context(tls_pki.client(crls=(tls_pki.ca.crl(hours_ago=number + 1),)), clock)
    assert client_context(tls_pki.client(suites=("TLS_AES_256_GCM_SHA384",)), clock) is not first


@pytest.mark.parametrize(
    ("suites", "maximum", "accepted"),
    [
        (("TLS_AES_128_GCM_SHA256",), "TLS 1.3", ("TLS_AES_128_GCM_SHA256",)),
        (("ECDHE_RSA_WITH_AES_128_GCM_SHA256",), "TLS 1.2", ("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",)),
        (
            ("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256"),
            "TLS 1.3",
            ("TLS_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
        ),
        (("TLS_RSA_WITH_NULL_SHA256",), "TLS 1.2", ("TLS_RSA_WITH_NULL_SHA256",)),
        (("TLS_DH_anon_WITH_AES_128_GCM_SHA256",), "TLS 1.2", ("TLS_DH_anon_WITH_AES_128_GCM_SHA256",)),
    ],
)
def test_only_the_suites_asked_for_are_accepted(
    tls_pki: TlsPki, suites: tuple[str, ...], maximum: str, accepted: tuple[str, ...]
) -> None:
    context = server_context(tls_pki.server(suites=suites), Clock())
    assert (context.accepted_maximum, context.accepted_suites) == (maximum, accepted)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"suites": ("TLS_RSA_WITH_RC4_128_SHA",)}, "TLS_RSA_WITH_RC4_128_SHA"),
        ({"suites": ("GEEN_SUITE",)}, "IANA-naam"),
        ({"suites": ("TLS_AES_128_GCM_SHA256",), "maximum": 0x0303}, "geen TLS-versie over"),
        ({"identity": None}, "certificaat met sleutel"),
    ],
)
def test_settings_that_cannot_be_are_refused_in_dutch(
    tls_pki: TlsPki, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        server_context(tls_pki.server(**changes), Clock())


@pytest.mark.parametrize("version", [0x0301, 0x0302])
def test_a_weak_server_speaks_old_versions(tls_pki: TlsPki, tls_loop: LoopThread, version: int) -> None:
    with OurServer(tls_loop, tls_pki.server(minimum=version, maximum=version)) as server:
        connection = connect(tls_loop, server.address, tls_pki.client(minimum=version))
        tls_loop.run(connection.request("GET", "/"))
        tls_loop.run(connection.close())
        (seen,) = server.ended()
    assert (seen.version, seen.bench_maximum_version) == (f"TLS 1.{version - 0x0301}",) * 2
    assert seen.application_records >= 2


def test_a_weak_suite_is_spoken_with_a_foreign_client(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    settings = tls_pki.server(suites=("TLS_ECDHE_ECDSA_WITH_NULL_SHA",))
    arguments = ("-tls1_2", "-cipher", "ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0")
    with (
        OurServer(tls_loop, settings) as server,
        s_client(server.address, *arguments, identity=tls_pki.xis) as peer,
    ):
        exchange(peer)
        assert server.state().suite == "TLS_ECDHE_ECDSA_WITH_NULL_SHA"


def test_a_dhe_suite_is_spoken(tls_pki: TlsPki, tls_loop: LoopThread, tmp_path: Path) -> None:
    key = rsa.generate_private_key(65537, 2048)
    identity = TestCa(tmp_path, "rsa-ca").issue("zim", key=key)
    settings = tls_pki.server(identity=identity, suites=("TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",))
    with (
        OurServer(tls_loop, settings) as server,
        s_client(server.address, "-tls1_2", identity=tls_pki.xis) as peer,
    ):
        exchange(peer)
        assert server.state().suite == "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"


def test_a_sha1_certificate_can_be_shown(tls_pki: TlsPki, tls_loop: LoopThread, tmp_path: Path) -> None:
    key, certificate = tmp_path / "sha1.key", tmp_path / "sha1.crt"
    made = ["openssl", "req", "-x509", "-sha1", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=sha1", "-days", "9"]
    subprocess.run(
        [*made, "-out", certificate, "-keyout", key],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    with OurServer(tls_loop, tls_pki.server(identity=Identity("zim-sha1", certificate, key))) as server:
        connection = connect(tls_loop, server.address, tls_pki.client(peer_certificate="none"))
        tls_loop.run(connection.close())
        assert server.ended()[0].bench_certificate == "zim-sha1"


def test_a_lenient_client_talks_to_a_server_that_others_do_not(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    weak = "TLS_RSA_WITH_NULL_SHA256"
    with_rsa = tls_pki.ca.issue("rsa", key=rsa.generate_private_key(65537, 2048))
    usual = TlsSettings(peer_certificate="none")
    with OurServer(tls_loop, tls_pki.server(identity=with_rsa, suites=(weak,), peer_certificate="none")) as server:
        with pytest.raises(ConnectFailed, match="handshake_failure"):
            connect(tls_loop, server.address, usual)
        connection = connect(tls_loop, server.address, replace(usual, lenient=True))
        assert connection.record.observation().suite == weak
        tls_loop.run(connection.close())


def test_a_client_without_tickets_resumes_by_identifier(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    own, clock = tls_pki.client(maximum=0x0303, takes_tickets=False), Clock()
    with OurServer(tls_loop, tls_pki.server(tickets=True)) as server:
        first = connect(tls_loop, server.address, own, clock=clock)
        tls_loop.run(first.request("GET", "/"))
        tls_loop.run(first.close())
        assert first.session is not None
        assert not first.session.session.has_ticket
        second = connect(tls_loop, server.address, own, clock=clock, session=first.session)
        tls_loop.run(second.close())
        assert [seen.resumed for seen in server.ended(2)] == [False, True]


@pytest.mark.parametrize("server_decides", [True, False])
def test_who_decides_on_the_suite(tls_pki: TlsPki, tls_loop: LoopThread, server_decides: bool) -> None:
    strong, other = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
    with OurServer(tls_loop, tls_pki.server(suites=(strong, other), server_preference=server_decides)) as server:
        connection = connect(tls_loop, server.address, tls_pki.client(suites=(other, strong)))
        tls_loop.run(connection.close())
        assert server.ended()[0].suite == (strong if server_decides else other)


@pytest.mark.parametrize("option", ["-tls1_2", "-tls1_3"])
def test_a_foreign_client_sees_the_ca_names(tls_pki: TlsPki, tls_loop: LoopThread, tmp_path: Path, option: str) -> None:
    second = TestCa(tmp_path, "tweede-ca")
    settings = tls_pki.server(ca_list=(tls_pki.ca.file, second.file))
    with OurServer(tls_loop, settings) as server, s_client(server.address, option, identity=tls_pki.xis) as peer:
        exchange(peer)
        seen = server.state()
    assert "Acceptable client certificate CA names" in peer.output
    assert "CN = tweede-ca" in peer.output
    assert seen.ca_names == ("CN=ca,O=SIM Proef,C=NL", "CN=tweede-ca,O=SIM Proef,C=NL")


@pytest.mark.parametrize("option", ["-tls1_2", "-tls1_3"])
def test_an_empty_ca_list_can_be_sent(tls_pki: TlsPki, tls_loop: LoopThread, option: str) -> None:
    with (
        OurServer(tls_loop, tls_pki.server(ca_list=())) as server,
        s_client(server.address, option, identity=tls_pki.xis) as peer,
    ):
        exchange(peer)
        seen = server.state()
    assert "No client certificate CA names sent" in peer.output
    assert (seen.certificate_requested, seen.ca_names) == (True, ())


@pytest.mark.parametrize("maximum", [0x0303, 0x0304])
def test_ca_names_of_a_foreign_server_are_seen(tls_pki: TlsPki, tls_loop: LoopThread, maximum: int) -> None:
    peer, address = s_server(tls_pki.zim, "-www", "-verify", "1", "-CAfile", str(tls_pki.ca.file))
    with peer:
        connection = connect(tls_loop, address, tls_pki.client(maximum=maximum))
        tls_loop.run(connection.request("GET", "/"))
        seen = connection.record.observation()
        tls_loop.run(connection.close())
    assert seen.certificate_requested
    assert seen.ca_names == ("CN=ca,O=SIM Proef,C=NL",)


@pytest.mark.parametrize("choice", ["none", "optional"])
def test_a_client_certificate_need_not_be_asked_or_shown(tls_pki: TlsPki, tls_loop: LoopThread, choice: str) -> None:
    with OurServer(tls_loop, tls_pki.server(peer_certificate=choice)) as server, s_client(server.address) as peer:
        exchange(peer)
        seen = server.state()
    assert seen.certificate_requested is (choice == "optional")
    assert seen.sut_certificates == ()


def test_a_certificate_can_be_demanded_without_being_judged(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server(peer_certificate="unjudged", maximum=0x0303)) as server:
        connection = connect(tls_loop, server.address, tls_pki.client(identity=tls_pki.stranger))
        tls_loop.run(connection.request("GET", "/"))
        assert server.state().sut_certificates
        tls_loop.run(connection.close())
        with pytest.raises(ConnectFailed):
            connect(tls_loop, server.address, tls_pki.client(identity=None))


@pytest.mark.parametrize(("algorithms", "scheme"), [(("ECDSA+SHA1",), "ecdsa_sha1"), ((), "ecdsa_secp256r1_sha256")])
def test_what_handshakes_are_signed_with_can_be_chosen(
    tls_pki: TlsPki, tls_loop: LoopThread, algorithms: tuple[str, ...], scheme: str
) -> None:
    either = tls_pki.client(signature_algorithms=("ECDSA+SHA256", "ECDSA+SHA1"), maximum=0x0303)
    with OurServer(tls_loop, tls_pki.server(signature_algorithms=algorithms)) as server:
        connection = connect(tls_loop, server.address, either, journal=Journal("zim"))
        tls_loop.run(connection.request("GET", "/"))
        assert connection.record.observation().sut_signature == scheme
        tls_loop.run(connection.close())


def test_a_signature_algorithm_that_does_not_exist_is_refused(tls_pki: TlsPki) -> None:
    with pytest.raises(ValueError, match="ROT13"):
        server_context(tls_pki.server(signature_algorithms=("RSA+ROT13",)), Clock())


def test_a_newer_crl_counts_at_once_and_an_older_one_can_come_back(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    none_revoked, revoked = tls_pki.ca.crl(hours_ago=2), tls_pki.ca.crl(tls_pki.xis, hours_ago=3)
    with OurServer(tls_loop, tls_pki.server(crls=(none_revoked,))) as server:
        old = connect(tls_loop, server.address, tls_pki.client())
        server.listener.use(tls_pki.server(crls=(revoked,)))
        with pytest.raises(ConnectFailed) as failed:
            connect(tls_loop, server.address, tls_pki.client(maximum=0x0303))
        assert tls_loop.run(old.request("GET", "/")).status == 200  # what was open goes on
        server.listener.use(tls_pki.server(crls=(none_revoked,)))
        again = connect(tls_loop, server.address, tls_pki.client(maximum=0x0303))
        tls_loop.run(again.close())
        tls_loop.run(old.close())
    assert failed.value.alert_name == "certificate_revoked"


def test_without_a_crl_of_the_issuer_nobody_gets_in(tls_pki: TlsPki, tls_loop: LoopThread, tmp_path: Path) -> None:
    other = TestCa(tmp_path, "derde-ca").crl()
    with OurServer(tls_loop, tls_pki.server(crls=(other,))) as server, pytest.raises(ConnectFailed):
        connect(tls_loop, server.address, tls_pki.client(maximum=0x0303))


def test_the_chain_is_sent_as_it_is_written(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server()) as server, s_client(server.address, identity=tls_pki.xis) as peer:
        exchange(peer)
        chain = peer.output.partition("Certificate chain")[2].partition("---")[0]
    assert chain.count(" s:") == 1


@pytest.mark.parametrize("maximum", [0x0303, 0x0304])
def test_no_session_is_resumed_unless_asked_for(tls_pki: TlsPki, tls_loop: LoopThread, maximum: int) -> None:
    with OurServer(tls_loop, tls_pki.server(maximum=maximum)) as server:
        first = connect(tls_loop, server.address, tls_pki.client())
        tls_loop.run(first.request("GET", "/"))
        assert first.session is None
        tls_loop.run(first.close())


@pytest.mark.parametrize("maximum", [0x0303, 0x0304])
def test_a_resumed_session_has_an_age(tls_pki: TlsPki, tls_loop: LoopThread, maximum: int) -> None:
    clock = VirtualClock()
    with OurServer(tls_loop, tls_pki.server(maximum=maximum, tickets=True), clock=clock) as server:
        settings = tls_pki.client()
        first = connect(tls_loop, server.address, settings, clock=clock)
        tls_loop.run(first.request("GET", "/"))
        session = first.session
        tls_loop.run(first.close())
        clock.set(clock.now() + 1000)
        second = connect(tls_loop, server.address, settings, clock=clock, session=session)
        tls_loop.run(second.request("GET", "/"))
        ours = second.record.observation()
        tls_loop.run(second.close())
        before, after = server.ended(2)
    assert (before.resumed, before.resumed_age) == (False, None)
    for seen in (after, ours):
        assert seen.resumed
        assert seen.resumed_age is not None
        assert 999 < seen.resumed_age < 1001
    assert after.sut_certificates == ()


def test_a_session_that_the_server_forgot_is_not_resumed(tls_pki: TlsPki, tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, tls_pki.server(tickets=True)) as server:
        clock = Clock()
        first = connect(tls_loop, server.address, tls_pki.client(), clock=clock)
        tls_loop.run(first.request("GET", "/"))
        session = first.session
        assert session is not None
        tls_loop.run(first.close())
        server.listener.use(tls_pki.server(tickets=True, crls=(tls_pki.crl,)))
        second = connect(tls_loop, server.address, tls_pki.client(), clock=clock, session=session)
        assert second.record.observation().resumed is False
        tls_loop.run(second.close())


def test_a_foreign_client_resumes(tls_pki: TlsPki, tls_loop: LoopThread, tmp_path: Path) -> None:
    kept = tmp_path / "sessie.pem"
    with OurServer(tls_loop, tls_pki.server(tickets=True)) as server:
        for option in ("-sess_out", "-sess_in"):
            with s_client(server.address, "-tls1_2", option, str(kept), identity=tls_pki.xis) as peer:
                exchange(peer)
                peer.say(b"Q\n")
                peer.expect("DONE")
        before, after = server.ended(2)
    assert (before.resumed, after.resumed) == (False, True)
    assert after.resumed_age is not None
    assert after.version == "TLS 1.2"


def test_settings_of_a_plain_client_open_no_tls(tls_loop: LoopThread) -> None:
    with OurServer(tls_loop, None) as server:
        future = start(
            tls_loop,
            HttpConnection.open(*server.address, settings=None, server_name="crl.toetsbank.test", clock=Clock()),
        )
        connection = future.result(SECONDS)
        assert (connection.version, connection.session, connection.peer_certificate()) == (0, None, None)
        assert not connection.refresh_keys()
        assert connection.age_of_keys(Clock()) == 0.0
        tls_loop.run(connection.close())


def test_defaults_are_tls12_and_tls13_with_a_client_certificate() -> None:
    settings = TlsSettings()
    assert (settings.minimum, settings.maximum, settings.peer_certificate) == (0x0303, 0x0304, "required")
    assert not settings.tickets
