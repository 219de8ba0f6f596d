"""Searching a store on this machine while the bench runs: what one scenario put into it, with the positive controls.

The word that has to be found lies in the folder only as long as the scenario; what counts as changed changed since the
folder was made ready.
"""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from toetsbank.search.canaries import PLANT_NAME, Canaries, Canary, named, new_plant
from toetsbank.search.walking import Search, Searcher

HASHED: Final = "hash"
"""The kind of a canary that is the hash, without a key, of another."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A folder made ready to be searched."""

    folder: Path
    planted: str
    begin: datetime

    @classmethod
    def at(cls, folder: Path) -> "Probe":
        """Lay the word that has to be found in a folder; raises OSError where that cannot be done."""
        begin, planted = datetime.now(UTC), new_plant()
        (folder / PLANT_NAME).write_text(f"{planted}\n", encoding="utf-8")
        return cls(folder, planted, begin)

    def search(self, canaries: Iterable[Canary]) -> Search:
        """Look for canaries in everything in the folder, and take the planted word away again."""
        wanted = Canaries("", self.begin, datetime.now(UTC), self.planted, tuple(canaries))
        try:
            return Searcher(wanted).search((self.folder,))
        finally:
            with suppress(FileNotFoundError):
                (self.folder / PLANT_NAME).unlink()


def of_persons(bsns: Iterable[str], names: Iterable[str], numbers: Iterable[str] = ()) -> tuple[Canary, ...]:
    """Return the canaries of persons: numbers, names, and the hash of each BSN as anyone can compute it."""
    bsns = tuple(bsns)
    hashes = (
        digest(bsn.encode()).hexdigest() for bsn in bsns for digest in (hashlib.md5, hashlib.sha1, hashlib.sha256)
    )
    return (*named("bsn", bsns), *named("naam", names), *named("uzi", numbers), *named(HASHED, hashes))
