"""The result of the search program is read from its own file, control by control."""

import json
from pathlib import Path
from typing import Any

import pytest

from reports.verdicts import Verdict
from tests.toetsbank.dossier.samples import Copy, assert_noticed, broken_in
from tests.toetsbank.search.samples import BSN, canaries, store, write
from toetsbank.dossier.defects import Good, WrongFact
from toetsbank.dossier.facts import searches
from toetsbank.search.result import as_json
from toetsbank.search.walking import Searcher

CLAUSE = "SYS.BVL.e4010.1/3"


@pytest.mark.parametrize("wrong", broken_in(searches), ids=lambda wrong: wrong.naam)
def test_wrong_fact_is_noticed_at_its_clauses_only(wrong: WrongFact, good: Good) -> None:
    assert_noticed(wrong, good)


def judged(folder: Path, content: str) -> dict[str, Any]:
    copy = Copy(folder, CLAUSE)
    (folder / "uitslag.json").write_text(content, encoding="utf-8")
    copy.change(CLAUSE, {"uitslag": "uitslag.json"})
    return copy.judged()[CLAUSE]


def searched(folder: Path) -> str:
    """Return what the search program itself writes, dated before the day of judgement."""
    made = json.loads(as_json(Searcher(canaries()).search((folder,)), canaries()))
    return json.dumps({**made, "gemaakt": "2025-05-01T10:00:00+00:00"})


def test_what_the_search_program_writes_is_read(tmp_path: Path) -> None:
    said = judged(tmp_path / "dossier", searched(store(tmp_path / "opslag")))
    assert said["verdict"] is Verdict.DECLARED, said


def test_what_it_found_goes_against_the_clause(tmp_path: Path) -> None:
    write(store(tmp_path / "opslag") / "app.log", f"opvraag voor {BSN}, en nog eens {BSN}")
    said = judged(tmp_path / "dossier", searched(tmp_path / "opslag"))
    assert said["verdict"] is Verdict.FAIL
    assert "app.log stond 2 keer een kanarie leesbaar" in said["observed"]


def test_what_it_could_not_decide_decides_nothing(tmp_path: Path) -> None:
    write(store(tmp_path / "opslag") / "kapot.zip", b"PK\x03\x04 kapot")
    said = judged(tmp_path / "dossier", searched(tmp_path / "opslag"))
    assert said["verdict"] is Verdict.INCONCLUSIVE
    assert "het zoekprogramma kon niet beslissen: 1 bestanden of leden zijn niet doorzocht" in said["missing"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"formaat": "toetsbank-zoek/1"}', "[" * 100_000])
def test_another_file_decides_nothing(tmp_path: Path, content: str) -> None:
    said = judged(tmp_path, content)
    assert said["verdict"] is Verdict.INCONCLUSIVE
    assert "het bestand is geen uitslag van toetsbank zoek (formaat toetsbank-zoek/1)" in said["missing"]


def test_a_conclusion_that_was_typed_in_is_not_believed(tmp_path: Path) -> None:
    result = json.loads(searched(store(tmp_path / "opslag")))
    result["controle"]["plaatsen"][0]["geplant_gevonden"] = 0
    assert judged(tmp_path / "dossier", json.dumps(result))["verdict"] is Verdict.INCONCLUSIVE
