"""A SUT whose adapter hangs, drips, talks nonsense or dies: undecided, with the cause, in time; the rest goes on."""

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from simulators.uzi import Pki
from tests.toetsbank.foreign import Foreign

OPERATIONS = ("sessie.log_in", "sessie.log_out", "opvraag.start", "koppeling.verify", "systeem.version")
ALIAS = "GBX.CON.e4080.5"
BEHAVIOUR = {"/1": "hangt", "/3": "onzin", "/5": "druppelt", "/8": "sterft", "/10": "is er niet meer"}
"""What the adapter does at the queries of each clause, in the order of the feature."""
CAUSES = {
    "/1": "niet klaar binnen 0.5 s",
    "/3": "geen JSON",
    "/5": "niet klaar binnen 0.5 s",
    "/8": "antwoordt niet",
    "/10": "antwoordt niet",
}
SCENARIOS_OF = {"/5": 3}


class Adapter(ThreadingHTTPServer):
    """Offers everything, lets everyone in, and then misbehaves at every query in another way."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviours = [how for clause, how in BEHAVIOUR.items() for _ in range(SCENARIOS_OF.get(clause, 1))]
        self.queries = 0
        self.over = threading.Event()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Adapter

    def do_GET(self) -> None:
        self._answer(json.dumps({"versie_adapter": "1", "sut": {}, "operaties": OPERATIONS}).encode())

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.endswith("opvraag.start"):
            self._misbehave()
            return
        answer = {"ontvangen": "", "gereed": "", "geweigerd": False, "getoond": [], "gegevens": {"sessie": "1"}}
        self._answer(json.dumps(answer).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in http.server
        """Keep silent."""

    def _misbehave(self) -> None:
        behaviour = self.server.behaviours[self.server.queries]
        self.server.queries += 1
        self.close_connection = True
        if behaviour == "hangt":
            self.server.over.wait(30)
        elif behaviour == "onzin":
            self._answer(b"<html>onzin</html>")
        elif behaviour == "druppelt":
            self._drip()
        else:
            threading.Thread(target=self.server.shutdown).start()
            self.server.socket.close()

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        with contextlib.suppress(OSError):
            while not self.server.over.wait(0.05):
                self.wfile.write(b" ")

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def adapter() -> Iterator[Adapter]:
    server = Adapter()
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()


def test_a_broken_adapter_decides_nothing_and_the_rest_goes_on(tmp_path: Path, pki: Pki, adapter: Adapter) -> None:
    foreign = Foreign(tmp_path, pki)
    foreign.add_adapter(f"http://127.0.0.1:{adapter.server_port}", 0.5)
    selection = " or ".join(f"{ALIAS}{clause}" for clause in BEHAVIOUR)
    clauses = foreign.run("kapot", lambda _sut: None, "run", "-m", selection)
    for clause, cause in CAUSES.items():
        found = clauses[f"{ALIAS}{clause}"]
        assert found["verdict"] == "niet te beslissen", found
        assert found["reason"].startswith("De upper tester"), clause
        assert cause in found["reason"], clause
    assert adapter.queries == len(adapter.behaviours) - 1, "no query is asked twice"
