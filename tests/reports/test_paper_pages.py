"""The pages on dossier and registers are read without the rest; hostile text stays text, and what is missing shows."""

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from catalogue.local_text import Literal
from catalogue.model import Word
from reports.paper import Answer, FactLookedAt, PaperFile
from reports.paper_pages import chapters, is_on_paper, render
from reports.results import build
from reports.verdicts import Verdict
from reports.wording import MEANINGS
from tests.reports.samples import ALIAS, CLAUSE, LogBuilder, catalogue, clause, paper, reading, requirement
from tests.reports.test_html import HOSTILE, parsed

OTHER = "GBX.VBD.e4020"
SHEET: dict[str, Any] = {"waarneming": "dossier", "weg": "dossier"}
NORMS = catalogue(
    requirement(
        clause(1, **SHEET), clause(2), clause(3, **SHEET, geldt_voor=["GBK"]), clause(4, **SHEET, modaliteit="mag")
    ),
    requirement(clause(1), alias=OTHER, paragraaf="2.2"),
    requirement(clause(1), alias="GBX.VBD.e4030", paragraaf="3.1", domein="organisatie"),
    readings=[reading()],
)


class Text(HTMLParser):
    """Collects what a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = ""

    def handle_data(self, data: str) -> None:
        self.seen += f"{data} "


def text_of(page: str) -> str:
    seen = Text()
    seen.feed(page.partition("</style>")[2])
    return " ".join(seen.seen.split())


def page_of(verdict: Verdict, **fields: Any) -> str:
    log = LogBuilder().start(criteria={"peildatum": "2026-11-01"})
    log.check(verdict, rule="dossier", **fields)
    return render(build(log.finish().events, NORMS))


def test_a_declared_clause_says_everything_by_itself() -> None:
    seen = text_of(page_of(Verdict.DECLARED, paper=paper()))
    for part in (
        "Bewering 1 over het voorbeeld.",
        "“Zo gaat het bij ons.”",
        "namens leverancier",
        "opgesteld door A. Een (maker)",
        "beoordeeld door B. Twee (keurder)",
        "datum 3 maart 2025",
        "geldig tot en met 31 december 2035",
        "gevraagd hoe het gaat",
        "document: handboek, versie 3",
        "het handboek is van nu: in orde",
        f"stukken/handboek.pdf SHA-256 {'ab' * 32}",
        f"verklaard {MEANINGS[Verdict.DECLARED]}",
        "peildatum 1 november 2026",
        "alleen VZVZ besluit",
    ):
        assert part in seen, part


def test_a_form_that_is_not_there_is_named_with_how_to_make_it() -> None:
    nothing: dict[str, Any] = dict.fromkeys(("statement", "party", "author", "reviewer", "day", "until"), "")
    nothing |= dict.fromkeys(("answers", "facts", "files"), ())
    missing = paper(state="ontbreekt", remedy="Maak het formulier.", **nothing)
    seen = text_of(page_of(Verdict.NOT_TESTED, paper=missing, missing="het formulier ontbreekt"))
    assert f"formulier dossier/{ALIAS}.toml: ontbreekt" in seen
    assert "Wat te doen: Maak het formulier." in seen
    assert "Waarom dit oordeel: het formulier ontbreekt" in seen
    assert "opgesteld door" not in seen


def test_a_figure_stands_beside_its_norm() -> None:
    sheet = paper(kind="register", file="registers/storingen.csv", statement="", period="een jaar", reviewer="")
    seen = text_of(
        page_of(Verdict.NORM_MISSING, expected="de norm", observed="3 keer", missing="geen waarde", paper=sheet)
    )
    for part in (
        "berekend 3 keer",
        "norm de norm",
        "periode een jaar",
        "nagekeken door niet vermeld",
        "Waarom dit oordeel: geen waarde",
    ):
        assert part in seen, part
    assert "gevraagd" not in seen


def test_what_is_incomplete_or_expired_is_told_in_full() -> None:
    sheet = paper(
        state="onvolledig",
        until="2026-10-31",
        reviewer="",
        gaps=tuple(f"veld {number}: niet ingevuld" for number in range(30)),
        facts=(
            FactLookedAt(what="a is zo", outcome="spreekt tegen", said=("b",)),
            FactLookedAt(what="c is zo", outcome="niet na te gaan", said=("een antwoord ontbreekt",)),
        ),
        files=tuple(PaperFile(name=f"stuk-{number}.pdf", sha256="cd" * 32) for number in range(60)),
    )
    seen = text_of(page_of(Verdict.INCONCLUSIVE, paper=sheet, missing="In het formulier ontbreekt veel."))
    assert "verlopen op de peildatum" in seen
    assert "beoordeeld door niet vermeld" in seen
    assert all(f"veld {number}: niet ingevuld" in seen for number in range(30))
    assert all(f"stuk-{number}.pdf" in seen for number in range(60))
    assert "a is zo: spreekt tegen , b" in seen
    assert "c is zo: niet na te gaan , een antwoord ontbreekt" in seen


def test_a_withheld_statement_is_no_statement() -> None:
    seen = text_of(page_of(Verdict.NOT_TESTED, paper=paper(state="niet geleverd", statement="er is niets")))
    assert "niet geleverd, want er is niets" in seen
    assert "verklaring “" not in seen


def test_an_accepted_deviation_and_a_reading_are_explained() -> None:
    waiver = {"clausule": CLAUSE, "reden": "na de verhuizing", "geldig_tot": "2027-01-31"}
    log = LogBuilder().start(profile={"afwijkingen": [waiver]})
    others = {"streng": Verdict.FAIL}
    log.check(Verdict.FAIL, rule="dossier", reading="INT-90", under_other_readings=others, paper=paper())
    seen = text_of(render(build(log.finish().events, NORMS)))
    assert "Afwijking in het profiel: na de verhuizing; geldig tot en met 31 januari 2027" in seen
    assert "INT-90 (voorlopig): Telt de eerste keer mee? Gelezen is: De gewoon lezing." in seen
    assert "Beslist onder lezing INT-90. Onder lezing “streng”: voldoet niet." in seen


def test_hostile_text_stays_text_and_long_text_stays_whole() -> None:
    long = "woord " * 5000
    sheet = paper(
        statement=HOSTILE + long,
        author=HOSTILE,
        file=f"dossier/{HOSTILE}",
        answers=(Answer(name=HOSTILE, texts=(HOSTILE, HOSTILE)),),
        facts=(FactLookedAt(what=HOSTILE, outcome="opgemerkt", said=(HOSTILE,)),),
        files=(PaperFile(name=HOSTILE, sha256=HOSTILE),),
        gaps=(HOSTILE,),
        remedy=HOSTILE,
    )
    page = page_of(Verdict.INCONCLUSIVE, paper=sheet, findings=(HOSTILE,), missing=HOSTILE)
    tags = parsed(page)
    assert {"script", "img"} & set(tags.tags) == set()
    assert tags.risky == []
    assert long.strip() in text_of(page)


def test_links_have_their_targets_and_nothing_comes_from_elsewhere() -> None:
    page = page_of(Verdict.DECLARED, paper=paper())
    tags = parsed(page)
    assert {link.removeprefix("#") for link in tags.links if link != "report.html"} <= set(tags.ids)
    assert len(tags.ids) == len(set(tags.ids))
    assert "http" not in page
    assert "link" not in tags.tags


def test_other_clauses_and_requirements_stand_beside_it_and_other_chapters_do_not() -> None:
    results = build(LogBuilder().start().finish().events, NORMS)
    (chapter,) = chapters(results)
    (section,) = chapter.sections
    assert [held.clause.id for held in section.held] == [CLAUSE]
    assert [clause.id for clause in section.others] == [f"{ALIAS}/{number}" for number in (2, 3, 4)]
    assert [each.alias for each in chapter.others] == [OTHER]
    assert (chapter.number, chapter.span) == ("2", "2.1 tot en met 2.2")
    assert chapter.counts == {Verdict.NOT_TESTED: 1}
    assert OTHER in text_of(render(results))


def test_a_clause_that_traffic_decides_is_on_paper_once_a_form_says_something() -> None:
    log = LogBuilder().start()
    log.check(Verdict.DECLARED, clause=f"{ALIAS}/2", rule="dossier", paper=paper())
    log.check(clause=f"{ALIAS}/2", rule="alles", population=(1, 1))
    results = build(log.finish().events, NORMS)
    assert [is_on_paper(each) for each in results.clauses[:4]] == [True, True, False, False]
    assert "Daarnaast 1 controle van de toetsbank zelf" in text_of(render(results))


def test_a_clause_of_the_dossier_that_a_scenario_decided_is_not_on_paper() -> None:
    log = LogBuilder().start()
    log.scenario()
    results = build(log.finish().events, NORMS)
    assert not is_on_paper(results.clauses[0])
    assert chapters(results) == ()


def test_the_words_of_the_source_stand_beside_ours_where_the_user_has_a_copy() -> None:
    results = build(LogBuilder().start().finish().events, NORMS)
    assert "Letterlijk: Zo luidt het." in text_of(render(results, {CLAUSE: Literal(tekst="Zo luidt het.")}))
    assert "Letterlijk" not in text_of(render(results))


def test_words_that_need_a_measure_are_explained() -> None:
    word = Word(id="WD-90", aliassen=(ALIAS,), woord="gauw", lezing="binnen een uur", ver_ervan="na een dag")
    norms = replace(catalogue(requirement(clause(1, **SHEET))), words={word.id: word})
    page = render(build(LogBuilder().start().finish().events, norms))
    assert "WD-90: “gauw” is gelezen als binnen een uur; na een dag." in text_of(page)


@pytest.mark.parametrize("norms", [catalogue(requirement(clause()))])
def test_without_anything_on_paper_the_page_says_so(norms: Any) -> None:
    page = render(build(LogBuilder().start().finish().events, norms))
    assert "Geen enkele clausule van deze run" in text_of(page)
