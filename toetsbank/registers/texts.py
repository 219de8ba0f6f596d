"""Figures in Dutch, as reports show them; nothing is rounded up, so that a figure never looks better than it is."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from fractions import Fraction

from toetsbank.registers.calendar import AMSTERDAM
from toetsbank.registers.spans import Span

MOST_NAMED = 5


def number(value: Fraction | float, decimals: int = 3) -> str:
    """Return a number with a decimal comma, cut off after some decimals."""
    scaled = int(Fraction(str(value)) * 10**decimals)
    whole, part = divmod(scaled, 10**decimals)
    return f"{whole},{part:0{decimals}d}".rstrip("0").rstrip(",")


def percent(share: Fraction) -> str:
    """Return a share as a percentage."""
    return f"{number(share * 100)} %"


def range_of(least: int, most: int) -> str:
    """Return a number that may lie between two."""
    return str(least) if least == most else f"{least} tot {most}"


def moment(value: datetime) -> str:
    """Return a moment in Dutch time, to the minute, with its offset only where the clock shows it twice."""
    local = value.astimezone(AMSTERDAM)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return local.strftime("%Y-%m-%d %H:%M") + (f" ({local:%Z})" if twice else "")


def length(value: timedelta) -> str:
    """Return a length of time in days, hours, minutes and seconds."""
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24) if hours > 48 else (0, hours)
    parts = ((days, "dag" if days == 1 else "dagen"), (hours, "uur"), (minutes, "min"), (seconds, "s"))
    return " ".join(f"{amount} {unit}" for amount, unit in parts if amount) or "0 min"


def period(span: Span) -> str:
    """Return a period of whole days, its last day included."""
    if span.begin >= span.end:
        return "geen enkele dag"
    last = (span.end - timedelta(microseconds=1)).astimezone(AMSTERDAM)
    return f"{span.begin.astimezone(AMSTERDAM):%Y-%m-%d} tot en met {last:%Y-%m-%d}"


def listed(items: Iterable[str]) -> str:
    """Return a list, cut off after a few."""
    found = list(items)
    more = f" en nog {len(found) - MOST_NAMED}" if len(found) > MOST_NAMED else ""
    return ", ".join(found[:MOST_NAMED]) + more
