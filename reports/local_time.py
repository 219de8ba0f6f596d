"""Moments as a Dutch reader expects them: local time, with the zone and its offset."""

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def _zone() -> tuple[tzinfo, str]:
    """Return Dutch time, or UTC on a system without a time zone database; its name goes along with every moment."""
    try:
        return ZoneInfo("Europe/Amsterdam"), "Europe/Amsterdam"
    except ZoneInfoNotFoundError:
        return UTC, "UTC"


_ZONE, ZONE_NAME = _zone()


def local(moment: datetime) -> datetime:
    """Return an aware moment in the zone of the report."""
    return moment.astimezone(_ZONE)


def in_words(moment: str) -> str:
    """Return an ISO 8601 moment as, for instance, "3 juni 2026, 14:05:09 (UTC+02:00)"; other text as it is."""
    try:
        here = local(datetime.fromisoformat(moment))
    except ValueError:
        return moment
    offset = here.strftime("%z")
    return f"{here.day} {_MONTHS[here.month - 1]} {here.year}, {here:%H:%M:%S} (UTC{offset[:3]}:{offset[3:5]})"


def day_in_words(day: str) -> str:
    """Return an ISO 8601 date as, for instance, "3 juni 2026"; other text as it is."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def clock_time(moment: str) -> str:
    """Return the time of day of an ISO 8601 moment; other text as it is."""
    try:
        return local(datetime.fromisoformat(moment)).strftime("%H:%M:%S")
    except ValueError:
        return moment


def duration(begin: str, end: str) -> str:
    """Return the time between two ISO 8601 moments in Dutch words."""
    try:
        seconds = (datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds()
    except ValueError:
        return "onbekend"
    if seconds < 60:
        return f"{seconds:.1f} seconden".replace(".", ",")
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} uur"] * bool(hours) + [f"{minutes} min"] * bool(minutes) + [f"{seconds} s"] * bool(seconds)
    return " ".join(parts)
