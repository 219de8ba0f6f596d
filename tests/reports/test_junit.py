from xml.etree import ElementTree

from reports.junit import render
from reports.results import build
from reports.verdicts import Verdict
from tests.reports.samples import LogBuilder, catalogue, clause, requirement

NAME = "GBX.VBD.e4010.1/{}".format
NORMS = catalogue(
    requirement(*(clause(number) for number in range(1, 7)), clause(7, modaliteit="mag"), clause(8, rol="KIS")),
    requirement(alias="GBX.VBD.e4020", paragraaf="2.2", reden="nog niet uitgewerkt"),
)


def document() -> ElementTree.Element:
    log = LogBuilder().start()
    verdicts = (Verdict.PASS, Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.DECLARED)
    for number, verdict in enumerate(verdicts, start=1):
        log.scenario(verdict, clause=NAME(number), scenario=f"x::{number}", missing="\x00 <&>", findings=("let op",))
    return ElementTree.fromstring(render(build(log.finish().events, NORMS)))


def test_maps_every_clause_to_one_case() -> None:
    cases = document().findall(".//testcase")
    outcome = {case.get("name"): [child.tag for child in case if child.tag != "system-out"] for case in cases}
    assert outcome == {
        NAME(1): [],
        NAME(2): ["failure"],
        NAME(3): ["error"],
        NAME(4): ["skipped"],
        NAME(5): [],
        NAME(6): ["skipped"],
        NAME(7): ["skipped"],
        NAME(8): ["skipped"],
        "GBX.VBD.e4020": ["skipped"],
    }
    assert {case.get("classname") for case in cases} == {"applicatie.GBX.VBD.e4010.1", "applicatie.GBX.VBD.e4020"}


def test_counts_add_up() -> None:
    suites = document()
    assert [suites.get(name) for name in ("tests", "failures", "errors", "skipped")] == ["9", "1", "1", "5"]


def test_says_why() -> None:
    suites = document()
    failure, skipped = suites.find(".//failure"), suites.findall(".//skipped")
    assert failure is not None
    assert failure.text == f"{NAME(2)}: verwacht iets goeds, waargenomen iets anders"
    assert [each.get("message") for each in skipped] == [
        "niet te beslissen: � <&>",
        "niet getoetst: geen controle uitgevoerd",
        "telt niet mee; niet getoetst: geen controle uitgevoerd",
        "niet van toepassing: rol KIS niet geclaimd",
        "niet getoetst: nog niet uitgewerkt",
    ]
