from tests.simulators.xis.conftest import BSN, Driver


def test_a_query_shows_what_the_sources_have(driver: Driver) -> None:
    result = driver.query(driver.log_in())
    assert not result.refused, result.shown
    assert "Apotheek Voorbeeld (URA 90000457): " in result.shown
    assert "Ziekenhuis Voorbeeld (URA 90000789): geen gegevens gevonden" in result.shown
    message = driver.around.zim.journal.messages[-1]
    assert (message.level, message.bsn, message.refused, message.status) == ("midden", BSN, (), 200)
