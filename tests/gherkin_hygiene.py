"""What the pytest-bdd of today lets through in silence and would falsify our matrix, found with the official parser.

``problems`` looks at one feature file, ``step_problems`` holds its steps against all step patterns. Both return Dutch
sentences with a line number, because whoever writes a scenario reads them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, get_args

from gherkin.dialect import Dialect
from gherkin.parser import Parser
from pytest_bdd.parsers import StepParser, string
from pytest_bdd.scenario import make_python_name

from catalogue.model import Way

TYPES = {"Context": "given", "Action": "when", "Outcome": "then"}
HOUSE_KEYWORDS = frozenset({"Stel", "Als", "Dan", "En", "Maar"})
WAYS = frozenset(get_args(Way))
MOST_BACKGROUND_STEPS = 3
PLACEHOLDER = re.compile(r"<([^<>]+)>")
UNQUOTED_PLACEHOLDER = re.compile(r'(?<!")<[^<>]+>|<[^<>]+>(?!")')
UNQUOTED_ARGUMENT = re.compile(r'(?<!")\{\w+[^}]*\}|\{\w+[^}]*\}(?!")')


@dataclass(frozen=True, slots=True)
class Pattern:
    """One step definition: what it matches, and as what."""

    type: str
    parser: StepParser

    def matches(self, text: str) -> bool:
        """Tell whether a step text would find this definition; capitals make no difference, as in ``parsers.parse``."""
        if isinstance(self.parser, string):
            return self.parser.name.casefold() == text.casefold()
        return bool(self.parser.is_matching(text))


@dataclass(frozen=True, slots=True)
class Step:
    """A step with its type (given, when or then) as pytest-bdd sees it."""

    type: str
    keyword: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Case:
    """A scenario with the background before it, and the tags of feature, rule and scenario apart."""

    node: Any
    background: tuple[Step, ...]
    inherited: tuple[str, ...]
    line: int
    own: tuple[Step, ...] = field(default=())

    @property
    def tables(self) -> list[Any]:
        """The tables of examples that have a header."""
        return [table for table in self.node["examples"] if table.get("tableHeader")]

    def rows(self) -> Iterator[dict[str, str]]:
        """Yield each example as a mapping of column to cell."""
        for table in self.tables:
            header = _cells(table["tableHeader"])
            for row in table["tableBody"]:
                yield dict(zip(header, _cells(row), strict=True))

    def filled_in(self) -> Iterator[Step]:
        """Yield all steps as they run, for every example."""
        for row in self.rows() if self.node["examples"] else ({},):
            for step in (*self.background, *self.own):
                yield Step(step.type, step.keyword, _fill(step.text, row), step.line)


def problems(path: Path, alias_domain: tuple[str, str] | None, clauses: Iterable[str]) -> list[str]:
    """Return what is wrong with a feature file.

    ``alias_domain`` is what the catalogue says of the alias that names the file, None if it has no such requirement;
    ``clauses`` are the clauses of that requirement.
    """
    text = path.read_text(encoding="utf-8")
    document: Any = Parser().parse(text)
    feature = document["feature"]
    cases = list(_cases(feature["children"], (), _tags(feature)))
    return sorted(
        f"{path.name}:{line}: {said}"
        for line, said in chain(
            _of_file(path, text, feature, alias_domain),
            _names(cases),
            _descriptions(feature),
            _backgrounds(feature),
            *(_of_case(case, frozenset(clauses)) for case in cases),
        )
    )


def step_problems(path: Path, patterns: Sequence[Pattern]) -> list[str]:
    """Return the steps of a feature file that do not find exactly one definition of their own type."""
    document: Any = Parser().parse(path.read_text(encoding="utf-8"))
    found: dict[str, None] = {}
    for case in _cases(document["feature"]["children"], (), ()):
        for step in case.filled_in():
            fitting = [pattern for pattern in patterns if pattern.matches(step.text)]
            if [pattern.type for pattern in fitting] != [step.type]:
                names = "; ".join(f"{pattern.type} {pattern.parser.name}" for pattern in fitting) or "geen"
                found[f"{path.name}:{step.line}: {step.type} '{step.text}' vindt als stap: {names}"] = None
    return list(found)


def used(path: Path, patterns: Sequence[Pattern]) -> set[str]:
    """Return the names of the patterns that a feature file uses."""
    document: Any = Parser().parse(path.read_text(encoding="utf-8"))
    return {
        pattern.parser.name
        for case in _cases(document["feature"]["children"], (), ())
        for step in case.filled_in()
        for pattern in patterns
        if pattern.matches(step.text)
    }


def _of_file(path: Path, text: str, feature: Any, alias_domain: tuple[str, str] | None) -> Iterator[tuple[int, str]]:
    line = feature["location"]["line"]
    if not text.startswith("# language: nl\n"):
        yield 1, "de eerste regel hoort '# language: nl' te zijn"
    if alias_domain is None:
        yield line, f"de catalogus kent geen eis {path.stem}, naar wie het bestand heet"
    else:
        alias, domain = alias_domain
        if _tags(feature) != (alias,):
            yield line, f"de functionaliteit hoort precies de tag @{alias} te dragen"
        if path.parent.name != domain:
            yield line, f"{alias} hoort in de map {domain}"


def _names(cases: Sequence[Case]) -> Iterator[tuple[int, str]]:
    counts = Counter(make_python_name(case.node["name"]) for case in cases)
    for case in cases:
        if counts[make_python_name(case.node["name"])] > 1:
            yield case.line, f"de scenarionaam '{case.node['name']}' komt (op leestekens na) dubbel voor"


def _descriptions(feature: Any) -> Iterator[tuple[int, str]]:
    keywords = [word for words in _step_keywords() for word in words]
    for node in _described(feature):
        for line in node.get("description", "").splitlines():
            if line.strip().startswith(tuple(keywords)):
                yield node["location"]["line"], f"'{line.strip()}' is hier omschrijving en geen stap"


def _described(node: Any) -> Iterator[Any]:
    yield node
    for child in node.get("children", ()):
        for kind in ("background", "rule", "scenario"):
            if kind in child:
                yield from _described(child[kind])
    yield from node.get("examples", ())


def _step_keywords() -> tuple[list[str], ...]:
    dialect: Any = Dialect.for_name("nl")
    return (
        dialect.given_keywords,
        dialect.when_keywords,
        dialect.then_keywords,
        dialect.and_keywords,
        dialect.but_keywords,
    )


def _backgrounds(node: Any) -> Iterator[tuple[int, str]]:
    for child in node["children"]:
        if "rule" in child:
            yield from _backgrounds(child["rule"])
        elif "background" in child:
            steps = _steps(child["background"])
            line = child["background"]["location"]["line"]
            if len(steps) > MOST_BACKGROUND_STEPS:
                yield line, f"een achtergrond heeft hoogstens {MOST_BACKGROUND_STEPS} regels"
            if any(step.type != "given" for step in steps):
                yield line, "een achtergrond bestaat uit Stel-regels"


def _of_case(case: Case, clauses: frozenset[str]) -> Iterator[tuple[int, str]]:
    tags = [*case.inherited, *_tags(case.node)]
    named = [tag for tag in tags if "/" in tag]
    ways = [tag for tag in tags if tag in WAYS]
    if len(named) != 1 or named[0] not in clauses:
        yield case.line, f"een scenario draagt precies één clausule van deze eis, niet {named or 'geen'}"
    if len(ways) != 1:
        yield case.line, f"een scenario draagt precies één weg ({', '.join(sorted(WAYS))}), niet {ways or 'geen'}"
    steps = (*case.background, *case.own)
    if sum(step.type == "when" and step.keyword not in ("En", "Maar") for step in steps) != 1:
        yield case.line, "een scenario heeft precies één Als"
    if steps and steps[-1].type != "then":
        yield case.line, "een scenario eindigt met Dan"
    for step in case.own:
        if step.keyword not in HOUSE_KEYWORDS:
            yield step.line, f"schrijf Stel, Als, Dan, En of Maar, niet '{step.keyword}'"
        if UNQUOTED_PLACEHOLDER.search(step.text):
            yield step.line, f"elk argument staat tussen dubbele aanhalingstekens: {step.text}"
    yield from _examples(case)


def _examples(case: Case) -> Iterator[tuple[int, str]]:
    keyword = case.node["keyword"]
    if keyword not in ("Scenario", "Abstract Scenario"):
        yield case.line, f"schrijf Scenario of Abstract Scenario, niet '{keyword}'"
    if (keyword == "Abstract Scenario") != bool(list(case.rows())):
        yield case.line, "een Abstract Scenario heeft voorbeelden, en alleen dat"
    wanted = {name for step in (*case.background, *case.own) for name in PLACEHOLDER.findall(step.text)}
    for table in case.node["examples"]:
        line = table["location"]["line"]
        if table["tags"]:
            yield line, "tags op Voorbeelden worden niet verwerkt; splits het scenario"
        header = _cells(table["tableHeader"]) if table.get("tableHeader") else []
        if set(header) != wanted or len(set(header)) != len(header):
            yield line, f"de kolommen {header} passen niet op de plaatshouders {sorted(wanted)}"
        rows = [_cells(row) for row in table["tableBody"]]
        if any(not cell.strip() for row in rows for cell in row):
            yield line, "een lege cel past op geen stap; schrijf (leeg)"
        if len({tuple(row) for row in rows}) != len(rows):
            yield line, "een voorbeeld staat er dubbel"
    if not case.node["examples"] and wanted:
        yield case.line, f"de plaatshouders {sorted(wanted)} hebben geen voorbeelden"


def _cases(children: Iterable[Any], background: tuple[Step, ...], tags: tuple[str, ...]) -> Iterator[Case]:
    for child in children:
        if "background" in child:
            background = (*background, *_steps(child["background"]))
        elif "rule" in child:
            yield from _cases(child["rule"]["children"], background, (*tags, *_tags(child["rule"])))
        else:
            node = child["scenario"]
            before = background[-1].type if background else ""
            yield Case(node, background, tags, node["location"]["line"], _steps(node, before))


def _steps(node: Any, type_: str = "") -> tuple[Step, ...]:
    steps = []
    for step in node["steps"]:
        type_ = TYPES.get(step["keywordType"], type_)
        steps.append(Step(type_, step["keyword"].strip(), step["text"], step["location"]["line"]))
    return tuple(steps)


def _fill(text: str, row: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda match: row.get(match[1], match[0]), text)


def _tags(node: Any) -> tuple[str, ...]:
    return tuple(tag["name"].removeprefix("@") for tag in node["tags"])


def _cells(row: Any) -> list[str]:
    return [cell["value"] for cell in row["cells"]]
