import csv
import io

from reports.csv_ import HEADER, PAPER_COLUMNS, render
from reports.results import build
from reports.verdicts import Verdict
from tests.reports.samples import ALIAS, CLAUSE, LogBuilder, catalogue, clause, paper, requirement

NORMS = catalogue(
    requirement(clause(1), clause(2, modaliteit="mag")),
    requirement(alias="GBX.VBD.e4020", paragraaf="2.2", reden="nog niet uitgewerkt"),
)


def rows(log: LogBuilder) -> list[dict[str, str]]:
    data = render(build(log.events, NORMS))
    assert data.startswith(b"\xef\xbb\xbfeis;paragraaf;")
    assert data.count(b"\r\n") == data.count(b"\n")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_has_a_row_per_clause_and_one_for_a_requirement_without() -> None:
    log = LogBuilder().start()
    log.scenario(Verdict.FAIL)
    found = rows(log.finish())
    assert [(row["eis"], row["clausule"], row["oordeel"], row["telt mee"]) for row in found] == [
        ("GBX.VBD.e4010.1", CLAUSE, "voldoet niet", "ja"),
        ("GBX.VBD.e4010.1", "GBX.VBD.e4010.1/2", "niet getoetst", "nee"),
        ("GBX.VBD.e4020", "", "niet getoetst", ""),
    ]
    assert found[2]["reden"] == "nog niet uitgewerkt"
    assert found[0]["bewezen door"] == "onbewezen"
    assert set(found[0]) == set(HEADER)


def test_text_of_a_sut_is_no_formula() -> None:
    log = LogBuilder().start()
    log.scenario(findings=('=HYPERLINK("x")', "a;b\nc"))
    assert rows(log.finish())[0]["bevindingen"] == '\'=HYPERLINK("x") | a;b c'


def test_forms_and_registers_stand_in_columns_of_their_own() -> None:
    log = LogBuilder().start()
    log.check(Verdict.DECLARED, rule="dossier", paper=paper())
    log.check(
        rule="register", observed="1 keer", paper=paper(kind="register", file="registers/x.csv", state="volledig")
    )
    first, second, _ = rows(log.finish())
    assert first["stuk"] == f"dossier/{ALIAS}.toml | registers/x.csv"
    assert first["verklaring of cijfer"] == "Zo gaat het bij ons. | 1 keer"
    assert (first["opgesteld door"], first["beoordeeld door"]) == (
        " | ".join(["A. Een (maker)"] * 2),
        " | ".join(["B. Twee (keurder)"] * 2),
    )
    assert first["nagegane feiten"].startswith("het handboek is van nu: in orde")
    assert f"stukken/handboek.pdf {'ab' * 32}" in first["bewijs"]
    assert {second[name] for name in HEADER[-PAPER_COLUMNS:]} == {""}
