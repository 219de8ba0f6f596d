"""The XIS answers the ZIM at every moment, unless a policy says otherwise."""

import pytest

from simulators.xis.policies.surroundings import AvailabilityPolicy
from simulators.zim import messages
from tests.simulators.xis.conftest import Driver


def _answered(driver: Driver) -> str:
    outgoing = messages.ping(driver.around.clock, "90000001", f"ping-{driver.around.zim.journal.number()}")
    result = driver.around.zim.call(*driver.tls, "xis.toetsbank.test", outgoing)
    assert result.message is not None
    return result.message.answer


def test_the_zim_is_answered_whoever_is_there(driver: Driver) -> None:
    assert _answered(driver) == "COMT_IN229229"
    driver.pass_time(1900)
    assert _answered(driver) == "COMT_IN229229"


def test_only_while_someone_is_logged_in(driver: Driver) -> None:
    driver.xis.policies.availability = AvailabilityPolicy(only_with_user=True)
    assert _answered(driver) == "HTTP 503"
    sessie = driver.log_in()
    assert _answered(driver) == "COMT_IN229229"
    driver.perform("sessie.log_out", sessie=sessie)
    assert _answered(driver) == "HTTP 503"


def test_after_a_rest_and_after_so_many(driver: Driver) -> None:
    driver.xis.policies.availability = AvailabilityPolicy(rests_after=600.0, most=2)
    assert [_answered(driver) for _ in range(3)] == ["COMT_IN229229", "COMT_IN229229", "HTTP 503"]
    driver.around.loop.run(driver.xis.put_back())
    driver.xis.policies.availability = AvailabilityPolicy(rests_after=600.0)
    driver.pass_time(590)
    assert _answered(driver) == "COMT_IN229229"
    driver.pass_time(610)
    assert _answered(driver) == "HTTP 503"


@pytest.mark.parametrize(("users", "quiet", "answered"), [(0, 0.0, 0), (1, 1e6, 10**6)])
def test_a_healthy_one_is_always_there(users: int, quiet: float, answered: int) -> None:
    assert AvailabilityPolicy().is_there(users=users, quiet=quiet, answered=answered)
