from collections.abc import Callable
from typing import Any

import pytest

from simulators.uzi.faults import CrlFault, SigningFault
from tests.simulators.xis.conftest import PIN, Driver


def _log_in(driver: Driver, pas: str, toegangscode: str = PIN) -> tuple[bool, str]:
    result = driver.perform("sessie.log_in", pas=pas, toegangscode=toegangscode, werkplek="w")
    assert result.refused is not bool(result.data)
    return result.refused, result.shown


def test_a_valid_pass_opens_a_session(driver: Driver) -> None:
    assert _log_in(driver, "arts-a/geldig") == (False, "U bent ingelogd als arts-a (zorgverlener).")


def test_a_pass_of_the_other_current_generation_too(driver: Driver) -> None:
    assert not _log_in(driver, "arts-a/andere-generatie")[0]


@pytest.mark.parametrize(
    ("pas", "words"),
    [
        ("arts-a/verlopen", "De UZI-pas is niet geldig: "),
        ("arts-a/nog-niet-geldig", "De UZI-pas is niet geldig: "),
        ("arts-a/ingetrokken", "De UZI-pas is niet geldig: "),
        ("arts-a/oude-generatie", "De UZI-pas is niet geldig: "),
        ("arts-a/onbekende-ca", "De UZI-pas is niet geldig: "),
        ("arts-a/andere-ura", "van een andere organisatie"),
        ("arts-a/type-m", "van dit type kan niet worden ingelogd"),
        ("arts-a/sleutel-past-niet", "de handtekening klopt niet"),
        ("arts-a/geblokkeerd", "geblokkeerd"),
        ("arts-x/geldig", "niet in de gebruikersregistratie"),
        ("balie-d/geldig", "niet in de gebruikersregistratie"),
        ("niemand/geldig", "niet te lezen"),
    ],
)
def test_a_pass_that_is_not_in_order_is_refused_with_the_reason(driver: Driver, pas: str, words: str) -> None:
    refused, shown = _log_in(driver, pas)
    assert refused
    assert shown.startswith("Inloggen geweigerd. ")
    assert words in shown


def test_a_wrong_toegangscode_is_refused(driver: Driver) -> None:
    refused, shown = _log_in(driver, "arts-a/geldig", "000000")
    assert refused
    assert "toegangscode is onjuist" in shown


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"shift_seconds": -86_400.0}, "het is verlopen"),
        ({"shift_seconds": 86_400.0}, "het is nog niet geldig"),
        ({"signing": SigningFault.WRONG_KEY}, "de handtekening klopt niet"),
        ({"signing": SigningFault.UNREADABLE}, "de inhoud is niet die van deze opdracht"),
        ({"signing": SigningFault.REFUSED}, "weigert te ondertekenen"),
        ({"signing": SigningFault.CANCELLED}, "afgebroken"),
    ],
)
def test_a_token_that_is_not_in_order_opens_no_session(driver: Driver, changes: dict[str, object], words: str) -> None:
    driver.around.uzi.configure(**changes)
    refused, shown = _log_in(driver, "arts-a/geldig")
    assert refused
    assert words in shown


def test_of_the_passes_only_the_list_that_the_certificate_points_at_is_fetched(driver: Driver) -> None:
    assert not _log_in(driver, "arts-a/geldig")[0]
    of_passes = driver.around.pki.crl_paths("pas")
    asked = [message.path for message in driver.around.uzi.journal.messages if message.path in of_passes]
    assert asked == ["/cdp/zorgverlener-g3.crl"]


def test_a_pass_revoked_since_the_last_log_in_is_refused(driver: Driver) -> None:
    assert not _log_in(driver, "arts-b/in-te-trekken")[0]
    driver.around.uzi.revoke("arts-b", "in-te-trekken")
    assert _log_in(driver, "arts-b/in-te-trekken")[0]


@pytest.mark.parametrize("fault", [CrlFault.EXPIRED, CrlFault.ABSENT, CrlFault.UNREACHABLE, CrlFault.WRONG_SIGNATURE])
def test_without_a_valid_list_the_user_is_told(driver: Driver, fault: CrlFault) -> None:
    driver.around.uzi.configure(crl={"pas": fault})
    refused, shown = _log_in(driver, "arts-a/geldig")
    assert not refused
    assert "of deze UZI-pas is ingetrokken is niet na te gaan" in shown


def test_a_list_at_hand_is_used_while_it_is_valid(driver: Driver) -> None:
    assert not _log_in(driver, "arts-a/geldig")[0]
    driver.around.uzi.configure(crl={"pas": CrlFault.UNREACHABLE})
    refused, shown = _log_in(driver, "arts-a/ingetrokken")
    assert refused
    assert "niet geldig" in shown


@pytest.mark.parametrize("pas", ["arts-a/niet-vastgelegd", "arts-a/sha1", "arts-a/pkio-geldig"])
def test_a_pass_that_a_gbz_does_not_know_or_trust(driver: Driver, pas: str) -> None:
    assert _log_in(driver, pas)[0]


@pytest.fixture
def desk(config: dict[str, Any], start: Callable[..., Driver]) -> Driver:
    """A customer desk."""
    return start(eigen={**config["eigen"], "type": "GBK"})


def test_a_customer_desk_lets_in_the_pkio_pass_of_its_employee(desk: Driver) -> None:
    sessie = desk.log_in("arts-a/pkio-geldig")
    assert not desk.query(sessie).refused
    (message,) = (m for m in desk.around.zim.journal.messages if m.level == "midden")
    assert message.tokens[0].name_id == "900001234"


@pytest.mark.parametrize(
    "pas",
    [
        "arts-a/geldig",
        "arts-a/pkio-niet-vastgelegd",
        "arts-x/pkio-geldig",
        "arts-a/pkio-verlopen",
        "arts-a/pkio-ingetrokken",
        "arts-a/pkio-onbekende-ca",
        "arts-a/pkio-sleutel-past-niet",
    ],
)
def test_a_customer_desk_refuses_every_other_pass(desk: Driver, pas: str) -> None:
    assert _log_in(desk, pas)[0]


def test_a_pass_that_is_taken_out_ends_the_session(driver: Driver) -> None:
    sessie, uzi = driver.log_in(), driver.around.uzi
    uzi.take_out("arts-a/geldig")
    uzi.put_back("arts-a/geldig")
    assert "uit de lezer genomen" in driver.query(sessie).shown
    assert "Log opnieuw in" in driver.query(sessie).shown
    assert not driver.query(driver.log_in()).refused
