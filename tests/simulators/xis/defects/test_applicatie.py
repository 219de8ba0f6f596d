"""Every defect does what it claims, and the XIS goes on answering."""

from collections.abc import Callable

import pytest

from simulators.observations import ConnectionObservation
from simulators.xis.defects import all_defects
from tests.simulators.xis.conftest import Driver

TLS_1_1, TLS_1_2 = 0x0302, 0x0303
WEAK = "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"
STRONG = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"


def _connections(driver: Driver) -> tuple[ConnectionObservation, ...]:
    driver.around.zim.flush()
    return tuple(c for c in driver.around.zim.journal.connections if c.sut_role == "client")


def _queried(driver: Driver) -> ConnectionObservation:
    """Query and return the connection; whether the query succeeded is not looked at."""
    driver.query(driver.log_in())
    return _connections(driver)[-1]


def _pinged(driver: Driver) -> ConnectionObservation:
    driver.perform("koppeling.verify", sessie=driver.log_in())
    return _connections(driver)[-1]


def _shows_nothing(connection: ConnectionObservation) -> bool:
    return connection.certificate_requested and not connection.sut_certificates


def _clear_text(driver: Driver) -> bool:
    return _queried(driver).clear_text


def _no_certificate(driver: Driver) -> bool:
    return _shows_nothing(_queried(driver)) and not _shows_nothing(_pinged(driver))


def _no_certificate_at_ping(driver: Driver) -> bool:
    return _shows_nothing(_pinged(driver)) and not _shows_nothing(_queried(driver))


def _self_made(driver: Driver) -> bool:
    shown = _queried(driver).sut_certificates
    return bool(shown) and shown[0].subject == shown[0].issuer


def _accepts(certificate: str) -> Callable[[Driver], bool]:
    def accepts(driver: Driver) -> bool:
        driver.around.zim.configure(certificate=certificate)
        return not driver.query(driver.log_in()).refused

    return accepts


def _old_keys(driver: Driver) -> bool:
    sessie = driver.log_in()
    driver.query(sessie)
    driver.pass_time(310)
    driver.query(sessie)
    return _connections(driver)[-1].oldest_key_age > 300


def _weak_alone(driver: Driver) -> bool:
    driver.around.zim.configure(maximum=TLS_1_2, suites=(WEAK,))
    return _queried(driver).suite == WEAK


def _weak_first(driver: Driver) -> bool:
    driver.around.zim.configure(maximum=TLS_1_2, suites=(STRONG, WEAK), server_preference=False)
    return _queried(driver).suite == WEAK


def _not_the_highest(driver: Driver) -> bool:
    return _queried(driver).version != "TLS 1.3"


def _tls_1_1(driver: Driver) -> bool:
    driver.around.zim.configure(minimum=TLS_1_1, maximum=TLS_1_1)
    return _queried(driver).version == "TLS 1.1"


def _long_unused(driver: Driver) -> bool:
    sessie = driver.log_in()
    driver.query(sessie)
    driver.pass_time(960)
    driver.query(sessie)
    (connection, *_) = _connections(driver)
    return connection.longest_idle > 900 and connection.oldest_key_age < 300


def _resumed(driver: Driver) -> bool:
    driver.around.zim.configure(tickets=True)
    sessie = driver.log_in()
    driver.query(sessie)
    driver.pass_time(960)
    driver.query(sessie)
    last = _connections(driver)[-1]
    return last.resumed and (last.resumed_age or 0) > 900 and last.oldest_key_age < 300


def _messages(driver: Driver) -> int:
    return sum(message.level == "midden" for message in driver.around.zim.journal.messages)


def _sends_with(pas: str = "arts-a/geldig", **changes: object) -> Callable[[Driver], bool]:
    def sends(driver: Driver) -> bool:
        driver.around.uzi.configure(**changes)
        driver.query(driver.log_in(pas))
        return _messages(driver) == 1

    return sends


def _old_list(driver: Driver) -> bool:
    driver.log_in("arts-b/in-te-trekken")
    driver.around.uzi.revoke("arts-b", "in-te-trekken")
    return _sends_with("arts-b/in-te-trekken")(driver)


def _goes_on(driver: Driver) -> bool:
    sessie = driver.log_in()
    driver.around.zim.configure(refuse_token="T-10")
    driver.query(sessie)
    driver.around.zim.configure(refuse_token="")
    driver.query(sessie)
    return _messages(driver) == 2


SHOWS: dict[str, Callable[[Driver], bool]] = {
    "StuurtZonderTls": _clear_text,
    "AanvaardtVerlopenZimCertificaat": _accepts("zim-verlopen"),
    "AanvaardtNogNietGeldigZimCertificaat": _accepts("zim-nog-niet-geldig"),
    "AanvaardtIngetrokkenZimCertificaat": _accepts("zim-ingetrokken"),
    "AanvaardtAndereNaam": _accepts("zim-andere-naam"),
    "AanvaardtOnbekendeRoot": _accepts("zim-andere-root"),
    "ToontGeenCertificaat": _no_certificate,
    "ToontEigengemaaktCertificaat": _self_made,
    "ToontGeenCertificaatBijPing": _no_certificate_at_ping,
    "VerverstSleutelsNiet": _old_keys,
    "AanvaardtZwakkeSuites": _weak_alone,
    "VerkiestZwakkeSuite": _weak_first,
    "GebruiktHoogstensTls12": _not_the_highest,
    "AanvaardtTls11": _tls_1_1,
    "HoudtOngebruikteVerbindingOpen": _long_unused,
    "HervatOudeSessie": _resumed,
    "AanvaardtVerlopenToken": _sends_with(shift_seconds=-86_400.0),
    "AanvaardtNogNietGeldigToken": _sends_with(shift_seconds=86_400.0),
    "AanvaardtVerkeerdeHandtekening": _sends_with("arts-a/sleutel-past-niet"),
    "NegeertCrl": _sends_with("arts-a/ingetrokken"),
    "LeestCrlEenmalig": _old_list,
    "GaatDoorNaWeigering": _goes_on,
    "AanvaardtVerlopenPas": _sends_with("arts-a/verlopen"),
    "AanvaardtNogNietGeldigePas": _sends_with("arts-a/nog-niet-geldig"),
    "AanvaardtOnbekendeUitgever": _sends_with("arts-a/onbekende-ca"),
}

BAD_CERTIFICATES = {
    "zim-verlopen": "AanvaardtVerlopenZimCertificaat",
    "zim-nog-niet-geldig": "AanvaardtNogNietGeldigZimCertificaat",
    "zim-ingetrokken": "AanvaardtIngetrokkenZimCertificaat",
    "zim-andere-naam": "AanvaardtAndereNaam",
    "zim-andere-root": "AanvaardtOnbekendeRoot",
}


def test_every_defect_is_shown_here() -> None:
    assert set(SHOWS) == {defect.name for defect in all_defects()}


@pytest.mark.parametrize("name", SHOWS)
def test_a_defect_does_what_it_claims_and_a_healthy_xis_does_not(driver: Driver, name: str) -> None:
    assert not SHOWS[name](driver)
    driver.around.zim.reset()
    driver.around.uzi.reset()
    driver.use(name)
    assert SHOWS[name](driver)


@pytest.mark.parametrize("name", BAD_CERTIFICATES.values())
def test_who_overlooks_one_thing_in_the_certificate_sees_the_others(driver: Driver, name: str) -> None:
    driver.use(name)
    sessie = driver.log_in()
    for certificate, overlooked_by in BAD_CERTIFICATES.items():
        driver.around.zim.reset()
        driver.around.zim.configure(certificate=certificate)
        assert driver.query(sessie).refused is (overlooked_by != name), certificate
