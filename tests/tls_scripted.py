"""A server that answers each ClientHello as a test says, byte for byte: old, broken and hostile ones."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

from protocol.tls import handshake as h
from protocol.tls.records import RecordReader
from tests.tls_peers import SECONDS

Script = Callable[[h.ClientHello], bytes | None]
"""What to send on a hello before closing; None: nothing, and keep the connection open until the client leaves."""


def server_hello(
    version: int, suite: int, *, compression: int = 0, extensions: dict[int, bytes] | None = None, retry: bool = False
) -> bytes:
    """Return a ServerHello in a record."""
    own = {} if extensions is None else extensions
    random = h._RETRY if retry else bytes(32)
    body = min(version, 0x0303).to_bytes(2, "big") + random + b"\0" + suite.to_bytes(2, "big")
    body += bytes((compression,))
    if version >= 0x0304:
        own = {h.SUPPORTED_VERSIONS: version.to_bytes(2, "big"), **own}
    packed = b"".join(k.to_bytes(2, "big") + len(v).to_bytes(2, "big") + v for k, v in own.items())
    body += len(packed).to_bytes(2, "big") + packed if own else b""
    return handshake(2, body)


def handshake(kind: int, body: bytes = b"") -> bytes:
    """Return a handshake message in a record."""
    return record(22, bytes((kind,)) + len(body).to_bytes(3, "big") + body)


def alert(number: int, level: int = 2) -> bytes:
    """Return an alert in a record."""
    return record(21, bytes((level, number)))


def record(kind: int, content: bytes) -> bytes:
    """Return a record."""
    return bytes((kind, 3, 3)) + len(content).to_bytes(2, "big") + content


def choosing(version: int, *order: int) -> Script:
    """Return the script of a healthy server with one version and its own order of suites."""

    def answer(hello: h.ClientHello) -> bytes:
        offered = version in hello.versions if 0x0304 in (version, *hello.versions) else hello.versions[0] >= version
        chosen = next((suite for suite in order if suite in hello.suites), None)
        if not offered:
            return alert(70)
        return alert(40) if chosen is None else server_hello(version, chosen) + handshake(14)

    return answer


@contextlib.contextmanager
def scripted(script: Script) -> Iterator[tuple[str, int]]:
    """Serve one connection after another by a script, until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_serve, args=(listening, script))
        thread.start()
        try:
            yield listening.getsockname()
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(SECONDS)


def _serve(listening: socket.socket, script: Script) -> None:
    while True:
        try:
            client, _ = listening.accept()
        except OSError:
            return
        with client, contextlib.suppress(OSError):
            client.settimeout(SECONDS)
            hello = _read_hello(client)
            if hello is None:
                continue
            answer = script(hello)
            if answer:
                client.sendall(answer)
            if answer is None:
                client.recv(1)


def _read_hello(client: socket.socket) -> h.ClientHello | None:
    reader = RecordReader()
    while data := client.recv(65536):
        for piece in reader.feed(data):
            return h.parse_client_hello(piece.data)
    return None
