"""A question over UDP, to someone who answers, who keeps silent, and who is not there."""

import asyncio
from typing import cast

import pytest

from simulators.xis.datagrams import NoAnswer, ask


class _Echo(asyncio.DatagramProtocol):
    def __init__(self, silent: bool) -> None:
        self._silent = silent

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)  # by name only in Python 3.11

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if not self._silent:
            self._transport.sendto(data.upper(), addr)
            self._transport.sendto(b"nog iets", addr)


async def _asked(silent: bool, gone: bool = False) -> bytes:
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: _Echo(silent), local_addr=("127.0.0.1", 0))
    host, port = transport.get_extra_info("sockname")
    if gone:
        transport.close()
        await asyncio.sleep(0)
    try:
        return await ask(host, port, b"vraag", 0.2)
    finally:
        transport.close()


def test_the_first_answer_counts() -> None:
    assert asyncio.run(_asked(silent=False)) == b"VRAAG"


@pytest.mark.parametrize(("gone", "words"), [(False, "antwoordt niet binnen 0.2 s"), (True, "antwoordt niet: ")])
def test_who_does_not_answer_is_given_up(gone: bool, words: str) -> None:
    with pytest.raises(NoAnswer, match=words):
        asyncio.run(_asked(silent=True, gone=gone))
