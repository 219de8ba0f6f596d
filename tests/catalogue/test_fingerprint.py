"""Reading requirements out of a document: a synthetic one here, the real one in test_source."""

import hashlib

from catalogue.fingerprint import read_source

DOCUMENT = """\
 1 Eerste hoofdstuk

Figure 1 : een plaatje

1.1 Een titel die over
twee regels loopt

Alias: ABC.DEF.e1, ABC.DEF.e1.1 (voorheen ABC.DEF.e0)

https://voorbeeld.test/onder-aan-de-bladzijde
 Details

Eis:
1. eerste punt
• tweede   punt



12

o\x20\x20
•
2.
Zie https://voorbeeld.test/in-de-zin verder.

Vzvz_Moscow: Verplicht (Must)
 Vzvz_Req_Verificatie: Audit
Vzvz_Req_Soort: n/a
Vzvz_Req_Type: Product
 2 Tweede hoofdstuk

Deze inleiding telt niet mee.

2.1 Tweede

Alias: XYZ.KIS.CQ.02
Zonder metagegevens.
2.2 Derde
Alias: XYZ.KIS.CQ.1
Slot
"""
WORDS = (
    "Details Eis: 1. eerste punt • tweede punt Zie https://voorbeeld.test/in-de-zin verder. "
    "Vzvz_Moscow: Verplicht (Must) Vzvz_Req_Verificatie: Audit Vzvz_Req_Soort: n/a Vzvz_Req_Type: Product"
)


def test_names_heading_and_metadata() -> None:
    first, second, third = read_source(DOCUMENT)
    assert (first.alias, first.aliases) == ("ABC.DEF.e1", ("ABC.DEF.e1.1", "ABC.DEF.e0"))
    assert (first.section, first.title) == ("1.1", "Een titel die over twee regels loopt")
    assert first.metadata == {"Moscow": "Verplicht (Must)", "Verificatie": "Audit", "Soort": "n/a", "Type": "Product"}
    assert (second.alias, second.section, second.title) == ("XYZ.KIS.CQ.02", "2.1", "Tweede")
    assert (third.alias, third.section, third.title) == ("XYZ.KIS.CQ.1", "2.2", "Derde")


def test_words_without_the_noise_of_pages() -> None:
    first, second, third = read_source(DOCUMENT)
    assert first.words == tuple(WORDS.split())
    assert second.words == ("Zonder", "metagegevens.")
    assert third.words == ("Slot",)


def test_the_hash_depends_on_the_words_only() -> None:
    first = read_source(DOCUMENT)[0]
    assert first.sha256 == hashlib.sha256(WORDS.encode()).hexdigest()
    assert read_source(DOCUMENT.replace("tweede   punt", "tweede\npunt"))[0].sha256 == first.sha256
    assert read_source(DOCUMENT.replace("tweede   punt", "derde punt"))[0].sha256 != first.sha256


def test_a_text_without_requirements() -> None:
    assert read_source("") == ()
    assert read_source("Zomaar een tekst\nover iets anders\n") == ()


def test_an_alias_without_heading_or_name() -> None:
    found = read_source("Alias: ???\nwoorden")
    assert [(each.alias, each.section, each.title, each.words) for each in found] == [("", "", "", ("woorden",))]
