"""The upper tester over real HTTP: results, refusals, and everything an adapter can do wrong."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from toetsbank.outcomes import Inconclusive, NotCarriedOut
from toetsbank.upper_tester import AbsentUpperTester, HttpUpperTester, ReferenceXisFault, SutUnreachable

OFFERED = ("sessie.log_in", "opvraag.start")
RESULT = {"ontvangen": "t", "gereed": "t", "geweigerd": False, "getoond": ["Welkom"], "gegevens": {"sessie": "s1"}}
Answer = tuple[int, bytes]


class Adapter:
    """An adapter of a SUT that gives prepared answers, and keeps what was asked."""

    def __init__(self) -> None:
        self.capabilities: Answer = (200, json.dumps({"operaties": OFFERED}).encode())
        self.answers: list[Answer] = []
        self.asked: list[tuple[str, str, Any]] = []
        self.connections = 0
        self.breaks_off = False
        self.silent = threading.Event()
        self.release = threading.Event()

    def answer(self, status: int, content: object) -> None:
        self.answers.append((status, content if isinstance(content, bytes) else json.dumps(content).encode()))


def _handler(adapter: Adapter) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            adapter.connections += 1

        def do_GET(self) -> None:
            self._send(*adapter.capabilities)

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            adapter.asked.append((self.command, self.path, body))
            if adapter.silent.is_set():
                adapter.release.wait(10)
                self.close_connection = True
                return
            if adapter.breaks_off:
                self.close_connection = True
                return
            self._send(*adapter.answers.pop(0))

        def do_PUT(self) -> None:
            self.do_POST()

        def _send(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Say nothing."""

    return Handler


@pytest.fixture
def adapter() -> Adapter:
    return Adapter()


@pytest.fixture
def url(adapter: Adapter) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(adapter))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/adapter"
    adapter.release.set()
    server.shutdown()
    server.server_close()
    thread.join(10)


@pytest.fixture
def upper(url: str) -> HttpUpperTester:
    return HttpUpperTester(url, 5.0)


@contextlib.contextmanager
def peer(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    """Run a TCP server that treats each connection in its own way, and give its address."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                behave(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(10)


def test_result_has_what_was_shown_and_the_data(upper: HttpUpperTester, adapter: Adapter) -> None:
    adapter.answer(200, RESULT)
    result = upper.perform("sessie.log_in", pas="arts-a/geldig")
    assert (result.refused, result.shown, result.data) == (False, ("Welkom",), {"sessie": "s1"})
    assert adapter.asked == [("POST", "/adapter/operaties/sessie.log_in", {"pas": "arts-a/geldig"})]


def test_refusal_by_the_sut_is_a_result(upper: HttpUpperTester, adapter: Adapter) -> None:
    adapter.answer(200, {**RESULT, "geweigerd": True, "getoond": ["Uw pas is verlopen"]})
    assert upper.perform("sessie.log_in").refused


def test_operation_that_is_not_offered_decides_nothing_and_says_what_a_person_could_do(
    upper: HttpUpperTester, adapter: Adapter
) -> None:
    with pytest.raises(Inconclusive, match=r"resultaat\.show niet; met de hand: ja"):
        upper.perform("resultaat.show")
    assert adapter.asked == []


@pytest.mark.parametrize("status", [409, 500, 501, 504])
def test_no_result_decides_nothing_and_says_why(upper: HttpUpperTester, adapter: Adapter, status: int) -> None:
    adapter.answer(status, {"melding": "er is niemand ingelogd"})
    with pytest.raises(Inconclusive, match=f"HTTP {status}.*er is niemand ingelogd"):
        upper.perform("opvraag.start")


GARBAGE = [
    b"",
    b"{}",
    b"[]",
    b"null",
    b"<html>",
    b"\xff\xfe",
    b'{"geweigerd": false}',
    b'{"geweigerd": 1, "getoond": 5',
]


@pytest.mark.parametrize("content", GARBAGE)
def test_garbage_for_an_answer_decides_nothing(upper: HttpUpperTester, adapter: Adapter, content: bytes) -> None:
    adapter.answer(200, content)
    adapter.answer(200, RESULT)
    with pytest.raises(SutUnreachable):
        upper.perform("opvraag.start")
    assert upper.perform("opvraag.start").shown == ("Welkom",), "the next operation is not disturbed"


@pytest.mark.parametrize("capabilities", [(200, b"{}"), (200, b"x"), (404, b"{}"), (200, b'{"operaties": 3}')])
def test_garbage_for_capabilities_decides_nothing(
    upper: HttpUpperTester, adapter: Adapter, capabilities: Answer
) -> None:
    adapter.capabilities = capabilities
    with pytest.raises(SutUnreachable):
        upper.perform("opvraag.start")


def test_answer_beyond_a_megabyte_is_not_read(upper: HttpUpperTester, adapter: Adapter) -> None:
    adapter.answer(200, {**RESULT, "getoond": ["x" * (1 << 21)]})
    adapter.answer(200, RESULT)
    with pytest.raises(SutUnreachable):
        upper.perform("opvraag.start")
    assert upper.perform("opvraag.start").shown == ("Welkom",)


def test_each_operation_has_a_connection_of_its_own(upper: HttpUpperTester, adapter: Adapter) -> None:
    """A kept connection that breaks cannot tell whether the SUT acted."""
    for _ in range(3):
        adapter.answer(200, RESULT)
        assert upper.perform("opvraag.start").data == {"sessie": "s1"}
    assert adapter.connections == 1 + 3, "one to learn what is offered"
    assert len(adapter.asked) == 3


def test_silent_adapter_is_given_up_at_the_deadline_and_not_asked_again(url: str, adapter: Adapter) -> None:
    upper = HttpUpperTester(url, 0.2)
    adapter.silent.set()
    with pytest.raises(SutUnreachable, match=r"antwoordt niet op /operaties/opvraag\.start: niet klaar binnen 0\.2 s"):
        upper.perform("opvraag.start")
    assert len(adapter.asked) == 1, "an operation that may have been done is not done twice"


def test_adapter_that_breaks_off_is_not_asked_again(upper: HttpUpperTester, adapter: Adapter) -> None:
    adapter.answer(200, RESULT)
    adapter.breaks_off = True
    with pytest.raises(SutUnreachable):
        upper.perform("opvraag.start")
    assert len(adapter.asked) == 1


DRIPS = {
    "head": (b"", b"H"),
    "body of known length": (b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b" "),
    "body until the connection closes": (b"HTTP/1.0 200 OK\r\n\r\n", b" "),
    "chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n", b"1\r\n \r\n"),
    "a whole answer and more": (b'HTTP/1.0 200 OK\r\n\r\n{"operaties": []}', b" "),
}


@pytest.mark.parametrize(("first", "drop"), DRIPS.values(), ids=DRIPS.keys())
def test_adapter_that_drips_bytes_is_cut_at_the_deadline(first: bytes, drop: bytes) -> None:
    """No byte comes late, and yet the answer never ends: the deadline is of the whole exchange."""
    over = threading.Event()

    def drip(connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            connection.sendall(first)
            while not over.wait(0.02):
                connection.sendall(drop)

    begun = time.monotonic()
    with peer(drip) as url:
        try:
            with pytest.raises(SutUnreachable, match=r"niet klaar binnen 0\.3 s"):
                HttpUpperTester(url, 0.3).perform("opvraag.start")
        finally:
            over.set()
    assert time.monotonic() - begun < 2


def test_dead_peer_decides_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(SutUnreachable, match=str(port)):
        HttpUpperTester(f"http://127.0.0.1:{port}", 1.0).perform("opvraag.start")


@pytest.mark.parametrize("said", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}"])
def test_peer_that_speaks_no_http_or_dies_half_way_decides_nothing(said: bytes) -> None:
    with peer(lambda connection: connection.sendall(said)) as url, pytest.raises(SutUnreachable):
        HttpUpperTester(url, 2.0).perform("opvraag.start")


def test_reference_xis_that_does_not_answer_is_a_fault_of_the_bench() -> None:
    with peer(lambda _: None) as url, pytest.raises(ReferenceXisFault):
        HttpUpperTester(url, 2.0, ReferenceXisFault).perform("opvraag.start")


def test_defects_are_switched_by_name(upper: HttpUpperTester, adapter: Adapter) -> None:
    adapter.answer(200, {})
    upper.set_defects(("Slordig",))
    assert adapter.asked == [("PUT", "/adapter/defecten", {"namen": ["Slordig"]})]
    adapter.answer(404, {"melding": "onbekend"})
    with pytest.raises(RuntimeError, match="Slordig"):
        upper.set_defects(("Slordig",))


def test_sut_without_upper_tester_offers_nothing() -> None:
    with pytest.raises(NotCarriedOut, match="noemt geen upper tester"):
        AbsentUpperTester().perform("opvraag.start", bsn="999900006")
