from datetime import date
from typing import Any

import pytest

from reports.verdicts import Verdict
from reports.waivers import Waivers
from tests.reports.samples import CLAUSE

DAY = date(2026, 3, 2)


def waivers(**fields: Any) -> Waivers:
    entry = {"clausule": CLAUSE, "reden": "komt in 7.3", "geldig_tot": "2026-03-02"} | fields
    return Waivers({"afwijkingen": [entry]}, DAY)


def test_accepts_up_to_and_including_the_last_day() -> None:
    assert waivers().accepts(CLAUSE)
    assert not waivers(geldig_tot="2026-03-01").accepts(CLAUSE)
    assert not waivers().accepts("GBX.VBD.e4010.1/2")


@pytest.mark.parametrize(
    ("fields", "verdict", "outcome"),
    [
        ({}, Verdict.WAIVED, "afwijking aanvaard: voldoet niet, maar is geaccepteerd"),
        ({}, Verdict.PASS, "niet gebruikt: het oordeel is “voldoet”"),
        ({"geldig_tot": "2026-03-01"}, Verdict.FAIL, "zonder gevolg: verlopen op 2026-03-01"),
        ({"geldig_tot": "ooit"}, Verdict.FAIL, "zonder gevolg: “geldig_tot” is geen datum als 2026-12-31"),
        ({"reden": " "}, Verdict.FAIL, "zonder gevolg: er staat geen reden bij"),
        ({"clausule": "X/1"}, Verdict.FAIL, "zonder gevolg: deze clausule staat niet in de catalogus"),
    ],
)
def test_reports_what_came_of_each_deviation(fields: dict[str, Any], verdict: Verdict, outcome: str) -> None:
    assert [waiver.outcome for waiver in waivers(**fields).results({CLAUSE: verdict})] == [outcome]
