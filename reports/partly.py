"""What a clause rests on where a cheap way to a verdict was open and dearer ones were not (DESIGN sections 4 and 5).

Each clause names its cheapest way to a verdict. Where something by that way, or by a rule over all traffic, met the
clause, a scenario by a dearer way that stopped for want of a means does not take that away: a supplier who offers
more operations would else get fewer verdicts than one who only lets the bench watch. The clause then says what was
not carried out, and does not count as decided in full.
"""

from collections.abc import Sequence
from typing import Final

from catalogue.model import Way
from reports.judging import Contribution, reasons
from reports.verdicts import MET, Verdict, worst
from reports.wording import plural

WATCHING: Final = "volg"
"""The way of a rule over all traffic."""
_CHEAPEST_FIRST: Final[tuple[Way, ...]] = ("zim", "volg", "script", "adapter", "dossier", "belasting")


def set_aside(contributions: Sequence[Contribution], way: Way) -> tuple[Contribution, ...]:
    """Return what does not weigh, because a cheaper way met the clause; ``way`` is the cheapest by its catalogue.

    Empty unless everything else that was said of the clause is that it is met.
    """
    stopped = [each for each in contributions if each.check is not None and each.check.not_carried_out]
    rest = [each for each in contributions if each not in stopped]
    if not stopped or worst(each.verdict for each in rest) not in MET:
        return ()
    cheapest = min(_rank(each.way) for each in rest if each.verdict in MET)
    if all(_rank(each.way) > max(cheapest, _rank(way)) for each in stopped):
        return tuple(stopped)
    return ()


def reason_of(weighed: Sequence[Contribution], aside: Sequence[Contribution]) -> str:
    """Return on what a clause was met, and what was not carried out and why."""
    met = [each.check for each in weighed if each.check is not None and each.verdict in MET]
    scenarios = len({check.attempt for check in met if check.attempt})
    seen = [plural(scenarios, "scenario", "scenario's")] if scenarios else []
    if any(check.rule for check in met):
        seen.append("de regel over al het verkeer")
    missed = plural(len({each.check.attempt for each in aside if each.check is not None}), "scenario", "scenario's")
    return f"Beslist op {' en '.join(seen)}. Niet uitgevoerd: {missed}. {reasons(aside, Verdict.INCONCLUSIVE)}"


def _rank(way: str) -> int:
    return next((rank for rank, each in enumerate(_CHEAPEST_FIRST) if each == way), len(_CHEAPEST_FIRST))
