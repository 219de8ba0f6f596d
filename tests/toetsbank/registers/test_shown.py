"""What stands behind a figure: files with their sums, over which time, by whom, or how to make what is not there."""

from pathlib import Path
from typing import Any

import pytest

from reports.paper import Paper
from tests.toetsbank.registers.kit import catalogue, day, write
from toetsbank.identity import file_sha256
from toetsbank.profile import embedded
from toetsbank.registers import RULES, judge
from toetsbank.registers.reading import header

OUTAGES = f"{header('storingen.csv')}\nS-1;kleine;2026-01-05T10:00;2026-01-06T12:00;stroom;"
UPTIME = f"{header('beschikbaarheid.csv')}\n2025-11-01T00:00;2026-11-01T00:00;op;proef elke minuut"
ACCOUNTS = f"{header('verantwoording.csv')}\nstoringen;B. Beheer (999912399);K. Kwaliteit;2026-01-01;2026-12-31"


def judged(folder: Path | None, today: str = "2026-11-01") -> dict[str, dict[str, Any]]:
    return {fields["clause"]: fields for fields in judge(folder, embedded(), catalogue(), day(today))}


def papers(folder: Path | None) -> dict[str, Paper]:
    return {clause: fields["paper"] for clause, fields in judged(folder).items()}


def clause_of(file: str) -> str:
    return next(clause for clause, (of, _) in RULES.items() if of == file)


def test_a_register_is_shown_with_what_is_used_beside_it(tmp_path: Path) -> None:
    found = papers(write(tmp_path, storingen=OUTAGES, beschikbaarheid=UPTIME, verantwoording=ACCOUNTS))
    paper = found[clause_of("storingen.csv")]
    assert (paper.kind, paper.file, paper.state) == ("register", "registers/storingen.csv", "volledig")
    assert (paper.author, paper.reviewer) == ("B. Beheer (999912399)", "K. Kwaliteit")
    assert (paper.day, paper.until, paper.remedy) == ("2026-01-01", "2026-12-31", "")
    assert paper.period == "2025-11-01 tot en met 2026-10-31"
    assert {file.name: file.sha256 for file in paper.files} == {
        name: file_sha256(tmp_path / name) for name in ("storingen.csv", "verantwoording.csv")
    }
    assert "storingen.csv" in [file.name for file in found[clause_of("beschikbaarheid.csv")].files]


def test_who_saw_a_system_up_speaks_for_the_register_of_uptime_only(tmp_path: Path) -> None:
    found = papers(write(tmp_path, storingen=OUTAGES, beschikbaarheid=UPTIME))
    assert found[clause_of("beschikbaarheid.csv")].author == "proef elke minuut"
    assert found[clause_of("storingen.csv")].author == ""
    for paper in (found[clause_of("storingen.csv")], found[clause_of("beschikbaarheid.csv")]):
        assert paper.reviewer == ""
        assert "Zet in registers/verantwoording.csv wie dit register bijhield en wie het nakeek" in paper.remedy
        assert header("verantwoording.csv") in paper.remedy


@pytest.mark.parametrize("there", [True, False])
def test_a_register_that_is_not_there_says_how_to_make_it(tmp_path: Path, there: bool) -> None:
    for clause, paper in papers(tmp_path if there else None).items():
        file = RULES[clause][0]
        assert (paper.state, paper.files, paper.author) == ("ontbreekt", (), "")
        assert paper.asked == f"een register met als kop {header(file)}"
        assert f"bewaar het als registers/{file} naast het profiel" in paper.remedy


def test_the_number_of_a_real_person_is_masked(tmp_path: Path) -> None:
    accounts = ACCOUNTS.replace("999912399", "111222333")
    paper = papers(write(tmp_path, storingen=OUTAGES, verantwoording=accounts))[clause_of("storingen.csv")]
    assert "111222333" not in paper.model_dump_json()


@pytest.mark.parametrize(("today", "expired"), [("2026-12-31", 0), ("2027-01-01", 1)])
def test_whoever_answers_for_a_register_does_so_until_a_day(tmp_path: Path, today: str, expired: int) -> None:
    folder = write(tmp_path, storingen=OUTAGES, verantwoording=ACCOUNTS)
    found = [text for text in judged(folder, today)[clause_of("storingen.csv")]["findings"] if "instond" in text]
    assert len(found) == expired
