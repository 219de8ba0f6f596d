from pathlib import Path

import pytest

from reports.build import write_all
from reports.log import LogError
from reports.verdicts import Verdict
from tests.reports.large import large_catalogue, large_log
from tests.reports.samples import LogBuilder, catalogue, clause, requirement, write

FILES = ("report.html", "dossier.html", "report.json", "matrix.csv", "junit.xml")


def test_the_same_log_gives_the_same_bytes(tmp_path: Path) -> None:
    norms = large_catalogue(12, 60)
    log, payloads = large_log(norms, 60)
    for name in ("een", "twee"):
        write_all(write(tmp_path / name, log.events, payloads), norms)
    for file in FILES:
        assert (tmp_path / "een" / file).read_bytes() == (tmp_path / "twee" / file).read_bytes()


def test_leaves_the_log_alone_and_no_drafts_behind(tmp_path: Path) -> None:
    log = LogBuilder().start()
    log.scenario(Verdict.FAIL)
    folder = write(tmp_path / "run", log.finish().events)
    before = (folder / "events" / "1-bank.jsonl").read_bytes()
    results = write_all(folder, catalogue(requirement(clause())))
    assert results.clauses[0].verdict is Verdict.FAIL
    assert (folder / "events" / "1-bank.jsonl").read_bytes() == before
    assert {path.name for path in folder.iterdir()} == {"events", "payloads", *FILES}


def test_a_torn_log_still_gives_a_report_that_says_so(tmp_path: Path) -> None:
    log = LogBuilder().start()
    log.scenario()
    folder = write(tmp_path / "run", log.events)
    with (folder / "events" / "1-bank.jsonl").open("ab") as file:
        file.write(b'{"type":"run-fin')
    write_all(folder, catalogue(requirement(clause())))
    assert "de laatste regel (5) is afgebroken" in (folder / "report.html").read_text(encoding="utf-8")


def test_refuses_a_folder_without_a_run(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="staat geen logboek"):
        write_all(tmp_path, catalogue())


def test_a_large_report_stays_small(tmp_path: Path) -> None:
    norms = large_catalogue(121, 250)
    log, payloads = large_log(norms, 250)
    folder = write(tmp_path / "run", log.events, payloads)
    write_all(folder, norms)
    assert (folder / "report.html").stat().st_size < 600_000
