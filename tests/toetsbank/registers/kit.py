"""Short ways to say registers in tests."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from catalogue import Catalogue, load
from catalogue.model import SystemType
from toetsbank.profile import embedded
from toetsbank.registers.calendar import AMSTERDAM
from toetsbank.registers.outcome import Case
from toetsbank.registers.reading import MAINTENANCE, OUTAGES, Kept, Maintenance, Outage, Registers, Uptime
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


@cache
def catalogue() -> Catalogue:
    """Return the catalogue, which takes a moment to load."""
    return load()


WHOLE_YEAR = {name: Kept(day("2025-01-01"), day("2026-12-31")) for name in (OUTAGES, MAINTENANCE)}


def case(today: str = "2026-11-01", type_: SystemType = SystemType.GBZ, **registers: Any) -> Case:
    """Return a case whose outages and maintenance were kept all the time, unless ``kept`` says otherwise."""
    return Case(Registers(**({"kept": WHOLE_YEAR} | registers)), embedded(type_), catalogue(), day(today))
