"""What a description of a GBx says of its ways and parts agrees with its own boundary."""

from pathlib import Path
from typing import Any

import pytest

from reports.verdicts import Verdict
from tests.toetsbank.dossier.samples import Twin, assert_noticed

OPEN = Verdict.INCONCLUSIVE


def way(name: str, inside: str, outside: str, direction: str = "beide") -> dict[str, Any]:
    return {"naam": name, "binnen": inside, "buiten": outside, "richting": direction, "wijze": "TLS"}


SAME_WAYS = [
    way("berichten", "applicatieserver", "GZN"),
    way("papier", "werkplekken", "afdrukken", "uit"),
    way("onderhoud", "applicatieserver", "leverancier", "in"),
]
TWINS = (
    Twin(
        "wegen-volgen-de-grens", "GBX.BVL.e4060/4",
        {"wegen": [way("berichten", "kelder", "GZN"), *SAME_WAYS[1:]]}, OPEN,
        "wegen[1].binnen: kelder staat bij de grens niet als iets dat binnen ligt",
    ),
    Twin(
        "wegen-volgen-de-grens", "GBX.BVL.e4060/4",
        {"wegen": [*SAME_WAYS[:2], way("onderhoud", "applicatieserver", "maan", "in")]}, OPEN,
        "maan staat bij de grens niet als iets dat buiten ligt",
    ),
    Twin(
        "elke-weg-genoemd", "GBX.BVL.e4060/5", {"per_weg": [{"weg": "berichten", "wanneer": "altijd"}]}, OPEN,
        "de weg papier ontbreekt",
    ),
    Twin(
        "elke-weg-naar-buiten-genoemd", "GBX.BVL.e4060/6", {"per_weg": [{"weg": "papier", "maatregel": "x"}]}, OPEN,
        "de weg berichten ontbreekt",
    ),
    Twin(
        "elke-weg-naar-binnen-genoemd", "GBX.BVL.e4060/7", {"per_weg": [{"weg": "berichten", "maatregel": "x"}]}, OPEN,
        "de weg onderhoud ontbreekt",
    ),
    Twin(
        "elke-weg-naar-binnen-genoemd", "GBX.BVL.e4060/7",
        {"per_weg": [{"weg": name, "maatregel": "x"} for name in ("berichten", "onderhoud", "luchtpost")]}, OPEN,
        "luchtpost staat niet bij de wegen over de grens",
    ),
    Twin(
        "elk-onderdeel-genoemd", "GBX.BVL.e4060/8",
        {"per_onderdeel": [{"onderdeel": "werkplekken", "maatregel": "x"}]}, OPEN,
        "het onderdeel applicatieserver ontbreekt",
    ),
)  # fmt: skip


@pytest.mark.parametrize("twin", TWINS, ids=str)
def test_twin_is_noticed_at_its_clause_only(twin: Twin, tmp_path: Path) -> None:
    assert_noticed(twin, tmp_path)
