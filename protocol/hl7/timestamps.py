"""Points in time as HL7 writes them (data type TS).

We write ``YYYYMMDDHHMMSS`` in Dutch local time without offset, the form of all samples in transport.md section 7. We
read any precision from the minute on, with or without an offset. Times without offset in the hour that occurs twice in
autumn are read as the first of the two.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")

_TS: Final = re.compile(r"([0-9]{12})(?:([0-9]{2})(?:\.([0-9]{1,6}))?)?([+-][0-9]{4})?", re.ASCII)


def format_ts(moment: datetime) -> str:
    """Write an aware datetime to the second, in Dutch local time."""
    return moment.astimezone(AMSTERDAM).strftime("%Y%m%d%H%M%S")


def parse_ts(text: str) -> datetime:
    """Read a TS of at least minute precision as a datetime in UTC; raises ValueError with a Dutch sentence."""
    found = _TS.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"'{text[:40]}' is geen tijdstip; verwacht wordt JJJJMMDDUUMMSS, eventueel met tijdzone.")
    digits, second, fraction, offset = found.groups()
    try:
        moment = datetime(
            int(digits[:4]),
            int(digits[4:6]),
            int(digits[6:8]),
            int(digits[8:10]),
            int(digits[10:]),
            int(second) if second else 0,
            int(fraction.ljust(6, "0")) if fraction else 0,
            AMSTERDAM if offset is None else _zone(offset),
        )
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"'{text[:40]}' is geen bestaand tijdstip.") from error


def _zone(offset: str) -> timezone:
    distance = timedelta(hours=int(offset[1:3]), minutes=int(offset[3:5]))
    return timezone(-distance if offset[0] == "-" else distance)
