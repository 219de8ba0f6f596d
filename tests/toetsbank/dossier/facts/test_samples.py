"""Rows that must say yes, kinds that must be there, things that must not."""

from datetime import date
from pathlib import Path

import pytest

from catalogue.model import SystemType
from reports.verdicts import Verdict
from tests.toetsbank.dossier.samples import Copy, assert_noticed, broken_in, profile
from toetsbank.dossier.defects import Good, WrongFact
from toetsbank.dossier.facts import samples

PASSES = {"functie": "huisarts", "gebruikers": 3, "actieve_passen": 3, "zonder_eigen_middel": 1}
ASKED = "GBX.SBH.e4040.3/3"


@pytest.mark.parametrize("wrong", broken_in(samples), ids=lambda wrong: wrong.naam)
def test_wrong_fact_is_noticed_at_its_clauses_only(wrong: WrongFact, good: Good) -> None:
    assert_noticed(wrong, good)


def test_users_without_means_of_their_own_are_shown(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "GBX.FBH.e4017/1")
    copy.change("GBX.FBH.e4017/1", {"passen": [PASSES]})
    said = copy.judged()["GBX.FBH.e4017/1"]
    assert (said["verdict"], said["findings"]) == (
        Verdict.DECLARED,
        ("1 van 3 gebruikers hebben geen eigen middel.",),
    )


@pytest.mark.parametrize(
    ("kind", "asker", "says"),
    [
        (SystemType.GBK, "niemand", "op 22-1-2025 is inhoud bekeken zonder verzoek"),
        (SystemType.GBK, "patiënt", "op wiens verzoek zegt de eis voor een GBK niet"),
        (SystemType.GBO, "patiënt", "op wiens verzoek zegt de eis voor een GBO niet"),
    ],
)
def test_clause_without_a_text_on_who_may_ask_stays_open(
    tmp_path: Path, kind: SystemType, asker: str, says: str
) -> None:
    copy = Copy(tmp_path, ASKED, sut=profile(kind))
    copy.change(ASKED, {"procedure": "P", "steekproef": [{"op": date(2025, 1, 22), "verzoeker": asker}]})
    said = copy.judged()[ASKED]
    assert (said["verdict"], said["reading"]) == (Verdict.INCONCLUSIVE, "INT-13")
    assert says in said["missing"]


def test_that_there_is_no_norm_for_solving_is_said_of_each_servicedesk(tmp_path: Path) -> None:
    said = Copy(tmp_path, "XIS.SVD.e4010.1/1").judged()["XIS.SVD.e4010.1/1"]
    assert said["findings"] == ("Voor oplostijden van een servicedesk is er nog geen norm (INT-63).",)
