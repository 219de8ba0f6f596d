"""Countries, law and language, names and ranges."""

from datetime import date
from pathlib import Path

import pytest

from catalogue.model import SystemType
from reports.verdicts import Verdict
from tests.toetsbank.dossier.samples import Twin, assert_noticed
from toetsbank.dossier.facts.places import EU

FAIL, OPEN = Verdict.FAIL, Verdict.INCONCLUSIVE
NAME = {
    "fqdn": "xis.toetsbank.test",
    "toegekend_adres": "192.0.2.10",
    "gevraagd_op": date(2025, 2, 3),
    "antwoord": "192.0.2.10",
}
TWINS = (
    Twin(
        "binnen-de-eu", "GBX.CON.e4050.1/1", {"locaties": [{"naam": "Zürich", "gebruik": "uitwijk", "land": "CH"}]},
        FAIL, "Zürich staat in CH, buiten de Europese Unie",
    ),
    Twin("nederlands", "GBX.CON.e4050.1/2", {"voertaal": "Engels"}, FAIL, "de voertaal is Engels"),
    Twin("nederlands", "GBX.FBH.e4010/10", {"voertaal": "Duits"}, FAIL, "de voertaal is Duits"),
    Twin(
        "nederlands-recht", "GBX.CON.e4050.1/3",
        {"contracten": [{"contract": "hosting", "met": "X", "recht": "Iers recht", "artikel": "1"}]}, FAIL,
        "op hosting is Iers recht van toepassing",
    ),
    Twin(
        "in-nederland", "GBX.CON.e4050.1/4",
        {
            "organisaties": [
                {"naam": "Praktijk", "taak": "zorgaanbieder", "kvk": "00000001", "land": "NL"},
                {"naam": "Beheerder", "taak": "beheer", "kvk": "00000002", "land": "BE"},
            ]
        },
        FAIL, "Beheerder is gevestigd in BE",
    ),
    Twin(
        "in-nederland", "GBX.CON.e4050.1/4",
        {"organisaties": [{"naam": "Beheerder", "taak": "beheer", "kvk": "00000002", "land": "NL"}]}, OPEN,
        "de zorgaanbieder (Huisartspraktijk Voorbeeld) staat er niet bij",
    ),
    Twin("naam-wijst-naar-adres", "GBX.CON.e4020/1", {"antwoord": "192.0.2.11"}, FAIL, "het DNS gaf 192.0.2.11"),
    Twin("naam-wijst-naar-adres", "GBX.CON.e4020/1", {"fqdn": "ander.toetsbank.test"}, OPEN, "niet de naam uit"),
    Twin(
        "naam-wijst-naar-adres", "GBX.CON.e4020/2", {"gevraagd_op": date(2026, 1, 1)}, OPEN, "in de toekomst",
        first=NAME, kind=SystemType.GBK,
    ),
    Twin(
        "naam-wijst-naar-adres", "GBX.CON.e4020/3", {"antwoord": "192.0.2.11"}, FAIL, "het DNS gaf 192.0.2.11",
        first=NAME, kind=SystemType.GBP,
    ),
    Twin(
        "routes-naar-gzn", "GBX.CON.e4020/7", {"routes": [{"reeks": "198.51.100.0/24", "naar": "internet"}]}, FAIL,
        "verkeer naar 198.51.100.0/24 gaat naar internet",
    ),
    Twin(
        "eigen-reeksen-vrij", "GBX.CON.e4020/9", {"eigen_reeksen": ["192.0.2.0/24"]}, FAIL,
        "192.0.2.0/24 is in gebruik en raakt aan 192.0.2.10/32",
    ),
    Twin("eigen-reeksen-vrij", "GBX.CON.e4020/10", {"eigen_reeksen": ["198.51.100.128/25"]}, FAIL, "raakt aan"),
    Twin("eigen-reeksen-vrij", "GBX.CON.e4020/11", {"landelijk": ["10.0.0.0/8"]}, FAIL, "raakt aan 10.0.0.0/8"),
)  # fmt: skip


@pytest.mark.parametrize("twin", TWINS, ids=str)
def test_twin_is_noticed_at_its_clause_only(twin: Twin, tmp_path: Path) -> None:
    assert_noticed(twin, tmp_path)


def test_the_union_has_its_members() -> None:
    assert len(EU) == 27
    assert not EU & {"GB", "CH", "NO", "IS", "LI", "US", "EL"}
