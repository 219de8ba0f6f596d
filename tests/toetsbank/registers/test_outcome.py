"""How much of the twelve months a register covers."""

import pytest

from tests.toetsbank.registers.kit import at, case, day, span
from toetsbank.registers.outcome import later_rows
from toetsbank.registers.reading import OUTAGES, Kept


@pytest.mark.parametrize(
    ("since", "until", "whole"),
    [
        ("2025-11-01", "2026-10-31", True),
        ("2025-11-02", "2026-10-31", False),
        ("2025-11-01", "2026-10-30", False),
        ("2020-01-01", "2030-01-01", True),
        ("2020-01-01", "2021-01-01", False),
    ],
)
def test_a_stated_period_covers_the_year_to_the_day(since: str, until: str, whole: bool) -> None:
    found = case(kept={OUTAGES: Kept(day(since), day(until))}).coverage(OUTAGES, [])
    assert found.is_whole is whole
    assert bool(found.missing) is not whole


def test_without_a_stated_period_a_register_begins_with_its_first_row() -> None:
    unsaid = case(kept=None)
    assert unsaid.period == span("2025-11-01T00:00", "2026-11-01T00:00")
    assert unsaid.coverage(OUTAGES, [at("2026-03-01T10:00"), at("2025-11-01T00:00")]).is_whole
    late = unsaid.coverage(OUTAGES, [at("2025-11-01T00:01")])
    assert not late.is_whole
    assert "periode.csv" in late.missing
    assert "geen enkele dag" in unsaid.coverage(OUTAGES, []).missing


def test_rows_after_the_date_are_told() -> None:
    assert later_rows(OUTAGES, 0) == ()
    assert "1 regel begint" in later_rows(OUTAGES, 1)[0]
    assert "2 regels beginnen" in later_rows(OUTAGES, 2)[0]
