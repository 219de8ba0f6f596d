"""The catalogue as a page: arithmetic, groups, what is not counted, and the literal text."""

import re
import time

import pytest

from catalogue import Catalogue, load
from catalogue.local_text import Literal
from reports.catalogue_pages import denominators, groups, is_counted, not_counted, render, tallies
from tests.reports.samples import ALIAS, catalogue, clause, reading, requirement

SAMPLE = catalogue(
    requirement(
        clause(1, geldt_voor=["GBZ"], lezing=["INT-90"]),
        clause(2, modaliteit="mag", reden="vrij"),
        clause(3, gericht_aan="lsp"),
        clause(4, gericht_aan="beheer", waarneming="dossier", weg="dossier", rol="KIS", voorwaarde="x"),
    ),
    requirement(alias="GBX.VBD.e4020", paragraaf="2.2", reden="nog niet uitgewerkt"),
    readings=[reading()],
)


@pytest.fixture(scope="module")
def ours() -> Catalogue:
    return load()


def row(name: str, norms: Catalogue = SAMPLE) -> tuple[int, int | None]:
    found = next(each for each in denominators(norms) if each.name == name)
    return found.requirements, found.clauses


def test_denominators() -> None:
    assert row("eisen in de bron") == (121, None)
    assert row("uitgewerkt in clausules") == (1, 4)
    assert row("telt niet mee: toestemming (mag)") == (1, 1)
    assert row("telt niet mee: gedrag van het LSP") == (1, 1)
    assert row("telt mee") == (1, 2)
    assert row("gericht aan leverancier") == (1, 1)
    assert row("waar te nemen: lijn") == (1, 1)
    assert row("waar te nemen: papier") == (1, 1)
    assert row("onder een niet-bevestigde lezing") == (1, 1)


def test_the_arithmetic_of_the_catalogue_adds_up(ours: Catalogue) -> None:
    clauses = {each.name: each.clauses or 0 for each in denominators(ours)}
    counted = clauses["telt mee"]
    assert clauses["uitgewerkt in clausules"] == len(ours.clauses) == counted + len(not_counted(ours))
    assert counted == sum(n for name, n in clauses.items() if name.startswith("gericht aan "))
    assert counted == sum(n for name, n in clauses.items() if name.startswith("waar te nemen"))
    both = sum(
        not is_counted(each) and each.gericht_aan == "lsp" and each.modaliteit == "mag"
        for each in ours.clauses.values()
    )
    assert len(not_counted(ours)) + both == sum(n for name, n in clauses.items() if name.startswith("telt niet mee"))


def test_everything_that_is_not_counted_has_a_place_and_a_reason(ours: Catalogue) -> None:
    assert all(each.reason and each.clause.plaats for each in not_counted(ours))
    assert [(each.id, each.reason) for each in not_counted(SAMPLE)] == [
        (f"{ALIAS}/2", "vrij"),
        (f"{ALIAS}/3", "gedrag van het LSP, nagebootst (INT-11)"),
    ]


def test_what_applies_to_whom() -> None:
    found = groups(SAMPLE)
    assert {group.name: group.clauses for group in found["soort systeem"]} == {"GBZ": 2, "GBP": 1, "GBK": 1, "GBO": 1}
    assert [(group.name, group.requirements) for group in found["rol"]] == [("KIS", (ALIAS,))]
    assert [group.name for group in found["gericht aan"]] == ["beheer", "leverancier"]
    assert [group.name for group in found["voorwaarde (PICS)"]] == ["x"]


def test_tallies(ours: Catalogue) -> None:
    found = tallies(ours)
    assert found["verificatie (eisen)"]["Acceptatietest"] == 77
    for name in ("waarneming", "weg", "modaliteit", "gericht aan"):
        assert sum(found[name].values()) == len(ours.clauses)


def test_the_page_has_every_requirement_and_clause_once(ours: Catalogue) -> None:
    page = render(ours)
    ids = re.findall(r'id="([^"]+)"', page)
    assert {*ours.requirements, *ours.clauses, *ours.readings} <= set(ids)
    assert len(ids) == len(set(ids))
    missing = set(re.findall(r'href="#([^"]+)"', page)) - set(ids) - set(re.findall(r"id=([a-z]+)[ >]", page))
    assert missing == set()
    assert not re.search(r'(?:src|href)="(?!#)', page)


def test_the_literal_text_stands_beside_our_words_where_there_is_a_copy() -> None:
    literal = {
        ALIAS: Literal(tekst="De hele tekst.", hersteld="een lijst"),
        f"{ALIAS}/1": Literal(tekst="Zo staat het er <b>echt</b>."),
    }
    page = render(SAMPLE, literal)
    assert "Zo staat het er &lt;b&gt;echt&lt;/b&gt;." in page
    assert "Bij het uitlezen beschadigd: een lijst." in page
    assert "<dt>letterlijk" not in render(SAMPLE)


def test_the_page_is_made_quickly_and_is_small(ours: Catalogue) -> None:
    render(SAMPLE)
    start = time.process_time()
    page = render(ours)
    assert time.process_time() - start < 2
    assert len(page) < 2_000_000
