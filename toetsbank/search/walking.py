"""Going through folders and everything packed in their files, with the proof that it was done in the right place."""

import os
import re
import stat
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from toetsbank.search.canaries import PLANT_NAME, Canaries, Canary, SearchError
from toetsbank.search.containers import BROKEN, Budget, Limits, Member, Peeked, Refused, kind_of, members
from toetsbank.search.patterns import Table
from toetsbank.search.scanning import CHUNK, Found, Key, names_in, scan

PLANTED: Final = "geplant"
AFTER_RUN: Final = timedelta(hours=24)
"""How long after a run a change of a file still counts as one during the run: a system writes things behind, and file
systems keep the last change only."""
_NUMBER: Final = re.compile(r"(?<!\d)\d{8,9}(?!\d)")


@dataclass(frozen=True, slots=True)
class Place:
    """A file, or something packed in one, in which a canary stood."""

    path: str
    """With the names of members behind exclamation marks; digits that may be a BSN are hidden."""
    size: int
    sha256: str
    hits: Counter[Key]
    within_numbers: int


@dataclass(slots=True)
class Search:
    """What was found, and how thoroughly was looked."""

    roots: dict[str, int] = field(default_factory=dict)
    """Each place that was given, with the times that the planted word was found in it."""
    places: list[Place] = field(default_factory=list)
    unsearched: list[tuple[str, str]] = field(default_factory=list)
    """Path and reason."""
    files: int = 0
    size: int = 0
    members: int = 0
    unpacked: int = 0
    changed: int = 0
    """Files that changed during the run, or within a day after it."""
    seconds: float = 0.0
    listing: str = ""
    """SHA-256 over the paths and SHA-256s of all files, in order: says what was looked at without naming it."""

    @property
    def hits(self) -> Counter[Key]:
        """How often each canary was found in each encoding."""
        return sum((place.hits for place in self.places), Counter())

    @property
    def within_numbers(self) -> int:
        """Times that the digits of a canary were part of a longer number."""
        return sum(place.within_numbers for place in self.places)


class Searcher:
    """Looks for the canaries of a run; ``skipped`` are files of our own that hold them by design."""

    def __init__(
        self, canaries: Canaries, *, skipped: tuple[Path, ...] = (), limits: Limits | None = None, chunk: int = CHUNK
    ) -> None:
        self._canaries = canaries
        self._table = Table(canaries.canaries, Canary(PLANTED, PLANTED, canaries.planted))
        self._limits = limits or Limits()
        self._chunk = chunk
        self._skipped = tuple(path.resolve() for path in skipped)
        self._search = Search()
        self._root = ""

    def search(self, roots: tuple[Path, ...], progress: Callable[[Search], None] = lambda _search: None) -> Search:
        """Look through files and folders; ``progress`` is called after each file.

        Symbolic links are not followed. Raises SearchError for a place that does not exist.
        """
        for root in roots:
            if not root.exists():
                raise SearchError(f"{root} bestaat niet; wijs een bestand of map aan.")
        began, digest = time.monotonic(), sha256()
        for root in roots:
            self._root = self._shown(str(root))
            self._search.roots.setdefault(self._root, 0)
            for path in self._files(root):
                found = self._file(path)
                if found is not None:
                    digest.update(f"{path}\0{found.sha256}\n".encode("utf-8", "surrogateescape"))
                progress(self._search)
        self._search.seconds, self._search.listing = time.monotonic() - began, digest.hexdigest()
        return self._search

    def _files(self, root: Path) -> Iterator[Path]:
        if not root.is_dir():
            yield root
            return
        for folder, folders, names in os.walk(root, onerror=self._unreadable):
            folders.sort()
            yield from (Path(folder, name) for name in sorted(names))

    def _unreadable(self, error: OSError) -> None:
        self._search.unsearched.append((self._shown(str(error.filename)), f"is niet te lezen: {error.strerror}"))

    def _file(self, path: Path) -> Found | None:
        shown = self._shown(str(path))
        try:
            facts = path.lstat()
            if not stat.S_ISREG(facts.st_mode) or path.resolve() in self._skipped:
                return None
            with path.open("rb") as file:
                found = scan(file, self._table, chunk=self._chunk)
                found.hits.update(names_in(path.name, self._table))
                if path.name != PLANT_NAME:  # our own file shows nothing of the store
                    self._search.files += 1
                    self._search.size += found.size
                    self._search.changed += self._is_changed(facts.st_mtime)
                self._note(shown, found)
                self._unpack(file, found.size, shown)
        except OSError as error:
            self._search.unsearched.append((shown, f"is niet te lezen: {error.strerror or error}"))
            return None
        return found

    def _is_changed(self, seconds: float) -> bool:
        return self._canaries.begin <= datetime.fromtimestamp(seconds, UTC) <= self._canaries.end + AFTER_RUN

    def _unpack(self, file: BinaryIO, size: int, shown: str) -> None:
        file.seek(0)
        kind = kind_of(file.read(512))
        if kind is None:
            return
        file.seek(0)
        budget = Budget.of(size, self._limits)
        self._members(kind, file, budget, shown, depth=1)

    def _members(self, kind: str, stream: BinaryIO | Peeked, budget: Budget, shown: str, *, depth: int) -> None:
        try:
            if depth > self._limits.depth:
                raise Refused(f"zit in meer dan {self._limits.depth} lagen verpakking; pak het zelf uit")
            for member in members(kind, stream, budget, self._limits, seekable=not isinstance(stream, Peeked)):
                self._member(member, budget, f"{shown}!{self._shown(member.name)}", depth)
        except Refused as refusal:
            self._search.unsearched.append((shown, str(refusal)))
        except BROKEN as error:
            self._search.unsearched.append((shown, f"is als {kind} niet te lezen: {type(error).__name__}"))

    def _member(self, member: Member, budget: Budget, shown: str, depth: int) -> None:
        stream = Peeked(member.stream, budget)
        self._search.members += 1
        name_hits = names_in(member.name, self._table)
        kind = kind_of(stream.head)
        if kind is not None:
            self._note(shown, Found(hits=name_hits))
            self._members(kind, stream, budget, shown, depth=depth + 1)
            return
        # What a file holds unpacked was seen when the file itself was looked through.
        found = scan(stream, self._table, chunk=self._chunk) if member.is_packed or depth > 1 else Found()
        self._search.unpacked += found.size
        found.hits.update(name_hits)
        self._note(shown, found)

    def _note(self, shown: str, found: Found) -> None:
        for key in [key for key in found.hits if key[0] == PLANTED]:
            self._search.roots[self._root] += found.hits.pop(key)
        if found.hits or found.within_numbers:
            self._search.places.append(Place(shown, found.size, found.sha256, found.hits, found.within_numbers))

    def _shown(self, path: str) -> str:
        """Return a path without any canary and without digits that may be a BSN of someone."""
        for canary in self._canaries.canaries:
            path = path.replace(canary.value, f"<{canary.name}>")
        readable = path.encode("utf-8", "replace").decode("utf-8")
        return _NUMBER.sub(lambda match: "*" * len(match.group()), readable)
