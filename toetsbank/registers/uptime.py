"""Which part of a period a system was up, planned maintenance left out; unmonitored time is neither up nor down.

Shares are exact fractions. ``least`` takes all that is unknown as down, ``most`` takes it as up:

- time that no row speaks of, and time for which one row says up and another down;
- planned maintenance beyond the hour that it may last, which may be left out or not, whichever is worse.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from toetsbank.registers.reading import Uptime
from toetsbank.registers.spans import Span, Spans, common, total, union, without

TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Availability:
    """The share of time up in a period, between what is certain and what is possible."""

    least: Fraction | None
    most: Fraction | None
    so_far: Fraction | None
    """Of the time that was monitored without contradiction; None where there is none."""
    monitored: timedelta
    down: timedelta
    gaps: Spans
    contradictions: Spans
    starts_late: bool
    """No row reaches back to the beginning of the period."""


def availability(uptime: Iterable[Uptime], planned: Spans, allowed: Spans, period: Span) -> Availability:
    """Compute the availability in a period; ``allowed`` is the part of ``planned`` maintenance within its limit."""
    rows = tuple(uptime)
    whole = (period,)
    up = common(union(row[:2] for row in rows if row.is_up), whole)
    down = common(union(row[:2] for row in rows if not row.is_up), whole)
    both = common(up, down)
    wide = without(whole, planned)
    seen = union(up, down)
    surely_up, surely_down = without(up, down), without(down, up)
    known_up, known_down = total(common(surely_up, wide)), total(common(surely_down, wide))
    bounds = [_bounds(surely_up, surely_down, each) for each in (wide, without(whole, allowed)) if each]
    return Availability(
        least=min((least for least, _ in bounds), default=None),
        most=max((most for _, most in bounds), default=None),
        so_far=_share(known_up, known_up + known_down),
        monitored=total(common(seen, wide)),
        down=known_down,
        gaps=without(wide, seen),
        contradictions=common(both, wide),
        starts_late=all(row.begin > period.begin for row in rows),
    )


def _bounds(up: Spans, down: Spans, time: Spans) -> tuple[Fraction, Fraction]:
    whole = total(time) // TICK
    return Fraction(total(common(up, time)) // TICK, whole), 1 - Fraction(total(common(down, time)) // TICK, whole)


def _share(part: timedelta, whole: timedelta) -> Fraction | None:
    return Fraction(part // TICK, whole // TICK) if whole else None


def never_down(spans: Iterable[tuple[str, Span]], uptime: Iterable[Uptime], planned: Spans) -> tuple[str, ...]:
    """Return the names of spans during all of which, maintenance left out, the register says that the system was up."""
    up = union(row[:2] for row in uptime if row.is_up)
    down = union(row[:2] for row in uptime if not row.is_up)
    up = without(up, down)
    found = []
    for name, span in spans:
        rest = without((span,), planned)
        if total(rest) and total(common(rest, up)) == total(rest):
            found.append(name)
    return tuple(found)
