"""Broken dossiers: every checked fact is broken at every clause that has it; what changes nothing proves nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.verdicts import Verdict
from simulators.xis.defects import all_defects
from tests.toetsbank.dossier.samples import CATALOGUE
from toetsbank.dossier import defects
from toetsbank.dossier.completeness import THEMES, Case
from toetsbank.dossier.defects import Good, breaking, decidable, evaluate, known, tried
from toetsbank.dossier.facts import FACTS
from toetsbank.dossier.forms import forms
from toetsbank.registers import defects as registers

CLAUSE = "GBX.SBH.e4060/1"
NAME = "WorkshopNaDeStart"


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of wrong facts to be changed by a test."""
    path = tmp_path / "defects.toml"
    monkeypatch.setattr(defects, "DATA", path)
    path.write_text(Path(defects.__file__).with_name("defects.toml").read_text(encoding="utf-8"), encoding="utf-8")
    known.cache_clear()
    yield path
    known.cache_clear()


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_each_fact_is_broken_or_it_says_why_it_cannot_be() -> None:
    broken = {wrong.feit for wrong in known().defect}
    only_open = {fact for form in known().altijd_open for fact in forms().vormen[form].feiten}
    assert broken & known().zonder.keys() == set()
    assert broken | known().zonder.keys() | only_open == FACTS.keys()


def test_each_defect_has_a_name_of_its_own_and_a_sentence() -> None:
    names = [wrong.naam for wrong in known().defect] + [theme.name for theme in THEMES]
    names += [wrong.naam for wrong in registers.known().defect] + [defect.name for defect in all_defects()]
    assert len(set(names)) == len(names)
    sentences = [wrong.zegt for wrong in known().defect] + [theme.summary for theme in THEMES]
    assert len(set(sentences)) == len(sentences)
    assert [each for each in sentences if not (each[0].isupper() and each.endswith("."))] == []


def test_a_selection_is_proven_whole() -> None:
    wanted = [clause for clause in decidable() if clause.startswith(("GBX.BVL", "GBX.SBH", "SYS"))]
    found = evaluate(CATALOGUE, wanted)
    assert (dict(found.unhealthy), found.unproven) == ({}, frozenset())
    assert [name for name, proof in found.defects.items() if not proof.is_good] == []
    assert {clause for proof in found.defects.values() for clause in proof.noticed} == set(wanted)


def test_nothing_wanted_is_nothing_tried() -> None:
    assert evaluate(CATALOGUE, ()).defects == {}


def test_form_without_a_wrong_in_it_is_not_noticed(good: Good) -> None:
    form = good.of(CLAUSE).forms[CLAUSE]
    assert not tried(good.of(CLAUSE), CLAUSE, Case(form, Verdict.DECLARED, "verklaard")).is_noticed
    assert not tried(good.of(CLAUSE), CLAUSE, Case(form, Verdict.FAIL, "")).is_noticed


def test_another_verdict_or_sentence_is_not_noticed(good: Good) -> None:
    late = next(wrong for wrong in known().defect if wrong.naam == NAME).applied(good.of(CLAUSE).forms[CLAUSE])
    for verdict, says, noticed in (
        (Verdict.FAIL, "pas na de start", True),
        (Verdict.INCONCLUSIVE, "pas na de start", False),
        (Verdict.FAIL, "iets anders", False),
    ):
        assert tried(good.of(CLAUSE), CLAUSE, Case(late, verdict, says)).is_noticed is noticed


def test_defect_that_is_not_noticed_leaves_its_clause_unproven(changed: Path) -> None:
    replace(changed, "workshop_op = 2024-07-02", "workshop_op = 2024-07-01")
    found = evaluate(CATALOGUE, [CLAUSE])
    assert not found.defects[NAME].is_good
    assert found.unproven == {CLAUSE}


def test_fact_that_nothing_breaks_leaves_its_clause_unproven(changed: Path) -> None:
    replace(changed, 'feit = "opleiding-voor-productie"', 'feit = "supportal-voor-productie"')
    assert evaluate(CATALOGUE, [CLAUSE]).unproven == {CLAUSE}


def test_good_form_that_is_not_good_is_told(changed: Path) -> None:
    replace(changed, "gemeld_op = 2025-01-02", "gemeld_op = 2025-01-05")
    (clause,) = (each for each in decidable() if "gemeld-voor-aansluiting" in forms().of(each).feiten)
    found = evaluate(CATALOGUE, [clause])
    assert found.unhealthy[clause].startswith("voldoet niet: de logbeheerder is pas na de aansluiting")


def test_what_is_tried_at_a_clause_can_be_asked() -> None:
    assert breaking(CLAUSE).keys() == {NAME, *(theme.name for theme in THEMES)}
    assert breaking("GBX.CON.e4080.5/5") == {}
    (always_open,) = forms().clausules.keys() - set(decidable())
    assert breaking(always_open) == {}
