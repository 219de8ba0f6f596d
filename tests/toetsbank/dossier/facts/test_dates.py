"""What came before what, and whether it has happened at all."""

from datetime import date
from pathlib import Path

import pytest

from catalogue.model import SystemType
from reports.verdicts import Verdict
from tests.toetsbank.dossier.samples import Copy, Twin, assert_noticed

LATER = date(2026, 1, 1)
NOTICE = {"begin": date(2025, 5, 15), "aangekondigd_op": date(2025, 5, 1), "aan": "ZIM-beheer"}
LOG = {"naam": "L. Log", "gemeld_op": date(2025, 1, 2), "aangesloten_op": date(2025, 1, 3)}
FAIL, OPEN = Verdict.FAIL, Verdict.INCONCLUSIVE
TWINS = (
    Twin(
        "opleiding-voor-productie", "GBX.SBH.e4060/1", {"workshop_op": date(2024, 7, 2)}, FAIL,
        "pas na de start gevolgd: 2-7-2024 ligt na 1-7-2024",
    ),
    Twin(
        "acceptatie-voor-productie", "GBX.CON.e4120/3", {"in_productie_op": date(2024, 6, 2)}, FAIL,
        "in productie voordat zij was geaccepteerd",
    ),
    Twin("supportal-voor-productie", "XIS.SVD.e4020/1", {"in_supportal_op": date(2024, 7, 2)}, FAIL, "in Supportal"),
    Twin("supportal-voor-productie", "XIS.SVD.e4020/2", {"in_supportal_op": date(2024, 7, 2)}, FAIL, "in Supportal"),
    Twin(
        "gemeld-voor-aansluiting", "GBX.SBH.e4010/5", {"gemeld_op": date(2025, 1, 4)}, FAIL, "pas na de aansluiting",
        first=LOG, kind=SystemType.GBP,
    ),
    Twin(
        "twee-weken-vooraf", "GBX.BES.e4020.2/4", {"onderhoud": [{**NOTICE, "aangekondigd_op": date(2025, 5, 2)}]},
        FAIL, "onderhoud op 15-5-2025 is 13 dagen vooraf aangekondigd, minder dan 14", first={"onderhoud": [NOTICE]},
    ),
    Twin(
        "na-acceptatie-ingestuurd", "GBX.APR.e4060/17",
        {"acceptaties": [{"nieuw_tkid": "t", "geaccepteerd_op": date(2025, 2, 1), "ingestuurd_op": date(2025, 1, 1)}]},
        FAIL, "na de acceptatie van t is niet opnieuw ingestuurd",
    ),
    Twin(
        "opgave-actueel", "GBX.SBH.e4020/3", {"laatste_wijziging": date(2025, 1, 11)}, FAIL,
        "de opgave van 10-1-2025 is ouder dan de laatste wijziging van 11-1-2025",
    ),
    Twin(
        "gzn-gekwalificeerd", "GBX.CON.e4010/1", {"gekwalificeerd_tot": date(2025, 5, 31)}, FAIL,
        "de kwalificatie van Zorgnet Voorbeeld liep af op 31-5-2025",
    ),
    Twin("gzn-gekwalificeerd", "GBX.CON.e4010/1", {"nagegaan_op": LATER}, OPEN, "1-1-2026 ligt in de toekomst"),
    Twin("proef-gelukt", "GBX.SBH.e4050/3", {"proef_gelukt": False}, FAIL, "is geen inzage gegeven"),
    Twin("proef-gelukt", "GBX.SBH.e4050/2", {"proef_op": LATER}, OPEN, "proef_op: 1-1-2026 ligt in de toekomst"),
    Twin("dap-genoemd", "GBX.FBH.e4010/8", {"dap_datum": LATER}, OPEN, "dap_datum: 1-1-2026 ligt in de toekomst"),
    Twin("al-ingegaan", "GBX.SBH.e4010/1", {"sinds": LATER}, OPEN, "sinds: 1-1-2026 ligt in de toekomst"),
    Twin("geschat", "GBX.PST.e4010.1/6", {"geschat_op": LATER}, OPEN, "geschat_op"),
    Twin("laatste-uitkomst", "GBX.SBH.e4070/3", {"uitgevoerd_op": LATER}, OPEN, "uitgevoerd_op"),
    Twin(
        "al-gebeurd", "GBX.FBH.e4015/1", {"gebeurd": [{"wie": "allen", "op": LATER, "hoe": "mail"}]}, OPEN,
        "gebeurd[1].op",
    ),
    Twin(
        "al-in-werking", "GBX.CON.e4050.1/5", {"waarborgen": [{"waarborg": "x", "sinds": LATER, "bewijs": "y"}]}, OPEN,
        "waarborgen[1].sinds",
    ),
    Twin(
        "overleg-geweest", "SYS.BVL.e4010.1/6",
        {"afwijkingen": [{"wat": "index", "reden": "traag", "overlegd_op": LATER, "met": "VZVZ"}]}, OPEN,
        "afwijkingen[1].overlegd_op",
    ),
)  # fmt: skip


@pytest.mark.parametrize("twin", TWINS, ids=str)
def test_twin_is_noticed_at_its_clause_only(twin: Twin, tmp_path: Path) -> None:
    assert_noticed(twin, tmp_path)


def test_the_agreement_of_2014_is_a_finding(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "GBX.FBH.e4010/8")
    copy.change("GBX.FBH.e4010/8", {"dap_datum": date(2014, 1, 30)})
    said = copy.judged()["GBX.FBH.e4010/8"]
    assert said["verdict"] is Verdict.DECLARED
    assert said["findings"] == ("Ga na of het DAP van 30-1-2014 nog geldt (INT-63).",)
