"""Who is let in by the XIS, and for how long: what it does as it is, and what each of its policies decides."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from protocol.pkix import Reason
from simulators.calling import ConnectFailed
from simulators.xis.policies.inbound import OTHER_PARTY, PERSON
from simulators.zim import Connection, Shown, messages
from tests.simulators.xis.conftest import Driver

NAME = "xis.toetsbank.test"
TLS12, TLS13 = 0x0303, 0x0304


def _open(driver: Driver, **shown: Any) -> Connection:
    return driver.around.zim.connect(*driver.tls, NAME, Shown(**shown))


def _served(driver: Driver, connection: Connection) -> bool:
    return connection.send(messages.ping(driver.around.clock, "90000001", "ping-1")).answer is not None


def _let_in(driver: Driver, **shown: Any) -> bool:
    try:
        connection = _open(driver, **shown)
    except ConnectFailed:
        return False
    served = _served(driver, connection)
    connection.close()
    return served


def _change(driver: Driver, name: str, **changes: Any) -> None:
    """Replace parts of a policy, as a defect does."""

    async def changed() -> None:
        policies = driver.xis.policies
        setattr(policies, name, replace(getattr(policies, name), **changes))
        await driver.xis.server.put_back()

    driver.around.loop.run(changed())


REFUSED = ["", "zim-verlopen", "zim-nog-niet-geldig", "zim-ingetrokken", "zim-andere-root", "zim-andere-partij"]


@pytest.mark.parametrize("version", [TLS12, TLS13])
@pytest.mark.parametrize("certificate", [*REFUSED, "arts-a/geldig", "zim-sha1", "xis"])
def test_nobody_but_the_zim_is_let_in(driver: Driver, certificate: str, version: int) -> None:
    assert not _let_in(driver, certificate=certificate, maximum=version)


@pytest.mark.parametrize("certificate", ["zim", "zim-g4", "zim-pkio", "zim-pkio-g4"])
def test_the_zim_is_let_in_with_a_certificate_of_any_tree(driver: Driver, certificate: str) -> None:
    assert _let_in(driver, certificate=certificate)


def test_a_certificate_that_is_revoked_while_the_system_runs_is_refused_with_the_next_lists(driver: Driver) -> None:
    pki = driver.around.pki
    assert _let_in(driver, certificate="zim-in-te-trekken")
    pki.crls.revoke("server-g1", pki.server_certificate("zim-in-te-trekken").serial_number, 0.0)
    driver.pass_time(310)
    assert not _let_in(driver, certificate="zim-in-te-trekken")
    assert _let_in(driver, certificate="zim")


@pytest.mark.parametrize(
    ("overlooked", "certificate"),
    [
        (Reason.EXPIRED, "zim-verlopen"),
        (Reason.NOT_YET_VALID, "zim-nog-niet-geldig"),
        (Reason.REVOKED, "zim-ingetrokken"),
        (Reason.UNKNOWN_ISSUER, "zim-andere-root"),
        (Reason.WEAK_HASH, "zim-sha1"),
        (OTHER_PARTY, "zim-andere-partij"),
        (PERSON, "arts-a/geldig"),
    ],
)
def test_one_thing_can_be_overlooked(driver: Driver, overlooked: str, certificate: str) -> None:
    tolerated = driver.xis.policies.peers.tolerated
    _change(driver, "peers", tolerated=tolerated | {overlooked})
    _change(driver, "inbound", check_in_handshake=False)
    let_in = [name for name in (*REFUSED, "zim-sha1", "arts-a/geldig") if _let_in(driver, certificate=name)]
    assert let_in == [certificate]


def test_a_connection_that_nobody_uses_is_closed_before_a_quarter_of_an_hour(driver: Driver) -> None:
    connection = _open(driver)
    assert _served(driver, connection)
    driver.pass_time(880)
    assert _served(driver, connection)
    driver.pass_time(900)
    assert connection.observation().end_by == "sut"


def test_a_connection_that_stays_in_use_is_closed_before_the_longest_time(driver: Driver) -> None:
    _change(driver, "connections", absolute=600.0)
    connection = _open(driver)
    for _ in range(2):
        assert _served(driver, connection)
        driver.pass_time(250)
    assert _served(driver, connection)
    driver.pass_time(110)
    assert connection.observation().end_by == "sut"


def test_without_limits_a_connection_stays(driver: Driver) -> None:
    _change(driver, "connections", idle=None, absolute=None)
    connection = _open(driver)
    assert _served(driver, connection)
    driver.pass_time(960)
    assert _served(driver, connection)


@pytest.mark.parametrize(("resumption", "version"), [(False, TLS12), (False, TLS13), (True, TLS12), (True, TLS13)])
def test_a_session_is_taken_up_only_if_the_policy_says_so(driver: Driver, resumption: bool, version: int) -> None:
    _change(driver, "inbound", resumption=resumption)
    first = _open(driver, maximum=version)
    assert _served(driver, first)
    session = first.session()
    assert (session is not None) is resumption
    second = _open(driver, maximum=version, session=session)
    assert _served(driver, second)
    assert second.observation().resumed is resumption


@pytest.mark.parametrize(("version", "means"), [(TLS12, "renegotiation"), (TLS13, "KeyUpdate")])
def test_new_keys_are_accepted_unless_the_policy_says_otherwise(driver: Driver, version: int, means: str) -> None:
    renewed = []
    for accepted in (frozenset({"renegotiation", "KeyUpdate"}), frozenset({"renegotiation", "KeyUpdate"}) - {means}):
        _change(driver, "renewals", accepted=accepted)
        connection = _open(driver, maximum=version)
        assert _served(driver, connection)
        assert connection.refresh_keys()
        renewed.append(_served(driver, connection))
    assert renewed == [True, False]


def test_the_number_of_connections_is_limited_only_by_policy(driver: Driver) -> None:
    _change(driver, "connections", at_a_time=1)
    first, second = _open(driver), _open(driver)
    assert _served(driver, first)
    assert not _served(driver, second)
    first.close()
    assert _let_in(driver)


def test_one_tree_at_a_time_only_by_policy(driver: Driver) -> None:
    for one_tree in (False, True):
        _change(driver, "connections", one_tree=one_tree)
        first = _open(driver)
        assert _served(driver, first)
        assert _let_in(driver, certificate="zim-pkio") is True
        assert _let_in(driver, certificate="zim-g4") is not one_tree
        first.close()


def test_putting_back_ends_connections_and_uses_the_policies_of_now(
    start: Callable[..., Driver],
) -> None:
    driver = start()
    connection = _open(driver)
    assert _served(driver, connection)
    driver.use("NeemtClientZonderCertificaatAan")
    assert connection.observation().end_by == "sut"
    assert _let_in(driver, certificate="")
    driver.use()
    assert not _let_in(driver, certificate="")
