import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

from simulators.clock import Clock
from simulators.connections import ConnectionRecord
from simulators.listener import Listener
from simulators.tls import Identity
from simulators.xis.configuration import Configuration
from simulators.xis.names import Names
from simulators.xis.policies import healthy
from simulators.xis.web import Web, WebError

_PEERS: set[str] = set()
"""From where the server was called."""


async def _serve(request: web.BaseRequest, connection: ConnectionRecord) -> web.StreamResponse:
    _PEERS.add(connection.peer)
    match request.path:
        case "/verbroken":
            assert request.transport is not None
            request.transport.abort()
        case "/tekst":
            return web.Response(text=f"voor {request.headers['Host']}")
        case "/echo":
            return web.Response(body=await request.read(), status=201)
        case "/lijst":
            return web.Response(text="[1]")
        case "/traag":
            await asyncio.sleep(30)
    return web.Response(status=404)


def _with_server(config: dict[str, Any], ask: Callable[[Web], Awaitable[object]]) -> object:
    async def run() -> object:
        clock = Clock()
        listener = await Listener.start(
            host="127.0.0.1", port=0, settings=None, handler=_serve, clock=clock, journal=None, sut_side=False
        )
        ports = {"ergens.toetsbank.test:80": listener.address[1], "dicht.toetsbank.test:80": 1}
        configuration = Configuration.model_validate({**config, "poorten": ports, "seconden_wachten": 0.3})
        policies = healthy(Identity("xis", configuration.eigen.certificaat, configuration.eigen.sleutel))
        client = Web(configuration, Names(configuration, policies, clock), clock)
        try:
            return await ask(client)
        finally:
            await client.close()
            await listener.stop()

    return asyncio.run(run())


def test_a_name_leads_to_its_address(config: dict[str, Any]) -> None:
    body = _with_server(config, lambda client: client.get("http://ergens.toetsbank.test/tekst"))
    assert body == b"voor ergens.toetsbank.test"


def test_json_goes_and_comes(config: dict[str, Any]) -> None:
    answer = _with_server(config, lambda client: client.post("http://ergens.toetsbank.test/echo", {"a": "b"}))
    assert answer == (201, {"a": "b"})


def test_an_answer_without_object_is_an_empty_one(config: dict[str, Any]) -> None:
    for path in ("/lijst", "/tekst"):
        answer = _with_server(
            config,
            lambda client, path=path: client.post(f"http://ergens.toetsbank.test{path}", {}),  # type: ignore[misc]
        )
        assert answer == (200, {})


def test_a_connection_is_used_again_while_it_is_open(config: dict[str, Any]) -> None:
    async def ask(client: Web) -> int:
        for path in ("/tekst", "/tekst", "/verbroken", "/tekst"):
            with contextlib.suppress(WebError):
                await client.get(f"http://ergens.toetsbank.test{path}")
        return len(_PEERS)

    _PEERS.clear()
    assert _with_server(config, ask) == 2


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://ergens.toetsbank.test/weg", "antwoordt met HTTP 404"),
        ("http://ergens.toetsbank.test/traag", "niet op tijd antwoordt"),
        ("http://dicht.toetsbank.test/", "niet bereikbaar is"),
    ],
)
def test_what_cannot_be_had_is_said(config: dict[str, Any], url: str, words: str) -> None:
    with pytest.raises(WebError, match=words):
        _with_server(config, lambda client: client.get(url))
