"""What -m may say: aliases and clauses that exist, put together with and, or, not and ways."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from catalogue import Catalogue, load
from toetsbank import registers
from toetsbank.dossier.forms import forms
from toetsbank.outcomes import BadInput
from toetsbank.passive import RULES
from toetsbank.scenarios import read
from toetsbank.selection import clauses_in, decidable_clauses, resolve

ALIAS = "GBX.CON.e4080.5"
DECIDABLE = frozenset(f"{ALIAS}/{number}" for number in range(1, 11))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.mark.parametrize(
    "expression",
    ["", ALIAS, f"{ALIAS}/5", f"{ALIAS} and not script", f"({ALIAS}/5 or {ALIAS}/6) and adapter", "zim or volg"],
)
def test_what_exists_stays_as_it_is(catalogue: Catalogue, expression: str) -> None:
    assert resolve(expression, catalogue, DECIDABLE) == expression


@pytest.mark.parametrize("outdated", ["GBX.CON.e4080", "GBX.CON.e4080.4", "gbx.con.e4080.5"])
def test_outdated_alias_gets_a_sentence_with_the_right_one(catalogue: Catalogue, outdated: str) -> None:
    with pytest.raises(BadInput, match=r"GBX\.CON\.e4080\.5") as caught:
        resolve(f"{outdated} and script", catalogue, DECIDABLE)
    assert outdated in str(caught.value)
    assert "\n" not in str(caught.value)


def test_unknown_name_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(BadInput, match="wortel"):
        resolve("wortel", catalogue, DECIDABLE)


def test_clause_that_does_not_exist_is_refused_with_those_that_do(catalogue: Catalogue) -> None:
    with pytest.raises(BadInput, match="11"):
        resolve(f"{ALIAS}/99", catalogue, DECIDABLE)


def test_requirement_that_nothing_decides_says_why(catalogue: Catalogue) -> None:
    with pytest.raises(BadInput) as caught:
        resolve(ALIAS, catalogue, frozenset())
    assert str(caught.value) == f"Niets beslist {ALIAS}: geen reden bekend."
    clauses = catalogue.requirements[ALIAS].clausules
    late = tuple(clause.model_copy(update={"reden": "scenario volgt"}) for clause in clauses[:2])
    planned = catalogue.requirements[ALIAS].model_copy(update={"clausules": late})
    with pytest.raises(BadInput, match=rf"^Niets beslist {ALIAS}: scenario volgt\.$"):
        resolve(ALIAS, replace(catalogue, requirements={ALIAS: planned}), frozenset())


def test_requirement_without_clauses_says_why(catalogue: Catalogue) -> None:
    bare = catalogue.requirements[ALIAS].model_copy(update={"clausules": (), "reden": "nog niet uitgewerkt"})
    without = replace(catalogue, requirements={**catalogue.requirements, ALIAS: bare})
    with pytest.raises(BadInput, match=f"{ALIAS}.*nog niet uitgewerkt"):
        resolve(ALIAS, without, DECIDABLE)


def test_clause_that_nothing_decides_says_why_and_its_neighbours_can_be_selected(catalogue: Catalogue) -> None:
    with pytest.raises(BadInput, match=f"Niets beslist {ALIAS}/11: een toestemming"):
        resolve(f"{ALIAS}/11", catalogue, DECIDABLE)
    assert resolve(f"{ALIAS}/10", catalogue, DECIDABLE) == f"{ALIAS}/10"
    assert resolve(ALIAS, catalogue, frozenset({f"{ALIAS}/10"})) == ALIAS, "one clause that can be decided is enough"


def test_scenarios_and_rules_decide(catalogue: Catalogue) -> None:
    found = decidable_clauses()
    assert RULES.keys() <= found
    assert {tag for scenario in read() for tag in scenario.tags if "/" in tag} <= found
    assert f"{ALIAS}/11" not in found


@pytest.mark.parametrize("decides", [registers.RULES, forms().clausules], ids=["registers", "dossier"])
def test_what_only_a_register_or_the_dossier_decides_can_be_selected(
    catalogue: Catalogue, decides: Mapping[str, object]
) -> None:
    found = decidable_clauses()
    for clause in decides:
        assert resolve(clause, catalogue, found) == clause
        assert clauses_in(clause, catalogue) == (clause,)
        assert resolve(clause.partition("/")[0], catalogue, found) == clause.partition("/")[0]


def test_each_of_several_aliases_of_one_text_selects_it(catalogue: Catalogue) -> None:
    renamed = catalogue.requirements[ALIAS].model_copy(update={"aliassen": ("GBX.OUD.e4080.1",)})
    shared = replace(catalogue, requirements={**catalogue.requirements, ALIAS: renamed})
    assert resolve("GBX.OUD.e4080.1", shared, DECIDABLE) == ALIAS
    assert resolve("GBX.OUD.e4080.1/5 or zim", shared, DECIDABLE) == f"{ALIAS}/5 or zim"


def test_clauses_of_nothing_are_all(catalogue: Catalogue) -> None:
    assert clauses_in("", catalogue) == tuple(catalogue.clauses)
    assert clauses_in("script", catalogue) == tuple(catalogue.clauses)


def test_clauses_of_a_requirement_and_of_a_clause(catalogue: Catalogue) -> None:
    assert clauses_in(ALIAS, catalogue) == tuple(f"{ALIAS}/{number}" for number in range(1, 12))
    assert clauses_in(f"{ALIAS}/5 and not script", catalogue) == (f"{ALIAS}/5",)


def test_what_an_expression_excludes_is_not_judged(catalogue: Catalogue) -> None:
    assert set(catalogue.clauses) - set(clauses_in(f"not {ALIAS}/5", catalogue)) == {f"{ALIAS}/5"}
    assert f"{ALIAS}/5" not in clauses_in(f"{ALIAS} and not {ALIAS}/5", catalogue)
    assert clauses_in(f"{ALIAS}/5 and not {ALIAS}", catalogue) == ()
    assert clauses_in(f"not (script or {ALIAS})", catalogue) == clauses_in(f"not {ALIAS}", catalogue)


@pytest.mark.parametrize(
    "expression", [f"{ALIAS} and", f"{ALIAS} zim", "(", "()", "not", f"{ALIAS} (zim)", f"and {ALIAS}", f"({ALIAS}"]
)
def test_expression_that_is_none_is_refused(catalogue: Catalogue, expression: str) -> None:
    with pytest.raises(BadInput, match="and, or en not"):
        resolve(expression, catalogue, DECIDABLE)
