"""Moving the clock of the bench and of the SUT together, in steps that neither of them can miss (DESIGN section 6)."""

from collections.abc import Callable

from simulators.clock import VirtualClock

STEP = 30.0
"""``klokstap``: the longest step in seconds."""

SHORTEST = 0.05
"""The shortest step in seconds, so that a moment due at once is not past before the step begins."""

SetSutClock = Callable[[float], float | None]
"""Moves the SUT's clock and answers, when everything due has been done, the next moment that something is due."""


class Timekeeper:
    """Advance the virtual clock: first the bench, then the SUT, never past what the SUT still has to do."""

    def __init__(self, clock: VirtualClock, set_sut_clock: SetSutClock, step: float = STEP) -> None:
        self._clock = clock
        self._set_sut_clock = set_sut_clock
        self._step = step
        self._asked = clock.now()
        self._due: float | None = None

    def advance(self, seconds: float, step: float | None = None) -> None:
        """Let ``seconds`` pass for the bench and the SUT.

        A longer ``step`` is for hours in which nothing is exchanged: it makes moments less exact and so can only spare
        a SUT, whose next due moment is never passed in any case.
        """
        longest = self._step if step is None else step
        self._ask()
        target = self._clock.now() + seconds
        while (now := self._clock.now()) < target:
            limits = [now + longest, target]
            # Due since the SUT was asked is still to be done; due before that has been done, whatever it answered.
            if self._due is not None and self._due > self._asked:
                limits.append(max(self._due, now + SHORTEST))
            self._clock.begin_step(min(limits))
            try:
                self._ask()
            finally:
                self._clock.end_step()

    def _ask(self) -> None:
        self._asked = self._clock.now()
        self._due = self._set_sut_clock(self._asked)
