"""The errors of the ZIM."""

import pytest

from protocol import ids, soap
from simulators.zim.faults import fault_code, hl7_error, token_fault


def test_known_code_has_its_system_and_place() -> None:
    error = hl7_error("AUTERR_MEDISCH")

    assert (error.code_system, error.place) == (ids.AORTA_ERROR, "issue")


def test_unknown_code_is_an_acknowledgement_detail() -> None:
    error = hl7_error("SYN105", "element ontbreekt", "/hl7:QURX_IN990111NL")

    assert (error.code_system, error.place) == (ids.ACKNOWLEDGEMENT_DETAIL, "ontvangst")
    assert error.location == "/hl7:QURX_IN990111NL"


def test_token_rule_becomes_its_fault() -> None:
    refusal = token_fault("T-13")

    assert refusal.fault.code == soap.MESSAGE_EXPIRED
    assert refusal.fault.actor == soap.ZIM_ACTOR
    assert refusal.fault.diagnosis == "SIM-TIM-01"


def test_unknown_rule_is_refused_in_dutch() -> None:
    with pytest.raises(ValueError, match="tokenregel 'T-99' bestaat niet"):
        token_fault("T-99")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Server", soap.SERVER),
        ("soap:Client", soap.CLIENT),
        ("wsse:FailedCheck", soap.FAILED_CHECK),
        ("wsu:MessageExpired", soap.MESSAGE_EXPIRED),
    ],
)
def test_fault_code_of_a_setting(text: str, code: soap.FaultCode) -> None:
    assert fault_code(text) == code


@pytest.mark.parametrize("text", ["hl7:Fout", "Serveer", "wsse:", "wsse:<x>"])
def test_unknown_fault_code_is_refused_in_dutch(text: str) -> None:
    with pytest.raises(ValueError, match="bestaat niet; kies uit"):
        fault_code(text)
