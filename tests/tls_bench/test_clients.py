"""The observer against clients of OpenSSL, GnuTLS and curl: what they offered, showed and did."""

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from protocol.tls.suites import name_of
from simulators.loop import LoopThread
from simulators.observations import ConnectionObservation
from simulators.tls import Identity, TlsSettings
from tests.tls_bench.servers import AS_MADE, available, gnutls_suites, openssl_suites
from tests.tls_peers import NAME, SECONDS, OurServer, s_client
from tests.tls_pki import TestCa

REQUEST = f"GET / HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode()
EVERY = ("TLS 1.3", "TLS 1.2", "TLS 1.1", "TLS 1.0")
GCM, OLD = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"
NEW, NEW_128 = "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"
ONLY_12 = "NORMAL:-VERS-ALL:+VERS-TLS1.2"


@dataclass(frozen=True)
class Pki:
    """What both sides show and trust."""

    ca: TestCa
    server: Identity
    client: Identity


@dataclass(frozen=True)
class Client:
    """One run of a client, with what must have been observed of its last connection."""

    name: str
    program: str
    arguments: tuple[str, ...]
    seen: Mapping[str, Any]
    shows: bool = True
    """It has a certificate."""
    server: Mapping[str, Any] = field(default_factory=dict)
    """Settings of our side that differ."""
    connections: int = 1
    offered: tuple[str, ...] = ()
    """The suites on offer, in order; () where the program's own list is asked."""


def healthy(version: str, suite: str, versions: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """Return what is seen of a client that is served."""
    usual = {
        "version": version,
        "suite": suite,
        "offered_versions": versions or (version,),
        "server_name": NAME,
        "handshake_completed": True,
        "resumed": False,
        "secure_renegotiation": None if version == "TLS 1.3" else True,
        "requests": 1,
        "clear_text": False,
        "bench_certificate": "zim",
    }
    return usual | more


CLIENTS = (
    Client("openssl", "openssl", (), healthy("TLS 1.3", NEW, EVERY)),
    Client("openssl-1.2", "openssl", ("-tls1_2",), healthy("TLS 1.2", GCM)),
    Client("openssl-1.0", "openssl", ("-tls1", "-cipher", "ALL:@SECLEVEL=0"), healthy("TLS 1.0", OLD)),
    Client(
        "openssl-own-order",
        "openssl",
        ("-no_tls1_3", "-cipher", "AES256-SHA:ECDHE-ECDSA-AES256-SHA:ECDHE-ECDSA-AES256-GCM-SHA384"),
        healthy("TLS 1.2", OLD),
        server={"server_preference": False},
        offered=("TLS_RSA_WITH_AES_256_CBC_SHA", OLD, GCM),
    ),
    Client(
        "openssl-bare",
        "openssl",
        ("-tls1_2",),
        healthy("TLS 1.2", GCM, handshake_completed=False, requests=0, end_by="bank"),
        shows=False,
    ),
    Client(
        "openssl-not-asked",
        "openssl",
        (),
        healthy("TLS 1.3", NEW, EVERY),
        shows=False,
        server={"peer_certificate": "none"},
    ),
    Client("gnutls", "gnutls-cli", (), healthy("TLS 1.3", NEW, EVERY)),
    Client("gnutls-1.2", "gnutls-cli", ("--priority", ONLY_12), healthy("TLS 1.2", GCM)),
    Client("gnutls-1.0", "gnutls-cli", ("--priority", "NORMAL:-VERS-ALL:+VERS-TLS1.0"), healthy("TLS 1.0", OLD)),
    Client(
        "gnutls-without-5746",
        "gnutls-cli",
        ("--priority", f"{ONLY_12}:%DISABLE_SAFE_RENEGOTIATION"),
        healthy("TLS 1.2", GCM, secure_renegotiation=False),
    ),
    Client(
        "gnutls-resumes-1.2",
        "gnutls-cli",
        ("--resume", "--priority", ONLY_12),
        healthy("TLS 1.2", GCM, resumed=True),
        server={"tickets": True},
        connections=2,
    ),
    Client(
        "gnutls-resumes-1.3",
        "gnutls-cli",
        ("--resume",),
        healthy("TLS 1.3", NEW, EVERY, resumed=True),
        server={"tickets": True},
        connections=2,
    ),
    Client(
        "gnutls-is-refused-resumption",
        "gnutls-cli",
        ("--resume", "--priority", ONLY_12),
        healthy("TLS 1.2", GCM),
        connections=2,
    ),
    Client(
        "gnutls-bare",
        "gnutls-cli",
        (),
        healthy("TLS 1.3", NEW, EVERY, handshake_completed=False, requests=0, end_how="alert certificate_required"),
        shows=False,
    ),
    Client(
        "curl-1.2",
        "curl",
        ("--tlsv1.2", "--tls-max", "1.2", "--ciphers", "ECDHE-ECDSA-AES256-GCM-SHA384:AES128-SHA"),
        healthy("TLS 1.2", GCM, requests=1),
        offered=(GCM, "TLS_RSA_WITH_AES_128_CBC_SHA"),
    ),
    Client(
        "curl-1.3",
        "curl",
        ("--tlsv1.3", "--tls13-ciphers", f"{NEW_128}:{NEW}"),
        healthy("TLS 1.3", NEW),
        offered=(NEW_128, NEW),
    ),
    Client(
        "curl-does-not-trust-us",
        "curl",
        ("--cacert", "{certificate}", "--tls13-ciphers", NEW, "--tlsv1.3"),
        {"handshake_completed": False, "requests": 0, "end_by": "sut", "end_how": "alert unknown_ca"},
        offered=(NEW,),
    ),
)


@pytest.fixture(scope="module")
def loop() -> Iterator[LoopThread]:
    made = LoopThread("clients")
    yield made
    made.stop()


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    ca = TestCa(tmp_path_factory.mktemp("clients"), "ca")
    return Pki(ca, ca.issue("zim"), ca.issue("xis"))


def server(loop: LoopThread, pki: Pki, **changes: Any) -> OurServer:
    usual = {"identity": pki.server, "trust": (pki.ca.file,), "minimum": 0x0301}
    return OurServer(loop, TlsSettings(**(usual | changes)))  # type: ignore[arg-type]


def command(client: Client, pki: Pki, address: tuple[str, int]) -> list[str]:
    """Return the command line of a client."""
    (host, port), shown, ca = address, pki.client, str(pki.ca.file)
    own: tuple[str, ...] = ("-cert", str(shown.certificate), "-key", str(shown.key))
    if client.program == "openssl":
        usual: tuple[str, ...] = (
            "s_client",
            "-connect",
            f"{host}:{port}",
            "-servername",
            NAME,
            "-CAfile",
            ca,
            "-ign_eof",
        )
        last: tuple[str, ...] = ()
    elif client.program == "gnutls-cli":
        usual, last = ("--x509cafile", ca, "--sni-hostname", NAME, "--verify-hostname", NAME, "-p", str(port)), (host,)
        own = ("--x509certfile", str(shown.certificate), "--x509keyfile", str(shown.key))
    else:
        usual = ("-sS", "--resolve", f"{NAME}:{port}:{host}", "--cacert", ca)
        own, last = ("--cert", str(shown.certificate), "--key", str(shown.key)), (f"https://{NAME}:{port}/",)
    given = (argument.format(certificate=shown.certificate) for argument in client.arguments)
    return [client.program, *usual, *(own if client.shows else ()), *given, *last]


def own_list(client: Client) -> list[str]:
    """Return the suites that a program says it would offer."""
    arguments = [*client.arguments, ""]
    if client.program == "openssl":
        flags = [argument for argument in arguments if argument.startswith("-tls")]
        ciphers = arguments[arguments.index("-cipher") + 1] if "-cipher" in arguments else "DEFAULT"
        codes = [code for code, _ in openssl_suites(*flags, ciphers)]
        versions = client.seen["offered_versions"]
        return [name_of(code) for code in codes if code >> 8 != 0x13 or "TLS 1.3" in versions]
    priority = arguments[arguments.index("--priority") + 1] if "--priority" in arguments else "NORMAL"
    lowest = max(client.seen["offered_versions"]).replace(" ", "")
    return [name_of(code) for code, _, least in gnutls_suites(priority) if least <= lowest]


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_what_a_client_did_is_observed(client: Client, loop: LoopThread, pki: Pki) -> None:
    if not available(client.program):
        pytest.skip(f"{client.program} is not installed (Debian: gnutls-bin, curl), so it was not observed")
    with server(loop, pki, **client.server) as ours:
        subprocess.run(
            command(client, pki, ours.address), input=REQUEST, capture_output=True, timeout=SECONDS, env=AS_MADE
        )
        seen = ours.ended(client.connections)[-1]
    assert {name: getattr(seen, name) for name in client.seen} == client.seen
    assert sorted(seen.offered_suites) == sorted(client.offered or own_list(client))
    assert not client.offered or seen.offered_suites == client.offered
    served = client.shows and seen.handshake_completed and not seen.resumed
    assert [leaf.dns_names for leaf in seen.sut_certificates][:1] == ([("xis.toetsbank.test",)] if served else [])


def test_the_table_covers_three_programs() -> None:
    assert {client.program for client in CLIENTS} == {"openssl", "gnutls-cli", "curl"}


def renewed(seen: ConnectionObservation) -> list[tuple[str, str]]:
    return [(refresh.means, refresh.by) for refresh in seen.refreshes]


@pytest.mark.parametrize(
    ("version", "letter", "means"), [("-tls1_2", b"R\n", "heronderhandeling"), ("-tls1_3", b"K\n", "KeyUpdate")]
)
def test_new_keys_that_openssl_asks_for(loop: LoopThread, pki: Pki, version: str, letter: bytes, means: str) -> None:
    with server(loop, pki) as ours:
        with s_client(ours.address, version, identity=pki.client) as peer:
            peer.expect("---\nSSL handshake has read")
            peer.say(letter)
            peer.expect("RENEGOTIATING" if letter == b"R\n" else "KEYUPDATE")
            peer.say(REQUEST)
            peer.expect("200 OK")
        (seen,) = ours.ended()
    assert renewed(seen) == [(means, "sut")]


def test_new_keys_that_gnutls_asks_for(loop: LoopThread, pki: Pki) -> None:
    if not available("gnutls-cli"):
        pytest.skip("gnutls-cli is not installed (Debian: gnutls-bin)")
    asking = Client("", "gnutls-cli", ("--rehandshake", "--priority", ONLY_12), {})
    with server(loop, pki) as ours:
        subprocess.run(
            command(asking, pki, ours.address), input=REQUEST, capture_output=True, timeout=SECONDS, env=AS_MADE
        )
        (seen,) = ours.ended()
    assert renewed(seen) == [("heronderhandeling", "sut")]
    assert (seen.secure_renegotiation, seen.requests) == (True, 1)


def test_http_without_tls_is_seen(loop: LoopThread, pki: Pki) -> None:
    if not available("curl"):
        pytest.skip("curl is not installed")
    with server(loop, pki) as ours:
        host, port = ours.address
        subprocess.run(["curl", "-sS", f"http://{host}:{port}/"], capture_output=True, timeout=SECONDS)
        (seen,) = ours.ended()
    assert (seen.clear_text, seen.version, seen.requests) == (True, None, 0)
