"""One question over UDP and its answer."""

import asyncio


class NoAnswer(Exception):
    """No answer came in time, or there is nobody to give it."""


async def ask(host: str, port: int, question: bytes, seconds: float) -> bytes:
    """Send a datagram and return the first that comes back; raises NoAnswer after ``seconds`` of real time."""
    loop = asyncio.get_running_loop()
    answered: asyncio.Future[bytes] = loop.create_future()
    try:
        transport, _ = await loop.create_datagram_endpoint(lambda: _Waiting(answered), remote_addr=(host, port))
    except OSError as error:
        raise NoAnswer(f"{host}:{port} is niet te bereiken: {error.strerror}") from error
    try:
        transport.sendto(question)
        async with asyncio.timeout(seconds):
            return await answered
    except TimeoutError as error:
        raise NoAnswer(f"{host}:{port} antwoordt niet binnen {seconds:g} s") from error
    except OSError as error:
        raise NoAnswer(f"{host}:{port} antwoordt niet: {error.strerror}") from error
    finally:
        transport.close()


class _Waiting(asyncio.DatagramProtocol):
    """Hands over the first datagram; the socket is connected, so it is from the server that was asked."""

    def __init__(self, answered: asyncio.Future[bytes]) -> None:
        self._answered = answered

    def datagram_received(self, data: bytes, _addr: object) -> None:
        if not self._answered.done():
            self._answered.set_result(data)

    def error_received(self, exc: Exception) -> None:
        if not self._answered.done():
            self._answered.set_exception(exc)
