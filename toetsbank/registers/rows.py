"""CSV to rows to values; each mistake is kept as a Dutch sentence with file, line and column, and reading goes on."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from toetsbank.outcomes import BadInput
from toetsbank.registers.calendar import AMSTERDAM, midnight

LARGEST_FILE: Final = 64 * 1024 * 1024
DAY: Final = re.compile(r"20\d\d-\d\d-\d\d")
MOMENT: Final = re.compile(rf"{DAY.pattern}[T ]\d\d:\d\d(:\d\d(\.\d{{1,6}})?)?(Z|[+-]\d\d:\d\d)?")


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
    fields: dict[str, str]
    mistakes: Mistakes
    is_good: bool = True

    def wrong(self, column: str, what: str) -> None:
        """Note a mistake in a column of this line."""
        self.is_good = False
        self.mistakes.at(self.file, self.line, column, what)

    def text(self, column: str) -> str:
        """Return a field that may not be empty."""
        if not self.fields[column]:
            self.wrong(column, "dit veld mag niet leeg zijn")
        return self.fields[column]

    def choice(self, column: str, values: Sequence[str]) -> str:
        """Return a field that must be one of some words; an empty word among them allows an empty field."""
        found = self.fields[column].lower()
        if found not in values:
            allowed = [value or "leeg" for value in values]
            self.wrong(column, f"'{self.fields[column]}' mag hier niet staan; schrijf {' of '.join(allowed)}")
        return found

    def number(self, column: str, least: int, most: int) -> int:
        """Return a whole number within limits."""
        found = self.fields[column]
        if re.fullmatch(r"\d{1,12}", found, re.ASCII) and least <= int(found) <= most:
            return int(found)
        self.wrong(column, f"'{found}' is geen geheel getal van {least} tot en met {most}")
        return least

    def day(self, column: str) -> date | None:
        """Return a date written as 2026-03-29."""
        found = self.fields[column]
        try:
            if DAY.fullmatch(found):
                return date.fromisoformat(found)
        except ValueError:
            pass  # 31 June looks like a date and is none
        self.wrong(column, f"'{found}' is geen datum; schrijf bijvoorbeeld 2026-03-29")
        return None

    def moment(self, column: str) -> datetime | None:
        """Return a moment in UTC; without an offset the field is Dutch time."""
        found = self.fields[column]
        try:
            moment = datetime.fromisoformat(found) if MOMENT.fullmatch(found) else None
        except ValueError:
            moment = None
        if moment is None:
            self.wrong(
                column, f"'{found}' is geen tijd; schrijf bijvoorbeeld 2026-03-29T14:05 of 2026-03-29T14:05+02:00"
            )
            return None
        return moment.astimezone(UTC) if moment.tzinfo else self._local(column, moment)

    def moment_or_none(self, column: str) -> datetime | None:
        """Return a moment in UTC; None for an empty field."""
        return self.moment(column) if self.fields[column] else None

    def notice(self, column: str) -> datetime | None:
        """Return a moment in UTC, a date alone being the start of that day; None for an empty field."""
        if DAY.fullmatch(self.fields[column]):
            day = self.day(column)
            return midnight(day) if day else None
        return self.moment_or_none(column)

    def _local(self, column: str, moment: datetime) -> datetime | None:
        early, late = moment.replace(tzinfo=AMSTERDAM), moment.replace(tzinfo=AMSTERDAM, fold=1)
        before, after = early.utcoffset(), late.utcoffset()
        if before == after:
            return early.astimezone(UTC)
        assert before is not None
        assert after is not None
        if before < after:
            self.wrong(column, f"{self.fields[column]} bestond niet, de klok ging toen vooruit; schrijf de tijd erna")
        else:
            what = (
                "was er twee keer, de klok ging toen terug; schrijf +02:00 (zomertijd) of +01:00 (wintertijd) erachter"
            )
            self.wrong(column, f"{self.fields[column]} {what}")
        return None


def read_rows(path: Path, columns: Sequence[str], mistakes: Mistakes) -> Iterator[Row]:
    """Yield the rows of a file with the right number of fields; what is wrong with the file itself is noted."""
    text, file = _text(path, mistakes), path.name
    if text is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    header: list[str] | None = None
    while True:
        line = reader.line_num + 1
        try:
            fields = [field.strip() for field in next(reader)]
        except StopIteration:
            break
        except csv.Error:
            mistakes.at(file, line, None, "een aanhalingsteken staat verkeerd; wat volgt is niet gelezen")
            return
        if not any(fields):
            continue
        if header is None:
            header = _header(file, line, fields, columns, mistakes)
            if not header:
                return
        elif len(fields) == len(header):
            yield Row(file, line, dict(zip(header, fields, strict=True)), mistakes)
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
