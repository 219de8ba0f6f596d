"""A year of uptime in rows of five minutes, to measure: ``python -m tests.toetsbank.registers.large``.

It says how much CPU time reading and judging takes, once with moments in Dutch time and once with their offset.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from tests.toetsbank.registers.kit import catalogue, write
from toetsbank.profile import embedded
from toetsbank.registers import judge
from toetsbank.registers.calendar import AMSTERDAM, window
from toetsbank.registers.spans import Span

STEP: Final = timedelta(minutes=5)
DOWN_EVERY: Final = 1000
"""One row in so many says that the system was down."""
ROUNDS: Final = 5


def with_offset(moment: datetime) -> str:
    """Return a moment in Dutch time with its offset."""
    return moment.astimezone(AMSTERDAM).isoformat(timespec="minutes")


def dutch_time(moment: datetime) -> str:
    """Return a moment in Dutch time, with its offset only where the clock shows it twice."""
    local = moment.astimezone(AMSTERDAM)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return with_offset(moment) if twice else local.replace(tzinfo=None).isoformat(timespec="minutes")


def uptime(period: Span, said: Callable[[datetime], str]) -> Iterator[str]:
    """Yield the lines of a register of uptime that leaves no moment of a period out."""
    yield "begin;eind;toestand;bron"
    for number in range((period.end - period.begin) // STEP):
        begin = period.begin.astimezone(UTC) + number * STEP
        state = "op" if (number + 1) % DOWN_EVERY else "neer"
        yield f"{said(begin)};{said(begin + STEP)};{state};bewaking"


def main() -> None:
    """Print how long it takes; the fastest of some rounds is the least disturbed one."""
    today = date(2026, 11, 1)
    for said in (dutch_time, with_offset):
        lines = [*uptime(window(today, 12), said)]
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), beschikbaarheid="\n".join(lines))
            seconds = [_seconds(Path(folder), today) for _ in range(ROUNDS)]
        print(f"{said.__name__}: {len(lines) - 1} rows in {min(seconds):.2f} to {max(seconds):.2f} s of CPU")


def _seconds(folder: Path, today: date) -> float:
    before = time.process_time()
    assert list(judge(folder, embedded(), catalogue(), today))
    return time.process_time() - before


if __name__ == "__main__":
    main()
