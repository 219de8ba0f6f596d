"""What prove does not tell apart: each way to overlook one thing in a certificate leaves the others seen."""

import pytest

from tests.simulators.xis.conftest import Driver

BAD_CERTIFICATES = {
    "zim-verlopen": "AanvaardtVerlopenZimCertificaat",
    "zim-nog-niet-geldig": "AanvaardtNogNietGeldigZimCertificaat",
    "zim-ingetrokken": "AanvaardtIngetrokkenZimCertificaat",
    "zim-andere-naam": "AanvaardtAndereNaam",
    "zim-andere-root": "AanvaardtOnbekendeRoot",
}


@pytest.mark.parametrize("name", BAD_CERTIFICATES.values())
def test_who_overlooks_one_thing_in_the_certificate_sees_the_others(driver: Driver, name: str) -> None:
    driver.use(name)
    sessie = driver.log_in()
    for certificate, overlooked_by in BAD_CERTIFICATES.items():
        driver.around.zim.reset()
        driver.around.zim.configure(certificate=certificate)
        assert driver.query(sessie).refused is (overlooked_by != name), certificate
