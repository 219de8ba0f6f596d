"""Reads the catalogue's files into one frozen value, or names everything that is wrong with them in one go."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from catalogue.aliases import Found, by_any_alias, find
from catalogue.model import (
    Clause,
    Domain,
    KnownEdition,
    Parameter,
    Reading,
    ReadingOption,
    Record,
    Reference,
    Requirement,
    Source,
    StruckSentence,
    Word,
)
from catalogue.ncsc import Edition, Ncsc
from catalogue.problems import CatalogueError, Problem, field_problem, line_of, syntax_problem

HERE = Path(__file__).parent
SHARED = ("interpretaties.toml", "parameters.toml", "ncsc.toml")
"""The files beside the folders of the domains."""
OPTIONAL = ("verwijzingen.toml", "woorden.toml", "edities.toml")
"""More of them, which an older catalogue may not have."""
_Model = TypeVar("_Model", bound=BaseModel)


class _Readings(Record):
    interpretaties: tuple[Reading, ...]


class _Parameters(Record):
    parameters: tuple[Parameter, ...]


class _Editions(Record):
    edities: tuple[Edition, ...]


class _References(Record):
    verwijzingen: tuple[Reference, ...] = ()


class _Words(Record):
    woorden: tuple[Word, ...] = ()


class _KnownEditions(Record):
    bekende_edities: tuple[KnownEdition, ...] = ()


_TABLES: Mapping[str, type[BaseModel]] = {
    "bron": Source,
    "clausules": Clause,
    "doorgehaald": StruckSentence,
    "interpretaties": Reading,
    "interpretaties.lezingen": ReadingOption,
    "parameters": Parameter,
    "edities": Edition,
    "verwijzingen": Reference,
    "woorden": Word,
    "bekende_edities": KnownEdition,
}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All requirements, clauses, readings, parameters and ratings; read-only."""

    requirements: Mapping[str, Requirement]
    """By first alias, in the order of the source."""
    clauses: Mapping[str, Clause]
    """By id, in the order of the source."""
    readings: Mapping[str, Reading]
    parameters: Mapping[str, Parameter]
    ncsc: Ncsc
    references: Mapping[str, Reference] = field(default_factory=dict)
    """References of the source that lead nowhere or elsewhere, by id."""
    words: Mapping[str, Word] = field(default_factory=dict)
    """Words of the source that need a measure, by id."""
    editions: Mapping[str, KnownEdition] = field(default_factory=dict)
    """The editions that a document is compared with, by name."""

    def find(self, name: str) -> Found:
        """Return what an alias or clause id stands for; raises ``UnknownAlias`` with a Dutch sentence."""
        return find(name, self.requirements)


@dataclass(frozen=True, slots=True)
class _File:
    """A file as read: what its problems are called, its text, and the data in it."""

    path: Path
    name: str
    text: str
    data: dict[str, Any]

    def problem(self, text: str, *location: int | str) -> Problem:
        return Problem(self.name, line_of(self.text, location), text)


def load(folder: Path | None = None) -> Catalogue:
    """Read a catalogue: the one beside this module, or that of another folder.

    Raises ``CatalogueError`` that lists every unreadable file, unknown field, double name, dangling reference and
    misplaced file, each with its line where that is known.
    """
    root = HERE if folder is None else folder
    problems: list[Problem] = []
    readings = _read_one(root, SHARED[0], _Readings, problems)
    parameters = _read_one(root, SHARED[1], _Parameters, problems)
    editions = _read_one(root, SHARED[2], _Editions, problems)
    references = _read_one(root, OPTIONAL[0], _References, problems)
    words = _read_one(root, OPTIONAL[1], _Words, problems)
    known_editions = _read_one(root, OPTIONAL[2], _KnownEditions, problems)
    paths = sorted(root.glob("*/*.toml"))
    problems += _misplaced(root, paths)
    pairs = [
        (file, requirement)
        for path in paths
        if (file := _read(root, path, problems)) and (requirement := _validate(file, Requirement, problems))
    ]
    known = _Known.of(readings[1] if readings else None, parameters[1] if parameters else None)
    for file, requirement in pairs:
        problems += _check(file, requirement, known)
    problems += _doubles(pairs)
    if len(pairs) == len(paths):  # else a requirement that could not be read would be called absent
        aliases = frozenset(by_any_alias({requirement.alias: requirement for _, requirement in pairs}))
        problems += _check_readings(*readings, aliases) if readings else ()
        problems += _check_parameters(*parameters, aliases) if parameters else ()
        problems += (
            _check_named(references[0], "verwijzingen", references[1].verwijzingen, aliases) if references else ()
        )
        problems += _check_named(words[0], "woorden", words[1].woorden, aliases) if words else ()
    if problems or not (readings and parameters and editions):
        raise CatalogueError(problems)
    return replace(
        _assemble([requirement for _, requirement in pairs], readings[1], parameters[1], editions[1]),
        references=_by_id(references[1].verwijzingen if references else ()),
        words=_by_id(words[1].woorden if words else ()),
        editions=MappingProxyType(
            {each.naam: each for each in known_editions[1].bekende_edities} if known_editions else {}
        ),
    )


_Named = TypeVar("_Named", Reference, Word)


def _by_id(records: Iterable[_Named]) -> Mapping[str, _Named]:
    return MappingProxyType({record.id: record for record in records})


def _misplaced(root: Path, paths: Sequence[Path]) -> Iterable[Problem]:
    """Name every TOML file that nothing would read."""
    for path in sorted(set(root.rglob("*.toml")) - {root / name for name in (*SHARED, *OPTIONAL)} - set(paths)):
        name = f"{root.name}/{path.relative_to(root).as_posix()}"
        yield Problem(name, 0, "dit bestand hoort in de map van een domein te staan, een niveau diep.")


def _assemble(
    found: Sequence[Requirement], readings: _Readings, parameters: _Parameters, editions: _Editions
) -> Catalogue:
    ordered = sorted(found, key=lambda requirement: _place(requirement.paragraaf))
    return Catalogue(
        requirements=MappingProxyType({requirement.alias: requirement for requirement in ordered}),
        clauses=MappingProxyType(
            {requirement.clause_id(clause): clause for requirement in ordered for clause in requirement.clausules}
        ),
        readings=MappingProxyType({reading.id: reading for reading in readings.interpretaties}),
        parameters=MappingProxyType({parameter.naam: parameter for parameter in parameters.parameters}),
        ncsc=Ncsc(edities={edition.id: edition for edition in editions.edities}),
    )


def _place(section: str) -> tuple[int, ...]:
    return tuple(int(part) for part in section.split(".") if part.isdigit())


def _read(root: Path, path: Path, problems: list[Problem]) -> _File | None:
    name = f"{root.name}/{path.relative_to(root).as_posix()}"
    try:
        text = path.read_text(encoding="utf-8")
        return _File(path, name, text, tomllib.loads(text))
    except FileNotFoundError:
        if path.name in OPTIONAL:
            return None
        problems.append(Problem(name, 0, "dit bestand ontbreekt."))
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(name, 0, f"dit bestand is niet te lezen als UTF-8-tekst ({type(error).__name__})."))
    except tomllib.TOMLDecodeError as error:
        problems.append(syntax_problem(name, str(error)))
    return None


def _validate(file: _File, model: type[_Model], problems: list[Problem]) -> _Model | None:
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        fields = {table: tuple(known.model_fields) for table, known in _TABLES.items()}
        fields[""] = tuple(model.model_fields)
        problems += [field_problem(file.name, file.text, detail, fields) for detail in error.errors()]
        return None


def _read_one(root: Path, name: str, model: type[_Model], problems: list[Problem]) -> tuple[_File, _Model] | None:
    file = _read(root, root / name, problems)
    value = _validate(file, model, problems) if file else None
    return (file, value) if file and value else None


@dataclass(frozen=True, slots=True)
class _Known:
    """The names a requirement may refer to; None where that file could not be read."""

    readings: frozenset[str] | None
    parameters: frozenset[str] | None

    @classmethod
    def of(cls, readings: _Readings | None, parameters: _Parameters | None) -> "_Known":
        return cls(
            None if readings is None else frozenset(reading.id for reading in readings.interpretaties),
            None if parameters is None else frozenset(parameter.naam for parameter in parameters.parameters),
        )


def _check(file: _File, requirement: Requirement, known: _Known) -> Iterable[Problem]:
    """Check one requirement by itself and against the names that exist."""
    if file.path.stem != requirement.alias:
        yield file.problem(f"het bestand hoort {requirement.alias}.toml te heten, naar de alias erin.", "alias")
    folder = file.path.parent.name
    if folder != requirement.domein:
        yield file.problem(
            f"domein '{requirement.domein}' hoort in de map {requirement.domein}, niet {folder}.", "domein"
        )
    if folder not in get_args(Domain):
        yield file.problem(f"de map {folder} is geen domein.")
    for name in requirement.parameters:
        if known.parameters is not None and name not in known.parameters:
            yield file.problem(f"de parameter '{name}' staat niet in parameters.toml.", "parameters")
    if not requirement.clausules and not requirement.reden:
        yield file.problem("een eis zonder clausules hoort een 'reden' te hebben.", "alias")
    seen: set[int] = set()
    for position, clause in enumerate(requirement.clausules):
        place = ("clausules", position)
        if clause.nummer in seen:
            yield file.problem(f"clausulenummer {clause.nummer} komt dubbel voor.", *place, "nummer")
        seen.add(clause.nummer)
        for key in ("tekst", "plaats"):
            if not getattr(clause, key).strip():
                yield file.problem(f"clausule {clause.nummer} heeft een leeg veld '{key}'.", *place, key)
        for reading in clause.lezing:
            if known.readings is not None and reading not in known.readings:
                yield file.problem(f"de lezing {reading} staat niet in interpretaties.toml.", *place, "lezing")


def _doubles(pairs: Sequence[tuple[_File, Requirement]]) -> Iterable[Problem]:
    """Name every alias and every section that two files claim."""
    first: dict[str, str] = {}
    for file, requirement in pairs:
        for alias in (requirement.alias, *requirement.aliassen):
            if alias in first:
                yield file.problem(f"de alias {alias} staat ook in {first[alias]}.", "alias")
            first.setdefault(alias, file.name)
        section = f"paragraaf {requirement.paragraaf}"
        if section in first:
            yield file.problem(f"{section} staat ook in {first[section]}.", "paragraaf")
        first.setdefault(section, file.name)


def _check_readings(file: _File, found: _Readings, aliases: frozenset[str]) -> Iterable[Problem]:
    counts = Counter(reading.id for reading in found.interpretaties)
    for position, reading in enumerate(found.interpretaties):
        place = ("interpretaties", position)
        if counts[reading.id] > 1:
            yield file.problem(f"{reading.id} komt dubbel voor.", *place, "id")
        names = {option.naam for option in reading.lezingen}
        for key, name in (("gekozen", reading.gekozen), ("strengste", reading.strengste)):
            if name not in names:
                yield file.problem(f"{reading.id} noemt als {key} lezing '{name}', die er niet is.", *place, key)
        for alias in reading.aliassen:
            if alias not in aliases:
                yield file.problem(f"{reading.id} noemt {alias}, die niet in de catalogus staat.", *place, "aliassen")


def _check_parameters(file: _File, found: _Parameters, aliases: frozenset[str]) -> Iterable[Problem]:
    counts = Counter(parameter.naam for parameter in found.parameters)
    for position, parameter in enumerate(found.parameters):
        place = ("parameters", position)
        if counts[parameter.naam] > 1:
            yield file.problem(f"de parameter '{parameter.naam}' komt dubbel voor.", *place, "naam")
        if (parameter.waarde is None) != (parameter.status == "ontbreekt"):
            yield file.problem(
                f"'{parameter.naam}': juist bij status 'ontbreekt', en alleen daar, is er geen waarde.",
                *place,
                "status",
            )
        for alias in parameter.aliassen:
            if alias not in aliases:
                yield file.problem(
                    f"'{parameter.naam}' noemt {alias}, die niet in de catalogus staat.", *place, "aliassen"
                )


def _check_named(
    file: _File, table: str, records: Sequence[Reference | Word], aliases: frozenset[str]
) -> Iterable[Problem]:
    counts = Counter(record.id for record in records)
    for position, record in enumerate(records):
        if counts[record.id] > 1:
            yield file.problem(f"{record.id} komt dubbel voor.", table, position, "id")
        targets = record.doel if isinstance(record, Reference) else ()
        for key, names in (("aliassen", record.aliassen), ("doel", targets)):
            for alias in names:
                if alias not in aliases:
                    yield file.problem(
                        f"{record.id} noemt {alias}, die niet in de catalogus staat.", table, position, key
                    )
