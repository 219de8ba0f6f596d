"""Which clause has which form, and what an empty one looks like."""

import tomllib
from pathlib import Path

import pytest

from catalogue import load
from catalogue.model import Modality, SystemType
from tests.toetsbank.dossier.samples import CATALOGUE, profile
from toetsbank.dossier.facts import FACTS
from toetsbank.dossier.forms import applicable, file_of, forms, needed, write_empty
from toetsbank.outcomes import BadInput
from toetsbank.registers import RULES


def test_each_form_is_of_a_clause_and_each_clause_has_its_form() -> None:
    known = forms()
    assert known.clausules.keys() <= CATALOGUE.clauses.keys()
    assert {form.vorm for form in known.clausules.values()} == known.vormen.keys()


def test_each_clause_that_only_papers_can_decide_has_a_form() -> None:
    papers = {
        id_
        for id_, clause in CATALOGUE.clauses.items()
        if clause.weg == "dossier" and clause.modaliteit is not Modality.MAG
    }
    assert papers - forms().clausules.keys() - RULES.keys() == set()


def test_form_of_what_a_register_decides_is_an_extra() -> None:
    known = forms().clausules
    assert {clause for clause in known.keys() & RULES.keys() if not known[clause].aanvullend} == set()


def test_each_fact_of_a_form_exists_and_each_fact_is_of_a_form() -> None:
    assert {fact for form in forms().vormen.values() for fact in form.feiten} == FACTS.keys()


def test_neighbours_are_clauses_with_forms() -> None:
    for clause, form in forms().clausules.items():
        for number in form.naast.values():
            assert f"{clause.rpartition('/')[0]}/{number}" in forms().clausules


def test_choices_have_choices_and_tables_have_columns() -> None:
    for form in forms().vormen.values():
        for spec in (*form.velden.values(), *(c for f in form.velden.values() for c in f.kolommen.values())):
            assert bool(spec.keuzes) == (spec.soort == "keuze")
            assert bool(spec.kolommen) == (spec.soort == "rijen")


@pytest.mark.parametrize("kind", list(SystemType))
def test_only_forms_that_apply_are_written(kind: SystemType, tmp_path: Path) -> None:
    pics = profile(kind).pics
    written, kept = write_empty(tmp_path, CATALOGUE, pics)
    assert kept == []
    clauses = set(needed(CATALOGUE, pics))
    assert set(written) == {file_of(clause) for clause in clauses}
    tables = [tomllib.loads((tmp_path / name).read_text(encoding="utf-8")) for name in written]
    assert {key for table in tables for key in table if "/" in key} == clauses


def test_empty_form_has_each_field_and_says_who_is_addressed(tmp_path: Path) -> None:
    write_empty(tmp_path, CATALOGUE, profile().pics)
    for clause in needed(CATALOGUE, profile().pics):
        text = (tmp_path / file_of(clause)).read_text(encoding="utf-8")
        table = tomllib.loads(text)[clause]
        assert table.keys() == {"verklaring", "namens", *forms().of(clause).velden}
        assert table["namens"] == CATALOGUE.clauses[clause].gericht_aan
        assert f"gericht aan: {CATALOGUE.clauses[clause].gericht_aan}" in text


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    write_empty(tmp_path, CATALOGUE, profile().pics)
    one = tmp_path / "GBX.ALG.e4010.toml"
    one.write_text("# van mij", encoding="utf-8")
    (tmp_path / "GBX.SBH.e4060.toml").unlink()
    written, kept = write_empty(tmp_path, CATALOGUE, profile().pics)
    assert written == ["GBX.SBH.e4060.toml"]
    assert one.name in kept
    assert one.read_text(encoding="utf-8") == "# van mij"


def test_folder_that_cannot_be_made_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    with pytest.raises(BadInput, match="is niet te schrijven"):
        write_empty(tmp_path / "bestand" / "dossier", CATALOGUE, profile().pics)


def test_condition_answered_with_no_takes_a_clause_away() -> None:
    catalogue = load()
    with_no = profile().pics.model_copy(update={"voorwaarden": {"abonnementen": False}})
    gone = set(applicable(catalogue, profile().pics)) - set(applicable(catalogue, with_no))
    assert gone == {clause for clause in gone if catalogue.clauses[clause].voorwaarde == "abonnementen"} != set()
