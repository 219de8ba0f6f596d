"""The clock of the XIS is kept right by NTP, and can be off all the same."""

from collections.abc import Callable

import pytest

from simulators.lsp import NtpFault
from simulators.xis.policies.surroundings import ClockPolicy
from simulators.xis.timing import POLL
from tests.simulators.xis.conftest import Driver

NEAR = 0.3
"""Seconds that a busy machine may add."""


def _off(driver: Driver) -> float:
    return driver.xis.clock.now() - driver.around.clock.now()


def test_the_clock_is_set_right_when_the_xis_starts(start: Callable[..., Driver]) -> None:
    driver = start()
    assert driver.around.lsp.journal.times[0].own_time is not None
    assert abs(_off(driver)) < NEAR


def test_a_clock_that_went_wrong_is_set_right_at_the_next_poll(driver: Driver) -> None:
    driver.pass_time(1)
    asked = len(driver.around.lsp.journal.times)
    driver.xis.clock.correct(0.8)
    assert _off(driver) == pytest.approx(0.8, abs=NEAR)
    driver.pass_time(POLL + 1)
    assert len(driver.around.lsp.journal.times) == asked + 1
    assert abs(_off(driver)) < NEAR


@pytest.mark.parametrize("fault", [NtpFault.UNSYNCHRONISED, NtpFault.TOO_OFTEN])
def test_a_server_that_is_not_to_be_followed_is_not(driver: Driver, fault: NtpFault) -> None:
    driver.pass_time(1)
    driver.around.lsp.configure(ntp=fault, shift_seconds=50.0)
    driver.pass_time(POLL + 1)
    assert abs(_off(driver)) < NEAR


def test_without_server_nothing_is_asked(start: Callable[..., Driver]) -> None:
    driver = start(tijdservers=[])
    driver.pass_time(POLL + 1)
    assert driver.around.lsp.journal.times == ()


def test_a_clock_that_is_off_stays_off_however_it_is_moved(driver: Driver) -> None:
    driver.pass_time(1)
    asked = len(driver.around.lsp.journal.times)
    driver.xis.policies.clock = ClockPolicy(follows_ntp=False, ahead=-0.7)
    for seconds in (0.3, 40.0, POLL):
        driver.pass_time(seconds)
        assert _off(driver) == pytest.approx(-0.7, abs=NEAR)
    assert len(driver.around.lsp.journal.times) == asked
