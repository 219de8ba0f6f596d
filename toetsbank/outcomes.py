"""How a scenario ends other than by passing: the SUT is wrong, or nothing could be decided. All else is our fault."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass
class Failed(AssertionError):
    """The SUT was observed to violate a clause; reads as a sentence for someone who has never seen Python."""

    clause: str
    expected: str
    observed: str
    observations: Sequence[str] = ()

    def __str__(self) -> str:
        where = f" (waarneming {', '.join(self.observations)})" if self.observations else ""
        return f"{self.clause}: verwacht {self.expected}, waargenomen {self.observed}{where}"


class Inconclusive(Exception):
    """The scenario could not decide; the text says what is missing and what would decide instead."""


class NotCarriedOut(Inconclusive):
    """The scenario stopped for want of a means: an operation that is not offered, a clock that is not moved."""


class BadInput(Exception):
    """The user gave something the bench cannot use; one Dutch sentence: what is wrong, where, what would be right."""


class Interrupted(Exception):
    """The user stopped the run; what was done stands in the log and can be resumed."""
