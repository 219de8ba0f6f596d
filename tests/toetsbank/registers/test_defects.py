"""Broken registers: each is noticed at exactly its clauses, and what changes nothing is no defect."""

from pathlib import Path

import pytest

from catalogue.model import SystemType
from reports.verdicts import Verdict
from tests.toetsbank.registers.kit import catalogue
from toetsbank.registers import RULES
from toetsbank.registers.defects import EXAMPLE, WrongRegister, breaking, evaluate, known, said_of


def test_each_defect_is_noticed_at_exactly_its_clauses() -> None:
    found = evaluate(catalogue(), RULES)
    assert {name: proof for name, proof in found.defects.items() if not proof.is_good} == {}
    assert (dict(found.unhealthy), found.unproven) == ({}, frozenset())
    assert {clause for wrong in known().defect for clause in wrong.clausules} == RULES.keys()
    assert found.defects["GroteStoringKleinGenoemd"].explained.keys() == {"GBX.BET.e4020.1/1"}


def test_only_what_goes_against_a_clause_proves_it() -> None:
    proving = {clause for wrong in known().defect if wrong.fails for clause in wrong.clausules}
    assert proving == RULES.keys()


def test_a_selection_is_of_its_own_clauses_only() -> None:
    wanted = ["GBX.BET.e4010.1/1"]
    found = evaluate(catalogue(), wanted)
    assert {clause for proof in found.defects.values() for clause in proof.violates} == set(wanted)
    assert found.defects.keys() == breaking(wanted[0]).keys()
    assert evaluate(catalogue(), ()).defects == {}


def test_what_changes_nothing_is_no_defect(tmp_path: Path) -> None:
    wrong = known().defect[0].model_copy(update={"erbij": (), "vervang": {"staat er niet": "x"}})
    with pytest.raises(ValueError, match=r"verandert niets aan storingen\.csv"):
        wrong.write(tmp_path / "registers")


def test_each_defect_says_in_one_sentence_what_is_wrong() -> None:
    assert [wrong.naam for wrong in known().defect if not (wrong.zegt[0].isupper() and wrong.zegt.endswith("."))] == []


@pytest.mark.parametrize("wrong", known().defect, ids=lambda wrong: wrong.naam)
def test_one_file_differs_from_the_example(wrong: WrongRegister, tmp_path: Path) -> None:
    wrong.write(tmp_path / "r")
    there = {path.name: path.read_bytes() for path in (tmp_path / "r").iterdir()}
    differing = {path.name for path in EXAMPLE.iterdir() if there.get(path.name) != path.read_bytes()}
    assert differing == {wrong.bestand}


def test_a_type_without_a_norm_is_judged_by_its_agreement() -> None:
    said = said_of(EXAMPLE, SystemType.GBO, catalogue())
    assert {fields["verdict"] for fields in said.values()} == {Verdict.PASS}
    assert "Dienstverleningsovereenkomst 12" in said["GBX.BES.e4010/4"]["expected"]
