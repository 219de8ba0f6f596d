"""What a dossier decides: declared at most, failed by a fact only, and never silent about what is missing."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from catalogue.model import SystemType
from reports.events import Checked
from reports.verdicts import Ground, Verdict
from tests.toetsbank.dossier.samples import CATALOGUE, TODAY, Copy, profile
from toetsbank.dossier import clauses, in_folder, judge, speaks_of, supplied
from toetsbank.dossier.forms import applicable, forms, needed, write_empty
from toetsbank.dossier.specimens import EXAMPLE
from toetsbank.outcomes import BadInput

CLAUSE = "GBX.SBH.e4060/1"
LATE = {"workshop_op": date(2024, 7, 2)}


@pytest.mark.parametrize("today", [TODAY, date(2030, 2, 28)])
def test_the_example_is_declared_but_for_what_it_cannot_give(today: date) -> None:
    said = {fields["clause"]: fields for fields in judge(EXAMPLE, profile(), CATALOGUE, today)}
    assert set(said) == set(needed(CATALOGUE, profile().pics))
    others = {clause: f["missing"] for clause, f in said.items() if f["verdict"] is not Verdict.DECLARED}
    assert set(others) == {"GBX.BVL.e4080/3", "GBX.BVL.e4080/4"}
    assert all(reason.startswith("niet geleverd: het referentiesysteem") for reason in others.values())


def test_declared_says_who_and_until_when_and_on_what(tmp_path: Path) -> None:
    copy = Copy(tmp_path, CLAUSE)
    copy.change(CLAUSE, {"verklaring": "Zo is het."})
    said = copy.judged()[CLAUSE]
    assert (said["ground"], said["ground_source"]) == (Ground.VERSTREKT, "dossier/GBX.SBH.e4060.toml")
    assert said["expected"] == CATALOGUE.clauses[CLAUSE].tekst
    assert said["observed"] == (
        "“Zo is het.”, verklaard namens beheer door B. Beheerder (systeembeheerder) op 3-3-2025,"
        " beoordeeld door P. Praktijk (praktijkhouder), geldig tot en met 31-12-2035,"
        f" met stukken/beheer.md (SHA-256 {copy.paper()['sha256']})"
    )


def test_every_judgement_is_an_event() -> None:
    for fields in (*judge(EXAMPLE, profile(), CATALOGUE, TODAY), *judge(None, profile(), CATALOGUE, TODAY)):
        event = Checked(writer="w", n=1, time="2025-06-01T00:00:00Z", **fields)
        assert event.rule == "dossier"


def test_fact_fails_with_the_text_as_ground(tmp_path: Path) -> None:
    copy = Copy(tmp_path, CLAUSE)
    copy.change(CLAUSE, LATE)
    said = copy.judged()[CLAUSE]
    assert (said["verdict"], said["ground"], said["ground_source"]) == (Verdict.FAIL, Ground.EIS, CLAUSE)
    assert "(workshop_op); verklaard namens beheer door B. Beheerder" in said["observed"]


def test_fact_in_an_incomplete_form_fails_nobody(tmp_path: Path) -> None:
    copy = Copy(tmp_path, CLAUSE)
    copy.change(CLAUSE, {**LATE, "beoordelaar": {"naam": "B. Beheerder", "rol": "x"}})
    said = copy.judged()[CLAUSE]
    assert said["verdict"] is Verdict.INCONCLUSIVE
    assert "beoordelaar.naam: B. Beheerder is ook de opsteller" in said["missing"]
    assert "workshop_op: de workshop is pas na de start gevolgd" in said["missing"]


def test_many_gaps_are_counted(tmp_path: Path) -> None:
    (tmp_path / "GBX.SBH.e4060.toml").write_text(f'["{CLAUSE}"]\nverklaring = "x"\n', encoding="utf-8")
    missing = Copy(tmp_path).judged()[CLAUSE]["missing"]
    assert missing.endswith("; en nog 6.")


def test_number_of_a_person_is_never_stored(tmp_path: Path) -> None:
    copy = Copy(tmp_path, CLAUSE)
    copy.change(CLAUSE, {"workshop_op": "over 111222333"})
    assert "111222333" not in str(copy.judged()) + str(copy.sentences())
    copy.change(CLAUSE, {"niet_geleverd": "om 111222333"})
    assert copy.judged()[CLAUSE]["missing"].startswith("niet geleverd: om ")
    assert "111222333" not in str(copy.judged())


def test_expired_statement_decides_nothing(tmp_path: Path) -> None:
    copy = Copy(tmp_path, CLAUSE)
    copy.change(CLAUSE, {"geldig_tot": date(2025, 5, 31)})
    said = copy.judged()[CLAUSE]
    assert said["verdict"] is Verdict.INCONCLUSIVE
    assert said["missing"] == ("In dossier/GBX.SBH.e4060.toml: geldig_tot: de verklaring is verlopen op 31-5-2025.")


def test_statement_of_another_party_is_a_finding(tmp_path: Path) -> None:
    copy = Copy(tmp_path, CLAUSE)
    copy.change(CLAUSE, {"namens": "leverancier"})
    said = copy.judged()[CLAUSE]
    assert said["findings"] == ("De clausule is gericht aan beheer, en verklaard is namens leverancier.",)


@pytest.mark.parametrize("kind", list(SystemType))
def test_without_forms_each_clause_names_the_one_it_misses(kind: SystemType) -> None:
    said = list(judge(None, profile(kind), CATALOGUE, TODAY))
    asked = needed(CATALOGUE, profile(kind).pics)
    assert [fields["clause"] for fields in said] == [c for c in asked if not forms().clausules[c].may_be_absent]
    assert {(fields["verdict"], fields["ground"]) for fields in said} == {(Verdict.NOT_TESTED, Ground.EIS)}
    for fields in said:
        name = fields["clause"].rpartition("/")[0]
        assert fields["missing"] == f"het formulier van {fields['clause']} in dossier/{name}.toml ontbreekt"


def test_empty_forms_decide_nothing(tmp_path: Path) -> None:
    write_empty(tmp_path, CATALOGUE, profile().pics)
    said = list(judge(tmp_path, profile(), CATALOGUE, TODAY))
    assert Counter(fields["verdict"] for fields in said) == {Verdict.NOT_TESTED: len(said)}
    assert all(fields["missing"].endswith("is nog niet ingevuld") for fields in said)


def test_broken_file_leaves_its_clauses_undecided_and_no_others(tmp_path: Path) -> None:
    copy = Copy(tmp_path, CLAUSE, "GBX.ALG.e4010/1")
    (tmp_path / "GBX.ALG.e4010.toml").write_text("x = ", encoding="utf-8")
    said = copy.judged()
    assert said[CLAUSE]["verdict"] is Verdict.DECLARED
    assert said["GBX.ALG.e4010/1"]["verdict"] is Verdict.INCONCLUSIVE
    assert "geen geldige TOML" in said["GBX.ALG.e4010/1"]["missing"]


def test_a_form_that_speaks_instead_of_a_scenario_is_known_by_what_it_says(tmp_path: Path) -> None:
    clause, other = "SYS.BVL.e4010.1/1", "SYS.BVL.e4010.1/2"
    assert not speaks_of(tmp_path, clause, CATALOGUE)
    write_empty(tmp_path, CATALOGUE, profile().pics)
    assert not speaks_of(tmp_path, clause, CATALOGUE)
    Copy(tmp_path, clause)
    assert speaks_of(tmp_path, clause, CATALOGUE)
    assert not speaks_of(tmp_path, other, CATALOGUE), "no scenario decides that one"
    Copy(tmp_path).change(clause, {"niet_geleverd": "volgt"})
    assert speaks_of(tmp_path, clause, CATALOGUE)


def test_clause_that_does_not_apply_is_passed_over() -> None:
    said = {fields["clause"] for fields in judge(EXAMPLE, profile(SystemType.GBK), CATALOGUE, TODAY)}
    assert "GBX.SBH.e4040.3/4" not in said
    assert said <= set(applicable(CATALOGUE, profile(SystemType.GBK).pics)) <= clauses()


def test_folder_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    assert in_folder(profile(), EXAMPLE).dossier == EXAMPLE
    with pytest.raises(BadInput, match="bestaat niet"):
        in_folder(profile(), tmp_path / "weg")


def test_forms_are_evidence() -> None:
    found = supplied(EXAMPLE)
    assert len(found) == len(list(EXAMPLE.glob("*.toml")))
    assert all(len(each["sha256"]) == 64 for each in found)
    assert supplied(None) == ()
