"""Names of requirements and clauses: which are known, and what is said of others."""

import pytest

from catalogue import Catalogue, UnknownAlias
from catalogue.aliases import find


@pytest.mark.parametrize(
    ("name", "alias", "number"),
    [
        ("GBX.CON.e4080.5", "GBX.CON.e4080.5", None),
        ("GBX.CON.e4080.5/5", "GBX.CON.e4080.5", 5),
        (" GBX.IDA.e4085.2/6 ", "GBX.IDA.e4085.2", 6),
        ("GBX.APR.e4170.1", "GBX.APR.e4060", None),
        ("GBX.CON.e4020.1", "GBX.CON.e4020", None),
        ("GBX.CON.e4020.2", "GBX.CON.e4020", None),
        ("GBX.BVL.e4080.1", "GBX.BVL.e4080", None),
        ("GBX.SBH.e4020.2", "GBX.SBH.e4020", None),
    ],
)
def test_any_alias_finds_its_requirement(catalogue: Catalogue, name: str, alias: str, number: int | None) -> None:
    found = catalogue.find(name)
    assert found.requirement.alias == alias
    assert (found.clause.nummer if found.clause else None) == number


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("GBX.CON.e4080", "GBX.CON.e4080 bestaat niet; bedoeld is waarschijnlijk GBX.CON.e4080.5."),
        ("GBX.CON.e4080.4", "GBX.CON.e4080.4 bestaat niet; bedoeld is waarschijnlijk GBX.CON.e4080.5."),
        ("GBX.CON.e4080/5", "GBX.CON.e4080 bestaat niet; bedoeld is waarschijnlijk GBX.CON.e4080.5."),
        ("GBX.FBH.e4015.3", "GBX.FBH.e4015.3 bestaat niet; bedoeld is waarschijnlijk GBX.FBH.e4015."),
        ("gbx.con.E4080.5", "gbx.con.E4080.5 bestaat niet; bedoeld is waarschijnlijk GBX.CON.e4080.5."),
        (
            "e4090.1",
            "e4090.1 bestaat niet; bedoeld kan zijn GBX.IDA.e4090.1 of GBX.OPV.e4090.1.",
        ),
        (
            "e4015",
            "e4015 bestaat niet; bedoeld kan zijn GBX.FBH.e4015, GBX.IDA.e4015, GBX.LOG.e4015.1, "
            "GBX.OPV.e4015, GBX.PST.e4015 of GBX.STU.e4015.",
        ),
        ("KTZ.KIS.CQ.01", "KTZ.KIS.CQ.01 bestaat niet; bedoeld kan zijn KTZ.KIS.CQ.02 of KTZ.KIS.CQ.1."),
        ("GBX.CNO.e4066", "GBX.CNO.e4066 bestaat niet; bedoeld kan zijn GBX.CON.e4066, "),
        ("onzin", "onzin bestaat niet; geen alias van de catalogus lijkt erop."),
        ("GBX.QQQ.z9999", "GBX.QQQ.z9999 bestaat niet; geen alias van de catalogus lijkt erop."),
        (
            "GBX.IDA.e4085.2/7",
            "GBX.IDA.e4085.2 heeft geen clausule '7'; wel 1 tot en met 6.",
        ),
        ("GBX.CON.e4100/x", "GBX.CON.e4100 heeft geen clausule 'x'; wel 1 en 2."),
        ("GBX.CON.e4066/", "GBX.CON.e4066 heeft geen clausule ''; wel 1."),
    ],
)
def test_an_unknown_name_is_answered_with_the_right_one(catalogue: Catalogue, name: str, said: str) -> None:
    with pytest.raises(UnknownAlias) as unknown:
        catalogue.find(name)
    assert str(unknown.value).startswith(said)


def test_the_candidates_are_data_too(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownAlias) as unknown:
        catalogue.find("GBX.IDA.e4085")
    assert unknown.value.candidates == ("GBX.IDA.e4085.2",)
    assert unknown.value.name == "GBX.IDA.e4085"


def test_a_requirement_without_clauses_is_asked_for_as_a_whole(catalogue: Catalogue) -> None:
    whole = catalogue.requirements["GBX.BTW.e4010"].model_copy(update={"clausules": ()})
    with pytest.raises(UnknownAlias) as unknown:
        find("GBX.BTW.e4010/1", {whole.alias: whole})
    assert str(unknown.value) == "GBX.BTW.e4010 heeft nog geen clausules; kies de eis zelf."
