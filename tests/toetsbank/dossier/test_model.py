"""Forms as data, persons, and answers that are not there."""

from datetime import date

import pytest
from pydantic import ValidationError

from toetsbank.dossier.model import Answers, FieldSpec, Gap, Person, Unanswered


def test_short_form_of_a_field_is_read() -> None:
    spec = FieldSpec.model_validate("keuze: a, b c | wat u kiest")
    assert (spec.soort, spec.keuzes, spec.uitleg) == ("keuze", ("a", "b c"), "wat u kiest")
    assert FieldSpec.model_validate("datum").soort == "datum"


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(ValidationError):
        FieldSpec.model_validate("datums")


@pytest.mark.parametrize("name", ["J. de Maker", "j de maker", "J.de Maker", "J. DE MAKER "])
def test_one_person_written_in_two_ways_is_one_person(name: str) -> None:
    assert Person("J. de Maker", "x").is_same_as(Person(name, "y"))


def test_two_persons_are_two() -> None:
    assert not Person("J. de Maker", "x").is_same_as(Person("J. de Mager", "x"))
    assert not Person("", "x").is_same_as(Person("", "x"))


def test_answer_that_is_not_there_is_unanswered() -> None:
    answers = Answers({"dag": date(2025, 1, 1)})
    assert answers.day("dag") == answers.day_or_none("dag") == date(2025, 1, 1)
    assert answers.day_or_none("ander") is None
    assert answers.text_or("ander", "x") == "x"
    for read in (answers.text, answers.number, answers.is_so, answers.rows, answers.texts, answers.files, answers.file):
        with pytest.raises(Unanswered):
            read("ander")


def test_gap_is_a_sentence_with_file_and_key() -> None:
    assert str(Gap("a.toml", "x/1.datum", "niet ingevuld")) == "a.toml, x/1.datum: niet ingevuld."
    assert str(Gap("a.toml", "", "niet te lezen")) == "a.toml: niet te lezen."
