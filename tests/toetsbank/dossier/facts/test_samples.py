"""Rows that must say yes, kinds that must be there, things that must not."""

from datetime import date
from pathlib import Path

import pytest

from catalogue.model import SystemType
from reports.verdicts import Verdict
from tests.toetsbank.dossier.samples import Copy, Twin, assert_noticed

FAIL, OPEN = Verdict.FAIL, Verdict.INCONCLUSIVE
DAY = date(2025, 1, 22)
LOOKED = {"procedure": "P, versie 1", "steekproef": [{"op": DAY, "verzoeker": "patiënt"}]}
PASSES = {"functie": "huisarts", "gebruikers": 3, "actieve_passen": 3, "zonder_eigen_middel": 4}
TWINS = (
    Twin(
        "steekproef-gevolgd", "GBX.BET.e4010.1/3",
        {"steekproef": [{"geval": "S-1", "datum": DAY, "gevolgd": False}]}, FAIL, "S-1 is niet volgens de procedure",
    ),
    Twin(
        "eigenaar-weet-het", "GBX.CON.e4120/2",
        {"overtredingen": [{"wat": "testsysteem", "ontdekt_op": DAY, "aan_eigenaar_gemeld": False}]}, FAIL,
        "testsysteem is niet aan de eigenaar gemeld",
    ),
    Twin(
        "alleen-productie", "GBX.CON.e4120/1", {"systemen": [{"naam": "proef", "soort": "test"}]}, FAIL,
        "proef hangt aan de productie",
    ),
    Twin(
        "schatting-gegeven", "GBX.FBH.e4010/2",
        {"steekproef": [{"incident": "I-1", "gemeld_op": DAY, "schatting_gegeven": False}]}, FAIL, "I-1 kreeg geen",
    ),
    Twin(
        "stand-bekend", "GBX.FBH.e4010/7",
        {"steekproef": [{"nummer": "I-1", "stand": "vergeten", "bijgewerkt_op": DAY}]}, FAIL, "niet tot het einde",
    ),
    Twin(
        "mandaten-kloppen", "GBX.FBH.e4015/10",
        {"mandaten": [{"mandaatgever": "arts Z", "functie": "elders", "klopt": False}]}, FAIL, "arts Z is dat",
    ),
    Twin(
        "verzoeken-ingewilligd", "GBX.SBH.e4020/8",
        {"verzoeken": [{"op": DAY, "verzoek": "uitzetten", "afloop": "geweigerd"}]}, FAIL, "uitzetten is geweigerd",
    ),
    Twin(
        "stand-gelijk", "GBX.SBH.e4030/2",
        {"applicaties": [{"applicatie_id": "90000001", "in_supportal": "test", "werkelijk": "productie"}]}, FAIL,
        "in Supportal een andere staat",
    ),
    Twin(
        "instellingen-gelijk", "GBX.FBH.e4050.3/5",
        {"instellingen": [{"naam": "hostnaam", "in_gbx": "a", "in_register": "b"}]}, FAIL, "hostnaam is in het GBx",
    ),
    Twin(
        "inzage-nodig", "GBX.SBH.e4040.3/1", {"steekproef": [{"op": DAY, "probleem": "geen", "nodig": False}]}, FAIL,
        "op 22-1-2025 is inhoud bekeken zonder dat dat nodig was",
    ),
    Twin(
        "verzoeker-van-een-gbz", "GBX.SBH.e4040.3/4", {"steekproef": [{"op": DAY, "verzoeker": "leidinggevende"}]},
        FAIL, "zonder verzoek van zorgverlener of medewerker",
    ),
    Twin(
        "verzoeker-van-een-gbp", "GBX.SBH.e4040.3/5", {"steekproef": [{"op": DAY, "verzoeker": "medewerker"}]},
        FAIL, "zonder verzoek van patiënt", first=LOOKED, kind=SystemType.GBP,
    ),
    Twin(
        "iemand-vroeg-erom", "GBX.SBH.e4040.3/3", {"steekproef": [{"op": DAY, "verzoeker": "niemand"}]}, OPEN,
        "bekeken zonder verzoek", first=LOOKED, kind=SystemType.GBK,
    ),
    Twin(
        "verzoeker-niet-bepaald", "GBX.SBH.e4040.3/3", {}, OPEN, "zegt de eis voor een GBO niet",
        first=LOOKED, kind=SystemType.GBO,
    ),
    Twin(
        "hulp-gegeven", "XIS.SVD.e4030.2/5",
        {"steekproef": [{"bevinding": "B-1", "hulp_gegeven": False, "afloop": "geen"}]}, FAIL, "B-1 is zonder hulp",
    ),
    Twin(
        "rollen-ondersteund", "GBX.APR.e4060/9",
        {"tkids": [{"tkid": "t-1", "systeemrol": "bron", "ondersteund": False}]}, FAIL, "t-1 is ingestuurd voor",
    ),
    Twin(
        "onder-toezicht", "GBX.SBH.e4070/2", {"verslagen": [{"wat": "schijf", "op": DAY, "toezicht": False}]}, FAIL,
        "schijf is zonder toezicht vernietigd",
    ),
    Twin(
        "lezer-per-werkplek", "GBX.BVL.e4050.1/2", {"werkplekken": [{"groep": "balie", "aantal": 3, "lezers": 2}]},
        FAIL, "balie heeft minder paslezers dan werkplekken",
    ),
    Twin(
        "verbindingen-beveiligd", "GBX.OPV.e4180/1",
        {"verbindingen": [{"van": "hier", "naar": "daar", "berichten": "alle", "beveiliging": "geen"}]}, FAIL,
        "hier heeft een verbinding zonder beveiliging",
    ),
    Twin(
        "elke-soort-geholpen", "GBX.FBH.e4010/1",
        {"steekproef": [{"incident": "I-1", "soort": "GBx", "afloop": "goed"}]}, OPEN, "geen incident van de soort GZN",
    ),
    Twin("op-tijd-bericht", "GBX.FBH.e4010/3", {"tussentijd_uren": 6}, FAIL, "bleef het 7.5 uur stil, langer dan 6"),
    Twin("op-tijd-bericht", "GBX.FBH.e4010/3", {"tussentijd_uren": 0}, OPEN, "er is geen tussentijd genoemd"),
    Twin(
        "elke-rol-wisselt-uit", "GBX.BVL.e4070/1", {"aantallen": [{"systeemrol": "bron", "berichten": 0}]}, FAIL,
        "in de rol bron is niets uitgewisseld",
    ),
    Twin("elke-rol-wisselt-uit", "GBX.BVL.e4070/1", {"periode_tot": date(2026, 1, 1)}, OPEN, "periode die voorbij"),
    Twin("zoeken-deugt", "SYS.BVL.e4010.1/1", {"controle_gevonden": False}, OPEN, "ter controle"),
    Twin("zoeken-deugt", "SYS.BVL.e4010.1/3", {"gelezen_bytes": 0}, OPEN, "gelezen_bytes: met 0"),
    Twin("zoeken-deugt", "SYS.BVL.e4010.1/4", {"gezocht_op": date(2026, 1, 1)}, OPEN, "ligt in de toekomst"),
    Twin("niets-leesbaars", "SYS.BVL.e4010.1/5", {"treffers": 2}, FAIL, "een kanarie stond 2 keer leesbaar"),
    Twin("passen-per-gebruiker", "GBX.FBH.e4017/1", {"passen": [PASSES]}, OPEN, "zonder eigen middel op 3"),
    Twin("passen-per-gebruiker", "GBX.FBH.e4017/2", {"passen": [PASSES]}, OPEN, "kan niet"),
    Twin(
        "delen-kloppen", "GBX.FBH.e4017/3", {"delen": [{"mandaatgever": "arts A", "procent": 20}]}, OPEN,
        "de delen zijn samen 20 procent",
    ),
    Twin(
        "verschillende-onderdelen", "GBX.BVL.e4100.1/2", {"onderdeel_ondertekening": "Koppelingsserver"}, FAIL,
        "beide certificaten staan in koppelingsserver",
    ),
    Twin(
        "applicatie-van-het-profiel", "GBX.SBH.e4030/1",
        {"applicaties": [{"applicatie_id": "90000002", "naam": "ander", "aangemeld_op": DAY}]}, OPEN,
        "de applicatie 90000001 uit het profiel staat er niet bij",
    ),
    Twin(
        "versie-van-het-profiel", "GBX.CON.e4120/3", {"versie": "3.9"}, Verdict.DECLARED,
        "Geaccepteerd is versie 3.9, getoetst wordt onbekend.",
    ),
    Twin(
        "rollen-van-het-profiel", "GBX.BVL.e4060/2", {"systeemrollen": ["bronsysteem"]}, OPEN,
        "de rol opvragend systeem uit het profiel staat er niet bij", roles=("opvragend systeem", "bronsysteem"),
    ),
    Twin("bron-van-tijd", "GBX.CON.e4030.2/1", {"servers": []}, OPEN, "horen de servers genoemd te zijn"),
    Twin("bron-van-tijd", "GBX.CON.e4030.2/1", {"wijze": "via de GZN"}, OPEN, "hoort de GZN genoemd te zijn"),
    Twin(
        "oplostijd-zonder-norm", "XIS.SVD.e4010.1/1", {}, Verdict.DECLARED,
        "Voor oplostijden van een servicedesk is er nog geen norm (INT-63).",
    ),
)  # fmt: skip


@pytest.mark.parametrize("twin", TWINS, ids=str)
def test_twin_is_noticed_at_its_clause_only(twin: Twin, tmp_path: Path) -> None:
    assert_noticed(twin, tmp_path)


def test_users_without_means_of_their_own_are_shown(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "GBX.FBH.e4017/1")
    copy.change("GBX.FBH.e4017/1", {"passen": [{**PASSES, "zonder_eigen_middel": 1}]})
    said = copy.judged()["GBX.FBH.e4017/1"]
    assert (said["verdict"], said["findings"]) == (
        Verdict.DECLARED,
        ("1 van 3 gebruikers hebben geen eigen middel.",),
    )
