"""A paper holds what an auditor reads, nothing unknown, and the number of no real person once it is in a report."""

import pytest
from pydantic import ValidationError

from reports.events import Checked
from reports.judging import as_check
from reports.paper import Answer, FactLookedAt, Paper, PaperFile
from reports.verdicts import Ground, Verdict

REAL = "111222333"
SUM = "1" * 64


def test_only_known_states_and_fields_are_taken() -> None:
    for wrong in ({"state": "half"}, {"kind": "brief"}, {"colour": "red"}):
        with pytest.raises(ValidationError):
            Paper.model_validate({"kind": "formulier", "file": "dossier/x.toml", "state": "volledig"} | wrong)


def test_every_text_of_a_paper_is_masked_in_a_report_and_its_sums_are_not() -> None:
    paper = Paper(
        kind="formulier",
        file=f"dossier/{REAL}.toml",
        state="onvolledig",
        statement=f"over {REAL}",
        author=REAL,
        reviewer=f"{REAL} (arts)",
        answers=(Answer(name="patiënt", texts=(f"naam: {REAL}",)),),
        facts=(FactLookedAt(what="dit klopt", outcome="opgemerkt", said=(f"{REAL} is genoemd",)),),
        files=(PaperFile(name=f"{REAL}.pdf", sha256=SUM),),
        gaps=(f"datum: {REAL}",),
    )
    check = as_check(
        Checked(
            writer="1-x",
            n=1,
            time="2026-01-01T00:00:00Z",
            clause="A/1",
            verdict=Verdict.INCONCLUSIVE,
            ground=Ground.VERSTREKT,
            expected="x",
            observed="y",
            paper=paper,
        )
    )
    assert check.paper is not None
    assert REAL not in check.model_dump_json()
    assert check.paper.files[0].sha256 == SUM
    assert check.paper.facts[0].what == paper.facts[0].what
