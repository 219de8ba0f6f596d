"""Queries of the XIS itself: one for a trigger, which is logged, and none otherwise."""

from dataclasses import replace

from tests.simulators.xis.conftest import BSN, OTHER_BSN, Driver


def asked(driver: Driver) -> list[str | None]:
    return [m.bsn for m in driver.around.zim.journal.messages if m.sut_role == "afzender" and m.level == "midden"]


def test_an_appointment_sets_off_a_query_that_is_logged(driver: Driver) -> None:
    result = driver.perform("trigger.fire", sessie=driver.log_in(), bsn=BSN)
    assert "afspraak" in result.shown
    message = driver.around.zim.journal.messages[-1]
    assert message.bsn == BSN
    reader = driver.log_in("toegangslogbeheerder-h/geldig", "werkplek-2")
    (line,) = driver.perform("triggerlog.read", sessie=reader).data["regels"]
    assert (line["soort"], line["bericht_id"]) == ("afspraak", message.message_id)
    assert driver.perform("triggerlog.read", sessie=driver.log_in()).refused


def test_nothing_is_asked_without_a_trigger(driver: Driver) -> None:
    driver.query(driver.log_in())
    driver.pass_time(900)
    assert asked(driver) == [BSN]


def test_a_policy_can_make_it_ask_by_the_clock_and_beside_others(driver: Driver) -> None:
    policies = driver.xis.policies
    policies.own_queries = replace(policies.own_queries, neighbours=True)
    driver.query(driver.log_in())
    assert asked(driver) == [BSN, OTHER_BSN]
    policies.own_queries = replace(policies.own_queries, neighbours=False, every=300.0)
    driver.pass_time(650)
    assert len(asked(driver)) == 4
