import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reports.json_ import SCHEMA, ReportError, load, render, schema
from reports.results import build
from reports.verdicts import Verdict
from tests.reports.samples import CLAUSE, LogBuilder, catalogue, clause, reading, requirement

NORMS = catalogue(requirement(clause(1), clause(2)), readings=[reading()])


def report() -> str:
    log = LogBuilder().start()
    log.scenario(Verdict.FAIL, reading="INT-90", under_other_readings={"streng": Verdict.FAIL})
    log.check(rule="regel", population=(3, 3))
    return render(build(log.finish().events, NORMS))


def test_the_committed_schema_is_current() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema(), "maak het opnieuw met reports.json_.schema()"


def test_a_report_fits_the_schema() -> None:
    definition = json.loads(schema())
    Draft202012Validator.check_schema(definition)
    Draft202012Validator(definition).validate(json.loads(report()))


def test_names_per_clause_what_a_reader_looks_for() -> None:
    found = json.loads(report())["requirements"][0]["clauses"][0]
    wanted = {"id", "verdict", "ground", "reading", "way", "scenarios", "population", "proven_by", "reason"}
    assert wanted <= set(found)
    assert (found["id"], found["verdict"], found["ground"]) == (CLAUSE, "voldoet niet", "eis")


def test_reads_back_what_it_wrote(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(report(), encoding="utf-8")
    assert render(load(path)) == report()


@pytest.mark.parametrize("text", ["", "{}", "geen json"])
def test_refuses_what_is_no_report(tmp_path: Path, text: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(text)
    with pytest.raises(ReportError, match="is geen rapport van deze versie"):
        load(path)


def test_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="is niet te lezen"):
        load(tmp_path / "report.json")
