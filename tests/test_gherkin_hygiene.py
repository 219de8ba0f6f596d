"""Every feature file is free of what pytest-bdd lets through in silence; and each check here is seen to fail."""

import importlib
from pathlib import Path

import pytest
from pytest_bdd import parsers
from pytest_bdd.steps import step_function_context_registry

from catalogue import Catalogue, load
from tests.gherkin_hygiene import UNQUOTED_ARGUMENT, Pattern, problems, step_problems, used
from toetsbank.scenarios import FEATURES, read_file, step_modules

FILES = sorted(FEATURES.rglob("*.feature"))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture(scope="module")
def patterns() -> list[Pattern]:
    for name in step_modules():
        importlib.import_module(name)
    contexts = step_function_context_registry.values()
    return [Pattern(str(c.type), c.parser) for c in contexts if c.step_func.__module__.startswith("steps.")]


def test_there_are_features_and_steps(patterns: list[Pattern]) -> None:
    assert FILES
    assert patterns


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_feature_is_clean(path: Path, catalogue: Catalogue) -> None:
    requirement = catalogue.requirements.get(path.stem)
    known = (requirement.alias, requirement.domein) if requirement else None
    own = [requirement.clause_id(clause) for clause in requirement.clausules] if requirement else []
    assert problems(path, known, own) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_step_finds_one_definition(path: Path, patterns: list[Pattern]) -> None:
    assert step_problems(path, patterns) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_bench_reads_the_same_scenarios(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    written = [line for line in text.splitlines() if line.strip().startswith(("Scenario:", "Abstract Scenario:"))]
    assert len(list(read_file(path))) == len(written)


def test_each_definition_is_used(patterns: list[Pattern]) -> None:
    found = set[str]().union(*(used(path, patterns) for path in FILES))
    assert [pattern.parser.name for pattern in patterns if pattern.parser.name not in found] == []


def test_each_argument_of_a_definition_is_quoted(patterns: list[Pattern]) -> None:
    assert [p.parser.name for p in patterns if UNQUOTED_ARGUMENT.search(p.parser.name)] == []


# The checks themselves: a clean feature, and one way to soil it per check.

CLEAN = """\
# language: nl
@GBX.XYZ.e1.1
Functionaliteit: Naam
  Paragraaf 1.2 van de bron.

  Achtergrond:
    Stel zorgverlener "Arts A" is ingelogd

  @GBX.XYZ.e1.1/1
  Regel: Eerste

    @script
    Scenario: een
      Als "Arts A" iets doet
      Dan gebeurt het

    @zim
    Abstract Scenario: twee
      Als "Arts A" gedurende "<tijd>" minuten iets doet
      Dan gebeurt het

      Voorbeelden:
        | tijd |
        | 1    |
        | 2    |
"""
CLAUSES = ("GBX.XYZ.e1.1/1", "GBX.XYZ.e1.1/2")
KNOWN = ("GBX.XYZ.e1.1", "applicatie")

SOILED = [
    ("# language: nl\n", "# taal\n# language: nl\n", "eerste regel"),
    ("@GBX.XYZ.e1.1\n", "@GBX.XYZ.e1.1 @nog\n", "precies de tag @GBX.XYZ.e1.1"),
    ("@GBX.XYZ.e1.1\n", "", "precies de tag @GBX.XYZ.e1.1"),
    ("@GBX.XYZ.e1.1/1\n", "@GBX.XYZ.e1.1/9\n", "precies één clausule"),
    ("@GBX.XYZ.e1.1/1\n", "", "precies één clausule"),
    ("@script\n", "@script @GBX.XYZ.e1.1/2\n", "precies één clausule"),
    ("    @script\n", "", "precies één weg"),
    ("@script\n", "@script @adapter\n", "precies één weg"),
    ("Scenario: een\n", "Scenario: Twee\n", "dubbel voor"),
    ("Abstract Scenario: twee", "Abstract Scenario: een!", "dubbel voor"),
    ("| tijd |", "| duur |", "passen niet op de plaatshouders"),
    ('"<tijd>"', '"3"', "passen niet op de plaatshouders"),
    ("| tijd |\n        | 1    |\n        | 2    |", "| tijd | x |\n | 1 | 2 |", "passen niet op de plaatshouders"),
    ("| 2    |", "|      |", "lege cel"),
    ("| 2    |", "| 1    |", "staat er dubbel"),
    ("      Voorbeelden:", "      @script\n      Voorbeelden:", "tags op Voorbeelden"),
    ("        | 1    |\n        | 2    |\n", "", "heeft voorbeelden"),
    ("Abstract Scenario: twee", "Scenario: twee", "heeft voorbeelden"),
    ("  Paragraaf 1.2", "  Stel de bron\n  Paragraaf 1.2", "is hier omschrijving"),
    ("    Scenario: een\n", "    Scenario: een\n      Wanneer het regent\n", "precies één Als"),
    ('      Als "Arts A" iets doet\n      Dan', '      En "Arts A" iets doet\n      Dan', "precies één Als"),
    ("      Dan gebeurt het\n\n    @zim", "\n    @zim", "eindigt met Dan"),
    ('"<tijd>"', "<tijd>", "tussen dubbele aanhalingstekens"),
    ("Dan gebeurt het", "* gebeurt het", "schrijf Stel"),
    ("Scenario: een\n", "Voorbeeld: een\n", "schrijf Scenario"),
    ("  Achtergrond:\n", "  Achtergrond:\n" + "    Stel zo\n" * 3, "hoogstens 3 regels"),
    ('    Stel zorgverlener "Arts A" is', '    Als zorgverlener "Arts A" is', "bestaat uit Stel-regels"),
]


@pytest.fixture
def feature(tmp_path: Path) -> Path:
    folder = tmp_path / "applicatie"
    folder.mkdir()
    return folder / "GBX.XYZ.e1.1.feature"


def test_clean_feature_has_no_problems(feature: Path) -> None:
    feature.write_text(CLEAN, encoding="utf-8")
    assert problems(feature, KNOWN, CLAUSES) == []


@pytest.mark.parametrize(("old", "new", "said"), SOILED, ids=[f"{n}-{row[2]}" for n, row in enumerate(SOILED)])
def test_soiled_feature_is_noticed(feature: Path, old: str, new: str, said: str) -> None:
    assert old in CLEAN
    feature.write_text(CLEAN.replace(old, new, 1), encoding="utf-8")
    assert any(said in problem for problem in problems(feature, KNOWN, CLAUSES))


def test_file_of_an_unknown_requirement_or_in_another_folder_is_noticed(feature: Path) -> None:
    feature.write_text(CLEAN, encoding="utf-8")
    assert "geen eis GBX.XYZ.e1.1" in problems(feature, None, CLAUSES)[0]
    assert "hoort in de map opvragen" in problems(feature, (KNOWN[0], "opvragen"), CLAUSES)[0]


def test_step_with_no_two_or_the_wrong_kind_of_definition_is_noticed(feature: Path) -> None:
    feature.write_text(CLEAN, encoding="utf-8")
    given = Pattern("given", parsers.parse('zorgverlener "{person}" is ingelogd'))
    when = Pattern("when", parsers.parse('"{person}" iets doet'))
    long = Pattern("when", parsers.parse('"{person}" gedurende "{tijd}" minuten iets doet'))
    then = Pattern("then", parsers.string("gebeurt het"))
    assert step_problems(feature, [given, when, long, then]) == []
    assert len(step_problems(feature, [given, long, then])) == 1
    greedy = Pattern("when", parsers.parse('"{person}" gedurende "{rest}'))
    assert len(step_problems(feature, [given, when, long, greedy, then])) == 2, "one for each example"
    capitals = Pattern("then", parsers.string("GEBEURT het"))
    assert len(step_problems(feature, [given, when, long, then, capitals])) == 2, "one for each line with this step"
    other_kind = Pattern("when", parsers.string("gebeurt het"))
    assert len(step_problems(feature, [given, when, long, other_kind])) == 2
    assert used(feature, [given, when, then, greedy]) == {p.parser.name for p in (given, when, then, greedy)}
