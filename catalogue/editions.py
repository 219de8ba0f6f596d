"""What identifies each requirement of an edition, read from a catalogue or a document, and which edition it is."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from catalogue.document import DocumentRequirement
from catalogue.loader import Catalogue
from catalogue.model import Clause, KnownEdition, Requirement

METADATA = ("Moscow", "Verificatie", "Soort", "Type")
ENOUGH = 0.9
"""An edition is recognised when so large a part of its requirements has a known fingerprint."""
_LIST_MARK = re.compile(r"^(?:[•▪◦·*–-]+|o|\d{1,2}[.)]|[a-h][.)]|[ivx]+\.)$")
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_DATE = re.compile(
    rf"\b(\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}} (?:{_MONTHS}) \d{{4}})\b", re.I
)
_VERSION = re.compile(r"\b(?:versie|version|release)[ :]*(v?\d+(?:\.\d+)*)", re.IGNORECASE)


def letters_of(words: Iterable[str]) -> str:
    """Return the hash over letters and digits only: equal for two extractions that mark lists differently."""
    text = "".join(word for word in words if not _LIST_MARK.match(word)).casefold()
    return hashlib.sha256("".join(character for character in text if character.isalnum()).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """One requirement of an edition, as far as it can be compared."""

    alias: str
    aliases: tuple[str, ...]
    section: str
    title: str
    metadata: Mapping[str, str]
    words: int
    sha256: str
    letters: str | None = None
    """The hash of ``letters_of``, where it is known."""
    text: tuple[str, ...] | None = None
    """The words themselves: of a document only; a catalogue holds none."""
    clauses: Mapping[str, Clause] | None = None
    """By id: of a catalogue only."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return all aliases, the first one first."""
        return (self.alias, *self.aliases)


def of_catalogue(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Return the requirements of a catalogue."""
    known = {name: edition.afdrukken for name, edition in catalogue.editions.items()}
    return tuple(
        _of_requirement(each, known.get(each.bron.editie, {}).get(each.alias))
        for each in catalogue.requirements.values()
    )


def _of_requirement(requirement: Requirement, letters: str | None) -> Entry:
    values = (requirement.moscow, requirement.verificatie, requirement.soort, requirement.type)
    return Entry(
        requirement.alias,
        requirement.aliassen,
        requirement.paragraaf,
        requirement.titel,
        MappingProxyType(dict(zip(METADATA, values, strict=True))),
        requirement.bron.woorden,
        requirement.bron.sha256,
        letters,
        clauses={requirement.clause_id(clause): clause for clause in requirement.clausules},
    )


def of_document(requirements: Iterable[DocumentRequirement]) -> tuple[Entry, ...]:
    """Return the requirements of a document."""
    return tuple(
        Entry(
            source.alias,
            source.aliases,
            source.section,
            source.title,
            source.metadata,
            len(source.words),
            source.sha256,
            letters_of(source.words),
            source.words,
        )
        for source in (each.source for each in requirements)
    )


@dataclass(frozen=True, slots=True)
class Recognised:
    """Which edition a document is, and on what that rests."""

    edition: str | None
    """The name, or None for an edition that is not known."""
    matching: int
    """How many requirements have the fingerprint of that edition, or of the closest one."""
    of: int
    closest: str | None = None
    printed: tuple[str, ...] = ()
    """Title, version and dates that stand before the first requirement, as printed."""


def recognise(entries: Sequence[Entry], known: Mapping[str, KnownEdition], text: str) -> Recognised:
    """Return the edition whose fingerprints most requirements of a document have."""
    counted = Counter(
        {
            name: sum(entry.letters == edition.afdrukken.get(entry.alias) for entry in entries)
            for name, edition in known.items()
        }
    )
    name, matching = counted.most_common(1)[0] if counted else (None, 0)
    total = len(known[name].afdrukken) if name else 0
    sure = total > 0 and matching >= ENOUGH * total
    return Recognised(name if sure else None, matching, total, name if matching else None, printed(text))


def printed(text: str) -> tuple[str, ...]:
    """Return what the pages before the first requirement say of the edition: version numbers and dates."""
    head = text[: found.start()] if (found := re.search(r"^\s*Alias:", text, re.MULTILINE)) else text[:4000]
    versions = [f"versie {number}" for number in _VERSION.findall(head)]
    return tuple(dict.fromkeys([*versions, *_DATE.findall(head)]))
