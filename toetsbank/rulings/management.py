"""What was seen while people managed the SUT: its user table, configuration, tokens, messages and beheerlog.

Sources: GBX.FBH.e4030, GBX.FBH.e4050.3, GBX.FBH.e4070.1, GBX.FBH.e4018, GBX.FBH.e4020, GBX.FBH.e4025, GBX.SBH.e4040.3
and GBX.SBH.e4050. Whether something was refused is seen by its effect, never by what the SUT says of itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toetsbank.rulings.base import Ruling


def follows_table(entered: Sequence[bool], numbers: tuple[int, ...]) -> Ruling:
    """A pass opens the SUT as long as it is in the table: before it was struck, not after, and again when admitted.

    Who was not let in at first shows nothing, whatever came later.
    """
    said = ", ".join(
        f"{when} {'binnen' if inside else 'niet binnen'}"
        for when, inside in zip(("eerst", "na schrappen", "na toelaten"), entered, strict=True)
    )
    expected = "eerst binnen, na schrappen niet binnen, na toelaten binnen"
    return Ruling(said == expected if entered[0] else None, expected, said, numbers)


def lists_admitted(listed: Sequence[bool]) -> Ruling:
    """The registration names a pass as long as it is admitted: before, not after it was struck, and again."""
    said = ", ".join(
        f"{when} {'genoemd' if there else 'niet genoemd'}"
        for when, there in zip(("eerst", "na schrappen", "na toelaten"), listed, strict=True)
    )
    expected = "eerst genoemd, na schrappen niet genoemd, na toelaten genoemd"
    return Ruling(said == expected, expected, said, ())


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt between two that must succeed: whether each had its effect, and what was shown."""

    before: bool
    reached: bool
    after: bool
    shown: str = ""
    numbers: tuple[int, ...] = ()


def stays_closed(attempt: Attempt, what: str) -> Ruling:
    """What is closed to the one who tries is open to the one who may; else it is not known to be there at all."""
    is_there = attempt.before and attempt.after
    observed = f"{what} was te bereiken" if attempt.reached else f"niet bereikt; getoond: {attempt.shown or 'niets'}"
    if not is_there and not attempt.reached:
        observed = f"{what} was ook niet te bereiken voor wie er wel bij mag"
    decided = None if not is_there and not attempt.reached else not attempt.reached
    return Ruling(decided, f"{what} blijft gesloten", observed, attempt.numbers)


@dataclass(frozen=True, slots=True)
class Values:
    """What went over the wire before something was set, and after it, and what was set."""

    wanted: str
    before: tuple[str, ...]
    during: tuple[str, ...]
    refusal: str = ""
    """What the administrator was shown, if the SUT refused to be set."""
    numbers: tuple[int, ...] = ()


def counts_from_next(values: Values, what: str) -> Ruling:
    """What an administrator sets is used in the next message (GBX.FBH.e4050.3).

    It must be a change: what was there before is no effect. A SUT that then sends nothing shows nothing.
    """
    said = ", ".join(dict.fromkeys(values.during)) or "niets"
    if values.refusal:
        said = f"{said}; het instellen werd geweigerd: {values.refusal}"
    is_change = bool(values.before) and values.wanted not in values.before
    decided = set(values.during) == {values.wanted} if values.during and is_change else None
    return Ruling(decided, f"{what} {values.wanted}", f"{what} {said}", values.numbers)


def role_opens(reached: Mapping[str, bool], what: str) -> Ruling:
    """Each of these is reached by whoever was given the role for it."""
    missing = [name for name, there in reached.items() if not there]
    return Ruling(
        not missing,
        f"{what} te bereiken voor wie de rol heeft",
        f"niet te bereiken: {', '.join(missing)}" if missing else f"bereikt: {', '.join(reached)}",
        (),
    )


def ends_with_role(had: bool, kept: bool, what: str) -> Ruling:
    """Whoever the role was taken from does not reach it any more; who never reached it shows nothing."""
    observed = f"{what} is nog te bereiken" if kept else f"{what} is niet meer te bereiken"
    return Ruling(
        not kept if had else None,
        f"{what} alleen te bereiken zolang iemand de rol heeft",
        observed if had else f"{what} was ook met de rol niet te bereiken",
        (),
    )
