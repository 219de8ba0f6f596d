"""Canaries and folders for the tests of the search program."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from toetsbank.search.canaries import PLANT_NAME, Canaries, named

BSN, OTHER_BSN = "999900006", "999900018"
TOKEN = "token_0f8fad5b-d9cb-469f-a165-70867728950e"
NAME = "Testlaar-Ünal"
PLANTED = "TOETSBANK-KANARIE-0123456789abcdef"
BEGIN = datetime(2026, 3, 1, 10, tzinfo=UTC)
END = BEGIN + timedelta(hours=1)


def canaries() -> Canaries:
    """Return two BSNs, a token id and a name."""
    return Canaries(
        "run-1",
        BEGIN,
        END,
        PLANTED,
        (*named("bsn", (BSN, OTHER_BSN)), *named("token", (TOKEN,)), *named("naam", (NAME,))),
    )


def write(path: Path, content: bytes | str, moment: datetime = BEGIN) -> Path:
    """Write a file that was changed at a moment, during the run if none is given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    os.utime(path, (moment.timestamp(), moment.timestamp()))
    return path


def store(folder: Path) -> Path:
    """Make a store that fulfils the positive controls and holds no canary."""
    write(folder / "opslag.db", bytes(range(256)) * 10)
    write(folder / PLANT_NAME, PLANTED + "\n")
    return folder
