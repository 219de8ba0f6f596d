import asyncio
import contextlib
import ssl
from collections.abc import Callable

import pytest

from simulators.loop import LoopThread
from simulators.observations import ConnectionObservation
from simulators.uzi import Pki
from tests.simulators.xis.conftest import Driver

TLS_1_1, TLS_1_2, TLS_1_3 = 0x0302, 0x0303, 0x0304


def _connections(driver: Driver) -> tuple[ConnectionObservation, ...]:
    driver.around.zim.flush()
    return tuple(c for c in driver.around.zim.journal.connections if c.sut_role == "client")


@pytest.mark.parametrize(
    ("certificate", "words"),
    [
        ("zim-verlopen", "expired"),
        ("zim-nog-niet-geldig", "not yet valid"),
        ("zim-ingetrokken", "revoked"),
        ("zim-andere-naam", "Hostname mismatch"),
        ("zim-andere-partij", "Hostname mismatch"),
        ("zim-andere-root", "issuer"),
    ],
)
def test_only_the_certificate_of_the_zim_will_do(driver: Driver, certificate: str, words: str) -> None:
    sessie = driver.log_in()
    driver.around.zim.configure(certificate=certificate)
    result = driver.query(sessie)
    assert result.refused
    assert words in result.shown
    (connection,) = _connections(driver)
    assert connection.requests == 0
    assert [alert.by for alert in connection.alerts] == ["sut"]


@pytest.mark.parametrize("certificate", ["zim-g4", "zim-pkio"])
def test_every_generation_and_pki_of_the_zim_will_do(driver: Driver, certificate: str) -> None:
    sessie = driver.log_in()
    driver.around.zim.configure(certificate=certificate)
    assert not driver.query(sessie).refused


def test_one_connection_serves_queries_and_pings(driver: Driver) -> None:
    sessie = driver.log_in()
    assert not driver.query(sessie).refused
    assert not driver.perform("koppeling.verify", sessie=sessie).refused
    (connection,) = _connections(driver)
    assert connection.requests == 2
    assert (connection.version, connection.server_name) == ("TLS 1.3", "zim.toetsbank.test")
    assert connection.sut_certificates[0].dns_names == ("xis.toetsbank.test",)
    assert set(connection.offered_versions) == {"TLS 1.2", "TLS 1.3"}


@pytest.mark.parametrize(
    ("maximum", "means"), [(TLS_1_2, "heronderhandeling"), (TLS_1_3, "KeyUpdate")], ids=["1.2", "1.3"]
)
def test_keys_are_renewed_on_the_same_connection(driver: Driver, maximum: int, means: str) -> None:
    driver.around.zim.configure(maximum=maximum)
    sessie = driver.log_in()
    for _ in range(2):
        assert not driver.query(sessie).refused
        driver.pass_time(290)
    assert not driver.query(sessie).refused
    (connection,) = _connections(driver)
    assert connection.oldest_key_age < 300
    assert {(refresh.means, refresh.by) for refresh in connection.refreshes if refresh.by == "sut"} == {(means, "sut")}


@pytest.mark.parametrize("maximum", [TLS_1_2, TLS_1_3], ids=["1.2", "1.3"])
def test_an_unused_connection_is_closed_in_time_and_its_session_forgotten(driver: Driver, maximum: int) -> None:
    driver.around.zim.configure(maximum=maximum, tickets=True)
    sessie = driver.log_in()
    assert not driver.query(sessie).refused
    driver.pass_time(960)
    (connection,) = _connections(driver)
    assert connection.ended is not None
    assert 880 < connection.ended.high - connection.opened.low < 900
    assert connection.end_by == "sut"
    assert not driver.query(sessie).refused
    assert [c.resumed for c in _connections(driver)] == [False, False]


@pytest.mark.parametrize("maximum", [TLS_1_2, TLS_1_3], ids=["1.2", "1.3"])
def test_a_resumed_session_is_checked_with_the_chain_it_began_with(driver: Driver, maximum: int) -> None:
    """Such a session has no chain on the wire, and the authority between root and leaf is in no trust store."""
    driver.use("HervatOudeSessie")
    driver.around.zim.configure(maximum=maximum, tickets=True)
    sessie = driver.log_in()
    assert not driver.query(sessie).refused
    driver.around.zim.close_connections()
    assert not driver.query(sessie).refused
    assert [c.resumed for c in _connections(driver)] == [False, True]


def test_a_session_is_not_resumed_with_a_zim_whose_certificate_was_revoked_since(driver: Driver) -> None:
    driver.use("HervatOudeSessie")
    driver.around.zim.configure(tickets=True)
    sessie = driver.log_in()
    assert not driver.query(sessie).refused
    driver.around.zim.close_connections()
    driver.around.uzi.revoke("zim")
    driver.pass_time(310)
    result = driver.query(sessie)
    assert result.refused
    assert "revoked" in result.shown
    assert not _connections(driver)[-1].resumed


@pytest.mark.parametrize(("seconds", "is_refused"), [(290, False), (310, True)])
def test_lists_of_revoked_servers_are_kept_for_five_minutes(driver: Driver, seconds: float, is_refused: bool) -> None:
    sessie = driver.log_in()
    assert not driver.query(sessie).refused
    driver.around.zim.close_connections()
    driver.around.uzi.revoke("zim")
    driver.pass_time(seconds)
    assert driver.query(sessie).refused is is_refused


def test_a_connection_that_the_zim_closed_is_not_used_again(driver: Driver) -> None:
    sessie = driver.log_in()
    assert not driver.query(sessie).refused
    driver.around.zim.close_connections()
    assert not driver.query(sessie).refused


@pytest.mark.parametrize(
    "changes", [{"minimum": TLS_1_1, "maximum": TLS_1_1}, {"suites": ("TLS_RSA_WITH_AES_128_CBC_SHA",)}]
)
def test_nothing_weak_is_agreed_on(driver: Driver, changes: dict[str, object]) -> None:
    sessie = driver.log_in()
    driver.around.zim.configure(**{"maximum": TLS_1_2, **changes})
    assert driver.query(sessie).refused
    assert not any(c.handshake_completed for c in _connections(driver))


def test_a_zim_that_keeps_silent_is_given_up(start: Callable[..., Driver]) -> None:
    driver = start(seconden_wachten=0.5)
    sessie = driver.log_in()
    driver.around.zim.configure(no_answer=True)
    result = driver.query(sessie)
    assert result.refused
    assert "Het LSP heeft niet geantwoord" in result.shown
    driver.around.zim.configure(no_answer=False)
    assert not driver.query(sessie).refused


def test_a_zim_that_is_not_there_is_named(start: Callable[..., Driver]) -> None:
    driver = start(poorten={"zim.toetsbank.test:443": 1, "crl.toetsbank.test:80": 1})
    result = driver.query(driver.log_in())
    assert result.refused
    assert "komt niet tot stand" in result.shown


class Stubborn:
    """A TLS 1.2 server that answers every request, and will not renegotiate."""

    def __init__(self, pki: Pki) -> None:
        identity = pki.server("zim")
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.maximum_version = ssl.TLSVersion.TLSv1_2
        self._context.options |= ssl.OP_NO_RENEGOTIATION
        self._context.load_cert_chain(identity.certificate, identity.key)
        self.connections = 0
        self.requests = 0

    async def start(self) -> asyncio.Server:
        """Listen on a free port."""
        return await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._context)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                await reader.readuntil(b"\r\n\r\nbericht")
                self.requests += 1
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nja")
                await writer.drain()
        writer.close()


def test_a_zim_that_will_not_renegotiate_gets_a_new_connection(start: Callable[..., Driver], pki: Pki) -> None:
    async def exchange(driver: Driver) -> bytes:
        return (await driver.xis.lsp.exchange("laag", "/Ping", "x", b"bericht")).body

    stubborn = Stubborn(pki)
    loop = LoopThread()
    server = loop.run(stubborn.start())
    port = server.sockets[0].getsockname()[1]
    driver = start(poorten={"zim.toetsbank.test:443": port, "crl.toetsbank.test:80": 1})
    assert driver.around.loop.run(exchange(driver)) == b"ja"
    driver.pass_time(290)
    assert driver.around.loop.run(exchange(driver)) == b"ja"
    assert (stubborn.connections, stubborn.requests) == (2, 2)
    driver.around.loop.run(driver.xis.lsp.close())
    server.close()
    loop.stop()
