"""Short ways to say registers in tests."""

from datetime import UTC, date, datetime
from pathlib import Path

from toetsbank.registers.calendar import AMSTERDAM
from toetsbank.registers.reading import Maintenance, Outage, Uptime
from toetsbank.registers.spans import Span


def at(text: str) -> datetime:
    """Return the moment in UTC of a text in Dutch time, or with an offset."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)).astimezone(UTC)


def span(begin: str, end: str) -> Span:
    return Span(at(begin), at(end))


def outage(id_: str, reported: str, solved: str | None = None, *, kind: str = "kleine", affects: str = "") -> Outage:
    return Outage(id_, kind == "grote", at(reported), at(solved) if solved else None, affects)


def work(
    id_: str, begin: str, end: str | None, *, announced: str | None = "2025-01-01", planned: str = "ja"
) -> Maintenance:
    return Maintenance(
        id_, at(announced) if announced else None, at(begin), at(end) if end else None, planned == "ja", ""
    )


def seen(begin: str, end: str, state: str = "op") -> Uptime:
    return Uptime(at(begin), at(end), state == "op", "proef")


def day(text: str) -> date:
    return date.fromisoformat(text)


def write(folder: Path, **files: str) -> Path:
    """Write registers by their names without extension, one line each per line of text."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text.strip() + "\n", encoding="utf-8")
    return folder
