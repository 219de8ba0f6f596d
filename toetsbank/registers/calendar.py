"""Dutch calendar: the twelve months before a date, working days, and local time.

Public holidays are taken from the package ``holidays``. Two days are debatable: Good Friday and, outside lustrum years,
5 May are holidays in the Algemene termijnenwet (article 3) but a working day for most. So working days are counted
twice, and a term is clearly exceeded only if it is exceeded with every one of these days off.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from holidays import OPTIONAL, PUBLIC, country_holidays

from toetsbank.registers.spans import Span

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
MONDAY_TO_FRIDAY: Final = range(5)
GOOD_FRIDAY: Final = "Goede vrijdag"


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins in the Netherlands, in UTC."""
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)


def day_of(moment: datetime) -> date:
    """Return the Dutch date of a moment."""
    return moment.astimezone(AMSTERDAM).date()


def clock_face(moment: datetime) -> datetime:
    """Return what a Dutch clock shows at a moment, without zone, for comparing notices in days."""
    return moment.astimezone(AMSTERDAM).replace(tzinfo=None)


def months_back(day: date, months: int) -> date:
    """Return the same day of the month, some months earlier; the last day where that month is shorter (29 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), after - timedelta(days=1))


def window(day: date, months: int) -> Span:
    """Return the whole days of some months before a date; the date itself is not in it."""
    return Span(midnight(months_back(day, months)), midnight(day))


@cache
def holidays_of(year: int) -> frozenset[date]:
    """Return all public holidays by the Algemene termijnenwet, Good Friday and 5 May of every year included."""
    return frozenset(country_holidays("NL", years=year, categories=(PUBLIC, OPTIONAL), language="nl", expand=False))


@cache
def undisputed_holidays_of(year: int) -> frozenset[date]:
    """Return the holidays on which nearly everyone is off: without Good Friday, and 5 May in lustrum years only."""
    found = country_holidays("NL", years=year, categories=(PUBLIC,), language="nl", expand=False)
    return frozenset(day for day, name in found.items() if name != GOOD_FRIDAY)


def _weekdays_after(first: date, last: date) -> Iterator[date]:
    for offset in range(1, (last - first).days + 1):
        day = first + timedelta(days=offset)
        if day.weekday() in MONDAY_TO_FRIDAY:
            yield day


def working_days(first: date, last: date) -> int:
    """Return how many working days follow ``first`` up to and including ``last``, with every holiday off."""
    return sum(day not in holidays_of(day.year) for day in _weekdays_after(first, last))


def working_days_at_most(first: date, last: date) -> int:
    """Return the same with the debatable holidays worked."""
    return sum(day not in undisputed_holidays_of(day.year) for day in _weekdays_after(first, last))


def is_working_day(day: date) -> bool:
    """Tell whether a day is Monday to Friday and no holiday."""
    return day.weekday() in MONDAY_TO_FRIDAY and day not in holidays_of(day.year)
