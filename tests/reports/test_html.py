import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from catalogue.local_text import Literal
from reports.html import needs_detail, render
from reports.proof import Proof
from reports.results import build
from reports.verdicts import Ground, Verdict
from tests.reports.samples import ALIAS, CLAUSE, LogBuilder, catalogue, clause, paper, reading, requirement

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"
NORMS = catalogue(requirement(clause(1), clause(2)), readings=[reading()])


class Tags(HTMLParser):
    """Collects start tags and the attributes that load or run something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.risky: list[tuple[str, str | None]] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "action", "style") or (name.startswith("on") and value != "return false"):
                self.risky.append((name, value))
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")


def parsed(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    return tags


def page_of(log: LogBuilder, folder: Path) -> str:
    return render(build(log.events, NORMS, Proof({CLAUSE: ("VerverstSleutelsNiet",)}, True)), folder)


def hostile_log() -> LogBuilder:
    log = LogBuilder().start(operator={"naam": HOSTILE}, profile={"sut": {"product": HOSTILE}})
    log.add("object-seen", when="begin", facts={HOSTILE: HOSTILE})
    attempt = log.begin_scenario(scenario=f"x::{HOSTILE}")
    log.add("step-done", attempt=attempt, keyword="Stel", text=HOSTILE, outcome="mislukt", seconds=0.1)
    log.add("observed", id=f"gw0.{HOSTILE}", attempt=attempt, facts={"what": HOSTILE})
    fields: dict[str, Any] = {
        "expected": HOSTILE,
        "findings": (HOSTILE,),
        "observations": (f"gw0.{HOSTILE}",),
        "observed": HOSTILE,
    }
    log.check(Verdict.FAIL, attempt=attempt, ground_source=HOSTILE, **fields)
    log.end_scenario(attempt, Verdict.FAIL, scenario=f"x::{HOSTILE}", message=HOSTILE)
    return log.finish()


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    tags = parsed(page_of(hostile_log(), tmp_path))
    assert tags.tags.count("script") == 2
    assert "img" not in tags.tags
    assert all(name == "style" and re.fullmatch(r"flex:\d+", value or "") for name, value in tags.risky)


def test_the_page_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    page = page_of(hostile_log(), tmp_path)
    assert "http://" not in page
    assert "https://" not in page
    assert "link" not in parsed(page).tags


def test_what_the_verdict_rests_on_comes_before_it(tmp_path: Path) -> None:
    log = LogBuilder().start()
    log.scenario()
    page = page_of(log.finish(), tmp_path)
    order = [
        "Dit rapport bereidt voor",
        "Object",
        "Criteria",
        "Toetsbank</h3>",
        "Beperkingen",
        "id=oordeel>",
        "Van 1 oordelen",
    ]
    positions = [page.index(text) for text in order]
    assert positions == sorted(positions)
    assert "Van 1 oordelen rusten er 0 op een niet-bevestigde lezing, 0 op een aanname, 0 hebben geen norm." in page


def test_every_link_in_the_page_has_its_target(tmp_path: Path) -> None:
    log = LogBuilder().start()
    attempt = log.begin_scenario()
    for name in (CLAUSE, "GBX.VBD.e4010.1/2"):
        others = {"streng": Verdict.FAIL}
        log.check(Verdict.INCONCLUSIVE, clause=name, attempt=attempt, reading="INT-90", under_other_readings=others)
    log.end_scenario(attempt, Verdict.INCONCLUSIVE)
    tags = parsed(page_of(log.finish(), tmp_path))
    assert {link.removeprefix("#") for link in tags.links if link != "dossier.html"} <= set(tags.ids)
    assert len(tags.ids) == len(set(tags.ids))
    assert {"GBX.VBD.e4010.1", CLAUSE, attempt, "INT-90"} <= set(tags.ids)


def test_from_requirement_to_message_in_three_openings(tmp_path: Path) -> None:
    page = page_of(hostile_log(), tmp_path)
    body = page[page.index("<details class=e") :]
    assert body.index("<details class=e") < body.index("<details class=c") < body.index("<details class=w")
    between = body[body.index("<details class=c") : body.index("<details class=w")]
    assert between.count("<details") == 1


def test_a_scenario_that_judged_two_clauses_stands_in_full_under_its_own(tmp_path: Path) -> None:
    log = LogBuilder().start()
    attempt = log.begin_scenario()
    log.check(attempt=attempt)
    log.check(clause="GBX.VBD.e4010.1/2", attempt=attempt)
    log.end_scenario(attempt)
    page = page_of(log.finish(), tmp_path)
    assert page.count(f'<section class=s id="{attempt}">') == 1
    assert f'Ook gecontroleerd in scenario: <a href="#{attempt}">' in page


def test_steps_of_a_failed_scenario_stand_in_the_page_itself(tmp_path: Path) -> None:
    log = LogBuilder().start()
    attempt = log.begin_scenario()
    log.add("step-done", attempt=attempt, keyword="Dan", text="gaat het mis", outcome="mislukt", seconds=0.1)
    log.check(Verdict.FAIL, attempt=attempt)
    log.end_scenario(attempt, Verdict.FAIL)
    assert "<li class=x><b>Dan</b> gaat het mis <em>mislukt</em>" in page_of(log.finish(), tmp_path)


def test_print_opens_what_is_not_simply_met() -> None:
    log = LogBuilder().start()
    log.scenario(ground=Ground.AANNAME)
    log.scenario(scenario="x::2", clause="GBX.VBD.e4010.1/2")
    one, two = build(log.finish().events, NORMS).clauses
    assert (needs_detail(one), needs_detail(two)) == (True, False)


def test_the_history_shows_every_attempt_that_was_thrown_away(tmp_path: Path) -> None:
    log = LogBuilder().start()
    log.end_scenario(log.begin_scenario(), Verdict.ERROR, message="poort bezet")
    log.start(resumed=True)
    log.scenario()
    page = page_of(log.finish(), tmp_path)
    assert "fout van de toetsbank: poort bezet; overgedaan" in page
    assert "hervat" in page


def test_the_literal_text_of_a_copy_stands_beside_our_words() -> None:
    literal = {
        ALIAS: Literal(tekst="De hele tekst.", hersteld="een lijst"),
        CLAUSE: Literal(tekst="Zo staat het er <i>echt</i>.", hersteld="een teken"),
    }
    results = build(LogBuilder().start().events, NORMS, Proof({}, True))
    page = render(results, Path("weg"), literal)
    assert "Zo staat het er &lt;i&gt;echt&lt;/i&gt;." in page
    assert "Hersteld: een teken." in page
    assert "Bij het uitlezen beschadigd: een lijst." in page
    assert "letterlijk" not in render(results, Path("weg"))


def test_a_judgement_on_paper_shows_the_form_and_not_all_observations(tmp_path: Path) -> None:
    log = LogBuilder().start()
    log.check(Verdict.DECLARED, rule="dossier", observed="de hele zin", paper=paper())
    page = page_of(log.finish(), tmp_path)
    for text in ("op papier", "dossier/GBX.VBD.e4010.1.toml", "A. Een (maker)", "B. Twee (keurder)", "3 maart 2025"):
        assert text in page
    assert "over alle waarnemingen</b>" not in page


def test_who_chose_a_reading_and_why_is_shown(tmp_path: Path) -> None:
    chosen = {"keuze": "ruim", "reden": f"afgesproken {HOSTILE}", "door": "M. de Keuze"}
    log = LogBuilder().start(criteria={"lezingen": {"INT-90": "ruim"}}, profile={"lezingen": {"INT-90": chosen}})
    log.scenario(reading="INT-90", under_other_readings={"streng": Verdict.FAIL})
    page = page_of(log.finish(), tmp_path)
    assert "Keuze van het profiel</b> door M. de Keuze: afgesproken &lt;script&gt;" in page
