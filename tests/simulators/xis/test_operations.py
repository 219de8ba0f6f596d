from collections.abc import Callable

from tests.simulators.xis.conftest import BSN, OTHER_BSN, Driver


def test_logging_out_ends_the_session(driver: Driver) -> None:
    sessie = driver.log_in()
    assert driver.perform("sessie.log_out", sessie=sessie).shown == "U bent uitgelogd."
    assert "u hebt uitgelogd" in driver.query(sessie).shown


def test_another_address_ends_the_session(driver: Driver) -> None:
    sessie = driver.log_in()
    assert "198.51.100.10" in driver.perform("werkplek.change_address", sessie=sessie).shown
    assert "IP-adres is gewijzigd" in driver.query(sessie).shown
    assert "192.0.2.10" in driver.perform("werkplek.change_address", sessie=sessie).shown
    assert "Log opnieuw in" in driver.query(sessie).shown


def test_the_setting_that_was_and_that_is_are_shown(driver: Driver) -> None:
    beheerder = driver.log_in("beheerder-f/geldig")
    result = driver.perform("instelling.set", sessie=beheerder, naam="onbruik_minuten", waarde=5)
    assert result.data == {"vorige": 30.0, "waarde": 5.0}


def test_a_patient_is_searched_by_bsn_and_by_name(driver: Driver) -> None:
    sessie = driver.log_in()
    for term, bsn in ((BSN, BSN), ("testlaar-één", BSN), ("Testlaar", OTHER_BSN)):
        found = driver.perform("patient.search", sessie=sessie, zoekterm=term)
        assert [patient["bsn"] for patient in found.data["patienten"]] == [bsn]
    assert driver.perform("patient.search", sessie=sessie, zoekterm="Niemand").shown == "Geen patiënt gevonden."


def test_only_an_administrator_changes_the_idle_limit_and_to_an_hour_at_most(driver: Driver) -> None:
    arts, beheerder = driver.log_in(), driver.log_in("beheerder-f/geldig", "werkplek-2")
    assert "niet bevoegd" in driver.perform("instelling.set", sessie=arts, naam="onbruik_minuten", waarde=5).shown
    for waarde in (61, 0.5):
        result = driver.perform("instelling.set", sessie=beheerder, naam="onbruik_minuten", waarde=waarde)
        assert result.refused
        assert "1 tot 60 minuten" in result.shown
    assert not driver.perform("instelling.set", sessie=beheerder, naam="onbruik_minuten", waarde=5).refused
    driver.pass_time(301)
    assert "5 minuten niet gebruikt" in driver.query(arts).shown


def test_the_toegangslog_has_every_item_of_a_query(fresh: Driver) -> None:
    fresh.query(fresh.log_in())
    sessie = fresh.log_in("toegangslogbeheerder-h/geldig", "werkplek-2")
    result = fresh.perform("toegangslog.read", sessie=sessie, bsn=BSN)
    (entry,) = result.data["regels"]
    message = fresh.around.zim.journal.messages[-1]
    assert entry["bsn"] == BSN
    assert entry["opvragende_organisatie"] == "Huisartspraktijk Voorbeeld (URA 90000123)"
    assert entry["bestemde_organisatie"] == "LSP (applicatie 1)"
    assert (entry["functie"], entry["identiteit"]) == ("01.015", "UZI 900001234")
    assert "QURX_IN990111NL" in entry["interactie"]
    assert entry["tijdstip"][-6] in "+-"
    assert entry["verzonden_bericht_id"] == message.message_id
    assert entry["ontvangen_bericht_id"]
    assert entry["gegevenssoorten"] == ["medicatieverstrekkingen"]
    assert entry["fouten"] == []
    assert BSN in result.shown


def test_the_toegangslog_has_errors_too(fresh: Driver) -> None:
    sessie = fresh.log_in()
    fresh.around.zim.configure(soap_fault="Server")
    fresh.query(sessie)
    beheerder = fresh.log_in("toegangslogbeheerder-h/geldig", "werkplek-2")
    (entry,) = fresh.perform("toegangslog.read", sessie=beheerder, bsn=BSN).data["regels"]
    assert "weigert het bericht" in entry["fouten"][0]
    assert entry["ontvangen_bericht_id"] == ""


def test_only_its_administrator_reads_the_toegangslog(fresh: Driver) -> None:
    assert "niet bevoegd" in fresh.perform("toegangslog.read", sessie=fresh.log_in(), bsn=BSN).shown
    beheerder = fresh.log_in("toegangslogbeheerder-h/geldig")
    assert fresh.perform("toegangslog.read", sessie=beheerder, bsn=BSN).shown == "Geen regels."


def test_the_version_is_told(driver: Driver) -> None:
    data = driver.perform("systeem.version").data
    assert data["product"] == "Referentie-XIS"
    assert all(data.values())


def test_the_clock_tells_what_is_due_next(start: Callable[..., Driver]) -> None:
    driver = start(tijdservers=[])
    now = driver.xis.clock.now()
    assert driver.perform("klok.set", moment=now + 10).data == {"volgende": None}
    driver.log_in()
    due = driver.perform("klok.set", moment=now + 20).data["volgende"]
    assert now + 20 < due <= now + 30 + 1800


def test_a_real_clock_is_not_moved(start: Callable[..., Driver]) -> None:
    result = start(klok="echt").perform("klok.set", moment=0)
    assert result.status == 409
    assert "kan niet worden verzet" in result.body["melding"]
