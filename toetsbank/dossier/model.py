"""What a dossier is made of: forms with typed fields, what was filled in, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from reports.mask import mask

Kind = Literal[
    "tekst",
    "datum",
    "getal",
    "ja_nee",
    "keuze",
    "telefoon",
    "e-mail",
    "tijd",
    "land",
    "kvk",
    "fqdn",
    "adres",
    "reeks",
    "bestand",
    "lijst",
    "reeksen",
    "bestanden",
    "rijen",
]
"""The kinds of field; ``lijst``, ``reeksen`` and ``bestanden`` hold several values, ``rijen`` whole tables."""

PARTIES = ("leverancier", "zorgaanbieder", "beheer", "servicedesk")
"""On whose behalf a statement can be made; the addressees of clauses (INT-12)."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FieldSpec(_Data):
    """One field of a form."""

    soort: Kind
    uitleg: str = ""
    keuzes: tuple[str, ...] = ()
    """The values that a ``keuze`` allows."""
    kolommen: dict[str, "FieldSpec"] = Field(default_factory=dict)
    """The fields of each row of ``rijen``."""
    minstens: int = 1
    """How many rows or values there must be; 0 where having none is an answer."""
    verplicht: bool = True

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        """Read the short form ``soort | uitleg``, where a soort may be ``keuze: a, b``."""
        if not isinstance(data, str):
            return data
        kind, _, words = (part.strip() for part in data.partition("|"))
        kind, _, choices = (part.strip() for part in kind.partition(":"))
        return {"soort": kind, "uitleg": words, "keuzes": [each.strip() for each in choices.split(",") if each.strip()]}


class FormSpec(_Data):
    """What the form of a clause asks beside the statement, and which facts in it are checked."""

    velden: dict[str, FieldSpec] = Field(default_factory=dict)
    feiten: tuple[str, ...] = ()
    """Names in ``facts.FACTS``."""


class ClauseForm(_Data):
    """Which form belongs to a clause."""

    vorm: str
    naast: dict[str, int] = Field(default_factory=dict)
    """Other clauses of the same requirement that a fact compares with, by the role they play."""
    aanvullend: bool = False
    """Set where something else decides the clause too; then a form may be added but its absence says nothing."""
    scenario: bool = False
    """Set where a scenario decides the clause of a system that the bench can look into, and the form that of others."""

    @property
    def may_be_absent(self) -> bool:
        """Tell whether something else speaks where there is no form."""
        return self.aanvullend or self.scenario

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"vorm": data} if isinstance(data, str) else data


class Forms(_Data):
    """All forms, and the clauses that they decide."""

    vormen: dict[str, FormSpec]
    clausules: dict[str, ClauseForm]

    def of(self, clause: str) -> FormSpec:
        """Return the form of a clause; raises KeyError for a clause that no dossier decides."""
        return self.vormen[self.clausules[clause].vorm]


@dataclass(frozen=True, slots=True)
class Gap:
    """One mistake in a dossier, or one thing that is not in it."""

    file: str
    key: str
    """The clause and the field, as in ``GBX.ALG.e4010/1.geldig_tot``; empty for the file as a whole."""
    text: str

    def __str__(self) -> str:
        """Return the mistake as one Dutch sentence with file and key, without the number of a real person."""
        return mask(f"{self.file}{', ' if self.key else ''}{self.key}: {self.text}.")


class Weight(Enum):
    """What a remark on a fact does to the verdict."""

    CONTRADICTS = auto()
    """The fact goes against the clause."""
    OPEN = auto()
    """The fact does not show what it should, so it decides nothing."""
    NOTED = auto()
    """Worth knowing; the statement stands."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What checking a fact had to say, at which field, in Dutch without a full stop."""

    weight: Weight
    field: str
    text: str
    reading: str | None = None
    """The interpretation that the outcome rests on."""
    otherwise: tuple[str, ...] = ()
    """The other readings of it under which the clause would not have been decided."""


def contradicts(field_: str, text: str) -> Remark:
    """Return the remark that a fact goes against the clause."""
    return Remark(Weight.CONTRADICTS, field_, text)


def open_(field_: str, text: str, reading: str | None = None) -> Remark:
    """Return the remark that a fact decides nothing."""
    return Remark(Weight.OPEN, field_, text, reading)


def noted(field_: str, text: str) -> Remark:
    """Return the remark that something is worth knowing."""
    return Remark(Weight.NOTED, field_, text)


class Unanswered(Exception):
    """A fact needs a field that has no usable answer; that gap is named already."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The fields of a form that have a usable answer."""

    values: Mapping[str, Any]

    def __bool__(self) -> bool:
        return bool(self.values)

    def text(self, name: str) -> str:
        """Return the answer to a field of text; raises Unanswered."""
        return str(self._get(name))

    def text_or(self, name: str, otherwise: str = "") -> str:
        """Return the answer to a field of text that need not be filled in."""
        return str(self.values.get(name, otherwise))

    def day(self, name: str) -> date:
        """Return a date; raises Unanswered."""
        value = self._get(name)
        assert isinstance(value, date)
        return value

    def day_or_none(self, name: str) -> date | None:
        """Return a date that need not be filled in."""
        return self.day(name) if name in self.values else None

    def number(self, name: str) -> float:
        """Return a number; raises Unanswered."""
        return float(self._get(name))

    def is_so(self, name: str) -> bool:
        """Return the answer to a question of yes or no; raises Unanswered."""
        return self._get(name) is True

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; raises Unanswered."""
        return tuple(str(each) for each in self._get(name))

    def rows(self, name: str) -> tuple["Answers", ...]:
        """Return the rows of a table; raises Unanswered."""
        return tuple(self._get(name))

    def file(self, name: str) -> bytes:
        """Return the content of a file; raises Unanswered."""
        return _bytes(self._get(name))

    def files(self, name: str) -> tuple[bytes, ...]:
        """Return the contents of several files; raises Unanswered."""
        return tuple(map(_bytes, self._get(name)))

    def _get(self, name: str) -> Any:
        if name not in self.values:
            raise Unanswered(name)
        return self.values[name]


def _bytes(value: Any) -> bytes:
    assert isinstance(value, Evidence)
    return value.content


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file of the dossier as it was found."""

    name: str
    sha256: str
    content: bytes = field(repr=False)

    def __str__(self) -> str:
        return f"{self.name} (SHA-256 {self.sha256})"


@dataclass(frozen=True, slots=True)
class Person:
    """Who states or reviews."""

    name: str
    role: str

    def __str__(self) -> str:
        return f"{self.name} ({self.role})"

    def is_same_as(self, other: "Person") -> bool:
        """Tell whether two names are of the same person, whatever their capitals, dots and spaces."""
        return _letters(self.name) == _letters(other.name) != ""


def _letters(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


class State(Enum):
    """How far the form of a clause has come."""

    ABSENT = auto()
    UNTOUCHED = auto()
    WITHHELD = auto()
    """The form says why it cannot be filled in."""
    FILLED_IN = auto()


@dataclass(frozen=True, slots=True)
class Signature:
    """What every statement has: its words, who made and who reviewed it, how long it holds, and its evidence."""

    statement: str
    party: str
    author: Person
    reviewer: Person
    day: date
    until: date
    files: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a form says of its statement, however far it has come; what is missing or unusable is empty."""

    statement: str = ""
    party: str = ""
    author: Person | None = None
    reviewer: Person | None = None
    day: date | None = None
    until: date | None = None
    files: tuple[Evidence, ...] = ()

    def signature(self) -> Signature | None:
        """Return the same as a signature, if nothing of it is missing."""
        if not (self.statement and self.party and self.author and self.reviewer and self.files):
            return None
        if self.day is None or self.until is None:
            return None
        return Signature(self.statement, self.party, self.author, self.reviewer, self.day, self.until, self.files)


@dataclass(frozen=True, slots=True)
class Filed:
    """What a dossier holds of one clause."""

    clause: str
    file: str
    state: State
    gaps: tuple[Gap, ...] = ()
    """What is missing or wrong in the form itself."""
    signature: Signature | None = None
    """None as long as something of it is missing."""
    claimed: Claimed = Claimed()
    answers: Answers = Answers({})
    reason: str = ""
    """Why it was withheld."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What a fact is held against beside the form itself."""

    today: date
    product: str
    version: str
    fqdn: str
    organisation: str
    application_id: str
    system_type: str
    roles: tuple[str, ...]
    beside: Mapping[str, Answers] = field(default_factory=dict)
    """The answers to the clauses that the form names under ``naast``."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A folder of forms as read."""

    folder: Path | None
    filed: Mapping[str, Filed]
    """By clause, for those that apply."""
    strays: tuple[Gap, ...]
    """What is wrong with files as a whole, and tables that belong to no clause."""
