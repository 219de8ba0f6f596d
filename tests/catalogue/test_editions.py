"""What identifies a requirement, and recognising an edition."""

from pathlib import Path

from catalogue import load
from catalogue.document import read_document
from catalogue.editions import Entry, letters_of, of_catalogue, of_document, printed, recognise
from catalogue.model import KnownEdition
from tests.catalogue.synthetic import DOCUMENT, FIRST, write_catalogue


def entries(text: str = DOCUMENT) -> tuple[Entry, ...]:
    return of_document(read_document(text))


def known(text: str = DOCUMENT) -> dict[str, KnownEdition]:
    return {"fietsen 1": KnownEdition(naam="fietsen 1", afdrukken={e.alias: e.letters or "" for e in entries(text)})}


def test_marks_of_lists_do_not_count_and_words_do() -> None:
    assert letters_of(["1.", "een", "lamp;", "•", "bel"]) == letters_of(["o", "Een", "lamp", "a)", "bel."])
    assert letters_of(["een", "lamp"]) != letters_of(["een", "bel"])
    assert letters_of(["2", "lampen"]) != letters_of(["3", "lampen"])


def test_catalogue_and_document_identify_alike(tmp_path: Path) -> None:
    here, there = of_catalogue(load(write_catalogue(tmp_path / "fietsen"))), entries()
    for mine, theirs in zip(here, there, strict=True):
        assert (mine.names, mine.section, mine.title, mine.words, mine.sha256, mine.letters) == (
            (*theirs.names,)[: len(mine.names)],
            theirs.section,
            theirs.title,
            theirs.words,
            theirs.sha256,
            theirs.letters,
        )
        assert dict(mine.metadata) == dict(theirs.metadata)
        assert mine.text is None
        assert theirs.clauses is None


def test_a_known_edition() -> None:
    found = recognise(entries(), known(), DOCUMENT)
    assert (found.edition, found.matching, found.of) == ("fietsen 1", 3, 3)


def test_another_edition_is_unknown_but_close() -> None:
    text = DOCUMENT.replace("witte koplamp", "gele koplamp")
    found = recognise(entries(text), known(), text)
    assert (found.edition, found.closest, found.matching) == (None, "fietsen 1", 2)


def test_nothing_known_or_nothing_alike() -> None:
    assert recognise(entries(), {}, DOCUMENT).closest is None
    other = DOCUMENT.replace("FTS.", "AUT.")
    assert recognise(entries(other), known(), other).closest is None


def test_what_is_printed_before_the_first_requirement() -> None:
    head = "Eisen aan fietsen\nVersie 8.2.0.0, 12 maart 2024\nVastgesteld 2024-03-12\n"
    assert printed(head + DOCUMENT + "Versie 9") == ("versie 8.2.0.0", "12 maart 2024", "2024-03-12")
    assert printed(DOCUMENT) == ()


def test_the_known_edition_is_that_of_the_catalogue() -> None:
    catalogue = load()
    for requirement in catalogue.requirements.values():
        assert requirement.alias in catalogue.editions[requirement.bron.editie].afdrukken
    assert FIRST not in catalogue.requirements
