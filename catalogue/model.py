"""The requirements as typed, frozen data; the files beside this one are their only source."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Domain = Literal[
    "aangesloten_systeem",
    "applicatie",
    "organisatie",
    "mandaatregistratie",
    "opvragen",
    "versturen",
    "applicatiebeheer",
    "patientadministratie",
    "ontvangen",
    "signaalfunctie",
    "leverancier",
    "generiek",
]


class Record(BaseModel):
    """Immutable data that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SystemType(StrEnum):
    """The kinds of system a requirement can bind; the word GBx means all four (INT-01)."""

    GBZ = "GBZ"
    GBP = "GBP"
    GBK = "GBK"
    GBO = "GBO"


class Modality(StrEnum):
    """How binding a clause is: *mag* never fails, *raadzaam* gives a finding."""

    MOET = "moet"
    MAG_NIET = "mag niet"
    RAADZAAM = "raadzaam"
    MAG = "mag"


Addressee = Literal["leverancier", "zorgaanbieder", "beheer", "servicedesk", "lsp"]
Means = Literal["netwerk", "scherm", "log", "opslag", "tijd", "belasting", "register", "dossier"]
Way = Literal["zim", "volg", "script", "adapter", "dossier", "belasting"]


class Clause(Record):
    """One checkable statement of a requirement; its number is never reused or shifted."""

    nummer: int = Field(ge=1)
    tekst: str
    plaats: str
    """Where it stands in the source: part, item, sentence."""
    geldt_voor: tuple[SystemType, ...] = tuple(SystemType)
    rol: str | None = None
    voorwaarde: str | None = None
    """The PICS question whose answer decides whether the clause applies."""
    gericht_aan: Addressee = "leverancier"
    modaliteit: Modality = Modality.MOET
    waarneming: Means
    weg: Way
    """The cheapest way to a verdict (operations.md section 2)."""
    lezing: tuple[str, ...] = ()
    hoogstens: Literal["bevinding"] | None = None
    """Set where a reading says that the clause can at most give a finding."""
    reden: str | None = None
    """Why nothing decides this clause, where nothing does."""


class StruckSentence(Record):
    """A sentence with a modal verb that is no clause, with the reason."""

    plaats: str
    reden: str


class Source(Record):
    """The edition that was read, and the size and hash of the requirement's text in it."""

    editie: str
    woorden: int
    sha256: str


class Requirement(Record):
    """One of the 121 requirements."""

    alias: str
    aliassen: tuple[str, ...] = ()
    """All other aliases of the same text (INT-16)."""
    paragraaf: str
    titel: str
    domein: Domain
    onderwerp: str
    """What it is about, in a sentence or two of our own."""
    moscow: str
    verificatie: str
    soort: str
    type: str
    parameters: tuple[str, ...] = ()
    bron: Source
    reden: str | None = None
    """Set while the clauses have not been worked out."""
    clausules: tuple[Clause, ...] = ()
    doorgehaald: tuple[StruckSentence, ...] = ()

    def clause_id(self, clause: Clause) -> str:
        """Return the identifier of one of this requirement's clauses, for instance GBX.LOG.e4015.1/4."""
        return f"{self.alias}/{clause.nummer}"


class ReadingOption(Record):
    """One way to read a debatable text."""

    naam: str
    tekst: str


class Reading(Record):
    """An interpretation INT-nn (interpretations.md)."""

    id: str
    aliassen: tuple[str, ...]
    plaats: str
    kwestie: str
    lezingen: tuple[ReadingOption, ...]
    gekozen: str
    strengste: str
    waarom: str
    status: str = "voorlopig"
    """*voorlopig*, or *bevestigd door VZVZ* with reference and date."""


class Parameter(Record):
    """A value that a requirement names; where the source has none, the status says so."""

    naam: str
    aliassen: tuple[str, ...]
    waarde: float | str | None = None
    """A number in the unit, or a name where the value is one (an edition)."""
    eenheid: str
    bron: str
    status: Literal["norm", "afgesproken", "aangenomen", "ontbreekt"]

    @property
    def shown(self) -> str:
        """Return value and unit as a Dutch reader writes them; *ontbreekt* where there is no value."""
        if self.waarde is None:
            return "ontbreekt"
        value = self.waarde if isinstance(self.waarde, str) else f"{self.waarde:.10g}".replace(".", ",")
        return f"{value} {self.eenheid}"


class Reference(Record):
    """A reference in the source that leads nowhere or elsewhere, and how it is read."""

    id: str
    aliassen: tuple[str, ...]
    """The requirements that it stands in."""
    plaats: str
    verwijst_naar: str
    probleem: str
    gelezen_als: str
    doel: tuple[str, ...] = ()
    """The requirements that are meant, where they are in this set."""
    status: str = "voorlopig"


class Word(Record):
    """A word of the source that needs a measure before anyone can be judged by it."""

    id: str
    aliassen: tuple[str, ...]
    woord: str
    lezing: str
    ver_ervan: str | None = None
    """What is so far from it that there is a verdict; None where there is none."""
    status: str = "voorlopig"


class KnownEdition(Record):
    """An edition of the source, known by its requirements."""

    naam: str
    afdrukken: dict[str, str]
    """Per alias the hash over letters and digits only (``catalogue.editions.letters_of``)."""
