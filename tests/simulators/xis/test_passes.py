import pytest

from simulators.xis.passes import PassError, PassReader
from simulators.xis.web import Web
from tests.simulators.xis.conftest import PIN, Driver, Surroundings


@pytest.fixture
def reader(driver: Driver) -> PassReader:
    """A reader at the stand-in."""
    return PassReader(driver.xis.configuration, Web(driver.xis.configuration, driver.xis.names, driver.xis.clock))


def test_a_pass_is_read_unlocked_and_signs(reader: PassReader, around: Surroundings) -> None:
    run = around.loop.run
    certificates = run(reader.read("arts-a/geldig"))
    assert certificates.certificate == around.pki.person("arts-a").authenticiteit
    assert certificates.chain == around.pki.person("arts-a").intermediates
    session = run(reader.unlock("arts-a/geldig", PIN))
    with pytest.raises(PassError, match="De pas weigert"):
        run(reader.sign(session, b"geen token"))


def test_a_pass_that_was_taken_out_is_said_to_be(reader: PassReader, around: Surroundings) -> None:
    session = around.loop.run(reader.unlock("arts-b/geldig", PIN))
    around.uzi.take_out("arts-b/geldig")
    with pytest.raises(PassError, match="niet te lezen"):
        around.loop.run(reader.read("arts-b/geldig"))
    with pytest.raises(PassError, match="uit de lezer"):
        around.loop.run(reader.sign(session, b"token"))


def test_a_name_cannot_leave_its_place_in_the_path(reader: PassReader, around: Surroundings) -> None:
    with pytest.raises(PassError, match="niet te lezen"):
        around.loop.run(reader.read("../../cdp/zorgverlener-g3.crl"))
