"""What holds for the requirements as they stand in the catalogue."""

import re
from pathlib import Path

import pytest

from catalogue import Catalogue
from catalogue.model import Clause, Modality, SystemType

DOMAINS = {
    "1": "aangesloten_systeem",
    "2": "applicatie",
    "3": "organisatie",
    "5": "leverancier",
    "6": "generiek",
}
CHAPTER_4 = {
    10: "mandaatregistratie",
    33: "opvragen",
    38: "versturen",
    41: "applicatiebeheer",
    49: "patientadministratie",
    53: "ontvangen",
    64: "signaalfunctie",
}
PARTS = (
    "Eis",
    "Toelichting",
    "Condities",
    "Beginsituatie",
    "Trigger",
    "Interacties",
    "Resultaat",
    "Uitzonderingen",
    "Opties",
    "Responsetijd",
    "Betrouwbaarheid",
)
"""The parts of a requirement; an exchange has others than Eis."""
SECTIONS = {"1": 15, "2": 17, "3": 15, "4": 64, "5": 3, "6": 7}


def domain_of(section: str) -> str:
    chapter, _, number = section.partition(".")
    return DOMAINS.get(chapter) or next(name for last, name in CHAPTER_4.items() if int(number) <= last)


def of_chapter_2(catalogue: Catalogue) -> dict[str, Clause]:
    return {
        requirement.clause_id(clause): clause
        for requirement in catalogue.requirements.values()
        if requirement.paragraaf.startswith("2.")
        for clause in requirement.clausules
    }


def test_every_section_of_the_source_has_its_requirement_in_order(catalogue: Catalogue) -> None:
    expected = [f"{chapter}.{number}" for chapter, last in SECTIONS.items() for number in range(1, last + 1)]
    assert [requirement.paragraaf for requirement in catalogue.requirements.values()] == expected
    assert len(expected) == 121


def test_every_requirement_stands_in_the_domain_of_its_section(catalogue: Catalogue) -> None:
    for requirement in catalogue.requirements.values():
        assert (requirement.alias, requirement.domein) == (requirement.alias, domain_of(requirement.paragraaf))


def test_every_alias_names_one_requirement(catalogue: Catalogue) -> None:
    names = [name for each in catalogue.requirements.values() for name in (each.alias, *each.aliassen)]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[A-Z]{3}(\.[A-Za-z0-9]+)+", name) for name in names)


def test_a_requirement_has_clauses_or_a_reason(catalogue: Catalogue) -> None:
    for requirement in catalogue.requirements.values():
        assert bool(requirement.clausules) != bool(requirement.reden), requirement.alias
        assert requirement.onderwerp.endswith("."), requirement.alias
        assert requirement.bron.woorden > 20, requirement.alias
        assert re.fullmatch(r"[0-9a-f]{64}", requirement.bron.sha256), requirement.alias


def test_clause_numbers_have_no_holes_yet(catalogue: Catalogue) -> None:
    for requirement in catalogue.requirements.values():
        numbers = [clause.nummer for clause in requirement.clausules]
        assert numbers == list(range(1, len(numbers) + 1)), requirement.alias


def test_a_clause_is_complete(catalogue: Catalogue) -> None:
    for name, clause in catalogue.clauses.items():
        assert clause.tekst.endswith("."), name
        assert clause.plaats.startswith(PARTS), name
        assert clause.geldt_voor, name
        assert len(set(clause.geldt_voor)) == len(clause.geldt_voor), name


def test_permissions_and_paper_have_a_reason(catalogue: Catalogue) -> None:
    for name, clause in catalogue.clauses.items():
        assert clause.waarneming != "dossier" or clause.weg == "dossier", name
        assert clause.weg != "dossier" or clause.waarneming in {"dossier", "register", "opslag"}, name
        if clause.modaliteit is Modality.MAG or clause.waarneming in {"dossier", "register"}:
            assert clause.reden, name


def test_the_two_requirements_with_scenarios_are_fixed(catalogue: Catalogue) -> None:
    connection = catalogue.requirements["GBX.CON.e4080.5"]
    tokens = catalogue.requirements["GBX.IDA.e4085.2"]
    assert [clause.nummer for clause in connection.clausules] == list(range(1, 12))
    assert [clause.nummer for clause in tokens.clausules] == list(range(1, 7))
    assert {clause.voorwaarde for clause in connection.clausules} == {"opent_zelf_verbindingen"}
    undecided = [clause.nummer for each in (connection, tokens) for clause in each.clausules if clause.reden]
    assert undecided == [11]
    assert [clause.nummer for clause in connection.clausules if clause.hoogstens] == [6]
    assert tokens.clausules[5].geldt_voor == (SystemType.GBZ,)


@pytest.mark.parametrize(
    ("clause", "readings"),
    [
        ("GBX.CON.e4080.5/2", ("INT-49",)),
        ("GBX.CON.e4080.5/3", ("INT-35",)),
        ("GBX.CON.e4080.5/4", ("INT-35",)),
        ("GBX.CON.e4080.5/5", ("INT-23",)),
        ("GBX.CON.e4080.5/6", ("INT-23", "INT-50")),
        ("GBX.CON.e4080.5/7", ("INT-51",)),
        ("GBX.CON.e4080.5/8", ("INT-52",)),
        ("GBX.CON.e4080.5/10", ("INT-53",)),
        ("GBX.CON.e4080.5/11", ("INT-46",)),
        ("GBX.IDA.e4085.2/4", ("INT-42",)),
        ("GBX.IDA.e4085.2/5", ("INT-44",)),
    ],
)
def test_readings_of_debatable_clauses(catalogue: Catalogue, clause: str, readings: tuple[str, ...]) -> None:
    assert catalogue.clauses[clause].lezing == readings


def test_what_is_conditional_asks_its_condition(catalogue: Catalogue) -> None:
    for requirement in catalogue.requirements.values():
        if requirement.moscow.startswith("Conditioneel"):
            for clause in requirement.clausules:
                assert clause.voorwaarde or clause.modaliteit is Modality.MAG, requirement.clause_id(clause)


def test_a_reading_knows_the_requirements_that_rest_on_it(catalogue: Catalogue) -> None:
    for requirement in catalogue.requirements.values():
        for clause in requirement.clausules:
            for name in clause.lezing:
                assert requirement.alias in catalogue.readings[name].aliassen, (name, requirement.alias)


def test_a_parameter_and_its_requirements_name_each_other(catalogue: Catalogue) -> None:
    used = {
        name: {each.alias for each in catalogue.requirements.values() if name in each.parameters}
        for name in catalogue.parameters
    }
    assert used == {name: set(parameter.aliassen) for name, parameter in catalogue.parameters.items()}


def test_every_reading_has_at_least_the_chosen_option(catalogue: Catalogue) -> None:
    for name, reading in catalogue.readings.items():
        assert re.fullmatch(r"INT-\d\d", name)
        options = [option.naam for option in reading.lezingen]
        assert options == list("abcde"[: len(options)])
        assert reading.status == "voorlopig"


def test_chapter_2_is_worked_out(catalogue: Catalogue) -> None:
    clauses = of_chapter_2(catalogue)
    assert len({name.partition("/")[0] for name in clauses}) == 17
    decided = {name.partition("/")[0] for name, clause in clauses.items() if not clause.reden}
    assert len(decided) == 17
    assert [name for name, clause in clauses.items() if "scenario volgt" in (clause.reden or "")] == []


def test_no_number_that_could_be_a_citizens(catalogue: Catalogue) -> None:
    root = Path(__file__).parents[2] / "catalogue"
    for path in root.glob("**/*.toml"):
        text = re.sub(r'sha256 = "[0-9a-f]{64}"', "", path.read_text(encoding="utf-8"))
        assert not re.search(r"\b\d{8,9}\b", text), path.name
