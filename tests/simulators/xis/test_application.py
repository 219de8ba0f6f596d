from dataclasses import fields

from simulators.xis.policies import healthy
from tests.simulators.xis.conftest import Driver


def test_putting_back_restores_every_policy(driver: Driver) -> None:
    xis = driver.xis
    before = {field.name: getattr(xis.policies, field.name) for field in fields(xis.policies)}
    driver.use("VerverstSleutelsNiet", "AanvaardtTls11", "NegeertCrl", "GaatDoorNaWeigering")
    assert xis.active_defects == ("VerverstSleutelsNiet", "AanvaardtTls11", "NegeertCrl", "GaatDoorNaWeigering")
    assert xis.policies.keys != before["keys"]
    driver.use()
    assert {field.name: getattr(xis.policies, field.name) for field in fields(xis.policies)} == before
    identity = before["tls"].identities["midden"]
    assert xis.policies.idle == healthy(identity).idle
    assert not driver.xis.active_defects
