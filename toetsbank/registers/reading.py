"""The registers of a supplier as values: outages, maintenance, uptime, load, and the period they were kept.

Files are CSV (docs/registers.md): separated by ``;``, UTF-8, a header, moments in ISO 8601 with an offset or in Dutch
local time. A file that is absent is None; a file that is present must be right in every row, or nothing is used.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from toetsbank.registers.rows import Mistakes, RegisterError, Row, read_rows

OUTAGES: Final = "storingen.csv"
MAINTENANCE: Final = "onderhoud.csv"
UPTIME: Final = "beschikbaarheid.csv"
LOAD: Final = "belasting.csv"
PERIODS: Final = "periode.csv"
ACCOUNTS: Final = "verantwoording.csv"
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    OUTAGES: ("id", "soort", "gemeld", "opgelost", "omschrijving", "raakt"),
    MAINTENANCE: ("id", "aangekondigd", "begin", "eind", "gepland", "omschrijving"),
    UPTIME: ("begin", "eind", "toestand", "bron"),
    LOAD: ("dag", "uur", "berichten"),
    PERIODS: ("register", "van", "tot"),
    ACCOUNTS: ("register", "bijgehouden_door", "nagekeken_door", "datum", "geldig_tot"),
}
WORKING_DAY: Final = "werkdag"
FREE_DAY: Final = "vrije dag"
HOURS: Final = 24
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outage:
    """A registered outage; ``solved`` is None while it lasts, ``affects`` empty where exchange stayed possible."""

    id: str
    is_major: bool
    reported: datetime
    solved: datetime | None
    affects: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Maintenance:
    """Registered maintenance; ``end`` is None while it lasts, ``announced`` is when those who run the ZIM were told."""

    id: str
    announced: datetime | None
    begin: datetime
    end: datetime | None
    is_planned: bool
    description: str = ""


class Uptime(NamedTuple):
    """A time in which the system was seen to be up or down, and who or what saw it."""

    begin: datetime
    end: datetime
    is_up: bool
    source: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """The days, both inclusive, over which a register was kept."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Account:
    """Who kept a register and which other person reviewed it, on which day, and until when that holds."""

    author: str
    reviewer: str
    day: date
    until: date


Load = Mapping[tuple[str, int], int]
"""Messages by kind of day and hour of the Dutch clock."""


@dataclass(frozen=True, slots=True)
class Registers:
    """What a folder holds."""

    outages: tuple[Outage, ...] | None = None
    maintenance: tuple[Maintenance, ...] | None = None
    uptime: tuple[Uptime, ...] | None = None
    load: Load | None = None
    kept: Mapping[str, Kept] | None = None
    accounts: Mapping[str, Account] | None = None


def header(file: str) -> str:
    """Return the header that a file must have."""
    return ";".join(COLUMNS[file])


def read(folder: Path) -> Registers:
    """Read all registers of a folder; raises RegisterError with every mistake in all of them."""
    mistakes = Mistakes()
    for path in sorted(folder.glob("*.csv")):
        if path.name not in COLUMNS:
            mistakes.at(path.name, None, None, f"dit register bestaat niet; bedoeld kan zijn {', '.join(COLUMNS)}")
    found = Registers(
        outages=_all(folder, OUTAGES, _outage, mistakes),
        maintenance=_all(folder, MAINTENANCE, _maintenance, mistakes),
        uptime=_all(folder, UPTIME, _uptime, mistakes),
        load=_load(folder, mistakes),
        kept=_kept(folder, mistakes),
        accounts=_accounts(folder, mistakes),
    )
    if mistakes:
        raise RegisterError(mistakes)
    return found


def _rows(folder: Path, file: str, mistakes: Mistakes) -> Iterator[Row] | None:
    path = folder / file
    return read_rows(path, COLUMNS[file], mistakes) if path.exists() else None


def _all(folder: Path, file: str, build: Callable[[Row], T | None], mistakes: Mistakes) -> tuple[T, ...] | None:
    rows = _rows(folder, file, mistakes)
    if rows is None:
        return None
    lines: dict[str, int] | None = {} if "id" in COLUMNS[file] else None
    values: list[T] = []
    for row in rows:
        if lines is not None and (id_ := row.field("id")) and lines.setdefault(id_, row.line) != row.line:
            row.wrong("id", f"'{id_}' staat ook in regel {lines[id_]}; geef elke regel een eigen id")
        value = build(row)
        if value is not None and row.is_good:
            values.append(value)
    return tuple(values)


def _outage(row: Row) -> Outage | None:
    id_, kind = row.text("id"), row.choice("soort", ("grote", "kleine"))
    reported, solved = row.moment("gemeld"), row.moment_or_none("opgelost")
    if reported and solved and solved < reported:
        row.wrong("opgelost", "dit ligt voor de tijd in kolom gemeld")
    affects = row.choice("raakt", ("geheel", "rol", ""))
    if reported is None:
        return None
    return Outage(id_, kind == "grote", reported, solved, affects, row.field("omschrijving"))


def _maintenance(row: Row) -> Maintenance | None:
    id_, announced = row.text("id"), row.notice("aangekondigd")
    begin, end = row.moment("begin"), row.moment_or_none("eind")
    if begin and end and end <= begin:
        row.wrong("eind", "dit ligt niet na de tijd in kolom begin")
    planned = row.choice("gepland", ("ja", "nee"))
    if begin is None:
        return None
    return Maintenance(id_, announced, begin, end, planned == "ja", row.field("omschrijving"))


def _uptime(row: Row) -> Uptime | None:
    begin, end = row.moment("begin"), row.moment("eind")
    if begin and end and end <= begin:
        row.wrong("eind", "dit ligt niet na de tijd in kolom begin")
    state, source = row.choice("toestand", ("op", "neer")), row.text("bron")
    return Uptime(begin, end, state == "op", source) if begin and end else None


def _load(folder: Path, mistakes: Mistakes) -> Load | None:
    rows = _rows(folder, LOAD, mistakes)
    if rows is None:
        return None
    before = len(mistakes)
    found: dict[tuple[str, int], int] = {}
    for row in rows:
        key = row.choice("dag", (WORKING_DAY, FREE_DAY)), row.number("uur", 0, HOURS - 1)
        if row.is_good and key in found:
            row.wrong("uur", f"uur {key[1]} van een {key[0]} staat er al")
        found[key] = row.number("berichten", 0, 10**12 - 1)
    for day in (WORKING_DAY, FREE_DAY) if len(mistakes) == before else ():
        absent = [str(hour) for hour in range(HOURS) if (day, hour) not in found]
        if absent:
            mistakes.at(LOAD, None, "uur", f"voor een {day} ontbreken de uren {', '.join(absent)}")
    return found


def _kept(folder: Path, mistakes: Mistakes) -> Mapping[str, Kept] | None:
    rows = _rows(folder, PERIODS, mistakes)
    if rows is None:
        return None
    found: dict[str, Kept] = {}
    for row in rows:
        name, since, until = row.choice("register", ("storingen", "onderhoud")), row.day("van"), row.day("tot")
        if since and until and until < since:
            row.wrong("tot", "dit ligt voor de datum in kolom van")
        if f"{name}.csv" in found:
            row.wrong("register", f"{name} staat er al")
        if since and until:
            found[f"{name}.csv"] = Kept(since, until)
    return found


def _accounts(folder: Path, mistakes: Mistakes) -> Mapping[str, Account] | None:
    rows = _rows(folder, ACCOUNTS, mistakes)
    if rows is None:
        return None
    found: dict[str, Account] = {}
    for row in rows:
        name = row.choice("register", tuple(file.removesuffix(".csv") for file in (OUTAGES, MAINTENANCE, UPTIME)))
        author, reviewer = row.text("bijgehouden_door"), row.text("nagekeken_door")
        day, until = row.day("datum"), row.day("geldig_tot")
        if author and _letters(author) == _letters(reviewer):
            row.wrong("nagekeken_door", f"{reviewer} hield het register ook bij; een ander hoort het na te kijken")
        if day and until and until <= day:
            row.wrong("geldig_tot", "dit ligt niet na de datum in kolom datum")
        if f"{name}.csv" in found:
            row.wrong("register", f"{name} staat er al")
        if day and until:
            found[f"{name}.csv"] = Account(author, reviewer, day, until)
    return found


def _letters(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
