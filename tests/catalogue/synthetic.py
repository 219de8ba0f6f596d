"""A document of our own with all the damage that an extraction does, and the catalogue that goes with it."""

from pathlib import Path

from catalogue.document import Sentence, read_document
from catalogue.editions import letters_of
from catalogue.fingerprint import read_source

FIRST, SECOND, THIRD = "FTS.LMP.e4010.1", "FTS.BEL.e4020", "FTS.SLO.e4030"
DOCUMENT = """\
 1 Eisen aan een fiets

Figure 1 : een fiets van opzij

1.1 Verlichting van een fiets in het
donker

Alias: FTS.LMP.e4010.1, FTS.LMP.e4010

Details

Eis:
Een fiets moet in het donker zijn voorzien van:

1. een witte koplamp, bijv. met een dynamo, die van voren goed te zien is en die ook bij stilstand een
poos blijft

branden;
2. een rood achterlicht. Dit licht mag niet knipperen;
•  reflectoren op de pedalen.

De lampen schijnen {FTS} recht vooruit. De berijder hoeft ze overdag niet aan te zetten.

\x20\x20
Toelichting bij eis:
Deze eis is nodig opdat anderen een fietser op tijd zien.
Een reflector zal niet vervangen worden door een lamp.

https://fietsen.voorbeeld.test/verlichting
\x20\x20
De koplamp heeft de volgende onderdelen:

* een lens
* een fitting

17

Vzvz_Moscow: Verplicht
Vzvz_Req_Verificatie: Acceptatietest
Vzvz_Req_Soort: Functional
Vzvz_Req_Type: Product
 1.2 Een bel

Alias: FTS.BEL.e4020

Details

Beginsituatie
1. De fietser heeft een hand vrij, of
2. de bel is met de knie te bedienen.
Trigger
Iemand staat in de weg.
Interacties
De bel klinkt. Na drie tellen dient zij weer stil te zijn.
Opties
-
Toelichting
-

Vzvz_Moscow: Optioneel
Vzvz_Req_Verificatie: Audit
Vzvz_Req_Soort: Functional
Vzvz_Req_Type: Product
1.3 Het slot

Alias: FTS.SLO.e4030

Details

Het slot mag van elk merk zijn.

Vzvz_Moscow: n/a
Vzvz_Req_Verificatie: Audit
Vzvz_Req_Soort: n/a
Vzvz_Req_Type: n/a
"""
HEAD = """\
alias = "{alias}"
aliassen = [{aliases}]
paragraaf = "{section}"
titel = "{title}"
domein = "applicatie"
onderwerp = "Een onderwerp."
moscow = "{Moscow}"
verificatie = "{Verificatie}"
soort = "{Soort}"
type = "{Type}"

[bron]
editie = "fietsen 1"
woorden = {words}
sha256 = "{sha256}"
"""
CLAUSE = """
[[clausules]]
nummer = {number}
tekst = "Uitspraak {number}."
plaats = '{place}'
waarneming = "netwerk"
weg = "volg"
"""
STRUCK = """
[[doorgehaald]]
plaats = '{place}'
reden = "noemt het doel"
"""
PLACES = {
    FIRST: (
        "Eis, item 1",
        "Eis, item 2, zin 1: kleur",
        'Eis, item 2, tweede zin: "niet knipperen"',
        "Eis, item 3 (in de bron een opsommingsteken)",
        "Eis, zin na de lijst, kenmerk {FTS}",
        "Eis, alinea 2, laatste zin",
        "Toelichting, alinea 1, zin 2",
    ),
    SECOND: ("Beginsituatie, item 1 en 2", "Trigger", "Interacties, zin 1", "Interacties, zin 2"),
    THIRD: ("Eis",),
}
STRUCK_PLACES = {FIRST: ("Toelichting, alinea 1, zin 1",)}


def sentences(alias: str = FIRST, text: str = DOCUMENT) -> tuple[Sentence, ...]:
    """Return the sentences of one requirement."""
    return next(each.sentences for each in read_document(text) if each.alias == alias)


def write_catalogue(folder: Path, text: str = DOCUMENT) -> Path:
    """Write the catalogue of a document into a folder and return it."""
    (folder / "applicatie").mkdir(parents=True)
    prints = ["[[bekende_edities]]", 'naam = "fietsen 1"', "[bekende_edities.afdrukken]"]
    for source in read_source(text):
        parts = [
            HEAD.format(
                alias=source.alias,
                aliases=", ".join(f'"{alias}"' for alias in source.aliases),
                section=source.section,
                title=source.title,
                words=len(source.words),
                sha256=source.sha256,
                **source.metadata,
            )
        ]
        parts += [CLAUSE.format(number=n, place=place) for n, place in enumerate(PLACES[source.alias], start=1)]
        parts += [STRUCK.format(place=place) for place in STRUCK_PLACES.get(source.alias, ())]
        (folder / "applicatie" / f"{source.alias}.toml").write_text("".join(parts), encoding="utf-8")
        prints.append(f'"{source.alias}" = "{letters_of(source.words)}"')
    (folder / "edities.toml").write_text("\n".join(prints) + "\n", encoding="utf-8")
    (folder / "interpretaties.toml").write_text("interpretaties = []\n", encoding="utf-8")
    (folder / "parameters.toml").write_text("parameters = []\n", encoding="utf-8")
    (folder / "ncsc.toml").write_text("edities = []\n", encoding="utf-8")
    return folder
