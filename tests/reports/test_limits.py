from typing import Any

import pytest

from reports.proof import NO_PROOF, Proof
from reports.results import build
from reports.verdicts import Verdict
from tests.reports.samples import CLAUSE, LogBuilder, catalogue, clause, requirement

NORMS = catalogue(requirement(clause()), requirement(alias="GBX.VBD.e4020", paragraaf="2.2", reden="volgt"))


def limits(finished: bool = True, proof: Proof = NO_PROOF, **start: Any) -> str:
    log = LogBuilder().start(**start)
    log.scenario()
    return "\n".join(build((log.finish() if finished else log).events, NORMS, proof).limits)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"mode": "ingebed"}, "Getoetst is het referentiesysteem van de toetsbank zelf"),
        ({"selection": "GBX"}, "Er is een selectie gedraaid (GBX)"),
        ({"finished": False}, "De run is niet afgerond"),
        ({"profile": {"tegenpartijen": {"bind": "0.0.0.0"}}}, "luisterde buiten de eigen machine (0.0.0.0)"),
        ({}, "1 van de 121 eisen zijn nog niet in clausules uitgewerkt"),
        ({}, "Er is geen bewijs dat de controles kunnen mislukken"),
        ({"proof": Proof({CLAUSE: ("D",)}, True)}, "op het referentiesysteem, met defecten van dezelfde makers"),
        ({"proof": Proof({CLAUSE: ("D",)}, False, "v0")}, "niet met precies deze versie van de toetsbank gemaakt (v0)"),
    ],
)
def test_a_run_says_what_it_cannot_say(fields: dict[str, Any], sentence: str) -> None:
    assert sentence in limits(**fields)


def test_a_whole_run_on_a_foreign_system_has_no_limits_of_its_own() -> None:
    said = limits(profile={"tegenpartijen": {"bind": "127.0.0.1"}})
    assert "selectie" not in said
    assert "buiten de eigen machine" not in said
    assert "niet afgerond" not in said


def test_a_verdict_on_a_part_of_its_scenarios_is_a_limit() -> None:
    log = LogBuilder().start()
    log.scenario(scenario="x::1", way="volg")
    log.scenario(Verdict.INCONCLUSIVE, scenario="x::2", way="script", not_carried_out=True)
    assert "1 van 1 oordelen “voldoet” rusten op een deel" in "\n".join(build(log.finish().events, NORMS).limits)
