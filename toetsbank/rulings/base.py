"""What one observation says about a clause: the value that every ruling returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reports.verdicts import Ground


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one observation says about a clause; ``satisfied`` None means that it decides nothing."""

    satisfied: bool | None
    expected: str
    observed: str
    observations: tuple[int, ...]
    findings: tuple[str, ...] = ()
    ground: Ground = Ground.EIS
    source: str = ""
    reading: str | None = None
    """The debatable text that this hangs on; then ``outcomes`` tells what each of its readings says."""
    outcomes: Mapping[str, bool] = field(default_factory=dict)

    @property
    def rank(self) -> int:
        """0: every defensible reading is violated; 1: some are; 2: none is. Raises ValueError if nothing is decided."""
        if self.satisfied is None:
            raise ValueError("this ruling decides nothing")
        met = list(self.outcomes.values()) or [self.satisfied]
        return 2 if all(met) else 1 if any(met) else 0


def under(reading: str, ruling: Ruling, **outcomes: bool) -> Ruling:
    """Return a ruling that hangs on a reading, by what each of its options says; *a* is the one chosen by default."""
    if ruling.satisfied is None:
        return replace(ruling, reading=reading)
    return replace(ruling, satisfied=outcomes["a"], reading=reading, outcomes=outcomes)
