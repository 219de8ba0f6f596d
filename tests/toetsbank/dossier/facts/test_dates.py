"""What came before what, and whether it has happened at all."""

from datetime import date
from pathlib import Path

import pytest

from reports.verdicts import Verdict
from tests.toetsbank.dossier.samples import Copy, assert_noticed, broken_in
from toetsbank.dossier.defects import Good, WrongFact
from toetsbank.dossier.facts import dates


@pytest.mark.parametrize("wrong", broken_in(dates), ids=lambda wrong: wrong.naam)
def test_wrong_fact_is_noticed_at_its_clauses_only(wrong: WrongFact, good: Good) -> None:
    assert_noticed(wrong, good)


def test_the_day_itself_is_no_day_late(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "GBX.SBH.e4060/1")
    copy.change("GBX.SBH.e4060/1", {"workshop_op": date(2024, 7, 1)})
    assert copy.verdicts()["GBX.SBH.e4060/1"] is Verdict.DECLARED
