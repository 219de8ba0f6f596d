"""Whole registers: a year computed by hand, its limits, its speed, and what is said without registers."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from catalogue.model import SystemType
from reports.events import Checked
from reports.log import read as read_log
from reports.verdicts import Ground, Verdict
from tests.toetsbank.registers.kit import at, catalogue, day, write
from toetsbank.cli import app
from toetsbank.outcomes import BadInput
from toetsbank.profile import embedded
from toetsbank.registers import RULES, RegisterError, in_folder, judge, read, supplied
from toetsbank.registers.outcome import Case
from toetsbank.registers.reading import COLUMNS, header
from toetsbank.runner import Request, opened
from toetsbank.scenarios import ROOT

EXAMPLE = ROOT / "docs" / "voorbeeld" / "registers"
MAJOR, MAJOR_TERM = "GBX.BET.e4020.1/1", "GBX.BET.e4020.1/2"
MINOR, MINOR_TERM = "GBX.BET.e4010.1/1", "GBX.BET.e4010.1/2"
JOBS, LENGTH, HOURS, NOTICE = (f"GBX.BES.e4020.2/{number}" for number in range(1, 5))
UP = "GBX.BES.e4010/2"
PASS, FAIL, INCONCLUSIVE = Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE

TODAY = "2024-11-01"
"""So the year is 1 November 2023 to 31 October 2024: 366 days, for 2024 has a 29 February; 8784 hours."""

OUTAGES = """
G-0;grote;2023-10-31T23:59;2023-11-01T08:00;gemeld vóór het jaar, opgelost erin: telt alleen voor de oplostijd;geheel
G-1;grote;2024-02-28T12:00;2024-02-29T12:00;24 uur over de schrikkeldag: op tijd;geheel
G-2;grote;2024-03-30T20:00;2024-03-31T21:00;25 uur op de klok, 24 uur verstreken: op tijd;rol
K-1;kleine;2023-12-15T16:00;2024-01-03T09:00;18-22 december vijf, 27-29 acht, 2 en 3 januari tien: op tijd;
K-2;kleine;2024-02-16T09:00;2024-03-01T17:00;19-23 februari vijf, 26-29 negen, 1 maart tien: op tijd;
K-3;kleine;2024-03-28T09:00;2024-04-12T17:00;2-5 april vier, 8-12 negen, Goede Vrijdag is hooguit de tiende: op tijd;
K-4;kleine;2024-05-08T09:00;2024-05-24T17:00;10 mei een, 13-17 zes, 21-24 tien, Hemelvaart en Pinksteren vrij: op tijd;
"""
MONTHS = ("2023-11", "2023-12", *(f"2024-{month:02d}" for month in range(1, 11)))
MAINTENANCE = "\n".join(f"O-{m};{m}-06T03:00;{m}-20T03:00;{m}-20T03:30;ja;bijwerken" for m in MONTHS)
"""Twelve times half an hour, told fourteen days before to the minute: 6 hours."""
UPTIME = """
2023-11-01T00:00;2024-02-28T12:00;op;proef
2024-02-28T12:00;2024-02-29T12:00;neer;proef
2024-02-29T12:00;2024-03-30T20:00;op;proef
2024-03-30T20:00;2024-03-31T13:00;neer;proef
2024-03-31T13:00;2024-11-01T00:00;op;proef
"""
"""Down for 24 hours, and for 16 in the night that lost an hour: 40 of 8784 - 6 hours; 8738 / 8778 = 99.5443 %."""
LOAD = "\n".join(f"{kind};{hour};{5 if hour < 6 else 90}" for kind in ("werkdag", "vrije dag") for hour in range(24))
PERIODS = "storingen;2023-01-01;2024-10-31\nonderhoud;2023-01-01;2024-10-31"


def year(folder: Path, **changed: str) -> Path:
    """Write the year computed by hand, some of its registers changed."""
    texts = {
        "storingen": OUTAGES,
        "onderhoud": MAINTENANCE,
        "beschikbaarheid": UPTIME,
        "belasting": LOAD,
        "periode": PERIODS,
    } | changed
    return write(folder, **{name: f"{header(f'{name}.csv')}\n{text.strip()}" for name, text in texts.items()})


def judged(folder: Path | None, type_: SystemType = SystemType.GBZ, today: str = TODAY) -> dict[str, dict[str, Any]]:
    return {fields["clause"]: fields for fields in judge(folder, embedded(type_), catalogue(), day(today))}


def verdicts(found: dict[str, dict[str, Any]]) -> dict[str, Verdict]:
    return {clause: fields["verdict"] for clause, fields in found.items()}


def test_a_year_agrees_with_a_hand_computation(tmp_path: Path) -> None:
    found = judged(year(tmp_path))
    assert set(verdicts(found).values()) == {PASS}
    year_ = "in 2023-11-01 tot en met 2024-10-31"
    assert {clause: fields["observed"] for clause, fields in found.items()} == {
        MAJOR: f"2 grote storingen {year_}",
        MAJOR_TERM: "3 opgelost, de langste G-1 24 uur",
        MINOR: f"4 kleine storingen {year_}, gemiddeld 0,33 per maand",
        MINOR_TERM: "4 opgelost, de langste K-1 10 werkdagen",
        JOBS: f"12 keer {year_}",
        LENGTH: "12 keer, de langste O-2023-11 30 min",
        HOURS: "12 van 12 keer geheel in daluren",
        NOTICE: "12 keer op tijd, het kortst tevoren O-2023-11 14 dagen",
        UP: f"99,544 % beschikbaar, 40 uur neer in 365 dagen 18 uur bewaakte tijd {year_}",
    }
    assert [clause for clause, fields in found.items() if fields["findings"] or fields["missing"]] == []


def test_the_limit_of_availability_to_the_second(tmp_path: Path) -> None:
    """0.5 % of 8778 hours is 43 hours, 53 minutes and 24 seconds, so 3:53:24 more than the 40 hours."""
    found = judged(year(tmp_path, beschikbaarheid=UPTIME.replace("2024-02-29T12:00", "2024-02-29T15:53:24")))
    assert (found[UP]["verdict"], found[UP]["observed"][:6]) == (PASS, "99,5 %")


def test_busy_hours_are_a_finding_of_their_clause_only(tmp_path: Path) -> None:
    text = MAINTENANCE.replace("2024-06-20T03:00;2024-06-20T03:30", "2024-06-20T13:00;2024-06-20T13:30")
    found = judged(year(tmp_path, onderhoud=text))
    assert set(verdicts(found).values()) == {PASS}
    assert [clause for clause, fields in found.items() if fields["findings"]] == [HOURS]


def test_broken_rows_are_all_named_and_nothing_is_judged(tmp_path: Path) -> None:
    folder = year(tmp_path, storingen="G-1;grote;ooit;;;", onderhoud="O-1;;2024-01-01T03:00;;soms;")
    with pytest.raises(RegisterError) as caught:
        next(iter(judge(folder, embedded(), catalogue(), day(TODAY))))
    assert [sentence.partition(":")[0] for sentence in caught.value.mistakes] == [
        "storingen.csv, regel 2, kolom gemeld",
        "onderhoud.csv, regel 2, kolom gepland",
    ]


@pytest.mark.parametrize("folder", [None, Path("nergens")])
def test_without_registers_each_clause_says_what_is_missing(folder: Path | None) -> None:
    found = judged(folder)
    assert set(verdicts(found).values()) == {Verdict.NOT_TESTED}
    for clause, fields in found.items():
        file = RULES[clause][0]
        assert f"{file} ontbreekt; de kop is {header(file)}" in fields["missing"]


@pytest.mark.parametrize(
    ("type_", "clause", "verdict"),
    [
        (SystemType.GBZ, "GBX.BES.e4010/2", PASS),
        (SystemType.GBP, "GBX.BES.e4010/2", PASS),
        (SystemType.GBK, "GBX.BES.e4010/3", PASS),
        (SystemType.GBO, "GBX.BES.e4010/4", Verdict.NORM_MISSING),
    ],
)
def test_each_type_has_its_own_norm(tmp_path: Path, type_: SystemType, clause: str, verdict: Verdict) -> None:
    found = verdicts(judged(year(tmp_path), type_))
    assert {name: one for name, one in found.items() if name.startswith("GBX.BES.e4010/")} == {clause: verdict}


def test_fields_are_those_of_an_event(tmp_path: Path) -> None:
    for fields in judged(year(tmp_path)).values():
        event = Checked(writer="1", n=1, time="2024-11-01T00:00:00Z", **fields)
        assert (event.rule, event.ground, event.ground_source) == ("register", Ground.VERSTREKT, RULES[event.clause][0])
    assert all(fields["ground"] is Ground.EIS for fields in judged(None).values())


def test_rules_are_of_clauses_that_a_register_decides() -> None:
    clauses = catalogue().clauses
    assert {clauses[clause].waarneming for clause in RULES} == {"register"}


def test_evidence_and_folder(tmp_path: Path) -> None:
    assert supplied(None) == ()
    assert [file["naam"] for file in supplied(EXAMPLE)] == list(COLUMNS)
    assert in_folder(embedded(), EXAMPLE).registers == EXAMPLE
    with pytest.raises(BadInput, match="nergens bestaat niet"):
        in_folder(embedded(), tmp_path / "nergens")


def test_example_passes_on_its_own_date() -> None:
    assert set(verdicts(judged(EXAMPLE, today="2026-11-01")).values()) == {PASS}


def _probes() -> Iterator[str]:
    moment = at("2023-11-01T00:00")
    while moment < at("2024-11-01T00:00"):
        end = moment + timedelta(hours=1)
        state = "neer" if moment.hour == moment.day == 1 else "op"
        yield f"{moment:%Y-%m-%dT%H:%MZ};{end:%Y-%m-%dT%H:%MZ};{state};proef"
        moment = end


def test_speed_of_a_year(tmp_path: Path) -> None:
    """Printed and not asserted: a year as an organisation keeps it, and with a row per probe of an hour."""
    outages = OUTAGES + "\n".join(f"E-{n};kleine;2024-05-01T10:00;2024-05-01T11:00;;" for n in range(300))
    many = year(tmp_path / "veel", storingen=outages, beschikbaarheid="\n".join(_probes()))
    for name, folder in (("as kept", year(tmp_path / "gewoon")), ("8,784 probes, 307 outages", many)):
        begun = time.perf_counter()
        registers = read(folder)
        read_by = time.perf_counter()
        case = Case(registers, embedded(), catalogue(), day(TODAY))
        assert all(rule(case).observed for _, rule in RULES.values())
        ended = time.perf_counter()
        print(f"a year of registers ({name}): read in {read_by - begun:.3f} s, computed in {ended - read_by:.3f} s")


def test_a_run_begins_only_with_registers_that_are_right(tmp_path: Path) -> None:
    folder = year(tmp_path / "r", storingen="G-1;grote;ooit;nooit;;")
    result = CliRunner().invoke(app, ["run", "--registers", str(folder), "--out", str(tmp_path / "run")])
    assert result.exit_code == 2
    assert result.output.count("storingen.csv, regel 2") == 2
    assert not (tmp_path / "run").exists()
    assert "toekomst" in CliRunner().invoke(app, ["run", "--peildatum", "2999-01-01"]).output
    assert CliRunner().invoke(app, ["run", "--registers", str(tmp_path / "nergens")]).exit_code == 2


def test_a_run_writes_what_was_asked_for(tmp_path: Path) -> None:
    profile = in_folder(embedded(), EXAMPLE)
    request = Request(tmp_path / "run", profile, True, judged_on=day("2026-11-01"))
    with opened(request, catalogue()) as run:
        run.judge_registers((MAJOR, UP, "GBX.BES.e4010/3"))
    found = [event for event in read_log(tmp_path / "run") if isinstance(event, Checked)]
    assert [(event.clause, event.verdict) for event in found] == [(MAJOR, PASS), (UP, PASS)]
