"""Cutting text into sentences, and telling which of them bind."""

import pytest

from catalogue.sentences import is_normative, split


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("Een fiets rijdt", ("Een fiets rijdt",)),
        ("Een fiets rijdt. De bel klinkt.", ("Een fiets rijdt.", "De bel klinkt.")),
        ("Rijdt hij? Dan staat hij niet.", ("Rijdt hij?", "Dan staat hij niet.")),
        ("Met een lamp, bijv. Philips, of o.a. LED.", ("Met een lamp, bijv. Philips, of o.a. LED.",)),
        ("Zie FTS.LMP.e4010. En NEN 7510, 7.2.2. Klaar.", ("Zie FTS.LMP.e4010.", "En NEN 7510, 7.2.2.", "Klaar.")),
        ("Hij stopt bij de ZIM.Voor rood stopt hij ook.", ("Hij stopt bij de ZIM.", "Voor rood stopt hij ook.")),
        ("Versie v1.1 op https://een.Voorbeeld.test/ is oud.", ("Versie v1.1 op https://een.Voorbeeld.test/ is oud.",)),
        ("Hij is snel (heel snel.) Zij niet.", ("Hij is snel (heel snel.)", "Zij niet.")),
        ("{FTS} Een. {BEL} Twee.", ("{FTS} Een.", "{BEL} Twee.")),
        ("Kies een lamp; De rest volgt.", ("Kies een lamp; De rest volgt.",)),
        ("een (lamp. Of twee", ("een (lamp.", "Of twee")),
        ("... Verder", ("... Verder",)),
    ],
)
def test_sentences(text: str, expected: tuple[str, ...]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hij moet rijden",
        "Alle fietsers moeten dat",
        "Dient dat zo te zijn",
        "dat mag niet",
        "zij mogen het",
        "Het kan",
        "dan kunt u gaan",
        "dit hoeft niet",
        "de GZN zal dat doen",
        "de bel is voor iedereen verplicht",
        "Het is niet toegestaan om te fietsen",
        "wie moet(en) er fietsen",
    ],
)
def test_what_binds(text: str) -> None:
    assert is_normative(text)


@pytest.mark.parametrize("text", ["De fiets rijdt.", "Een kanarie", "Iets verplichts", "het is goed"])
def test_what_does_not_bind(text: str) -> None:
    assert not is_normative(text)
