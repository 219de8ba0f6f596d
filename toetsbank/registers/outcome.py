"""What the verdicts on registers share: the case that is judged, its coverage, and an outcome per clause."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final

from catalogue import Catalogue
from reports.verdicts import Ground, Verdict
from toetsbank.profile import Profile
from toetsbank.registers import texts
from toetsbank.registers.calendar import midnight, window
from toetsbank.registers.reading import Registers
from toetsbank.registers.spans import Span

WINDOW: Final = "voortschrijdend-venster"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What registers say of a clause."""

    verdict: Verdict
    expected: str
    observed: str
    findings: tuple[str, ...] = ()
    missing: str = ""
    population: tuple[int, int] | None = None
    ground: Ground = Ground.VERSTREKT
    source: str = ""
    """What the judgement rests on beside the file."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """From when to when a register was kept, within the period that is judged."""

    span: Span
    is_whole: bool
    missing: str


@dataclass(frozen=True, slots=True)
class Case:
    """Registers to be judged on a date; that day itself is not over and does not count."""

    registers: Registers
    profile: Profile
    catalogue: Catalogue
    today: date

    def norm(self, parameter: str) -> Fraction:
        """Return the value of a parameter of the catalogue."""
        return Fraction(str(self.catalogue.parameters[parameter].waarde))

    @property
    def period(self) -> Span:
        """Return the twelve months before the date."""
        return window(self.today, int(self.norm(WINDOW)))

    def coverage(self, file: str, moments: Iterable[datetime]) -> Coverage:
        """Return how much of the period a register covers; without a stated period it begins with its first row."""
        period = self.period
        kept = (self.registers.kept or {}).get(file)
        begin = midnight(kept.since) if kept else min(moments, default=period.end)
        end = midnight(kept.until + timedelta(days=1)) if kept else period.end
        span = Span(max(begin, period.begin), min(end, period.end))
        if span == period:
            return Coverage(span, True, "")
        asked = f"nodig is {texts.period(period)}"
        hint = "" if kept else "; is het langer bijgehouden, zeg dat dan in periode.csv"
        return Coverage(span, False, f"{file} beslaat {texts.period(span)}, {asked}{hint}")


def later_rows(file: str, amount: int) -> tuple[str, ...]:
    """Return the finding that some rows lie on or after the date of judgement."""
    if not amount:
        return ()
    rows = "1 regel begint" if amount == 1 else f"{amount} regels beginnen"
    return (f"{file}: {rows} op of na de peildatum; wat daarin staat telt niet mee.",)
