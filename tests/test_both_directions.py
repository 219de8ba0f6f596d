"""Catalogue, scenarios, passive rules and defects agree, looked at from either side."""

import ast
import re
from pathlib import Path

import pytest

from catalogue import Catalogue, load
from catalogue.model import Modality
from simulators.xis.defects import all_defects
from toetsbank.passive import RULES
from toetsbank.proof import aliases, seen_at
from toetsbank.scenarios import ROOT, Scenario, read

WAYS = frozenset({"zim", "volg", "script", "adapter", "dossier", "belasting"})
ALIAS = re.compile(r"\b(?:GBX|KTZ|SYS|XIS)(?:\.[A-Z]{2,3}){1,2}\.[A-Za-z]*[0-9][0-9.]*(?<!\.)(?:/[0-9]+)?")
BY_HAND = ("features", "simulators/xis/defects")
"""Where an alias is written by hand beside the catalogue."""
ALSO_BY_HAND = {
    "toetsbank/passive/": "the registry of rules that hold for every message has no feature to carry its tag",
    "toetsbank/registers/judge.py": "what registers decide has no feature to carry its tag",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture(scope="module")
def scenarios() -> tuple[Scenario, ...]:
    return read()


def clauses_of(scenarios: tuple[Scenario, ...]) -> frozenset[str]:
    return frozenset(tag for scenario in scenarios for tag in scenario.tags if "/" in tag)


def test_each_tag_is_an_alias_a_clause_or_a_way(catalogue: Catalogue, scenarios: tuple[Scenario, ...]) -> None:
    known = {*catalogue.requirements, *catalogue.clauses, *WAYS}
    strays = {(scenario.feature, tag) for scenario in scenarios for tag in scenario.tags - known}
    assert strays == set()


def test_each_clause_of_a_requirement_with_scenarios_is_decided_or_says_why_not(
    catalogue: Catalogue, scenarios: tuple[Scenario, ...]
) -> None:
    worked_out = {Path(scenario.feature).stem for scenario in scenarios}
    decided = clauses_of(scenarios) | RULES.keys()
    silent = [
        id_
        for id_, clause in catalogue.clauses.items()
        if id_.rpartition("/")[0] in worked_out and id_ not in decided and not clause.reden
    ]
    assert silent == []


def test_each_clause_with_a_scenario_has_no_reason_why_nothing_decides_it(
    catalogue: Catalogue, scenarios: tuple[Scenario, ...]
) -> None:
    decided = clauses_of(scenarios) | RULES.keys()
    assert [id_ for id_ in decided if catalogue.clauses[id_].reden] == []


def test_each_requirement_has_clauses_or_a_reason(catalogue: Catalogue) -> None:
    assert len(catalogue.requirements) == 121
    assert [r.alias for r in catalogue.requirements.values() if not r.clausules and not r.reden] == []


def test_each_passive_rule_is_of_a_clause(catalogue: Catalogue) -> None:
    assert RULES.keys() - catalogue.clauses.keys() == set()


def test_each_defect_is_of_clauses_that_scenarios_or_rules_decide(
    catalogue: Catalogue, scenarios: tuple[Scenario, ...]
) -> None:
    decided = clauses_of(scenarios) | RULES.keys()
    for defect in all_defects():
        assert {*seen_at(defect), *defect.also} - catalogue.clauses.keys() == set(), defect.name
        assert seen_at(defect) <= decided, defect.name
        assert {clause.rpartition("/")[0] for clause in defect.also} <= {*aliases(defect)}, (
            f"{defect.name}: 'also' speaks of the defect's own requirements only"
        )


def test_each_defect_that_is_debated_is_of_a_clause_with_a_reading(catalogue: Catalogue) -> None:
    debated = {clause for defect in all_defects() for clause in defect.undecided}
    assert [id_ for id_ in debated if not catalogue.clauses[id_].lezing] == []


def test_each_defect_says_in_one_sentence_what_the_xis_does(catalogue: Catalogue) -> None:
    summaries = [defect.summary for defect in all_defects()]
    assert len(set(summaries)) == len(summaries)
    assert [summary for summary in summaries if not (summary.endswith(".") and summary[0].isupper())] == []


def test_each_clause_with_scenarios_has_a_defect_that_it_must_notice(
    catalogue: Catalogue, scenarios: tuple[Scenario, ...]
) -> None:
    broken = {clause for defect in all_defects() for clause in (*defect.violates, *defect.findings)}
    assert clauses_of(scenarios) - broken == set()


def test_what_may_be_done_is_never_violated(catalogue: Catalogue) -> None:
    violated = {clause for defect in all_defects() for clause in defect.violates}
    assert [id_ for id_ in violated if catalogue.clauses[id_].modaliteit is Modality.MAG] == []


def test_what_can_at_most_be_a_finding_is_not_in_violates(catalogue: Catalogue) -> None:
    """Such a clause never fails in a report, so a defect can only be asked for a finding."""
    violated = {clause for defect in all_defects() for clause in defect.violates}
    assert [id_ for id_ in violated if catalogue.clauses[id_].hoogstens] == []


def test_aliases_are_written_by_hand_in_three_places_only(catalogue: Catalogue) -> None:
    """Code and configuration name no requirement; prose (docstrings, comments, documentation) may."""
    strays = {}
    for folder in ("protocol", "simulators", "toetsbank", "steps", "reports", "load"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if name.startswith((*BY_HAND, *ALSO_BY_HAND)):
                continue
            found = [text for text in _literals(path) if ALIAS.fullmatch(text)]
            if found:
                strays[name] = found
    assert strays == {}


def test_an_alias_stands_in_one_feature_only(catalogue: Catalogue, scenarios: tuple[Scenario, ...]) -> None:
    for scenario in scenarios:
        assert {tag.partition("/")[0] for tag in scenario.tags - WAYS} == {Path(scenario.feature).stem}


def test_the_pattern_of_an_alias_fits_all_of_them(catalogue: Catalogue) -> None:
    names = [*catalogue.requirements, *catalogue.clauses]
    assert [name for name in names if not ALIAS.fullmatch(name)] == []


def _literals(path: Path) -> list[str]:
    """Return the string literals of a module that are no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose
    ]
