"""What a place means in a document."""

import pytest

from catalogue.document import read_document
from catalogue.places import place, place_all
from tests.catalogue.synthetic import SECOND, sentences

LISTS = """\
1.1 Titel

Alias: FTS.PRF.e1

Eis:
Vooraf geldt dit. Hij heeft:

1. een stuur;
2. twee wielen. Van rubber;

Daarna geldt dat. En zo verder.

Zij heeft:

1. een zadel, en daarop:
• een hoes;
• een veer {FTS};
2. een slot.

Tot slot {BEL} dit.

Toelichting:
Boven.
--------
Onder.
"""


def found(text: str) -> str:
    (requirement,) = read_document(LISTS)
    placement = place(text, requirement.sentences)
    return placement.problem or " ".join(requirement.sentences[number].text for number in placement.sentences)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eis, zin 1", "Vooraf geldt dit."),
        ("Eis, aanhef", "Vooraf geldt dit. Hij heeft:"),
        ("Eis, alinea 1", "Vooraf geldt dit. Hij heeft:"),
        ("Eis, alinea 2, zin 2", "En zo verder."),
        ("Eis, laatste alinea", "Tot slot {BEL} dit."),
        ("Eis, laatste alinea, kenmerk {BEL}: einde", "Tot slot {BEL} dit."),
        ("Eis, slot", "Tot slot {BEL} dit."),
        ("Eis, item 2", "twee wielen. Van rubber;"),
        ("Eis, item 2, tweede zin", "Van rubber;"),
        ("Eis, alinea 1, item 1", "een stuur;"),
        ("Eis, eerste lijst, item 1 en 2", "een stuur; twee wielen. Van rubber;"),
        ("Eis, tweede lijst, item 2", "een slot."),
        ("Eis, tweede lijst, laatste item", "een slot."),
        ("Eis, lijst 2, item 1a", "een hoes;"),
        ("Eis, tweede lijst, item 1, tweede bolletje", "een veer {FTS};"),
        ("Eis, tweede lijst, item 1, aanhef", "een zadel, en daarop:"),
        ("Eis, tweede lijst, item 1, kenmerk {FTS}", "een veer {FTS};"),
        ("Eis, tweede lijst: slot", "een slot."),
        ("Eis, lijst: stuur", "een stuur;"),
        ("Eis, zin na de eerste lijst", "Daarna geldt dat."),
        ("Eis, tekst na de eerste lijst", "Daarna geldt dat. En zo verder. Zij heeft:"),
        ("Eis, zin voor de tweede lijst", "Zij heeft:"),
        ("Eis, alinea na de lijst", "Tot slot {BEL} dit."),
        ("Eis, lijst na alinea 1", "een stuur; twee wielen. Van rubber;"),
        ("Toelichting, onder de streep", "Onder."),
        ("Toelichting, boven de streep", "Boven."),
        ('Eis, item 1: "een stuur"', "een stuur;"),
        ("Eis, item 1; item 2, zin 2", "een stuur; Van rubber;"),
        ("Eis, zin 1 en toelichting, zin 2", "Vooraf geldt dit. Onder."),
        ("Toelichting", "Boven. Onder."),
    ],
)
def test_what_a_place_means(text: str, expected: str) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("ergens", "“ergens” noemt geen deel van de eis"),
        ("Trigger", "de eis heeft geen deel “Trigger”"),
        ("Eis, item 9", "“item 9” is daar niet"),
        ("Eis, tweede lijst, item 3", "“item 3” is daar niet"),
        ("Eis, derde lijst, item 1", "“derde lijst” is daar niet"),
        ("Eis, alinea 9", "“alinea 9” is daar niet"),
        ("Eis, zin 99", "“zin 99” is daar niet"),
        ("Toelichting, item 1", "“item 1” is daar niet"),
        ("Eis, wat dan ook", "“wat dan ook” is niet begrepen"),
        ('Eis, item 1: "een bel"', "de woorden “een bel” staan daar niet"),
    ],
)
def test_what_cannot_be_placed(text: str, problem: str) -> None:
    assert found(text) == problem


def test_the_requirement_of_an_exchange_is_all_its_parts() -> None:
    assert len(place("Eis", sentences(SECOND)).sentences) == 5


def test_paragraphs_are_read_finely_where_that_finds_more() -> None:
    texts = ("Toelichting, alinea 2, zin 1", "Toelichting, alinea 1")
    (requirement,) = read_document(
        f"1.1 T\n\nAlias: FTS.PRF.e1\n\nToelichting:\nHij rijdt.\nZij rijdt {'ver ' * 20}.\n"
    )
    assert [each.sentences for each in place_all(texts, requirement.sentences)] == [(1,), (0,)]
    assert [each.sentences for each in place_all(texts[1:], requirement.sentences)] == [(0, 1)]
    assert place_all(("Toelichting, alinea 7",), requirement.sentences)[0].problem
