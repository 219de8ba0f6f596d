import asyncio

import pytest

from simulators.clock import Clock, VirtualClock
from simulators.xis.agenda import Agenda


class Reminder:
    """A duty that is due at given moments and notes when it was done."""

    def __init__(self, clock: Clock, *moments: float) -> None:
        self._clock = clock
        self._moments = sorted(moments)
        self.done: list[tuple[float, float]] = []
        self.happened = asyncio.Event()

    def next_due(self) -> float | None:
        """Return the first moment that is left."""
        return self._moments[0] if self._moments else None

    async def run_due(self) -> None:
        """Do what is due."""
        while self._moments and self._moments[0] <= self._clock.now():
            self.done.append((self._moments.pop(0), self._clock.now()))
        self.happened.set()


def test_moving_the_clock_does_what_is_due_in_order_and_on_time(clock: VirtualClock) -> None:
    now = clock.now()
    first, second = Reminder(clock, now + 10, now + 30), Reminder(clock, now + 20, now + 500)
    agenda = Agenda(clock, (first, second))
    assert asyncio.run(agenda.move_to(now + 100)) == now + 500
    moments = sorted(first.done + second.done)
    assert [due for due, _ in moments] == [now + 10, now + 20, now + 30]
    assert all(at - due < 1 for due, at in moments)
    assert clock.now() >= now + 100


def test_a_clock_never_goes_back(clock: VirtualClock) -> None:
    now = clock.now()
    assert asyncio.run(Agenda(clock, ()).move_to(now - 100)) is None
    assert clock.now() >= now


def test_a_real_clock_is_not_moved(real_clock: Clock) -> None:
    with pytest.raises(TypeError):
        asyncio.run(Agenda(real_clock, ()).move_to(0))


def test_the_agenda_watches_a_real_clock(real_clock: Clock) -> None:
    async def watch() -> list[tuple[float, float]]:
        reminder = Reminder(real_clock, real_clock.now() + 0.05)
        agenda = Agenda(real_clock, (reminder,))
        agenda.start()
        try:
            async with asyncio.timeout(5):
                await reminder.happened.wait()
        finally:
            await agenda.stop()
        return reminder.done

    assert len(asyncio.run(watch())) == 1


def test_stopping_right_after_a_change_ends_the_watch(clock: VirtualClock) -> None:
    async def stop() -> None:
        agenda = Agenda(clock, (Reminder(clock, clock.now() + 1000),))
        agenda.start()
        await asyncio.sleep(0)
        agenda.changed()
        async with asyncio.timeout(5):
            await agenda.stop()

    asyncio.run(stop())
