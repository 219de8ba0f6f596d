"""The load generator counts right answers, keeps wrong ones, and notices a broken connection."""

from collections.abc import Iterator

import pytest
from aiohttp import web

from load.generator import GeneratorError, Target, send_all
from simulators.clock import Clock
from simulators.connections import ConnectionRecord
from simulators.limits import Limits
from simulators.listener import Listener, read_body
from simulators.loop import LoopThread
from simulators.tls import TlsSettings
from tests.simulators.conftest import TlsPki, tls_loop, tls_pki

__all__ = ["tls_loop", "tls_pki"]

REQUEST = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n"


@pytest.fixture
def target(tls_pki: TlsPki, tls_loop: LoopThread) -> Iterator[Target]:
    """A server that answers what it gets, and breaks off at the word ``stop``."""

    async def echo(request: web.BaseRequest, _connection: ConnectionRecord) -> web.StreamResponse:
        body = await read_body(request, Limits())
        if body == b"stop" and request.transport is not None:
            request.transport.close()
        return web.Response(body=body)

    settings: TlsSettings = tls_pki.server()
    listening = Listener.start(host="127.0.0.1", port=0, settings=settings, handler=echo, clock=Clock(), journal=None)
    listener = tls_loop.run(listening)
    yield Target(*listener.address, "zim.toetsbank.test", tls_pki.ca.file, tls_pki.xis.certificate, tls_pki.xis.key)
    tls_loop.run(listener.stop())


def test_all_requests_are_sent_over_all_connections(target: Target, tls_loop: LoopThread) -> None:
    requests = iter([REQUEST + b"goed"] * 25)

    result = tls_loop.run(send_all(target, requests, connections=4, expected=b"goed", seconds=5))

    assert (result.answered, result.failures) == (25, [])
    assert result.ended > result.began > 0


def test_wrong_answers_are_kept(target: Target, tls_loop: LoopThread) -> None:
    requests = iter([REQUEST + b"goed", REQUEST + b"fout"])

    result = tls_loop.run(send_all(target, requests, connections=1, expected=b"goed", seconds=5))

    assert (result.answered, len(result.failures)) == (2, 1)
    assert "fout" in result.failures[0]


def test_broken_connection_is_an_error(target: Target, tls_loop: LoopThread) -> None:
    with pytest.raises(GeneratorError, match="closed"):
        tls_loop.run(send_all(target, iter([REQUEST + b"stop"]), connections=1, expected=b"", seconds=5))
