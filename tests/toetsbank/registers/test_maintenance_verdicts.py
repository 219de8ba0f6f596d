"""From planned maintenance to verdicts, with what is missing."""

import pytest

from reports.verdicts import Verdict
from tests.toetsbank.registers.kit import case, day, work
from tests.toetsbank.registers.test_maintenance import LOAD
from toetsbank.registers.maintenance_verdicts import hours_of_jobs, length_of_jobs, notice_of_jobs, number_of_jobs
from toetsbank.registers.reading import MAINTENANCE, Kept, Maintenance

PASS, FAIL, INCONCLUSIVE = Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE
SHORT = {MAINTENANCE: Kept(day("2026-06-01"), day("2026-10-31"))}


def nights(amount: int) -> tuple[Maintenance, ...]:
    return tuple(work(f"O-{n}", f"2026-07-{n:02d}T03:00", f"2026-07-{n:02d}T03:40") for n in range(1, amount + 1))


@pytest.mark.parametrize(("amount", "verdict"), [(0, PASS), (12, PASS), (13, FAIL)])
def test_twelve_times_a_year(amount: int, verdict: Verdict) -> None:
    assert number_of_jobs(case(maintenance=nights(amount))).verdict is verdict


def test_thirteen_entries_of_which_two_join_are_twelve() -> None:
    rows = (*nights(12), work("O-13", "2026-07-01T03:40", "2026-07-01T03:50"))
    found = number_of_jobs(case(maintenance=rows))
    assert found.verdict is PASS
    assert "O-1 met O-13" in found.findings[0]


def test_unplanned_maintenance_is_not_counted() -> None:
    rows = (*nights(12), work("N", "2026-07-20T03:00", "2026-07-20T09:00", planned="nee"))
    assert number_of_jobs(case(maintenance=rows)).verdict is PASS
    assert length_of_jobs(case(maintenance=rows)).verdict is PASS


def test_a_short_register_is_undecided_unless_it_is_too_much_already() -> None:
    found = number_of_jobs(case(maintenance=nights(3), kept=SHORT))
    assert (found.verdict, "Tot nu toe 3 keer" in found.missing) == (INCONCLUSIVE, True)
    assert number_of_jobs(case(maintenance=nights(13), kept=SHORT)).verdict is FAIL
    assert length_of_jobs(case(maintenance=nights(3), kept=SHORT)).verdict is PASS
    assert length_of_jobs(case(maintenance=(), kept=SHORT)).verdict is INCONCLUSIVE


@pytest.mark.parametrize(("end", "verdict"), [("2026-08-01T04:00", PASS), ("2026-08-01T04:00:01", FAIL), (None, FAIL)])
def test_an_hour_at_most(end: str | None, verdict: Verdict) -> None:
    found = length_of_jobs(case(maintenance=(*nights(1), work("O-9", "2026-08-01T03:00", end))))
    assert found.verdict is verdict
    assert found.population == (2 if verdict is PASS else 1, 2)


def test_cutting_it_in_pieces_gains_nothing() -> None:
    rows = (work("O-1", "2026-08-01T03:00", "2026-08-01T04:00"), work("O-2", "2026-08-01T04:00", "2026-08-01T05:00"))
    found = length_of_jobs(case(maintenance=rows))
    assert (found.verdict, found.observed) == (FAIL, "langer: O-1 met O-2 2 uur")


def test_maintenance_that_goes_on_is_undecided_within_its_hour() -> None:
    found = length_of_jobs(case(maintenance=(work("O-1", "2026-10-31T23:30", None),)))
    assert (found.verdict, "Vul kolom eind in" in found.missing) == (INCONCLUSIVE, True)


@pytest.mark.parametrize(
    ("announced", "verdict", "finding"),
    [
        ("2026-07-18T03:00", PASS, False),
        ("2026-07-18T09:00", PASS, True),
        ("2026-07-19", FAIL, False),
        (None, INCONCLUSIVE, False),
    ],
)
def test_two_weeks_notice(announced: str | None, verdict: Verdict, finding: bool) -> None:
    row = work("O-9", "2026-08-01T03:00", "2026-08-01T03:30", announced=announced)
    found = notice_of_jobs(case(maintenance=(*nights(1), row)))
    assert found.verdict is verdict
    assert bool(found.findings) is finding
    assert "O-9" in found.observed


def test_afterwards_is_said_as_such() -> None:
    row = work("O-9", "2026-08-01T03:00", "2026-08-01T03:30", announced="2026-08-03")
    assert notice_of_jobs(case(maintenance=(row,))).observed == "te laat aangekondigd: O-9 achteraf"


def test_hours_of_load_are_a_finding_at_most() -> None:
    rows = (*nights(2), work("O-9", "2026-08-03T13:00", "2026-08-03T13:30"))
    found = hours_of_jobs(case(maintenance=rows, load=LOAD))
    assert (found.verdict, found.population) == (PASS, (2, 3))
    assert found.findings == ("Niet in daluren: O-9, vanaf 2026-08-03 13:00.",)


def test_without_figures_on_load_there_are_no_quiet_hours() -> None:
    absent = hours_of_jobs(case(maintenance=nights(1)))
    assert absent.verdict is Verdict.NOT_TESTED
    assert "dag;uur;berichten" in absent.missing
    flat = hours_of_jobs(case(maintenance=nights(1), load=dict.fromkeys(LOAD, 5)))
    assert flat.verdict is INCONCLUSIVE
