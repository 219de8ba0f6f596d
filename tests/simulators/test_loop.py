"""An event loop in a thread, driven from synchronous code."""

import asyncio
from collections.abc import Iterator

import pytest

from simulators.loop import LoopThread


@pytest.fixture
def loop() -> Iterator[LoopThread]:
    loop = LoopThread("test")
    yield loop
    loop.stop()


def test_result_comes_back(loop: LoopThread) -> None:
    async def answer() -> int:
        return 42

    assert loop.run(answer()) == 42


def test_exception_comes_back(loop: LoopThread) -> None:
    async def fail() -> None:
        raise LookupError("weg")

    with pytest.raises(LookupError, match="weg"):
        loop.run(fail())


def test_wait_has_a_deadline_and_what_was_waited_for_is_cancelled(loop: LoopThread) -> None:
    cancelled = asyncio.Event()

    async def hang() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    with pytest.raises(TimeoutError):
        loop.run(hang(), 0.05)
    assert loop.run(asyncio.wait_for(cancelled.wait(), 5)) is True


def test_stop_cancels_what_still_runs_and_may_be_repeated() -> None:
    loop = LoopThread("test")
    ended: list[bool] = []

    async def begin() -> asyncio.Task[None]:
        async def hang() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                ended.append(True)

        task = asyncio.create_task(hang())
        await asyncio.sleep(0)
        return task

    task = loop.run(begin())
    loop.stop()
    loop.stop()
    assert ended == [True]
    assert task.cancelled()
