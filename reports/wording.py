"""Dutch words for what the results hold as values: names of chapters, short names of verdicts, labels of facts."""

from collections.abc import Iterator, Mapping
from typing import Any

from catalogue.model import Domain
from reports.verdicts import Verdict

CHAPTERS: Mapping[Domain, str] = {
    "aangesloten_systeem": "Aangesloten systeem",
    "applicatie": "Applicatie",
    "organisatie": "Organisatie",
    "mandaatregistratie": "Mandaatregistratie",
    "opvragen": "Opvragen",
    "versturen": "Versturen",
    "applicatiebeheer": "Applicatiebeheer",
    "patientadministratie": "Patiëntadministratie",
    "ontvangen": "Ontvangen",
    "signaalfunctie": "Signaalfunctie",
    "leverancier": "Leverancier",
    "generiek": "Generiek",
}

SHORT: Mapping[Verdict, str] = {
    Verdict.FAIL: "fail",
    Verdict.ERROR: "err",
    Verdict.INCONCLUSIVE: "inc",
    Verdict.NOT_TESTED: "not",
    Verdict.NORM_MISSING: "norm",
    Verdict.WAIVED: "wai",
    Verdict.DECLARED: "dec",
    Verdict.PASS: "ok",
    Verdict.NOT_APPLICABLE: "na",
}
"""Per verdict a short name for style and filter; the style sheet adds a sign, so that colour never stands alone."""

MEANINGS: Mapping[Verdict, str] = {
    Verdict.FAIL: "een feit gaat tegen de clausule in, of het cijfer haalt de norm niet",
    Verdict.ERROR: "de toetsbank zelf ging mis; zegt niets over het systeem",
    Verdict.INCONCLUSIVE: "er is iets ingeleverd, maar het beslist niet; er staat wat ontbreekt",
    Verdict.NOT_TESTED: "er is niets ingeleverd om te beoordelen; er staat welk formulier of register ontbreekt",
    Verdict.NORM_MISSING: "er is een cijfer, maar de bron noemt geen norm en er is geen afspraak",
    Verdict.WAIVED: "voldoet niet, maar het profiel aanvaardt dat tot een datum",
    Verdict.DECLARED: "volledig verklaard, door een ander beoordeeld, nog geldig, en de feiten kloppen",
    Verdict.PASS: "berekend uit een register, en het cijfer haalt de norm",
    Verdict.NOT_APPLICABLE: "uitgesloten door wat het systeem zegt te zijn",
}
"""Per verdict what it means for a clause that is decided on paper."""

WAYS = {
    "zim": "ZIM stuurt",
    "volg": "meekijken",
    "script": "script met de hand",
    "adapter": "adapter",
    "dossier": "dossier",
    "belasting": "belastingmeting",
    "": "",
}

_LABELS = {
    "sut": "systeem",
    "pics": "PICS",
    "voorwaarden": "voorwaarde",
    "ncsc_editie": "editie NCSC-richtlijnen",
    "configuratie_sha256": "configuratie (SHA-256)",
    "sha256": "SHA-256",
    "tag": "versie (tag)",
    "clean": "ongewijzigde bron",
    "fingerprint": "vingerafdruk",
    "fqdn": "hostnaam",
    "ura": "URA",
    "bind": "luistert op",
    "tegenpartijen": "tegenpartij",
    "klokverschil_seconden": "klokverschil (s)",
    "pki": "map met certificaten",
    "middel": "middel voor passen",
    "onafhankelijk": "onafhankelijk van de leverancier",
    "operateur": "uitvoerder",
    "libraries": "bibliotheken",
    "openssl": "OpenSSL",
    "python": "Python",
    "zim_poort": "poort ZIM",
    "uzi_poort": "poort UZI-register",
}


def label(key: str) -> str:
    """Return a key of a profile or an object as a reader sees it."""
    return _LABELS.get(key, key.replace("_", " "))


def lines(facts: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield nested facts as pairs of label and text, one per value; what is empty is left out."""
    for key, value in facts.items():
        name = f"{above} · {label(key)}" if above else label(key)
        if value is None or value == "" or (isinstance(value, Mapping | list | tuple) and not value):
            continue
        if key == "libraries" and isinstance(value, Mapping):
            yield name, ", ".join(f"{each} {version}" for each, version in value.items())
        elif isinstance(value, Mapping):
            yield from lines(value, name)
        elif isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value):
            for item in value:
                yield name, _row(item)
        elif isinstance(value, list | tuple):
            yield name, ", ".join(_word(item) for item in value)
        else:
            yield name, _word(value)


def _row(item: Any) -> str:
    if not isinstance(item, Mapping):
        return _word(item)
    return "; ".join(f"{name}: {text}" for name, text in lines(item))


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value)


def number(value: int) -> str:
    """Return a whole number with Dutch thousands separators."""
    return f"{value:,}".replace(",", ".")


def plural(count: int, one: str, more: str) -> str:
    """Return a number with its noun."""
    return f"{number(count)} {one if count == 1 else more}"
