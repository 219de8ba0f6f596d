"""Plain HTTP to the neighbours of the XIS: CRL distribution points and the pass stand-in."""

import asyncio
import json
from contextlib import AsyncExitStack
from typing import Any
from urllib.parse import urlsplit

from simulators.calling import Answer, CallFailed, HttpConnection
from simulators.clock import Clock
from simulators.xis.configuration import Address, Configuration
from simulators.xis.names import Names, UnknownHost


class WebError(Exception):
    """No usable answer; the message is a Dutch phrase that fits after "omdat"."""


class Web:
    """A client that keeps its connections for the next call and never waits longer than the configuration says."""

    def __init__(self, configuration: Configuration, names: Names, clock: Clock) -> None:
        self._configuration = configuration
        self._names = names
        self._clock = clock
        self._idle: dict[Address, list[HttpConnection]] = {}

    async def get(self, url: str) -> bytes:
        """Return the body at a URL; raises WebError unless it comes with status 200."""
        answer = await self._call("GET", url, b"")
        if answer.status != 200:
            raise WebError(f"{url} antwoordt met HTTP {answer.status}")
        return answer.body

    async def post(self, url: str, value: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Post a JSON object; returns the status and the JSON object of the answer ({} if it has none)."""
        return _json(await self._call("POST", url, json.dumps(value).encode()))

    async def close(self) -> None:
        """Close all connections."""
        connections = [connection for kept in self._idle.values() for connection in kept]
        self._idle.clear()
        await asyncio.gather(*(connection.close() for connection in connections))

    async def _call(self, method: str, url: str, body: bytes) -> Answer:
        try:
            async with asyncio.timeout(self._configuration.seconden_wachten):
                return await self._exchange(method, url, body)
        except TimeoutError as error:
            raise WebError(f"{url} niet op tijd antwoordt") from error
        except CallFailed as error:
            raise WebError(f"{url} niet bereikbaar is ({error})") from error
        except UnknownHost as error:
            raise WebError(str(error)) from error

    async def _exchange(self, method: str, url: str, body: bytes) -> Answer:
        address = await self._names.locate(url)
        parts = urlsplit(url)
        connection = self._kept(address) or await self._open(address, parts.hostname or "")
        headers = {"Host": parts.netloc}
        if body:
            headers["Content-Type"] = "application/json"
        async with AsyncExitStack() as failing:
            failing.push_async_callback(connection.close)
            answer = await connection.request(method, parts.path or "/", headers, body)
            failing.pop_all()
        self._idle.setdefault(address, []).append(connection)
        return answer

    async def _open(self, address: Address, server_name: str) -> HttpConnection:
        host, port = address
        return await HttpConnection.open(host, port, settings=None, server_name=server_name, clock=self._clock)

    def _kept(self, address: Address) -> HttpConnection | None:
        kept = self._idle.get(address, [])
        while kept:
            connection = kept.pop()
            if connection.is_open:
                return connection
        return None


def _json(answer: Answer) -> tuple[int, dict[str, Any]]:
    try:
        value = json.loads(answer.body or b"{}")
    except ValueError:
        value = {}
    return answer.status, value if isinstance(value, dict) else {}
