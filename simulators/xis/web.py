"""Plain HTTP to the neighbours of the XIS: CRL distribution points and the pass stand-in."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from simulators.calling import Answer, CallFailed, HttpConnection
from simulators.clock import Clock
from simulators.xis.configuration import Configuration


class WebError(Exception):
    """No usable answer; the message is a Dutch phrase that fits after "omdat"."""


@dataclass(frozen=True, slots=True)
class Web:
    """A client that opens a connection per call and never waits longer than the configuration says."""

    configuration: Configuration
    clock: Clock

    async def get(self, url: str) -> bytes:
        """Return the body at a URL; raises WebError unless it comes with status 200."""
        answer = await self._call("GET", url, b"")
        if answer.status != 200:
            raise WebError(f"{url} antwoordt met HTTP {answer.status}")
        return answer.body

    async def post(self, url: str, value: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Post a JSON object; returns the status and the JSON object of the answer ({} if it has none)."""
        return _json(await self._call("POST", url, json.dumps(value).encode()))

    async def _call(self, method: str, url: str, body: bytes) -> Answer:
        try:
            async with asyncio.timeout(self.configuration.seconden_wachten):
                return await self._exchange(method, url, body)
        except TimeoutError as error:
            raise WebError(f"{url} niet op tijd antwoordt") from error
        except CallFailed as error:
            raise WebError(f"{url} niet bereikbaar is ({error})") from error

    async def _exchange(self, method: str, url: str, body: bytes) -> Answer:
        host, port = self.configuration.address(url)
        parts = urlsplit(url)
        connection = await HttpConnection.open(
            host, port, settings=None, server_name=parts.hostname or host, clock=self.clock
        )
        try:
            headers = {"Host": parts.netloc}
            if body:
                headers["Content-Type"] = "application/json"
            return await connection.request(method, parts.path or "/", headers, body)
        finally:
            await connection.close()


def _json(answer: Answer) -> tuple[int, dict[str, Any]]:
    try:
        value = json.loads(answer.body or b"{}")
    except ValueError:
        value = {}
    return answer.status, value if isinstance(value, dict) else {}
