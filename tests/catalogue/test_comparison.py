"""Comparing two editions."""

from pathlib import Path

import pytest

from catalogue import load
from catalogue.comparison import Comparison, base_of, compare, word_diff
from catalogue.document import read_document
from catalogue.editions import Entry, of_catalogue, of_document
from tests.catalogue.synthetic import DOCUMENT, FIRST, SECOND, THIRD, write_catalogue


def entries(text: str = DOCUMENT) -> tuple[Entry, ...]:
    return of_document(read_document(text))


def changed(old: str, new: str) -> Comparison:
    assert old in DOCUMENT
    return compare(entries(), entries(DOCUMENT.replace(old, new)))


def test_equal_editions() -> None:
    assert compare(entries(), entries()).is_equal


def test_a_changed_word_is_shown_among_its_neighbours() -> None:
    (pair,) = changed("niet knipperen", "wel knipperen").changed
    assert pair.text == "anders"
    assert [str(change) for change in pair.changes] == [
        "achterlicht. Dit licht mag [-niet-] {+wel+} knipperen; • reflectoren op"
    ]


def test_a_lost_sentence_is_found() -> None:
    (pair,) = changed("De berijder hoeft ze overdag niet aan te zetten.", "").changed
    assert [(change.old, change.new) for change in pair.changes] == [
        ("De berijder hoeft ze overdag niet aan te zetten.", "")
    ]


def test_marks_alone_are_no_change() -> None:
    found = changed("•  reflectoren", "3. reflectoren")
    assert found.is_equal
    assert [pair.text for pair in found.pairs] == ["alleen tekens", "gelijk", "gelijk"]


def test_metadata_and_title_are_facts() -> None:
    (pair,) = changed("Vzvz_Moscow: Optioneel", "Vzvz_Moscow: Verplicht").changed
    assert ("Moscow", "Optioneel", "Verplicht") in pair.facts
    (pair,) = changed("1.2 Een bel", "1.2 Een toeter").changed
    assert (pair.text, pair.facts) == ("gelijk", (("titel", "Een bel", "Een toeter"),))


def test_another_suffix_is_a_renumbering() -> None:
    (pair,) = changed("Alias: FTS.LMP.e4010.1, FTS.LMP.e4010", "Alias: FTS.LMP.e4010.2").changed
    assert pair.is_renumbered
    assert (pair.old.alias, pair.new.alias) == (FIRST, "FTS.LMP.e4010.2")


def test_any_alias_names_the_requirement() -> None:
    found = changed("Alias: FTS.LMP.e4010.1, FTS.LMP.e4010", "Alias: ABC.XYZ.e1, FTS.LMP.e4010")
    assert [pair.new.alias for pair in found.pairs] == ["ABC.XYZ.e1", SECOND, THIRD]


def test_another_number_is_another_requirement() -> None:
    found = changed("Alias: FTS.BEL.e4020", "Alias: FTS.BEL.e4021")
    assert [entry.alias for entry in found.retired] == [SECOND]
    assert [entry.alias for entry in found.added] == ["FTS.BEL.e4021"]


def test_a_suffix_that_could_be_either_of_two_matches_none() -> None:
    twice = DOCUMENT.replace("Alias: FTS.BEL.e4020", "Alias: FTS.SLO.e4030.1").replace(
        "Alias: FTS.SLO.e4030\n", "Alias: FTS.SLO.e4030.2\n"
    )
    found = compare(entries(), entries(twice))
    assert [entry.alias for entry in found.retired] == [SECOND, THIRD]


def test_an_alias_twice() -> None:
    assert compare(entries(), entries(DOCUMENT + DOCUMENT)).doubles == (SECOND, FIRST, THIRD)


@pytest.mark.parametrize(
    ("alias", "base"),
    [
        ("GBX.CON.e4080.5", "GBX.CON.e4080"),
        ("GBX.CON.e4080", "GBX.CON.e4080"),
        ("KTZ.KIS.ABO.02.3", "KTZ.KIS.ABO.02"),
        ("KTZ.KIS.CQ.02", "KTZ.KIS.CQ.02"),
        ("KTZ.KIS.CQ.1", "KTZ.KIS.CQ.1"),
        ("anders", "anders"),
    ],
)
def test_the_suffix_is_a_revision_of_a_number_only(alias: str, base: str) -> None:
    assert base_of(alias) == base


def test_a_catalogue_beside_a_document(tmp_path: Path) -> None:
    here = of_catalogue(load(write_catalogue(tmp_path / "fietsen")))
    assert compare(here, entries()).is_equal
    there = entries(DOCUMENT.replace("witte", "gele"))
    (pair,) = compare(here, there).changed
    assert (pair.text, pair.changes) == ("anders", ())
    texts = {entry.sha256: entry.text or () for entry in entries()}
    (pair,) = compare(here, there, texts).changed
    assert [(change.old, change.new) for change in pair.changes] == [("witte", "gele")]


def test_clauses_of_two_catalogues(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "oud")
    path = write_catalogue(tmp_path / "nieuw") / "applicatie" / f"{FIRST}.toml"
    text = path.read_text(encoding="utf-8").replace("nummer = 7", "nummer = 8").replace('"Uitspraak 2."', '"Anders."')
    path.write_text(text, encoding="utf-8")
    (pair,) = compare(of_catalogue(load(tmp_path / "oud")), of_catalogue(load(tmp_path / "nieuw"))).changed
    assert (pair.added_clauses, pair.retired_clauses) == ((f"{FIRST}/8",), (f"{FIRST}/7",))
    assert [(change.id, change.fields) for change in pair.changed_clauses] == [(f"{FIRST}/2", ("tekst",))]


def test_words_added_at_the_end() -> None:
    assert [str(change) for change in word_diff(["een"], ["een", "twee"])] == ["een {+twee+}"]
