"""What changed between two editions, and what of it must be done again for a SUT: scenarios, waivers, dossier."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalogue import Catalogue, CatalogueError
from catalogue import load as load_catalogue
from catalogue.comparison import Comparison, Pair, compare
from catalogue.editions import METADATA, Entry, of_catalogue
from simulators.xis.defects import all_defects
from toetsbank.bron import difference_of, read
from toetsbank.deciders import decidable, deciders
from toetsbank.outcomes import BadInput
from toetsbank.profile import Profile
from toetsbank.scenarios import Scenario

RETIRED = "vervallen"
RENAMED = "hernoemd; de tekst is gelijk, de naam hoort overal mee te gaan"


@dataclass(frozen=True, slots=True)
class Affected:
    """A requirement whose change reaches this bench or this SUT."""

    entry: Entry
    """As it was; of an added requirement as it is."""
    why: str
    clauses: tuple[str, ...] | None
    """The clauses that are reached; None for the whole requirement."""

    def reaches(self, name: str) -> bool:
        """Tell whether a clause id or alias is reached, under any alias of the requirement."""
        alias, slash, _ = name.partition("/")
        if alias not in self.entry.names:
            return False
        return self.clauses is None or not slash or name in self.clauses


@dataclass(frozen=True, slots=True)
class Again:
    """What must be looked at or done again for one requirement."""

    affected: Affected
    scenarios: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    """Registers to be judged again, each with its clause."""
    forms: tuple[str, ...] = ()
    """Forms that a dossier must have, each with its clause."""
    defects: tuple[str, ...] = ()
    waivers: tuple[str, ...] = ()
    dossier: tuple[str, ...] = ()
    """Forms that this SUT has filled in."""
    readings: tuple[str, ...] = ()
    """Interpretations whose text changed under them."""


def edition_at(path: Path) -> tuple[Entry, ...]:
    """Return the requirements of a catalogue (a folder) or a document (a file); raises BadInput."""
    if not path.is_dir():
        return read(path).entries
    try:
        return of_catalogue(load_catalogue(path))
    except CatalogueError as error:
        raise BadInput(f"{path} is geen leesbare catalogus:\n{error}") from error


def differences(old: Path, new: Path) -> Comparison:
    """Compare two catalogues, two documents, or one of each; raises BadInput."""
    return compare(edition_at(old), edition_at(new))


def affected(comparison: Comparison) -> Iterator[Affected]:
    """Yield the requirements whose change asks for something to be done again."""
    for pair in comparison.changed:
        if found := _affected(pair):
            yield found
    for entry in comparison.retired:
        yield Affected(entry, RETIRED, None)
    for entry in comparison.added:
        yield Affected(entry, "nieuw", None)


def _affected(pair: Pair) -> Affected | None:
    if pair.text == "anders":
        return Affected(pair.old, "de tekst is anders", None)
    kinds = [name for name, _, _ in pair.facts if name in METADATA]
    if kinds:
        return Affected(pair.old, f"{' en '.join(kinds)} anders", None)
    clauses = (*(change.id for change in pair.changed_clauses), *pair.retired_clauses, *pair.added_clauses)
    if clauses:
        return Affected(pair.old, "clausules anders", clauses)
    return Affected(pair.old, RENAMED, None) if pair.is_renumbered else None


def again(
    comparison: Comparison, catalogue: Catalogue, scenarios: Iterable[Scenario], profile: Profile | None
) -> tuple[Again, ...]:
    """Return per requirement what must be done again, for the SUT of a profile with its dossier."""
    scenarios = tuple(scenarios)
    folder = profile.dossier if profile else None
    filled = sorted(folder.glob("*.toml")) if folder else []
    return tuple(_again(each, catalogue, scenarios, profile, filled) for each in affected(comparison))


def _again(
    found: Affected,
    catalogue: Catalogue,
    scenarios: Sequence[Scenario],
    profile: Profile | None,
    filled: Sequence[Path],
) -> Again:
    reached = {
        id_: deciders(id_, scenarios) for id_ in sorted(decidable(scenarios)) if "/" in id_ and found.reaches(id_)
    }
    return Again(
        found,
        tuple(
            f"{scenario.feature}:{scenario.line} {scenario.name}"
            for scenario in scenarios
            if any(scenario in each.scenarios for each in reached.values())
        ),
        tuple(id_ for id_, each in reached.items() if each.rule),
        tuple(f"{each.register} ({id_})" for id_, each in reached.items() if each.register),
        tuple(f"{each.form} ({id_})" for id_, each in reached.items() if each.form),
        tuple(
            defect.name
            for defect in all_defects()
            if any(found.reaches(id_) for id_ in (*defect.violates, *defect.findings))
        ),
        tuple(waiver.clausule for waiver in profile.afwijkingen if found.reaches(waiver.clausule)) if profile else (),
        tuple(form.name for form in filled if found.reaches(form.stem)),
        tuple(name for name, reading in catalogue.readings.items() if set(reading.aliassen) & set(found.entry.names)),
    )


def describe(comparison: Comparison, todo: Sequence[Again], old: str, new: str) -> str:
    """Return the differences, and what must be done again, as Dutch lines."""
    return "\n".join((*_changes(comparison, old, new), *_todo(todo)))


def _changes(comparison: Comparison, old: str, new: str) -> Iterator[str]:
    renumbered = [pair for pair in comparison.changed if pair.is_renumbered]
    yield (
        f"{old} → {new}: {len(comparison.pairs)} eisen in beide, {len(comparison.added)} nieuw, "
        f"{len(comparison.retired)} vervallen, {len(renumbered)} hernoemd, {len(comparison.changed)} gewijzigd"
    )
    if marks := [pair.old.alias for pair in comparison.pairs if pair.text == "alleen tekens"]:
        yield f"alleen tekens en witruimte: {', '.join(marks)}"
    for title, entries in (("nieuw", comparison.added), ("vervallen", comparison.retired)):
        yield from (f"{title}: {entry.alias} {entry.title}" for entry in entries)
    for pair in comparison.changed:
        name = f"{pair.old.alias} → {pair.new.alias}" if pair.is_renumbered else pair.old.alias
        yield f"{'hernoemd' if pair.is_renumbered else 'gewijzigd'}: {name} {pair.new.title}"
        yield from (f"  {line}" for line in difference_of(pair))
        yield from (f"  clausule erbij: {id_}" for id_ in pair.added_clauses)
        yield from (f"  clausule vervallen: {id_}" for id_ in pair.retired_clauses)
        yield from (f"  clausule {change.id} anders: {', '.join(change.fields)}" for change in pair.changed_clauses)


_KINDS: Mapping[str, str] = {
    "scenarios": "scenario",
    "rules": "regel over alle waarnemingen",
    "registers": "register",
    "forms": "formulier",
    "defects": "defect",
    "waivers": "afwijking in het profiel",
    "dossier": "stuk in het dossier",
    "readings": "lezing",
}


def _todo(todo: Sequence[Again]) -> Iterator[str]:
    if not todo:
        return
    yield ""
    yield "Opnieuw te doen (heracceptatie):"
    for each in todo:
        scope = f" ({', '.join(each.affected.clauses)})" if each.affected.clauses else ""
        yield f"{each.affected.entry.alias}: {each.affected.why}{scope}"
        for kind, word in _KINDS.items():
            yield from (f"  {word}: {name}" for name in getattr(each, kind))
        if not (each.scenarios or each.rules or each.registers or each.forms) and each.affected.why not in {
            RETIRED,
            RENAMED,
        }:
            yield "  niets beslist dit nog: de clausules opnieuw nagaan"
