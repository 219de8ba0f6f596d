"""Deputies, lines for everyone, opening hours and test calls."""

from pathlib import Path

import pytest

from reports.verdicts import Verdict
from tests.toetsbank.dossier.samples import Copy, assert_noticed, broken_in
from toetsbank.dossier.defects import Good, WrongFact
from toetsbank.dossier.facts import people


@pytest.mark.parametrize("wrong", broken_in(people), ids=lambda wrong: wrong.naam)
def test_wrong_fact_is_noticed_at_its_clauses_only(wrong: WrongFact, good: Good) -> None:
    assert_noticed(wrong, good)


def test_other_hours_may_be_agreed(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "GBX.FBH.e4010/4")
    copy.change("GBX.FBH.e4010/4", {"open_van": "10:00", "afspraak": "DAP, bijlage 2"})
    assert copy.verdicts()["GBX.FBH.e4010/4"] is Verdict.DECLARED
