"""The verdicts of the bench, their order, and the rules by which they add up (DESIGN section 4)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Verdict(StrEnum):
    """What can be said of a clause; the values are what reports show, in Dutch."""

    FAIL = "voldoet niet"
    ERROR = "fout van de toetsbank"
    INCONCLUSIVE = "niet te beslissen"
    NOT_TESTED = "niet getoetst"
    NORM_MISSING = "norm ontbreekt"
    WAIVED = "afwijking aanvaard"
    DECLARED = "verklaard"
    PASS = "voldoet"
    NOT_APPLICABLE = "niet van toepassing"


class Ground(StrEnum):
    """What a judgement rests on; ``AANNAME`` never makes a system under test fail."""

    EIS = "eis"
    SPECIFICATIE = "specificatie"
    STANDAARD = "standaard"
    VERSTREKT = "verstrekt"
    LEZING = "lezing"
    AANNAME = "aanname"


WORST_FIRST: tuple[Verdict, ...] = tuple(Verdict)
MET = frozenset({Verdict.PASS, Verdict.DECLARED})


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst verdict of a set; not applicable gives way to all others, an empty set was not tested."""
    found = set(verdicts)
    return next((verdict for verdict in WORST_FIRST if verdict in found), Verdict.NOT_TESTED)


def under_reading(outcomes: Mapping[str, bool], chosen: str, strictest: str) -> tuple[Verdict, bool]:
    """Judge what each reading of a debatable text says (interpretations.md section 1, rule 2).

    ``outcomes`` tells per reading whether the SUT satisfies it. Returns the verdict, and whether a finding belongs to
    it because the SUT passes under the chosen reading only.
    """
    if outcomes[chosen]:
        return Verdict.PASS, not outcomes[strictest]
    if any(outcomes.values()):
        return Verdict.INCONCLUSIVE, False
    return Verdict.FAIL, False
