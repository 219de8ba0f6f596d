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
    shown = f"getoond: {attempt.shown or 'niets'}"
    observed = f"{what} ging open voor wie er niet bij mag; {shown}" if attempt.reached else f"niet bereikt; {shown}"
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


def follows_right(reached: Sequence[bool], numbers: tuple[int, ...]) -> Ruling:
    """Someone queries the LSP as long as he has the right: before it was taken, not after, and again (GBX.FBH.e4025).

    Who reached nothing with the right shows nothing.
    """
    said = ", ".join(
        f"{when} {'bevraagd' if there else 'niet bevraagd'}"
        for when, there in zip(("met het recht", "zonder", "weer met"), reached, strict=True)
    )
    expected = "met het recht bevraagd, zonder niet bevraagd, weer met bevraagd"
    return Ruling(said == expected if reached[0] else None, expected, said, numbers)


def advised_to_refuse(attempt: Attempt, who: str) -> Ruling:
    """It is advised to keep users without the right from the LSP; not doing so is a finding (GBX.FBH.e4025)."""
    is_there = attempt.before and attempt.after
    observed = "er vertrok een bevraging" if attempt.reached else f"geen bevraging; getoond: {attempt.shown}"
    return Ruling(
        True if is_there or attempt.reached else None,
        f"geen bevraging door {who}",
        observed,
        attempt.numbers,
        (f"Het LSP werd bevraagd door {who}; geraden wordt dat tegen te houden.",) if attempt.reached else (),
    )


def separates(enrols: bool, queries: bool, is_shown: bool) -> Ruling:
    """Whoever makes inschrijftokens does not query the LSP (GBX.FBH.e4020; INT-32).

    ``is_shown``: someone made a token here, and someone queried; else nobody could have done both.
    """
    does = [what for what, there in (("maakte een inschrijftoken", enrols), ("bevroeg het LSP", queries)) if there]
    both = enrols and queries
    return Ruling(
        not both if is_shown or both else None,
        "hoogstens een van beide: inschrijftokens maken of het LSP bevragen",
        " en ".join(does) or "geen van beide",
        (),
    )


@dataclass(frozen=True, slots=True)
class Deed:
    """What an administrator did, and what was added to the beheerlog meanwhile."""

    handeling: str
    """As the upper tester names the operation."""
    lines: tuple[Mapping[str, object], ...]
    words: tuple[str, ...] = ()
    """How the SUT calls it in its log, by its own account."""

    @property
    def own_lines(self) -> tuple[Mapping[str, object], ...]:
        """The lines that are about this deed."""
        known = (self.handeling, *self.words)
        return tuple(line for line in self.lines if any(word in str(line.get("handeling", "")) for word in known))


def deed_is_logged(deed: Deed) -> Ruling:
    """What an administrator does is in the beheerlog; a line in words that nobody explained decides nothing."""
    found = bool(deed.own_lines)
    said = "; ".join(str(line.get("handeling", "")) for line in deed.lines) or "geen nieuwe regel"
    return Ruling(True if found else None if deed.lines else False, f"een regel over {deed.handeling}", said, ())


def log_names(deed: Deed, wanted: Sequence[str], others: Sequence[str], what: str) -> Ruling:
    """The lines about a deed name one of ``wanted``, and none of ``others``; without lines nothing is known."""
    text = " ".join(str(value) for line in deed.own_lines for value in line.values())
    named, astray = [name for name in wanted if name in text], [name for name in others if name in text]
    return Ruling(
        bool(named) and not astray if deed.own_lines else None,
        f"{what}: {' of '.join(wanted)}",
        f"in de log: {text or 'geen regel'}",
        (),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A query that left the SUT: about whom, with what id, and why, as far as that is known."""

    bsn: str
    message_id: str
    number: int
    cause: str = ""
    """What the bench did, or what the SUT logged for this message; empty where neither says anything."""


def has_trigger(asked: Sequence[Asked]) -> Ruling:
    """Every query that the system sends of its own accord has a trigger that can be pointed at (GBX.FBH.e4018)."""
    without = [one for one in asked if not one.cause]
    shown = without or list(asked)
    observed = f"{len(without)} van {len(asked)} zonder aanleiding, over {', '.join(one.bsn for one in without)}"
    causes = ", ".join(dict.fromkeys(one.cause for one in asked))
    return Ruling(
        not without if asked else None,
        "een aanleiding bij elke bevraging van het systeem",
        observed if without else f"{len(asked)} bevraging(en), aanleiding: {causes}",
        tuple(one.number for one in shown),
    )


def asks_no_more(asked: Sequence[Asked], wanted: str) -> Ruling:
    """A user who asks for one patient sets off queries about that patient and nobody else (GBX.FBH.e4018)."""
    beside = [one for one in asked if one.bsn != wanted]
    shown = beside or list(asked)
    return Ruling(
        not beside if asked else None,
        "alleen bevragingen van de gevraagde patiënt",
        f"ook bevraagd: {', '.join(one.bsn for one in beside)}" if beside else f"{len(asked)} bevraging(en)",
        tuple(one.number for one in shown),
    )
