"""CSV to rows to values; each mistake is kept as a Dutch sentence with file, line and column, and reading goes on."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from toetsbank.outcomes import BadInput
from toetsbank.registers.calendar import AMSTERDAM, midnight

LARGEST_FILE: Final = 64 * 1024 * 1024
DAY: Final = re.compile(r"20\d\d-\d\d-\d\d")
MOMENT: Final = re.compile(
    rf"{DAY.pattern}[T ]([01]\d|2[0-3]):[0-5]\d(:\d\d(\.\d{{1,6}})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII
)
TO_THE_HOUR: Final = len("2026-03-29T14")
TO_THE_MINUTE: Final = len("2026-03-29T14:05")
MINUTES: Final = {f":{minute:02}": timedelta(minutes=minute) for minute in range(60)}


class RegisterError(BadInput):
    """Registers that cannot be used; ``mistakes`` are all of them, one Dutch sentence each."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        """Keep the sentences; as text they are one a line."""
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


class Mistakes(list[str]):
    """The sentences found so far, over all files."""

    def at(self, file: str, line: int | None, column: str | None, what: str) -> None:
        """Add one sentence about a place in a file."""
        where = [file, *([f"regel {line}"] if line else []), *([f"kolom {column}"] if column else [])]
        self.append(f"{', '.join(where)}: {what}.")


@dataclass(slots=True)
class Row:
    """One line of a register; what it is asked for and does not have becomes a mistake."""

    file: str
    line: int
    columns: Mapping[str, int]
    """Where in a line each column stands."""
    values: Sequence[str]
    mistakes: Mistakes
    is_good: bool = True

    def field(self, column: str) -> str:
        """Return a field as it stands, which may be empty."""
        return self.values[self.columns[column]]

    def wrong(self, column: str, what: str) -> None:
        """Note a mistake in a column of this line."""
        self.is_good = False
        self.mistakes.at(self.file, self.line, column, what)

    def text(self, column: str) -> str:
        """Return a field that may not be empty."""
        found = self.values[self.columns[column]]
        if not found:
            self.wrong(column, "dit veld mag niet leeg zijn")
        return found

    def choice(self, column: str, values: Sequence[str]) -> str:
        """Return a field that must be one of some words; an empty word among them allows an empty field."""
        found = self.values[self.columns[column]].lower()
        if found not in values:
            allowed = [value or "leeg" for value in values]
            self.wrong(column, f"'{self.field(column)}' mag hier niet staan; schrijf {' of '.join(allowed)}")
        return found

    def number(self, column: str, least: int, most: int) -> int:
        """Return a whole number within limits."""
        found = self.field(column)
        if re.fullmatch(r"\d{1,12}", found, re.ASCII) and least <= int(found) <= most:
            return int(found)
        self.wrong(column, f"'{found}' is geen geheel getal van {least} tot en met {most}")
        return least

    def day(self, column: str) -> date | None:
        """Return a date written as 2026-03-29."""
        found = self.field(column)
        try:
            if DAY.fullmatch(found):
                return date.fromisoformat(found)
        except ValueError:
            pass  # 31 June looks like a date and is none
        self.wrong(column, f"'{found}' is geen datum; schrijf bijvoorbeeld 2026-03-29")
        return None

    def moment(self, column: str) -> datetime | None:
        """Return a moment in UTC; without an offset the field is Dutch time."""
        text = self.values[self.columns[column]]
        minutes = MINUTES.get(text[TO_THE_HOUR:TO_THE_MINUTE])
        hour = _hour(text[:TO_THE_HOUR], text[TO_THE_MINUTE:])
        if minutes is None or hour is None:
            hint = "schrijf bijvoorbeeld 2026-03-29T14:05 of 2026-03-29T14:05+02:00"
            self.wrong(column, f"'{text}' is geen tijd; {hint}")
            return None
        if isinstance(hour, str):
            self.wrong(column, f"{text} {hour}")
            return None
        return hour + minutes

    def moment_or_none(self, column: str) -> datetime | None:
        """Return a moment in UTC; None for an empty field."""
        return self.moment(column) if self.field(column) else None

    def notice(self, column: str) -> datetime | None:
        """Return a moment in UTC, a date alone being the start of that day; None for an empty field."""
        if DAY.fullmatch(self.field(column)):
            day = self.day(column)
            return midnight(day) if day else None
        return self.moment_or_none(column)


# A register of uptime has many moments in each hour; asking the zone for every one of them would take seconds.
@lru_cache(maxsize=10_000)
def _hour(hour: str, rest: str) -> datetime | str | None:
    """Return the beginning of an hour of the clock in UTC; ``rest`` is what stands behind the minutes.

    Returns what is wrong where the Dutch clock has no such hour or has it twice (it changes at whole hours only), and
    None where the two are no part of a moment at all.
    """
    text = f"{hour}:00{rest}"
    try:
        moment = datetime.fromisoformat(text) if MOMENT.fullmatch(text) else None
    except ValueError:
        return None  # 31 June looks like a date and is none
    if moment is None or moment.tzinfo:
        return moment and moment.astimezone(UTC)
    early, late = moment.replace(tzinfo=AMSTERDAM), moment.replace(tzinfo=AMSTERDAM, fold=1)
    before, after = early.utcoffset(), late.utcoffset()
    assert before is not None
    assert after is not None
    if before < after:
        return "bestond niet, de klok ging toen vooruit; schrijf de tijd erna"
    if before > after:
        return "was er twee keer, de klok ging toen terug; schrijf +02:00 (zomertijd) of +01:00 (wintertijd) erachter"
    return early.astimezone(UTC)


def read_rows(path: Path, columns: Sequence[str], mistakes: Mistakes) -> Iterator[Row]:
    """Yield the rows of a file with the right number of fields; what is wrong with the file itself is noted."""
    text, file = _text(path, mistakes), path.name
    if text is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    header: list[str] | None = None
    places: dict[str, int] = {}
    while True:
        line = reader.line_num + 1
        try:
            fields = list(map(str.strip, next(reader)))
        except StopIteration:
            break
        except csv.Error:
            mistakes.at(file, line, None, "een aanhalingsteken staat verkeerd; wat volgt is niet gelezen")
            return
        if not any(fields):
            continue
        if header is None:
            header = _header(file, line, fields, columns, mistakes)
            places = {name: place for place, name in enumerate(header)}
            if not header:
                return
        elif len(fields) == len(header):
            yield Row(file, line, places, fields, mistakes)
        else:
            column = header[len(fields)] if len(fields) < len(header) else header[-1]
            wrong = "hier houdt de regel op" if len(fields) < len(header) else "hierna staat nog meer"
            mistakes.at(file, line, column, f"{wrong}; {len(fields)} velden waar er {len(header)} horen te staan")
    if header is None:
        mistakes.at(file, None, None, f"het bestand is leeg; de kop hoort te zijn {';'.join(columns)}")


def _text(path: Path, mistakes: Mistakes) -> str | None:
    try:
        data = path.read_bytes()
    except OSError as error:
        mistakes.at(path.name, None, None, f"het bestand is niet te lezen ({error.strerror})")
        return None
    if len(data) > LARGEST_FILE:
        mistakes.at(
            path.name, None, None, f"het bestand is groter dan {LARGEST_FILE // 1024**2} MiB; splits of verkort het"
        )
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        mistakes.at(path.name, line, None, "dit is geen UTF-8; bewaar het bestand als CSV UTF-8")
        return None


def _header(file: str, line: int, found: list[str], columns: Sequence[str], mistakes: Mistakes) -> list[str]:
    found = [name.lower() for name in found]
    before = len(mistakes)
    right = f"de kop hoort te zijn {';'.join(columns)}"
    for name in dict.fromkeys(found):
        if name not in columns:
            mistakes.at(file, line, name or "zonder naam", f"deze kolom bestaat niet; {right}")
        elif found.count(name) > 1:
            mistakes.at(file, line, name, f"deze kolom staat er meer dan eens; {right}")
    for name in columns:
        if name not in found:
            mistakes.at(file, line, name, f"deze kolom ontbreekt; {right}")
    return found if len(mistakes) == before else []
