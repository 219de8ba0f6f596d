"""From counts of outages to verdicts, with what is missing."""

from collections.abc import Sequence

import pytest

from reports.verdicts import Verdict
from tests.toetsbank.registers.kit import case, day, outage, work
from toetsbank.registers.outage_verdicts import number_of_major, number_of_minor, solving_major, solving_minor
from toetsbank.registers.reading import OUTAGES, Kept, Outage

PASS, FAIL, INCONCLUSIVE = Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE
SHORT = {OUTAGES: Kept(day("2026-06-01"), day("2026-10-31"))}


def major(amount: int, month: str = "2026-07") -> tuple[Outage, ...]:
    return tuple(
        outage(f"G-{n}", f"{month}-{n:02d}T10:00", f"{month}-{n:02d}T11:30", kind="grote", affects="geheel")
        for n in range(1, amount + 1)
    )


def minor(amount: int) -> tuple[Outage, ...]:
    return tuple(outage(f"K-{n}", f"2026-07-{n:02d}T10:00", f"2026-07-{n:02d}T12:00") for n in range(1, amount + 1))


@pytest.mark.parametrize(("amount", "verdict"), [(0, PASS), (2, PASS), (3, FAIL)])
def test_two_major_outages_a_year(amount: int, verdict: Verdict) -> None:
    found = number_of_major(case(outages=major(amount)))
    assert found.verdict is verdict
    assert found.observed == f"{amount} grote storingen in 2025-11-01 tot en met 2026-10-31"


@pytest.mark.parametrize(("amount", "verdict", "average"), [(12, PASS, "1"), (13, FAIL, "1,08")])
def test_one_minor_outage_a_month_on_average(amount: int, verdict: Verdict, average: str) -> None:
    found = number_of_minor(case(outages=minor(amount)))
    assert found.verdict is verdict
    assert f"gemiddeld {average} per maand" in found.observed


def test_less_than_twelve_months_is_undecided_with_the_figure_so_far_unless_it_is_too_much_already() -> None:
    found = number_of_major(case(outages=major(2), kept=SHORT))
    assert found.verdict is INCONCLUSIVE
    assert "storingen.csv beslaat 2026-06-01 tot en met 2026-10-31" in found.missing
    assert "Tot nu toe 2 grote storingen" in found.missing
    assert number_of_major(case(outages=major(3), kept=SHORT)).verdict is FAIL


@pytest.mark.parametrize(
    ("third", "hint"),
    [
        (outage("X", "2026-08-01T10:00", "2026-08-01T11:01", affects="rol"), "groot naar WD-02: X"),
        (outage("X", "2026-07-02T11:00", "2026-07-02T12:00", kind="grote"), "G-2 en X"),
        (outage("X", "2026-08-02T03:10", "2026-08-02T03:40", kind="grote"), "tijdens gepland onderhoud: X"),
    ],
)
def test_a_count_that_the_register_leaves_open_is_undecided_where_it_matters(third: Outage, hint: str) -> None:
    planned = (work("O-1", "2026-08-02T03:00", "2026-08-02T04:00"),)
    found = number_of_major(case(outages=(*major(2), third), maintenance=planned))
    assert found.verdict is INCONCLUSIVE
    assert hint in found.missing
    harmless = number_of_major(case(outages=(*major(2)[1:], third), maintenance=planned))
    assert harmless.verdict is PASS
    assert any(hint in finding for finding in harmless.findings)


def test_minor_outages_that_may_be_major_count_as_both() -> None:
    rows = (*minor(12), outage("X", "2026-08-01T10:00", "2026-08-01T11:01", affects="geheel"))
    assert number_of_minor(case(outages=rows)).verdict is INCONCLUSIVE


@pytest.mark.parametrize(
    ("solved", "verdict", "finding"),
    [
        ("2026-07-02T10:00", PASS, False),
        ("2026-07-02T10:01", PASS, True),
        ("2026-07-03T10:00", PASS, True),
        ("2026-07-03T10:01", FAIL, False),
    ],
)
def test_solving_a_major_outage(solved: str, verdict: Verdict, finding: bool) -> None:
    found = solving_major(case(outages=(outage("G", "2026-07-01T10:00", solved, kind="grote"),)))
    assert found.verdict is verdict
    assert bool(found.findings) is finding
    assert found.population == (int(verdict is PASS), 1)


@pytest.mark.parametrize(
    ("solved", "verdict", "finding"),
    [("2026-05-04T23:59", PASS, False), ("2026-05-06T23:59", PASS, True), ("2026-05-07T00:00", FAIL, False)],
)
def test_solving_a_minor_outage_over_kings_day_and_5_may(solved: str, verdict: Verdict, finding: bool) -> None:
    """From Monday 20 April: 21-24 are four, 28-30 April and 1 May eight, 4 May nine, 5 May perhaps, 6 May ten."""
    found = solving_minor(case(outages=(outage("K", "2026-04-20T09:00", solved),)))
    assert found.verdict is verdict
    assert bool(found.findings) is finding


def _verdict(rows: Sequence[Outage]) -> tuple[Verdict, str]:
    found = solving_major(case(outages=tuple(rows)))
    return found.verdict, found.missing


def test_what_is_open_or_unclear_is_asked_for() -> None:
    verdict, missing = _verdict([outage("G", "2026-10-31T10:00", kind="grote")])
    assert (verdict, "Vul kolom opgelost in" in missing) == (INCONCLUSIVE, True)
    verdict, missing = _verdict([outage("K", "2026-07-01T10:00", "2026-07-05T10:00", affects="geheel")])
    assert (verdict, "Maak de soort duidelijk" in missing) == (INCONCLUSIVE, True)
    assert _verdict([outage("G", "2026-10-01T10:00", kind="grote")]) == (FAIL, "")
    assert _verdict([outage("K", "2026-07-01T10:00", "2026-07-01T10:30", affects="geheel")]) == (PASS, "")


def test_terms_need_no_twelve_months_but_something_to_look_at() -> None:
    found = solving_major(case(outages=major(1), kept=SHORT))
    assert found.verdict is PASS
    assert "Korter dan twaalf maanden" in found.findings[0]
    assert solving_major(case(outages=(), kept=SHORT)).verdict is INCONCLUSIVE
    nothing = solving_major(case(outages=()))
    assert (nothing.verdict, nothing.population) == (PASS, None)


def test_what_lies_after_the_date_is_told_and_not_counted() -> None:
    found = number_of_major(case(today="2026-07-03", outages=major(3)))
    assert found.verdict is PASS
    assert found.findings == ("storingen.csv: 1 regel begint op of na de peildatum; wat daarin staat telt niet mee.",)
