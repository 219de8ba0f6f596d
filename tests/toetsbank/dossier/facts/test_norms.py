"""The right norm, its edition, its scope, how long it holds, and equivalents of superseded ones."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reports.verdicts import Verdict
from tests.toetsbank.dossier.samples import Copy, assert_noticed, broken_in
from toetsbank.dossier.defects import Good, WrongFact
from toetsbank.dossier.facts import norms


@pytest.mark.parametrize("wrong", broken_in(norms), ids=lambda wrong: wrong.naam)
def test_wrong_fact_is_noticed_at_its_clauses_only(wrong: WrongFact, good: Good) -> None:
    assert_noticed(wrong, good)


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
