"""The words of a place."""

import pytest

from catalogue.place_grammar import Around, Aspect, Head, Numbered, PlaceError, Selector, Tagged, parse, quotes


def selectors(text: str) -> tuple[Selector, ...]:
    (piece,) = parse(text)
    return piece.selectors


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Eis, item 3", ((3,),)),
        ("Eis, punt 3", ((3,),)),
        ("Eis, item 1 en 2", ((1,), (2,))),
        ("Eis, item 1, 2 en 4", ((1,), (2,), (4,))),
        ("Eis, items 2 tot en met 4", ((2,), (3,), (4,))),
        ("Eis, item 2 t/m 3", ((2,), (3,))),
        ("Eis, item 6b", ((6, 2),)),
        ("Eis, item 2.5", ((2, 5),)),
        ("Eis, onderdeel ii", ((2,),)),
        ("Eis, derde item", ((3,),)),
        ("Eis, laatste bolletje", ((-1,),)),
    ],
)
def test_items(text: str, numbers: tuple[tuple[int, ...], ...]) -> None:
    (selector,) = selectors(text)
    assert isinstance(selector, Numbered)
    assert (selector.level, selector.numbers) == ("item", numbers)


def test_from_wide_to_narrow() -> None:
    found = selectors("Toelichting, alinea 2, item 1, tweede zin van item 4")
    assert [each.level for each in found if isinstance(each, Numbered)] == ["paragraph", "item", "sentence", "item"]


def test_remarks_and_aspects_select_nothing() -> None:
    assert selectors("Eis (zie boven)") == ()
    assert selectors('Eis: "alleen de bel"') == ()
    assert quotes('Eis: "alleen de bel" en “het slot”') == ("alleen de bel", "het slot")
    assert parse("Eis, lijst: LAMP")[0].aspect == "LAMP"
    assert selectors("Eis, item 1, tweede sterregel; de rest is een opmerking")[1:] == (
        Numbered("item", ((2,),), "tweede sterregel"),
    )


def test_a_selector_behind_a_colon() -> None:
    assert selectors("Eis: item 2") == (Numbered("item", ((2,),), "item 2"),)


def test_several_parts_and_places() -> None:
    assert [piece.part for piece in parse("Eis, alinea 2 en toelichting, zin 2: token")] == ["Eis", "Toelichting"]
    assert [piece.part for piece in parse("Opties, zin 2; item 1")] == ["Opties", "Opties"]
    assert [piece.part for piece in parse("Toelichting bij eis, zin 1; Conditie")] == ["Toelichting", "Condities"]


def test_other_words() -> None:
    assert selectors("Eis, aanhef") == (Head("aanhef"),)
    assert selectors("Eis, kenmerken {GBx}{GBO}") == (Tagged(("{gbx}", "{gbo}")),)
    assert selectors("Eis, slot") == (Numbered("sentence", ((-1,),), "slot"),)
    assert selectors("Eis, eerste geval") == (Aspect("eerste geval", is_known=True),)
    assert selectors("Eis, wat dan ook") == (Aspect("wat dan ook", is_known=False),)
    assert selectors("Eis, zin na de tweede lijst") == (Around(True, False, 2, True, "zin na de tweede lijst"),)
    assert selectors("Toelichting, onder de streep") == (Around(True, True, None, False, "onder de streep"),)
    assert [type(each) for each in selectors("Toelichting, lijst na alinea 8")] == [Numbered, Numbered]


@pytest.mark.parametrize("text", ["", "ergens", "item 3", "Eis, item 1 en zin 2"])
def test_what_names_no_place(text: str) -> None:
    with pytest.raises(PlaceError):
        parse(text)
