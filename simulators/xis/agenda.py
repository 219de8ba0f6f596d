"""What the XIS must do by its clock: close an unused connection, end an unused session.

The components keep no timers. Each can name its next moment, from its own state, and do what is due. The agenda asks
them: in real time it sleeps until the first moment; when the bench moves the clock it goes from moment to moment.
"""

import asyncio
from typing import Protocol

from simulators.clock import Clock, VirtualClock


class Duty(Protocol):
    """A component with something to do at a moment (seconds since the epoch, by the clock of the XIS)."""

    def next_due(self) -> float | None:
        """Return the first moment at which something is due, None if nothing is."""
        ...

    async def run_due(self) -> None:
        """Do everything whose moment has come."""
        ...


class Agenda:
    """The duties of all components, performed on time and in order."""

    def __init__(self, clock: Clock, duties: tuple[Duty, ...]) -> None:
        self._clock = clock
        self._duties = duties
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def next_due(self) -> float | None:
        """Return the first moment at which any component has something to do."""
        return min((due for duty in self._duties if (due := duty.next_due()) is not None), default=None)

    async def move_to(self, moment: float) -> float | None:
        """Move a virtual clock forward and do on the way what is due; returns the next moment that is still to come.

        Raises TypeError on a real clock, which nobody moves.
        """
        clock = self._clock
        if not isinstance(clock, VirtualClock):
            raise TypeError("only a virtual clock can be moved")
        while (due := self.next_due()) is not None and due <= moment:
            clock.set(due)
            await self._run_due()
        clock.set(moment)
        await self._run_due()
        self.changed()
        return self.next_due()

    def changed(self) -> None:
        """Tell that a component has got something new to do."""
        self._changed.set()

    def start(self) -> None:
        """Watch the clock from now on, as a task of the running loop."""
        self._task = asyncio.get_running_loop().create_task(self._watch())

    async def stop(self) -> None:
        """Stop watching."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _watch(self) -> None:
        while True:
            self._changed.clear()
            due = self.next_due()
            wait = None if due is None else max(0.0, due - self._clock.now())
            try:
                # Not wait_for: before Python 3.12 it can swallow the cancellation of this task.
                async with asyncio.timeout(wait):
                    await self._changed.wait()
            except TimeoutError:
                await self._run_due()

    async def _run_due(self) -> None:
        now = self._clock.now()
        for duty in self._duties:
            due = duty.next_due()
            if due is not None and due <= now:
                await duty.run_due()
