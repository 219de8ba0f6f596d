"""Whether every binding sentence has its clause."""

from pathlib import Path

import pytest

from catalogue import load
from catalogue.coverage import Coverage, cover
from catalogue.document import read_document
from catalogue.model import Requirement
from tests.catalogue.synthetic import DOCUMENT, FIRST, SECOND, THIRD, write_catalogue


@pytest.fixture
def requirement(tmp_path: Path) -> Requirement:
    return load(write_catalogue(tmp_path / "fietsen")).requirements[FIRST]


def covered(requirement: Requirement, text: str = DOCUMENT) -> Coverage:
    return cover(requirement, next(each for each in read_document(text) if each.alias == requirement.alias))


def without(requirement: Requirement, number: int) -> Requirement:
    clauses = tuple(clause for clause in requirement.clausules if clause.nummer != number)
    return requirement.model_copy(update={"clausules": clauses})


def test_all_is_covered(requirement: Requirement) -> None:
    found = covered(requirement)
    assert found.is_complete
    assert (found.uncovered, found.silent, found.unplaced) == ((), (), ())
    assert found.binding == 7
    assert [sentence.text for sentence in found.placements[f"{FIRST}/3"]] == ["Dit licht mag niet knipperen;"]


@pytest.mark.parametrize(
    ("number", "places"),
    [
        (1, ["Eis, alinea 1, zin 1", "Eis, lijst 1, item 1, zin 1"]),
        (3, ["Eis, alinea 1, zin 1", "Eis, lijst 1, item 2, zin 2"]),
        (6, ["Eis, alinea 2, zin 2"]),
        (7, ["Toelichting, alinea 1, zin 2"]),
    ],
)
def test_a_clause_that_is_missing_leaves_its_sentence_uncovered(
    requirement: Requirement, number: int, places: list[str]
) -> None:
    found = covered(without(requirement, number))
    assert [sentence.place for sentence in found.uncovered] == places
    assert not found.is_complete


def test_a_sentence_of_the_requirement_that_does_not_bind_is_for_a_reader(requirement: Requirement) -> None:
    found = covered(without(requirement, 5))
    assert [sentence.place for sentence in found.silent] == ["Eis, alinea 2, zin 1"]
    assert found.is_complete


def test_a_new_sentence_is_uncovered(requirement: Requirement) -> None:
    text = DOCUMENT.replace("• een fitting", "• een fitting").replace(
        "* een fitting\n", "* een fitting\n\nDe lens moet schoon zijn.\n"
    )
    assert [sentence.text for sentence in covered(requirement, text).uncovered] == ["De lens moet schoon zijn."]


def test_a_lost_sentence_leaves_a_place_unplaced(requirement: Requirement) -> None:
    found = covered(requirement, DOCUMENT.replace("Een reflector zal niet vervangen worden door een lamp.\n", ""))
    assert [(each.name, each.problem) for each in found.unplaced] == [(f"{FIRST}/7", "“zin 2” is daar niet")]


def test_literal_words_that_are_gone(requirement: Requirement) -> None:
    found = covered(requirement, DOCUMENT.replace("niet knipperen", "niet flitsen"))
    assert [each.problem for each in found.unplaced] == ["de woorden “niet knipperen” staan daar niet"]


def test_what_is_not_worked_out_is_said_to_be_so(requirement: Requirement) -> None:
    bare = requirement.model_copy(update={"clausules": (), "doorgehaald": ()})
    found = covered(bare)
    assert not found.worked_out
    assert found.uncovered == ()


def test_the_other_requirements(tmp_path: Path) -> None:
    catalogue = load(write_catalogue(tmp_path / "fietsen"))
    assert all(covered(catalogue.requirements[alias]).is_complete for alias in (SECOND, THIRD))
