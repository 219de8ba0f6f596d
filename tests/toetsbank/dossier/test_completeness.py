"""What every form must have: each mistake is noticed in the form of every clause of a type of system."""

import pytest

from reports.verdicts import Verdict
from tests.toetsbank.dossier.samples import CATALOGUE, profile
from toetsbank.dossier.completeness import THEMES, Theme
from toetsbank.dossier.defects import Good, decidable, known, of_theme
from toetsbank.dossier.forms import applicable, forms

CLAUSES = tuple(clause for clause in applicable(CATALOGUE, profile().pics) if clause in decidable())


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_each_form_can_lack_it_and_that_is_noticed_at_its_clause_only(theme: Theme, good: Good) -> None:
    proof = of_theme(theme, CLAUSES[::5], good)
    assert proof.noticed == tuple(sorted(CLAUSES[::5]))
    assert proof.unexplained == ()


def test_each_field_that_must_be_filled_in_is_emptied(good: Good) -> None:
    clause = "GBX.SBH.e4060/1"
    incomplete = next(theme for theme in THEMES if theme.name == "VerklaringOnvolledig")
    form = forms().clausules[clause]
    cases = list(incomplete.cases(good.of(clause).forms[clause], forms().of(clause), form, known().peildatum))
    assert {case.says.partition(":")[0] for case in cases} >= {"verklaring", *forms().of(clause).velden}
    assert {case.verdict for case in cases} == {Verdict.INCONCLUSIVE}


def test_absence_of_a_form_that_is_an_extra_says_nothing(good: Good) -> None:
    (extra,) = (clause for clause, form in forms().clausules.items() if form.aanvullend)
    absent = next(theme for theme in THEMES if theme.name == "FormulierOntbreekt")
    cases = absent.cases(good.of(extra).forms[extra], forms().of(extra), forms().clausules[extra], known().peildatum)
    assert [case.says for case in cases] == ["niet geleverd: nog niet af"]
