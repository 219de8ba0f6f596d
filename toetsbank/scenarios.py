"""The scenarios as the feature files have them, read without running them: for planning, where and the matrix."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gherkin.errors import ParserError
from gherkin.parser import Parser
from pytest_bdd.scenario import make_python_name

from toetsbank.outcomes import BadInput

ROOT = Path(__file__).resolve().parent.parent
FEATURES = ROOT / "features"


def step_modules() -> tuple[str, ...]:
    """Return the names of the modules that define steps."""
    found = sorted(path.relative_to(ROOT) for path in (ROOT / "steps").glob("*/[!_]*.py"))
    return ("steps.common", *(".".join(path.with_suffix("").parts) for path in found))


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a scenario, with its placeholders."""

    keyword: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario or scenario outline, with the tags it inherits."""

    feature: str
    """Path from the root of the checkout."""
    name: str
    line: int
    tags: frozenset[str]
    steps: tuple[Step, ...]
    columns: tuple[tuple[str, ...], ...]
    """Header of each table of examples."""
    example_tags: tuple[str, ...]
    description: str

    @property
    def function(self) -> str:
        """The node id without an example, as pytest-bdd makes it."""
        return f"{self.feature}::test_{make_python_name(self.name)}"

    def owns(self, node: str) -> bool:
        """Tell whether a node id is this scenario or one of its examples."""
        return node == self.function or node.startswith(f"{self.function}[")


def read(folder: Path = FEATURES) -> tuple[Scenario, ...]:
    """Read every feature file below a folder; raises BadInput for one that is no Gherkin."""
    return tuple(scenario for path in sorted(folder.rglob("*.feature")) for scenario in read_file(path))


def read_file(path: Path) -> Iterator[Scenario]:
    """Yield the scenarios of one feature file."""
    try:
        document: Any = Parser().parse(path.read_text(encoding="utf-8"))
    except ParserError as error:
        raise BadInput(f"{path} is geen geldige Gherkin: {' '.join(str(error).split())}") from error
    feature = document.get("feature")
    if feature is None:
        raise BadInput(f"{path} is leeg; verwacht wordt een Functionaliteit met scenario's.")
    name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()
    yield from _children(name, feature["children"], _tags(feature), ())


def _children(name: str, children: list[Any], tags: frozenset[str], background: tuple[Step, ...]) -> Iterator[Scenario]:
    for child in children:
        if "background" in child:
            background = (*background, *_steps(child["background"]))
        elif "rule" in child:
            rule = child["rule"]
            yield from _children(name, rule["children"], tags | _tags(rule), background)
        else:
            node = child["scenario"]
            yield Scenario(
                name,
                node["name"],
                node["location"]["line"],
                tags | _tags(node),
                (*background, *_steps(node)),
                tuple(
                    tuple(cell["value"] for cell in table["tableHeader"]["cells"])
                    for table in node["examples"]
                    if table.get("tableHeader")
                ),
                tuple(tag for table in node["examples"] for tag in _tags(table)),
                node["description"],
            )


def _tags(node: Any) -> frozenset[str]:
    return frozenset(tag["name"].removeprefix("@") for tag in node["tags"])


def _steps(node: Any) -> tuple[Step, ...]:
    return tuple(Step(s["keyword"].strip(), s["text"], s["location"]["line"]) for s in node["steps"])
