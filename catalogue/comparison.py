"""Compares two editions requirement by requirement: added, retired, renumbered, changed, and word by word."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from catalogue.editions import METADATA, Entry
from catalogue.model import Clause

Text = Literal["gelijk", "alleen tekens", "anders"]
"""Equal by hash; equal in letters and digits, so that only marks of lists and white space differ; or other words."""
_BASE = re.compile(r"^(?P<base>[A-Z]{3}(?:\.[A-Za-z]+)*\.(?:e\d+|\d+))(?:\.\d+)?$")
_CLAUSE_FIELDS = {
    "tekst": "tekst",
    "plaats": "plaats",
    "geldt_voor": "geldt voor",
    "rol": "rol",
    "voorwaarde": "voorwaarde",
    "gericht_aan": "gericht aan",
    "modaliteit": "modaliteit",
    "waarneming": "waarneming",
    "weg": "weg",
    "lezing": "lezing",
    "hoogstens": "hoogstens",
}
_CONTEXT = 4


@dataclass(frozen=True, slots=True)
class Change:
    """Some words that were replaced, added or removed, with the words around them."""

    before: str
    old: str
    new: str
    after: str

    def __str__(self) -> str:
        """Return the change in one line: [-old-] and {+new+}."""
        middle = " ".join(
            part for part in (f"[-{self.old}-]" if self.old else "", f"{{+{self.new}+}}" if self.new else "") if part
        )
        return " ".join(part for part in (self.before, middle, self.after) if part)


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that is in both catalogues, and the fields that differ."""

    id: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A requirement that both editions have."""

    old: Entry
    new: Entry
    text: Text
    facts: tuple[tuple[str, str, str], ...] = ()
    """Title, section, aliases and metadata that differ: name, old and new."""
    changes: tuple[Change, ...] = ()
    """Word by word, where both texts are at hand."""
    added_clauses: tuple[str, ...] = ()
    retired_clauses: tuple[str, ...] = ()
    changed_clauses: tuple[ClauseChange, ...] = ()

    @property
    def is_renumbered(self) -> bool:
        """Tell whether the first alias is another one."""
        return self.old.alias != self.new.alias

    @property
    def is_changed(self) -> bool:
        """Tell whether words, facts or clauses differ."""
        return self.text == "anders" or bool(
            self.facts or self.added_clauses or self.retired_clauses or self.changed_clauses
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions, requirement by requirement."""

    pairs: tuple[Pair, ...] = ()
    added: tuple[Entry, ...] = ()
    retired: tuple[Entry, ...] = ()
    doubles: tuple[str, ...] = field(default=())
    """Aliases that the new edition has more than once."""

    @property
    def changed(self) -> tuple[Pair, ...]:
        """Return the pairs that differ in anything but marks and white space."""
        return tuple(pair for pair in self.pairs if pair.is_changed)

    @property
    def is_equal(self) -> bool:
        """Tell whether nothing differs."""
        return not (self.changed or self.added or self.retired or self.doubles)


def compare(
    old: Sequence[Entry], new: Sequence[Entry], texts: Mapping[str, tuple[str, ...]] | None = None
) -> Comparison:
    """Compare two editions.

    ``texts`` has words by hash: the text of an earlier reading, for entries of a catalogue, which hold none.
    """
    texts = texts or {}
    old = [_with_text(each, texts) for each in old]
    new = [_with_text(each, texts) for each in new]
    partners = _partners(old, new)
    matched = {id(entry) for entry in partners.values()}
    names = [entry.alias for entry in new]
    return Comparison(
        tuple(_pair(before, partners[before.alias]) for before in old if before.alias in partners),
        tuple(entry for entry in new if id(entry) not in matched),
        tuple(entry for entry in old if entry.alias not in partners),
        tuple(sorted({name for name in names if names.count(name) > 1})),
    )


def _with_text(entry: Entry, texts: Mapping[str, tuple[str, ...]]) -> Entry:
    return replace(entry, text=texts[entry.sha256]) if entry.text is None and entry.sha256 in texts else entry


def _partners(old: Iterable[Entry], new: Sequence[Entry]) -> dict[str, Entry]:
    """Return per old alias the same requirement in the new edition.

    All aliases of a requirement are equal (INT-16). What then has no partner is matched by its number without
    revision, where that leaves one on either side.
    """
    by_name: dict[str, Entry] = {}
    for entry in new:
        for name in entry.names:
            by_name.setdefault(name, entry)
    found: dict[str, Entry] = {}
    for entry in old:
        partner = next((by_name[name] for name in entry.names if name in by_name), None)
        if partner is not None:
            found[entry.alias] = partner
    taken = {id(entry) for entry in found.values()}
    left = [entry for entry in old if entry.alias not in found]
    free = [entry for entry in new if id(entry) not in taken]
    for entry in left:
        same = [each for each in free if base_of(each.alias) == base_of(entry.alias)]
        rivals = [each for each in left if base_of(each.alias) == base_of(entry.alias)]
        if len(same) == 1 and len(rivals) == 1:
            found[entry.alias] = same[0]
    return found


def base_of(alias: str) -> str:
    """Return an alias without its revision: GBX.CON.e4080 of GBX.CON.e4080.5; KTZ.KIS.CQ.02 has none."""
    found = _BASE.match(alias)
    return found["base"] if found else alias


def _pair(old: Entry, new: Entry) -> Pair:
    kind = _text(old, new)
    here, there = (old.clauses, new.clauses) if old.clauses is not None and new.clauses is not None else ({}, {})
    changes = (_clause_change(id_, clause, there[id_]) for id_, clause in here.items() if id_ in there)
    return Pair(
        old,
        new,
        kind,
        tuple(_facts(old, new)),
        word_diff(old.text, new.text) if kind == "anders" and old.text and new.text else (),
        tuple(id_ for id_ in there if id_ not in here),
        tuple(id_ for id_ in here if id_ not in there),
        tuple(change for change in changes if change.fields),
    )


def _text(old: Entry, new: Entry) -> Text:
    if old.sha256 == new.sha256:
        return "gelijk"
    return "alleen tekens" if old.letters is not None and old.letters == new.letters else "anders"


def _facts(old: Entry, new: Entry) -> Iterable[tuple[str, str, str]]:
    rows = [
        ("alias", old.alias, new.alias),
        ("andere aliassen", ", ".join(old.aliases), ", ".join(new.aliases)),
        ("paragraaf", old.section, new.section),
        ("titel", old.title, new.title),
        *((name, old.metadata.get(name, ""), new.metadata.get(name, "")) for name in METADATA),
    ]
    return (row for row in rows if row[1] != row[2])


def _clause_change(id_: str, before: Clause, after: Clause) -> ClauseChange:
    return ClauseChange(
        id_, tuple(name for key, name in _CLAUSE_FIELDS.items() if getattr(before, key) != getattr(after, key))
    )


def word_diff(old: Sequence[str], new: Sequence[str]) -> tuple[Change, ...]:
    """Return what was changed between two texts, with a few words on either side."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return tuple(
        Change(
            " ".join(old[max(0, first - _CONTEXT) : first]),
            " ".join(old[first:last]),
            " ".join(new[start:end]),
            " ".join(old[last : last + _CONTEXT]),
        )
        for kind, first, last, start, end in matcher.get_opcodes()
        if kind != "equal"
    )
