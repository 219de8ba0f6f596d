"""The errors of the ZIM."""

import pytest

from protocol import ids, soap
from simulators.zim.faults import fault_code, hl7_error, rules, token_fault


def test_known_code_has_its_system_and_place() -> None:
    error = hl7_error("AUTERR_MEDISCH")

    assert (error.code_system, error.place) == (ids.AORTA_ERROR, "issue")


def test_unknown_code_is_an_acknowledgement_detail() -> None:
    error = hl7_error("SYN105", "element ontbreekt", "/hl7:QURX_IN990111NL")

    assert (error.code_system, error.place) == (ids.ACKNOWLEDGEMENT_DETAIL, "ontvangst")
    assert error.location == "/hl7:QURX_IN990111NL"


def test_token_rule_becomes_a_fault_with_the_rule_as_reason() -> None:
    refusal = token_fault("T-13")

    assert refusal.fault.code == soap.MESSAGE_EXPIRED
    assert refusal.fault.actor == soap.ZIM_ACTOR
    assert refusal.reasons == ("T-13: Security token is niet (meer) geldig",)


def test_unknown_rule_is_an_error() -> None:
    with pytest.raises(KeyError):
        token_fault("T-99")


def test_every_rule_that_a_zim_can_check_has_a_fault() -> None:
    assert rules() == tuple(f"T-{number:02}" for number in range(1, 22))


def test_fault_code_of_a_setting_has_a_known_prefix() -> None:
    assert fault_code("Server") == soap.SERVER
    assert fault_code("wsse:FailedCheck") == soap.FAILED_CHECK
    with pytest.raises(ValueError, match="voorvoegsel"):
        fault_code("hl7:Fout")
