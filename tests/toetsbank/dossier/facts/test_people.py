"""Deputies, lines for everyone, opening hours and test calls."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reports.verdicts import Verdict
from tests.toetsbank.dossier.samples import Copy, Twin, assert_noticed

FAIL, OPEN = Verdict.FAIL, Verdict.INCONCLUSIVE


def call(inside: bool, answered: bool, day: int = 10) -> dict[str, Any]:
    return {"op": date(2025, 2, day), "kantooruren": inside, "beantwoord": answered}


def administrator(name: str, task: str) -> dict[str, str]:
    return {"naam": name, "taak": task, "telefoon": "06 12345678"}


BOTH_MISSED = [call(True, False), call(False, False)]
ONE_LINE = [{"voor": "gebruikers", "telefoon": "0881234567"}]
TWINS = (
    Twin(
        "vervanger-genoemd", "GBX.SBH.e4020/3", {"beheerders": [administrator("B", "systeembeheerder")]}, OPEN,
        "er is geen vervanger opgegeven",
    ),
    Twin(
        "vervanger-genoemd", "GBX.SBH.e4020/4", {"beheerders": [administrator("B", "vervanger")]}, OPEN,
        "er is geen systeembeheerder opgegeven",
    ),
    Twin(
        "vervanger-genoemd", "GBX.SBH.e4020/4",
        {"beheerders": [administrator("B", "systeembeheerder"), administrator("b", "vervanger")]}, OPEN,
        "zijn dezelfde persoon",
    ),
    Twin("lijn-voor-ieder", "GBX.FBH.e4010/4", {"nummers": ONE_LINE}, OPEN, "er is geen nummer voor GZN"),
    Twin("lijn-voor-ieder", "GBX.FBH.e4010/5", {"nummers": ONE_LINE}, OPEN, "er is geen nummer voor LSP"),
    Twin(
        "lijn-voor-ieder-bij-leverancier", "XIS.SVD.e4010.1/1",
        {"nummers": [{"voor": "VZVZ", "telefoon": "0701234567"}]}, OPEN, "er is geen nummer voor GBZ-beheerders",
    ),
    Twin("kantooruren", "GBX.FBH.e4010/4", {"open_van": "10:00"}, OPEN, "open van 10:00 tot 17:30, korter dan"),
    Twin("kantooruren", "XIS.SVD.e4010.1/1", {"open_tot": "16:59"}, OPEN, "zonder afspraak daarover"),
    Twin("proefoproepen-beantwoord", "GBX.SBH.e4020/5", {"proefoproepen": BOTH_MISSED}, FAIL, "2 van 2 proefoproepen"),
    Twin(
        "proefoproepen-beantwoord", "GBX.FBH.e4010/5", {"proefoproepen": [call(True, False), call(False, True)]}, OPEN,
        "een proefoproep bleef onbeantwoord; doe er nog een",
    ),
    Twin(
        "proefoproepen-beantwoord", "GBX.FBH.e4010/4",
        {"proefoproepen": [{"op": date(2026, 1, 1), "kantooruren": True, "beantwoord": True}]}, OPEN,
        "een proefoproep ligt in de toekomst",
    ),
    Twin(
        "binnen-en-buiten-kantooruren", "GBX.SBH.e4020/5", {"proefoproepen": [call(True, True)]}, OPEN,
        "er is geen proefoproep buiten kantooruren",
    ),
)  # fmt: skip


@pytest.mark.parametrize("twin", TWINS, ids=str)
def test_twin_is_noticed_at_its_clause_only(twin: Twin, tmp_path: Path) -> None:
    assert_noticed(twin, tmp_path)


def test_other_hours_may_be_agreed(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "GBX.FBH.e4010/4")
    copy.change("GBX.FBH.e4010/4", {"open_van": "10:00", "afspraak": "DAP, bijlage 2"})
    assert copy.verdicts()["GBX.FBH.e4010/4"] is Verdict.DECLARED
