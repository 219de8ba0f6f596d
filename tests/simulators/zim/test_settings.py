"""What can be chosen about the ZIM, and what not."""

from typing import Any

import pytest

from simulators.zim.settings import ZimSettings


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"minimum": 0x0304, "maximum": 0x0303}, "TLS-versies"),
        ({"maximum": 0x0300}, "TLS-versies"),
        ({"delay": -1.0}, "vertraging"),
        ({"location": 3}, "locatie 3"),
        ({"soap_fault": "Serveer"}, "SOAP-foutcode 'Serveer'"),
        ({"refuse_token": "T-99"}, "tokenregel 'T-99'"),
    ],
)
def test_value_that_does_not_exist_is_refused_in_dutch(changes: dict[str, Any], part: str) -> None:
    with pytest.raises(ValueError, match=part):
        ZimSettings(**changes)


def test_weak_versions_and_fault_codes_with_a_prefix_can_be_chosen() -> None:
    settings = ZimSettings(minimum=0x0302, maximum=0x0302, soap_fault="wsse:FailedCheck")

    assert settings.maximum == 0x0302


def test_names_lists_every_setting() -> None:
    assert {"certificate", "delay", "wrong_patient"} <= set(ZimSettings.names())
