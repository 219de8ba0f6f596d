from dataclasses import replace

import pytest

from simulators.uzi import Pki
from tests.simulators.xis.conftest import BSN, OTHER_BSN, UNREGISTERED_BSN, Driver


def _messages(driver: Driver) -> int:
    return sum(message.level == "midden" for message in driver.around.zim.journal.messages)


def test_a_query_shows_what_the_sources_have(driver: Driver) -> None:
    result = driver.query(driver.log_in())
    assert not result.refused, result.shown
    assert "Apotheek Voorbeeld (URA 90000457): " in result.shown
    assert "Ziekenhuis Voorbeeld (URA 90000789): geen gegevens gevonden" in result.shown
    message = driver.around.zim.journal.messages[-1]
    assert (message.level, message.bsn, message.refused, message.status) == ("midden", BSN, (), 200)


def test_every_query_has_its_own_ids_and_token(driver: Driver) -> None:
    sessie = driver.log_in()
    for _ in range(2):
        assert not driver.query(sessie).refused
    first, second = driver.around.zim.journal.messages[-2:]
    assert first.message_id != second.message_id
    assert first.tokens[0].token_id != second.tokens[0].token_id


def test_a_ping_goes_without_a_token(driver: Driver) -> None:
    result = driver.perform("koppeling.verify", sessie=driver.log_in(), bestemming="zim")
    assert (result.refused, result.shown) == (False, "De koppeling met het LSP werkt.")
    message = driver.around.zim.journal.messages[-1]
    assert (message.level, message.tokens, message.interaction) == ("laag", (), "COMT_IN118118")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"soap_fault": "Server"}, "Het LSP weigert het bericht"),
        ({"hl7_error": "NOSTORE"}, "NOSTORE"),
        ({"hl7_error": "AUTERR_MEDISCH"}, "AUTERR_MEDISCH"),
        ({"broken_xml": True}, "niet te lezen"),
        ({"close_mid_answer": True}, "niet geantwoord"),
        ({"wrong_patient": True}, "een andere patiënt"),
    ],
)
def test_what_goes_wrong_is_shown_and_the_session_stays(driver: Driver, changes: dict[str, object], words: str) -> None:
    sessie = driver.log_in()
    driver.around.zim.configure(**changes)
    assert words in driver.query(sessie).shown
    driver.around.zim.reset()
    assert not driver.query(sessie).refused


@pytest.mark.parametrize("changes", [{"soap_fault": "Server"}, {"hl7_error": "NOSTORE"}, {"broken_xml": True}])
def test_a_ping_that_fails_is_shown(driver: Driver, changes: dict[str, object]) -> None:
    sessie = driver.log_in()
    driver.around.zim.configure(**changes)
    assert driver.perform("koppeling.verify", sessie=sessie).refused


def test_data_of_another_patient_are_not_kept(fresh: Driver) -> None:
    sessie = fresh.log_in()
    fresh.around.zim.configure(wrong_patient=True)
    fresh.query(sessie)
    shown = fresh.perform("resultaat.show", sessie=sessie, bsn=BSN).shown
    assert "tablet" not in shown
    assert "capsule" not in shown


@pytest.mark.parametrize("rule", ["T-09", "T-10", "T-13"])
def test_a_token_that_the_lsp_refuses_ends_the_session(driver: Driver, rule: str) -> None:
    sessie = driver.log_in()
    driver.around.zim.configure(refuse_token=rule)
    result = driver.query(sessie)
    assert result.refused
    assert "Uw sessie is beëindigd: het LSP heeft uw transactietoken geweigerd." in result.shown
    sent = _messages(driver)
    driver.around.zim.configure(refuse_token="")
    again = driver.query(sessie)
    assert again.refused
    assert "Uw sessie is beëindigd" in again.shown
    assert _messages(driver) == sent
    assert not driver.query(driver.log_in()).refused


def test_a_token_that_is_not_in_order_never_leaves_and_ends_the_session(driver: Driver) -> None:
    sessie = driver.log_in()
    driver.around.uzi.configure(shift_seconds=-86_400.0)
    result = driver.query(sessie)
    assert result.refused
    assert "Het transactietoken deugt niet: het is verlopen." in result.shown
    driver.around.uzi.configure(shift_seconds=0.0)
    assert driver.query(sessie).refused
    assert _messages(driver) == 0


def test_who_has_no_right_to_the_lsp_sends_nothing(driver: Driver) -> None:
    result = driver.query(driver.log_in("medewerker-e/geldig"))
    assert result.refused
    assert "niet bevoegd" in result.shown
    assert _messages(driver) == 0


def test_only_registered_patients_are_asked_for(driver: Driver) -> None:
    result = driver.query(driver.log_in(), UNREGISTERED_BSN)
    assert result.refused
    assert "niet ingeschreven" in result.shown


def test_any_user_sees_the_result_later(fresh: Driver) -> None:
    fresh.query(fresh.log_in())
    sessie = fresh.log_in("medewerker-e/geldig", "werkplek-2")
    result = fresh.perform("resultaat.show", sessie=sessie, bsn=BSN)
    assert "Apotheek Voorbeeld" in result.shown
    assert len(result.data["resultaten"]) == 1
    assert "geen landelijke gegevens" in fresh.perform("resultaat.show", sessie=sessie, bsn=OTHER_BSN).shown


def test_a_system_that_signs_itself_does_so_without_a_name(driver: Driver, pki: Pki) -> None:
    identity = driver.xis.policies.tls.identities["midden"]
    driver.xis.policies.tokens = replace(driver.xis.policies.tokens, signed_by=identity)
    assert driver.query(driver.log_in()).refused
    (message,) = (m for m in driver.around.zim.journal.messages if m.level == "midden")
    (token,) = message.tokens
    assert token.name_id == ""
    assert pki.find(token.certificate_issuer, token.certificate_serial) == pki.server_certificate("xis")
    assert message.refused[0].startswith("T-08")
