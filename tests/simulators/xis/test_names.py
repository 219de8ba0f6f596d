"""The XIS finds the ZIM by its name, keeps an address for its TTL, and follows the ZIM to its other location."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from simulators.lsp import DnsFault
from simulators.xis.names import UnknownHost
from tests.simulators.xis.conftest import Driver

ZIM = "zim.toetsbank.test"


def _questions(driver: Driver) -> int:
    return sum(question.name == ZIM for question in driver.around.lsp.journal.names)


def _reached(driver: Driver) -> list[str]:
    driver.around.zim.flush()
    return [c.reached.rpartition(":")[0] for c in driver.around.zim.journal.connections if c.sut_role == "client"]


def _move(driver: Driver, location: int) -> None:
    driver.around.zim.configure(location=location)
    driver.around.lsp.configure(location=location)


def test_a_name_is_asked_once_while_its_ttl_lasts(driver: Driver) -> None:
    session = driver.log_in()
    assert not driver.query(session).refused
    driver.around.zim.close_connections()
    driver.pass_time(50)
    assert not driver.query(session).refused
    assert _questions(driver) == 1
    driver.pass_time(15)
    assert not driver.query(session).refused
    assert _questions(driver) == 2


def test_a_zim_that_moved_is_found_again_when_the_ttl_is_over(driver: Driver) -> None:
    session = driver.log_in()
    assert not driver.query(session).refused
    _move(driver, 2)
    result = driver.query(session)
    assert result.refused, "the address that is known still counts"
    driver.pass_time(61)
    assert not driver.query(session).refused
    assert _reached(driver) == ["127.0.0.1", "127.0.0.1", "127.0.0.2"]
    _move(driver, 1)
    driver.pass_time(61)


def test_a_live_connection_to_a_former_location_is_not_used_again(driver: Driver) -> None:
    session = driver.log_in()
    assert not driver.query(session).refused
    driver.around.lsp.configure(location=2)
    driver.pass_time(61)
    driver.query(session)
    assert _reached(driver)[-1] == "127.0.0.2"
    driver.around.lsp.configure(location=1)
    driver.pass_time(61)


@pytest.mark.parametrize(
    ("fault", "words"), [(DnsFault.UNKNOWN, "niet bestaat (NXDOMAIN)"), (DnsFault.BROKEN, "niet bestaat (SERVFAIL)")]
)
def test_without_an_address_nothing_goes(driver: Driver, fault: DnsFault, words: str) -> None:
    session = driver.log_in()
    driver.pass_time(61)
    driver.around.lsp.configure(dns=fault)
    result = driver.query(session)
    assert result.refused
    assert "Het LSP is niet bereikbaar, omdat de naam" in result.shown
    assert words in result.shown


def test_the_next_server_is_asked_where_one_is_not_there(start: Callable[..., Driver], driver: Driver) -> None:
    served = ":".join(map(str, driver.around.lsp.dns_address))
    other = start(naamservers=["127.0.0.1:1", served])
    assert not other.query(other.log_in()).refused


def test_no_server_at_all_is_told(start: Callable[..., Driver]) -> None:
    driver = start(naamservers=["127.0.0.1:1"])
    with pytest.raises(UnknownHost, match=r"niet te vinden is \(127\.0\.0\.1:1 antwoordt niet"):
        driver.around.loop.run(driver.xis.names.locate(f"https://{ZIM}:443"))


def test_an_address_needs_no_dns(driver: Driver) -> None:
    assert driver.around.loop.run(driver.xis.names.locate("http://127.0.0.1:8080/pas")) == ("127.0.0.1", 8080)


def test_policies_can_pin_and_keep(driver: Driver) -> None:
    policies = driver.xis.policies
    policies.names = replace(policies.names, fixed={ZIM: "127.0.0.9"})
    host, _ = driver.around.loop.run(driver.xis.names.locate(f"https://{ZIM}:443"))
    assert host == "127.0.0.9"
    assert policies.names.keeps_until(100.0, 60) == 160.0
    assert replace(policies.names, shortest=300.0).keeps_until(100.0, 60) == 400.0
