"""The right norm, its edition, its scope, how long it holds, and equivalents of superseded ones."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reports.verdicts import Verdict
from tests.toetsbank.dossier.samples import Copy, Twin, assert_noticed

FAIL, OPEN = Verdict.FAIL, Verdict.INCONCLUSIVE
TWINS = (
    Twin("norm-7510", "GBX.ALG.e4010/1", {"norm": "ISO 27001"}, OPEN, "gaat over ISO 27001, niet over NEN 7510"),
    Twin("norm-7512", "GBX.ALG.e4010/2", {"norm": "NEN 7510"}, OPEN, "niet over NEN 7512"),
    Twin("norm-7513", "GBX.ALG.e4010/3", {"norm": "NEN 7510"}, OPEN, "niet over NEN 7513"),
    Twin("van-een-auditor", "GBX.ALG.e4010/2", {"soort": "certificaat"}, OPEN, "een verklaring van een auditor"),
    Twin("van-een-auditor", "GBX.ALG.e4010/3", {"soort": "certificaat"}, OPEN, "een verklaring van een auditor"),
    Twin("editie-van-kracht", "GBX.ALG.e4010/1", {"editie": "2017"}, OPEN, "beoordeeld is 2017, van kracht is 2024"),
    Twin(
        "editie-van-kracht", "GBX.FBH.e4015/12", {"editie": "2017", "overgang_tot": date(2025, 5, 31)}, OPEN,
        "en de overgang eindigde op 31-5-2025",
    ),
    Twin("gbx-in-reikwijdte", "GBX.ALG.e4010/1", {"gbx_in_reikwijdte": False}, OPEN, "buiten de reikwijdte"),
    Twin(
        "beoordeling-geldig", "GBX.ALG.e4010/1", {"stuk_geldig_tot": date(2025, 5, 31)}, FAIL,
        "certificaat liep af op 31-5-2025",
    ),
    Twin("beoordeling-geldig", "GBX.ALG.e4010/3", {"afgegeven_op": date(2025, 6, 2)}, OPEN, "in de toekomst"),
    Twin("beoordeling-geldig", "GBX.ALG.e4010/2", {"stuk_geldig_tot": date(2025, 1, 1)}, OPEN, "ligt voor de afgifte"),
    Twin(
        "afgever-is-een-ander", "GBX.ALG.e4010/1", {"afgever": "Huisartspraktijk Voorbeeld"}, OPEN,
        "kan zichzelf niet beoordelen",
    ),
    Twin("wisnorm", "GBX.SBH.e4070/1", {"gelijkwaardig_aan": None}, OPEN, "is niet DoD 5220.22-M; noem bij"),
    Twin("vernietignorm", "GBX.SBH.e4070/2", {"klasse": ""}, OPEN, "hoort de klasse of het niveau"),
    Twin(
        "vernietignorm", "GBX.SBH.e4070/2",
        {"verslagen": [{"wat": "x", "op": date(2026, 1, 1), "toezicht": True}]}, OPEN, "verslagen[1].op",
    ),
)  # fmt: skip


@pytest.mark.parametrize("twin", TWINS, ids=str)
def test_twin_is_noticed_at_its_clause_only(twin: Twin, tmp_path: Path) -> None:
    assert_noticed(twin, tmp_path)


def judged(folder: Path, clause: str, **changes: Any) -> dict[str, Any]:
    copy = Copy(folder, clause)
    copy.change(clause, changes)
    return copy.judged()[clause]


def test_named_equivalent_is_accepted_under_a_reading(tmp_path: Path) -> None:
    said = judged(tmp_path, "GBX.SBH.e4070/2")
    assert (said["verdict"], said["reading"]) == (Verdict.DECLARED, "INT-61")
    assert said["under_other_readings"] == {"b": Verdict.INCONCLUSIVE}
    (finding,) = said["findings"]
    assert finding == "Gelijkwaardige norm: DIN 66399 (ISO/IEC 21964), H-5, in plaats van DIN 32757."


def test_norm_of_the_requirement_rests_on_no_reading(tmp_path: Path) -> None:
    said = judged(tmp_path, "GBX.SBH.e4070/1", norm="DoD 5220.22-M (E)", gelijkwaardig_aan=None, klasse=None)
    assert (said["verdict"], said["reading"], said["findings"]) == (Verdict.DECLARED, None, ())


def test_edition_before_holds_during_the_transition(tmp_path: Path) -> None:
    said = judged(tmp_path, "GBX.ALG.e4010/1", editie="2017", overgang_tot=date(2025, 6, 1))
    assert said["verdict"] is Verdict.DECLARED
