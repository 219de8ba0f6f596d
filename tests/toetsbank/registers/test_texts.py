"""Figures as reports show them."""

from datetime import timedelta
from fractions import Fraction

import pytest

from tests.toetsbank.registers.kit import at, span
from toetsbank.registers import texts


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (99.5, "99,5"),
        (12, "12"),
        (100, "100"),
        (Fraction(994999999, 10**7), "99,499"),
        (0, "0"),
        (Fraction(7, 12), "0,583"),
    ],
)
def test_numbers_are_cut_off_and_never_rounded_up(value: Fraction | float, text: str) -> None:
    assert texts.number(value) == text


def test_lengths_and_moments() -> None:
    assert texts.length(timedelta(hours=24)) == "24 uur"
    assert texts.length(timedelta(hours=24, seconds=1)) == "24 uur 1 s"
    assert texts.length(timedelta(hours=49, minutes=5)) == "2 dagen 1 uur 5 min"
    assert texts.length(timedelta()) == "0 min"
    assert texts.moment(at("2026-07-01T14:05")) == "2026-07-01 14:05"
    assert texts.moment(at("2026-10-25T02:30+01:00")) == "2026-10-25 02:30 (CET)"


def test_periods_and_lists() -> None:
    assert texts.period(span("2025-11-01T00:00", "2026-11-01T00:00")) == "2025-11-01 tot en met 2026-10-31"
    assert texts.period(span("2026-11-01T00:00", "2026-11-01T00:00")) == "geen enkele dag"
    assert texts.listed("abcdefg") == "a, b, c, d, e en nog 2"
    assert texts.range_of(1, 1) == "1"
    assert texts.range_of(1, 2) == "1 tot 2"
    assert texts.percent(Fraction(1)) == "100 %"
