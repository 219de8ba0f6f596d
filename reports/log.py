"""Reading the event log of a run: all files of all writers, merged into one sequence (DESIGN section 2.6)."""

from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from reports.events import EVENT, AnyEvent


class LogError(ValueError):
    """The event log cannot be read; one Dutch sentence that names the folder, or the file and the line."""


class Log(NamedTuple):
    """The events of a run in order, and what a reader has to know about the files they came from."""

    events: tuple[AnyEvent, ...]
    remarks: tuple[str, ...]
    """Dutch sentences: torn last lines that were left out, and gaps in the numbering of a writer."""


def read(folder: Path) -> tuple[AnyEvent, ...]:
    """Return the events of a run folder by time, then writer, then number; raises LogError like ``read_log``."""
    return read_log(folder).events


def read_log(folder: Path) -> Log:
    """Read and merge ``events/*.jsonl`` of a run folder.

    A last line without a newline that holds no whole event is what a killed process leaves behind: it is left out and
    remarked upon. Raises LogError for a folder without an event log and for any other line that is no event.
    """
    files = sorted((folder / "events").glob("*.jsonl"))
    if not files:
        raise LogError(f"In {folder} staat geen logboek van een run: verwacht events/*.jsonl. Wijs een runmap aan.")
    keyed: list[tuple[str, str, int, AnyEvent]] = []
    remarks: list[str] = []
    for file in files:
        events, said = _read_file(file)
        remarks += said
        latest = ""
        for event in events:
            # A system clock that is set back must not change the order in which one process wrote.
            latest = max(latest, event.time)
            keyed.append((latest, event.writer, event.n, event))
    keyed.sort(key=lambda entry: entry[:3])
    return Log(tuple(entry[3] for entry in keyed), tuple(remarks))


def _read_file(file: Path) -> tuple[list[AnyEvent], list[str]]:
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError as error:
        raise LogError(f"{file} is niet te lezen: {error.strerror}.") from error
    last = lines.pop()
    events = [_event(file, number, line) for number, line in enumerate(lines, start=1)]
    remarks: list[str] = []
    if last:
        try:
            events.append(EVENT.validate_json(last))
        except ValidationError:
            remarks.append(
                f"events/{file.name}: de laatste regel ({len(events) + 1}) is afgebroken en telt niet mee; "
                "het schrijvende proces is gestopt."
            )
    gap = next((n for n, event in enumerate(events, start=1) if event.n != n), None)
    if gap is not None:
        remarks.append(
            f"events/{file.name}: de nummering klopt niet bij regel {gap} (nummer {events[gap - 1].n}); "
            "er zijn regels verdwenen of verplaatst."
        )
    return events, remarks


def _event(file: Path, number: int, line: bytes) -> AnyEvent:
    try:
        return EVENT.validate_json(line)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise LogError(
            f"{file}, regel {number}: dit is geen gebeurtenis van de toetsbank"
            f"{f' (veld {where})' if where else ''}; het logboek is beschadigd of van een andere versie."
        ) from error
