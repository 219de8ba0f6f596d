"""Waiting for data and for room."""

import asyncio

from simulators.inbox import Inbox


def test_data_is_taken_once_and_the_end_is_told() -> None:
    async def scenario() -> list[bytes]:
        inbox = Inbox()
        taking = asyncio.ensure_future(inbox.take())
        await asyncio.sleep(0)
        inbox.data_received(b"een")
        inbox.data_received(b"twee")
        assert inbox.waiting == 7
        first = await taking
        assert inbox.waiting == 0
        inbox.connection_lost(None)
        assert inbox.ended
        return [first, await inbox.take()]

    assert asyncio.run(scenario()) == [b"eentwee", b""]


def test_a_writer_waits_while_the_peer_does_not_read() -> None:
    async def scenario() -> None:
        inbox = Inbox()
        await inbox.writable()
        inbox.pause_writing()
        waiting = asyncio.ensure_future(inbox.writable())
        await asyncio.sleep(0)
        assert not waiting.done()
        inbox.resume_writing()
        await waiting
        inbox.pause_writing()
        inbox.connection_lost(None)
        await inbox.writable()

    asyncio.run(scenario())
