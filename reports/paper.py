"""What a form of the dossier or a register holds of one clause: who says what, who reviewed it, until when, on what."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

PaperKind = Literal["formulier", "register"]
PaperState = Literal["ontbreekt", "niet ingevuld", "niet geleverd", "onleesbaar", "onvolledig", "volledig"]
FactOutcome = Literal["in orde", "opgemerkt", "niet aangetoond", "spreekt tegen", "niet na te gaan"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Answer(_Part):
    """One field of a form and what was filled in; a table has a text per row."""

    name: str
    texts: tuple[str, ...]


class FactLookedAt(_Part):
    """A fact in a form that the bench checked, and what came of it."""

    what: str
    """What was looked at, as a Dutch statement that holds when all is well."""
    outcome: FactOutcome
    said: tuple[str, ...] = ()


class PaperFile(_Part):
    """A file that was handed in as evidence."""

    name: str
    sha256: str


class Paper(_Part):
    """What is shown of a form or a register, complete or not; every date is ISO 8601, empty where it is not known."""

    kind: PaperKind
    file: str
    """Path beside the profile, for instance ``dossier/GBX.ALG.e4010.toml`` or ``registers/storingen.csv``."""
    state: PaperState
    asked: str = ""
    """What the form asks, or the header of the register."""
    remedy: str = ""
    """How to make what is missing, in one Dutch sentence."""
    statement: str = ""
    """The statement in the words of its author; a register has none, its figure stands in the judgement."""
    party: str = ""
    author: str = ""
    reviewer: str = ""
    day: str = ""
    until: str = ""
    period: str = ""
    """The time that a register was judged over."""
    answers: tuple[Answer, ...] = ()
    facts: tuple[FactLookedAt, ...] = ()
    files: tuple[PaperFile, ...] = ()
    gaps: tuple[str, ...] = ()
    """Everything that is missing or wrong in the form itself."""
