"""The HTTP/1.1 server of aiohttp as the simulators use it: what is no HTTP is reported, and bodies are bounded."""

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web

from simulators.limits import Limits

_REASON_LENGTH = 200


class HttpServer(web.Server):
    """The HTTP server of aiohttp, with a say in what happens to what is no HTTP."""

    def __init__(self, handler: Any, refuse: Callable[[asyncio.Protocol, str], None], **options: Any) -> None:
        super().__init__(handler)
        self._refuse = refuse
        self._options = options

    def __call__(self) -> web.RequestHandler:
        return _Http(self, self._refuse, loop=asyncio.get_running_loop(), **self._options)


class _Http(web.RequestHandler):
    __slots__ = ("_refuse",)

    def __init__(self, server: web.Server, refuse: Callable[[asyncio.Protocol, str], None], **options: Any) -> None:
        super().__init__(server, **options)
        self._refuse = refuse

    def handle_error(
        self, request: web.BaseRequest, status: int = 500, exc: BaseException | None = None, message: str | None = None
    ) -> web.StreamResponse:
        if status != 400:
            return super().handle_error(request, status, exc, message)
        self._refuse(self, " ".join((message or "").split())[:_REASON_LENGTH])
        answer = web.Response(status=400, text="dit is geen geldig HTTP/1.1-verzoek")
        answer.force_close()
        return answer


async def read_body(request: web.BaseRequest, limits: Limits) -> bytes:
    """Read the body of a request. Raises HTTPRequestEntityTooLarge (413) or HTTPRequestTimeout (408), in Dutch.

    A declared length beyond the limit is refused before a byte of it is read.
    """
    if request.content_length is not None and request.content_length > limits.body:
        raise _too_large(limits, request.content_length)
    if request.headers.get("Expect", "").lower() == "100-continue":
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0
    if request.content.is_eof():  # all of it came with the header, as most bodies do
        body = request.content.read_nowait()
        if len(body) > limits.body:
            raise _too_large(limits, len(body))
        return body
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(limits.request_seconds):
            async for part in request.content.iter_any():
                size += len(part)
                if size > limits.body:
                    raise _too_large(limits, size)
                parts.append(part)
    except TimeoutError as error:
        late = web.HTTPRequestTimeout(text=f"het bericht was na {limits.request_seconds:g} seconden niet compleet")
        late.force_close()
        raise late from error
    return b"".join(parts)


def _too_large(limits: Limits, size: int) -> web.HTTPRequestEntityTooLarge:
    refusal = web.HTTPRequestEntityTooLarge(
        limits.body, size, text=f"het bericht is groter dan {limits.body} bytes en wordt niet gelezen"
    )
    refusal.force_close()
    return refusal
