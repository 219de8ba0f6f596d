"""Each thing that can decide a clause is found from the clause, and nothing is found that is not there."""

from catalogue import load
from toetsbank import passive, registers
from toetsbank.deciders import Deciders, decidable, deciders
from toetsbank.dossier.forms import forms
from toetsbank.registers.reading import header
from toetsbank.scenarios import read


def test_all_that_is_decidable_has_something_that_decides_it_and_the_rest_has_nothing() -> None:
    scenarios = read()
    names = decidable(scenarios)
    for clause in load().clauses:
        found = deciders(clause, scenarios)
        assert bool(found) == (clause in names), clause
        assert bool(found.rule) == (clause in passive.RULES), clause
        assert bool(found.register) == bool(found.header) == (clause in registers.RULES), clause
        assert bool(found.form) == (clause in forms().clausules), clause
        assert all(clause in scenario.tags for scenario in found.scenarios), clause


def test_what_decides_is_named_by_its_file() -> None:
    clause, (file, _) = next(iter(registers.RULES.items()))
    assert deciders(clause, ()) == Deciders(register=f"registers/{file}", header=header(file))
    clause = next(iter(forms().clausules))
    assert deciders(clause, ()).form == f"dossier/{clause.partition('/')[0]}.toml"


def test_a_form_that_only_adds_says_so() -> None:
    extra = {clause for clause, form in forms().clausules.items() if form.may_be_absent}
    assert extra
    assert {clause for clause in forms().clausules if deciders(clause, ()).is_extra} == extra


def test_a_clause_that_needs_nobody_to_drive_the_sut_is_decided_by_the_zim_or_by_watching() -> None:
    """The catalogue names the cheapest way to a verdict; without an upper tester it must be there."""
    scenarios = read()
    for name, clause in load().clauses.items():
        found = deciders(name, scenarios)
        ways = {way for scenario in found.scenarios for way in ("zim", "volg") if way in scenario.tags}
        if found.scenarios or found.rule:
            assert clause.weg not in ("zim", "volg") or clause.weg in ways or found.rule, name
            assert clause.weg != "zim" or "zim" in ways, name
