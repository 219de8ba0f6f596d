"""Writing the event log of a run: one line per event, in one write, on a file of this process alone (DESIGN 2.6)."""

import contextlib
import fcntl
import json
import os
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel

from reports.events import EVENT


class RunFolderBusy(Exception):
    """Another process works on this run."""


class RunFolder:
    """The folder of one run: ``events``, ``payloads`` and, while it runs, ``werk`` with what is no evidence."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.events = path / "events"
        self.payloads = path / "payloads"
        self.work = path / "werk"

    def prepare(self) -> None:
        """Make the folders that are not there yet; ``werk`` is closed to other users, it holds test keys."""
        for folder in (self.events, self.payloads):
            folder.mkdir(parents=True, exist_ok=True)
        self.work.mkdir(mode=0o700, exist_ok=True)

    @property
    def is_used(self) -> bool:
        """Tell whether a run was begun here."""
        return any(self.events.glob("*.jsonl"))

    def session(self) -> int:
        """Return the number of the next session of this run, from 1: each start and each resumption is one."""
        used = {int(path.name.split("-")[0]) for path in self.events.glob("*-*.jsonl")}
        return max(used, default=0) + 1


class Lock:
    """Hold a run folder as long as this process lives, together with other holders of the same session.

    The controller takes it exclusively and hands on to its workers, which share it: as long as one process of the run
    lives, no other run can start here. Raises RunFolderBusy.
    """

    def __init__(self, folder: RunFolder) -> None:
        self._controller = folder.path / ".slot"
        self._workers = folder.path / ".slot-workers"
        self._files: list[int] = []

    def take(self) -> Self:
        """Become the controller of the run."""
        self._flock(self._controller, fcntl.LOCK_EX | fcntl.LOCK_NB)
        workers = self._flock(self._workers, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(workers, fcntl.LOCK_UN)
        return self

    def join(self) -> Self:
        """Become a worker of the run."""
        self._flock(self._workers, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return self

    def release(self) -> None:
        """Let go; the end of the process does the same."""
        while self._files:
            os.close(self._files.pop())

    def _flock(self, path: Path, how: int) -> int:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._files.append(handle)
        try:
            fcntl.flock(handle, how)
        except BlockingIOError:
            self.release()
            raise RunFolderBusy(
                f"In {path.parent} is nog een run bezig; wacht tot die klaar is of kies een andere map."
            ) from None
        return handle


class EventLog:
    """Append events of one process; safe to use from several threads."""

    def __init__(self, folder: RunFolder, writer: str) -> None:
        self.folder = folder
        self.writer = writer
        self._n = 0
        self._lock = threading.Lock()
        self._handle = os.open(
            folder.events / f"{writer}.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644
        )

    def write(self, type_: str, **fields: Any) -> None:
        """Append one event of reports.events; raises ValidationError for an event that is not in that vocabulary."""
        with self._lock:
            event = EVENT.validate_python({**self._head(type_), **fields})
            os.write(self._handle, event.model_dump_json().encode() + b"\n")
            self._n += 1

    def write_observed(
        self, facts: BaseModel, *, id_: str, attempt: str | None, defect: str | None, payloads: tuple[str, ...]
    ) -> None:
        """Append an ``observed`` event with the facts of a model.

        The line is put together from the JSON of the model, which was validated when it was made: there are thousands
        of these events in a second.
        """
        content = facts.model_dump_json()
        with self._lock:
            head = self._head("observed") | {"id": id_, "attempt": attempt, "defect": defect, "payloads": payloads}
            os.write(self._handle, f'{json.dumps(head)[:-1]}, "facts": {content}}}\n'.encode())
            self._n += 1

    def _head(self, type_: str) -> dict[str, Any]:
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {"type": type_, "writer": self.writer, "n": self._n + 1, "time": now}

    def keep(self, payloads: Mapping[str, bytes]) -> None:
        """Store payloads beside the log, named by their SHA-256; what is there already stays as it is."""
        for name, payload in payloads.items():
            target = self.folder.payloads / name
            if target.exists():
                continue
            draft = target.with_name(f".{name}.{self.writer}")
            draft.write_bytes(payload)
            with contextlib.suppress(FileExistsError):
                os.link(draft, target)
            draft.unlink()

    def kept(self, name: str) -> bytes:
        """Return a payload by its SHA-256, empty if it was not stored."""
        try:
            return (self.folder.payloads / name).read_bytes()
        except FileNotFoundError:
            return b""

    def close(self) -> None:
        """Close the file."""
        os.close(self._handle)
