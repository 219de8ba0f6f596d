"""A SUT whose adapter hangs, dies half-way or talks nonsense: undecided, with the cause, in time; the rest goes on."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.toetsbank.foreign import Foreign

OPERATIONS = ("sessie.log_in", "sessie.log_out", "opvraag.start", "koppeling.verify", "systeem.version")
SELECTION = "GBX.CON.e4080.5/1 or GBX.CON.e4080.5/3"


class Adapter(ThreadingHTTPServer):
    """Offers everything, lets everyone in, and then misbehaves at every query."""

    daemon_threads = True

    def __init__(self, behaviour: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviour = behaviour
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
        if self.server.behaviour == "hangt":
            self.server.over.wait(30)
        elif self.server.behaviour == "sterft":
            threading.Thread(target=self.server.shutdown).start()
            self.server.socket.close()
        else:
            self._answer(b"<html>onzin</html>")
        self.close_connection = True

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Foreign:
    return Foreign(tmp_path_factory.mktemp("kapot"))


@pytest.fixture(params=["hangt", "sterft", "onzin"])
def adapter(request: pytest.FixtureRequest) -> Iterator[Adapter]:
    server = Adapter(request.param)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()


def test_a_broken_adapter_decides_nothing(foreign: Foreign, adapter: Adapter) -> None:
    before = foreign.profile.read_text(encoding="utf-8")
    foreign.add_adapter(f"http://127.0.0.1:{adapter.server_port}")
    begun = time.monotonic()
    clauses = foreign.run(adapter.behaviour, lambda _sut: None, "-m", SELECTION)
    foreign.profile.write_text(before, encoding="utf-8")
    for clause in ("GBX.CON.e4080.5/1", "GBX.CON.e4080.5/3"):
        assert clauses[clause]["verdict"] == "niet te beslissen", clauses[clause]
        assert "upper tester" in clauses[clause]["reason"].lower()
    assert time.monotonic() - begun < 50
