"""The structure of a requirement, read out of a damaged extraction."""

from catalogue.document import DocumentRequirement, read_document
from tests.catalogue.synthetic import DOCUMENT, FIRST, SECOND, THIRD, sentences


def read(body: str) -> DocumentRequirement:
    (found,) = read_document(f"1.1 Titel\n\nAlias: FTS.PRF.e1\n\nDetails\n\n{body}\n\nVzvz_Req_Type: Product\n")
    return found


def places(body: str) -> list[str]:
    return [sentence.place for sentence in read(body).sentences]


def test_every_sentence_has_its_place() -> None:
    assert [sentence.place for sentence in sentences()] == [
        "Eis, alinea 1, zin 1",
        "Eis, lijst 1, item 1, zin 1",
        "Eis, lijst 1, item 2, zin 1",
        "Eis, lijst 1, item 2, zin 2",
        "Eis, lijst 1, item 3, zin 1",
        "Eis, alinea 2, zin 1",
        "Eis, alinea 2, zin 2",
        "Toelichting, alinea 1, zin 1",
        "Toelichting, alinea 1, zin 2",
        "Toelichting, alinea 2, zin 1",
        "Toelichting, lijst 1, item 1, zin 1",
        "Toelichting, lijst 1, item 2, zin 1",
    ]


def test_an_item_broken_over_a_page_is_whole() -> None:
    assert sentences()[1].text.endswith("ook bij stilstand een poos blijft branden;")


def test_an_item_that_became_a_bullet_is_counted_on_and_marked() -> None:
    item = sentences()[4]
    assert item.item == (3,)
    assert "teken" in item.restored
    assert [sentence.restored for sentence in sentences()[1:4]] == ["", "", ""]


def test_items_bind_as_their_introduction_does() -> None:
    assert [sentence.is_normative for sentence in sentences()] == [True] * 5 + [False, True] + [False, True] + [
        False
    ] * 3


def test_parts_of_an_exchange_and_empty_ones() -> None:
    assert [(sentence.part, sentence.item) for sentence in sentences(SECOND)] == [
        ("Beginsituatie", (1,)),
        ("Beginsituatie", (2,)),
        ("Trigger", ()),
        ("Interacties", ()),
        ("Interacties", ()),
    ]


def test_a_requirement_without_a_heading() -> None:
    (sentence,) = sentences(THIRD)
    assert (sentence.part, sentence.is_normative) == ("Eis", True)
    assert "kopje" in sentence.restored


def test_metadata_and_noise_are_no_sentences() -> None:
    text = " ".join(sentence.text for each in read_document(DOCUMENT) for sentence in each.sentences)
    for noise in ("Vzvz", "Figure", "https", "17", "Details"):
        assert noise not in text


def test_lists_within_items() -> None:
    body = "Eis:\nHij heeft:\n1. een stuur met:\n• een bel;\n• een rem;\n2. een zadel\n* van leer\n• en een slot.\n"
    assert places(body)[1:] == [
        "Eis, lijst 1, item 1, zin 1",
        "Eis, lijst 1, item 1.1, zin 1",
        "Eis, lijst 1, item 1.2, zin 1",
        "Eis, lijst 1, item 2, zin 1",
        "Eis, lijst 1, item 2.1, zin 1",
        "Eis, lijst 1, item 3, zin 1",
    ]


def test_numbers_that_restart_below_an_item() -> None:
    body = "Eis:\nKies:\n• een wijze, met:\n1. de manier:\ni. zus,\nii. zo,\n1. datum,\n2. 2. tijd,\n3. plaats.\n"
    found = read(body).sentences
    assert [sentence.item for sentence in found[1:]] == [(1,), (1, 1), (1, 1, 1), (1, 1, 2), (1, 2), (1, 3), (1, 4)]
    assert [sentence.text for sentence in found[5:]] == ["datum,", "tijd,", "plaats."]
    assert all(sentence.restored for sentence in found[5:])


def test_two_lists_in_a_row() -> None:
    assert places("Eis:\n1. een\n2. twee\n1. drie\n")[-1] == "Eis, lijst 2, item 1, zin 1"


def test_text_on_the_line_of_a_heading() -> None:
    found = read("Eis: Een fiets rijdt.\nToelichting: Vanzelf.\n").sentences
    assert [(sentence.part, sentence.text) for sentence in found] == [
        ("Eis", "Een fiets rijdt."),
        ("Toelichting", "Vanzelf."),
    ]


def test_below_a_line_of_dashes() -> None:
    found = read("Toelichting\nBoven de streep.\n----------\nOnder de streep.\n").sentences
    assert [sentence.below_rule for sentence in found] == [False, True]


def test_lines_ended_on_purpose_are_told_apart_finely() -> None:
    long = (
        "Een fiets is een voertuig met twee wielen, een stuur en een zadel, dat door zijn berijder wordt voortbewogen"
    )
    found = read(f"Toelichting:\nHij rijdt.\nZij rijdt ook.\n{long}\nmet de benen.\n").sentences
    assert [(sentence.paragraph, sentence.fine_paragraph) for sentence in found] == [(1, 1), (1, 2), (1, 3)]
    assert [sentence.number for sentence in found] == [1, 2, 3]


def test_a_word_broken_at_the_end_of_a_line() -> None:
    assert read("Eis:\nEen e-\nfiets en een fiets- of\nbakfiets.\n").sentences[0].text == (
        "Een e-fiets en een fiets- of bakfiets."
    )


def test_an_alias_twice_is_read_twice() -> None:
    twice = read_document(DOCUMENT + DOCUMENT)
    assert [each.alias for each in twice].count(FIRST) == 2
    assert twice[0].sentences == twice[3].sentences


def test_a_text_without_requirements() -> None:
    assert read_document("Zomaar een tekst.") == ()
