"""What is known to be damaged in single requirements."""

from catalogue import Catalogue
from catalogue.document import read_document
from catalogue.restoring import _KNOWN, restoration_of


def test_only_requirements_of_the_catalogue_are_known(catalogue: Catalogue) -> None:
    assert set(_KNOWN) <= set(catalogue.requirements)


def test_other_requirements_are_left_alone() -> None:
    assert restoration_of("FTS.LMP.e4010.1") is None


def test_a_last_item_gets_its_mark_back() -> None:
    items = "• een stuur;\n\n• een zadel.\n\nEen bel (indien aanwezig).\n"
    (found,) = read_document(f"3.2 Titel\n\nAlias: GBX.FBH.e4015\n\nEis:\nDenk aan:\n\n{items}")
    assert [sentence.item for sentence in found.sentences] == [(), (1,), (2,), (3,)]


def test_a_bracket_too_many() -> None:
    known = restoration_of("GBX.SBH.e4040.3")
    assert known is not None
    assert known.mend(["voor een fietser ({GBP}, bestuurder ({GBP}) of een ander"]) == [
        "voor een fietser {GBP}, bestuurder {GBP} of een ander"
    ]
