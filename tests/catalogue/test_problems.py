"""Lines of TOML documents, found from the place that a validation names."""

import pytest

from catalogue.problems import line_of, syntax_problem

DOCUMENT = '''\
naam = "x"
tekst = """
kleur = "staat in een tekst"
"""
kleur = "rood"

[bron]
woorden = 3

[[delen]]
naam = "eerste"

[[delen]]
naam = "tweede"

[delen.maten]
hoog = 1

[[delen.stukken]]
naam = "eerste van twee"

[[delen.stukken]]
naam = "tweede van twee"
'''


@pytest.mark.parametrize(
    ("location", "line"),
    [
        (("naam",), 1),
        (("kleur",), 5),
        (("bron", "woorden"), 8),
        (("bron", "ontbreekt"), 7),
        (("delen", 0, "naam"), 11),
        (("delen", 1, "naam"), 14),
        (("delen", 1, "ontbreekt"), 13),
        (("delen", 1, "maten", "hoog"), 17),
        (("delen", 1, "stukken", 0, "naam"), 20),
        (("delen", 1, "stukken", 1, "naam"), 23),
        (("nergens",), 0),
        ((), 0),
    ],
)
def test_the_line_of_a_value_or_of_the_table_around_it(location: tuple[int | str, ...], line: int) -> None:
    assert line_of(DOCUMENT, location) == line


def test_a_message_without_a_place() -> None:
    assert str(syntax_problem("x.toml", "iets")) == (
        "x.toml: dit is geen geldige TOML; verwacht wordt: sleutel = waarde."
    )
