"""What a form holds, complete or not, as reports show it."""

from datetime import date
from pathlib import Path

import pytest

from reports.paper import Paper
from tests.toetsbank.dossier.samples import CATALOGUE, TODAY, Copy, profile
from toetsbank.dossier import judge
from toetsbank.dossier.forms import forms, needed, write_empty
from toetsbank.dossier.model import Answers
from toetsbank.dossier.shown import FILL_IN, MAKE, MOST_ROWS, _answers
from toetsbank.dossier.specimens import EXAMPLE

CLAUSE = "GBX.SBH.e4060/1"


def papers(folder: Path | None) -> dict[str, Paper]:
    return {fields["clause"]: fields["paper"] for fields in judge(folder, profile(), CATALOGUE, TODAY)}


def changed(tmp_path: Path, **changes: object) -> Paper:
    copy = Copy(tmp_path, CLAUSE)
    copy.change(CLAUSE, changes)
    found = copy.judged()[CLAUSE]["paper"]
    assert isinstance(found, Paper)
    return found


def test_a_whole_form_is_shown_with_everything_an_auditor_asks() -> None:
    paper = papers(EXAMPLE)[CLAUSE]
    assert (paper.kind, paper.state, paper.file) == ("formulier", "volledig", "dossier/GBX.SBH.e4060.toml")
    assert all((paper.asked, paper.statement, paper.author, paper.reviewer, paper.day, paper.until, paper.answers))
    assert not paper.asked.startswith("te verklaren")
    assert paper.author != paper.reviewer
    assert all(len(file.sha256) == 64 for file in paper.files)
    assert [fact.outcome for fact in paper.facts] == ["in orde"]
    assert (paper.gaps, paper.remedy) == ((), "")


def test_a_form_that_is_not_there_says_how_to_make_it() -> None:
    found = papers(None)
    assert list(found) == [c for c in needed(CATALOGUE, profile().pics) if not forms().clausules[c].may_be_absent]
    for clause, paper in found.items():
        assert (paper.state, paper.remedy) == ("ontbreekt", MAKE)
        assert paper.file == f"dossier/{clause.partition('/')[0]}.toml"


def test_an_empty_form_is_to_be_filled_in(tmp_path: Path) -> None:
    write_empty(tmp_path, CATALOGUE, profile().pics)
    assert {(paper.state, paper.remedy) for paper in papers(tmp_path).values()} == {("niet ingevuld", FILL_IN)}


def test_what_is_there_is_shown_of_a_form_that_is_not_complete(tmp_path: Path) -> None:
    paper = changed(tmp_path, beoordelaar="iemand", opsteller={"naam": "A. Een", "rol": ""})
    assert (paper.state, paper.author, paper.reviewer, paper.remedy) == ("onvolledig", "A. Een", "", FILL_IN)
    assert paper.statement
    assert paper.files
    assert any(gap.startswith("opsteller.rol: ") for gap in paper.gaps)


def test_an_expired_statement_keeps_its_words_and_its_day(tmp_path: Path) -> None:
    paper = changed(tmp_path, geldig_tot=date(2025, 5, 31))
    assert (paper.state, paper.until) == ("onvolledig", "2025-05-31")
    assert paper.gaps == ("geldig_tot: de verklaring is verlopen op 31-5-2025",)


def test_a_withheld_statement_gives_its_reason(tmp_path: Path) -> None:
    paper = changed(tmp_path, niet_geleverd="er is geen productie")
    assert (paper.state, paper.statement, paper.remedy) == ("niet geleverd", "er is geen productie", "")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    copy = Copy(tmp_path, CLAUSE)
    (tmp_path / "GBX.SBH.e4060.toml").write_text("x = ", encoding="utf-8")
    paper = copy.judged()[CLAUSE]["paper"]
    assert (paper.state, paper.remedy) == ("onleesbaar", FILL_IN)
    assert "geen geldige TOML" in paper.gaps[0]


def test_a_fact_that_goes_against_the_clause_says_why(tmp_path: Path) -> None:
    (fact,) = changed(tmp_path, workshop_op=date(2025, 5, 2), in_productie_op=date(2025, 5, 1)).facts
    assert fact.outcome == "spreekt tegen"
    assert "pas na de start" in fact.said[0]


def test_a_fact_without_its_answer_is_not_called_good(tmp_path: Path) -> None:
    (fact,) = changed(tmp_path, workshop_op=None).facts
    assert (fact.outcome, fact.said) == ("niet na te gaan", ("een antwoord ontbreekt",))


def test_the_number_of_a_real_person_is_masked(tmp_path: Path) -> None:
    assert "111222333" not in changed(tmp_path, verklaring="Patiënt 111222333 is geholpen.").model_dump_json()


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        (date(2026, 1, 31), ("2026-01-31",)),
        (True, ("ja",)),
        (2, ("2",)),
        (12345678.5, ("12345678.5",)),
        ("", ()),
        ((), ()),
        (("a", "b"), ("a", "b")),
        (
            (Answers({"naam": "x", "op": date(2026, 1, 1)}), Answers({"naam": "y"})),
            ("naam: x; op: 2026-01-01", "naam: y"),
        ),
        (tuple("x" * (MOST_ROWS + 2)), (*"x" * MOST_ROWS, "en nog 2; zie het formulier")),
    ],
)
def test_each_kind_of_answer_becomes_text(value: object, texts: tuple[str, ...]) -> None:
    found = tuple(_answers(Answers({"een_veld": value})))
    assert [(each.name, each.texts) for each in found] == ([("een veld", texts)] if texts else [])
