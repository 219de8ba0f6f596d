"""From availability to verdicts, by type of system."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalogue.model import SystemType
from reports.verdicts import Verdict
from tests.toetsbank.registers.kit import case, outage, seen, span, work, write
from tests.toetsbank.registers.large import dutch_time, uptime
from toetsbank.profile import AgreedAvailability
from toetsbank.registers.outcome import Case
from toetsbank.registers.reading import Uptime, read
from toetsbank.registers.uptime_verdicts import of_gbk, of_gbo, of_gbz_or_gbp

PASS, FAIL, INCONCLUSIVE = Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE


def down_until(moment: str) -> tuple[Uptime, ...]:
    """Down from the first of March at midnight; 8760 hours in the year."""
    return (
        seen("2025-11-01T00:00", "2026-03-01T00:00"),
        seen("2026-03-01T00:00", moment, "neer"),
        seen(moment, "2026-11-01T00:00"),
    )


def of(*rows: Uptime, **registers: Any) -> Case:
    return case(uptime=rows, **({"maintenance": ()} | registers))


@pytest.mark.parametrize(("moment", "verdict"), [("2026-03-02T19:48", PASS), ("2026-03-02T19:48:01", FAIL)])
def test_99_5_percent_of_8760_hours_allows_43_8_hours_down(moment: str, verdict: Verdict) -> None:
    found = of_gbz_or_gbp(of(*down_until(moment)))
    assert (found.verdict, found.findings) == (verdict, ())
    assert found.observed.startswith("99,5 %" if verdict is PASS else "99,499 %")


@pytest.mark.parametrize(("moment", "verdict"), [("2026-04-06T13:00", PASS), ("2026-04-06T13:00:01", FAIL)])
def test_90_percent_allows_876_hours_down(moment: str, verdict: Verdict) -> None:
    """36 days and 12 hours from 1 March, an hour later on the clock since summer time began on 29 March."""
    assert of_gbk(of(*down_until(moment))).verdict is verdict


def test_planned_maintenance_is_taken_off_and_other_is_not() -> None:
    rows = down_until("2026-03-02T20:18")
    hour = ("2026-03-01T10:00", "2026-03-01T10:45")
    assert of_gbz_or_gbp(of(*rows)).verdict is FAIL
    assert of_gbz_or_gbp(of(*rows, maintenance=(work("O", *hour),))).verdict is PASS
    assert of_gbz_or_gbp(of(*rows, maintenance=(work("N", *hour, planned="nee"),))).verdict is FAIL


def test_what_overran_decides_nothing() -> None:
    rows = down_until("2026-03-02T21:00")
    overrun = (work("O", "2026-03-01T10:00", "2026-03-01T12:00"),)
    found = of_gbz_or_gbp(of(*rows, maintenance=overrun))
    assert (found.verdict, "Wat niet vaststaat beslist" in found.missing) == (INCONCLUSIVE, True)


def test_a_gap_is_a_finding_and_undecided_where_it_matters() -> None:
    begin, end = "2025-11-01T00:00", "2026-11-01T00:00"
    small = of_gbz_or_gbp(of(seen(begin, "2026-03-01T00:00"), seen("2026-03-02T00:00", end)))
    large = of_gbz_or_gbp(of(seen(begin, "2026-03-01T00:00"), seen("2026-03-03T00:00", end)))
    hopeless = of_gbz_or_gbp(of(seen(begin, "2026-03-01T00:00"), seen("2026-03-03T00:00", end, "neer")))
    assert [small.verdict, large.verdict, hopeless.verdict] == [PASS, INCONCLUSIVE, FAIL]
    assert all("Niet bewaakt" in found.findings[0] for found in (small, large, hopeless))


def test_less_than_twelve_months_is_undecided_with_the_figure_so_far() -> None:
    rows = (seen("2025-11-01T00:01", "2026-11-01T00:00"),)
    found = of_gbk(of(*rows))
    assert (found.verdict, "Tot nu toe 100 % beschikbaar" in found.missing) == (INCONCLUSIVE, True)
    assert of_gbk(of()).verdict is INCONCLUSIVE


def test_what_contradicts_is_told() -> None:
    rows = (seen("2025-11-01T00:00", "2026-11-02T00:00"), seen("2026-03-01T00:00", "2026-03-01T00:10", "neer"))
    large = outage("G", "2026-05-01T10:00", "2026-05-01T12:00", kind="grote", affects="geheel")
    found = of_gbz_or_gbp(of(*rows, seen("2026-11-02T00:00", "2026-11-03T00:00"), outages=(large,), maintenance=None))
    assert found.verdict is PASS
    hints = ("Zowel op als neer", "onderhoud.csv ontbreekt", "steeds op: G", "1 regel begint op of na de peildatum")
    assert [hint in finding for hint, finding in zip(hints, found.findings, strict=True)] == [True] * 4


def test_a_gbo_has_a_norm_where_its_parties_agreed_one() -> None:
    unsaid = case(type_=SystemType.GBO, uptime=down_until("2026-03-03T00:00"), maintenance=())
    found = of_gbo(unsaid)
    assert (found.verdict, found.observed[:8]) == (Verdict.NORM_MISSING, "99,452 %")
    for percentage, verdict in ((99.4, PASS), (99.46, FAIL)):
        agreed = AgreedAvailability(procent=percentage, afspraak="Overeenkomst 12", datum=date(2026, 1, 15))
        profile = unsaid.profile.model_copy(update={"beschikbaarheid_gbo": agreed})
        found = of_gbo(Case(unsaid.registers, profile, unsaid.catalogue, unsaid.today))
        assert (found.verdict, found.source) == (verdict, "Overeenkomst 12 van 2026-01-15")


def test_rows_of_five_minutes_are_read_and_counted_one_by_one(tmp_path: Path) -> None:
    """April 2026: 8640 rows, of which the 1000th and so on to the 8000th say down; the rest of the year is unknown."""
    month = span("2026-04-01T00:00", "2026-05-01T00:00")
    write(tmp_path, beschikbaarheid="\n".join(uptime(month, dutch_time)))
    found = of_gbz_or_gbp(of(*(read(tmp_path).uptime or ())))
    assert found.observed.startswith("99,907 % beschikbaar, 40 min neer in 30 dagen bewaakte tijd")
