"""Running the reference XIS as a process of its own, the default system under test."""

import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 20.0
END_SECONDS = 5.0


class ReferenceXis:
    """The process of the reference XIS; it ends when its standard input closes, so it never outlives the bench."""

    def __init__(self, config: dict[str, Any], folder: Path, name: str) -> None:
        """Start the process and wait until it is ready; raises RuntimeError if it does not get there."""
        path = folder / f"{name}.json"
        path.write_text(json.dumps(config, indent=1), encoding="utf-8")
        self._errors = folder / f"{name}.stderr"
        with self._errors.open("wb") as stderr:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "simulators.xis", str(path)],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
            )
        ready = json.loads(self._first_line())
        self.upper_tester: str = ready["upper_tester"]
        self.tls: str = ready["tls"]

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Tell whether the process still runs."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End the process, by force if it does not go by itself."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _first_line(self) -> str:
        lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        assert self._process.stdout is not None
        reader = threading.Thread(
            target=lambda out: lines.put(out.readline()), args=(self._process.stdout,), daemon=True
        )
        reader.start()
        try:
            line = lines.get(timeout=READY_SECONDS)
        except queue.Empty:
            line = b""
        if not line:
            self._process.kill()
            self.stop()
            said = self._errors.read_text(encoding="utf-8", errors="replace")[-2000:]
            raise RuntimeError(f"the reference XIS did not start: {said or 'no output'}")
        return line.decode()
