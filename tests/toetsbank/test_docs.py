"""What the documents name exists: commands, options, files, links, classes; and the sample profile loads."""

import re
import tomllib
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from catalogue import load as load_catalogue
from simulators.xis.defects import all_defects
from tests.test_both_directions import ALIAS
from toetsbank.cli import app
from toetsbank.profile import ALL_FORMS, load
from toetsbank.scenarios import FEATURES, ROOT

DOCUMENTS = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")] + sorted(
    (ROOT / "docs").glob("*.md")
)
SAMPLE = ROOT / "docs" / "mijn-xis.toml"
COMMAND = re.compile(r"python -m toetsbank((?: [a-z]+)*)((?: +(?:-{1,2}[a-z]+|[^\s`#]+))*)")
FILE = re.compile(r"`((?:[a-z_]+/)+[\w.-]*|[\w-]+\.(?:md|toml|ini|py))`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
GENERATED = re.compile(r"^(events/|payloads/|pki/|runs/|reports/generated/)|^(report|matrix|junit)\.|^index\.json$")
IN_THEIR_FOLDER = frozenset({"routes.py", "handlers.py", "model.py", "faults.py", "service.py", "__main__.py"})
FACT_SHEETS = frozenset({"identity.md", "tokens.md", "transport.md"})
SAMPLE_NAMES = frozenset({"mijn-xis.toml"})


def commands() -> dict[str, typer.core.TyperCommand]:
    """Return every command by its words."""
    found: dict[str, typer.core.TyperCommand] = {}
    group = get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    for name, command in group.commands.items():
        if isinstance(command, typer.core.TyperGroup):
            found |= {f"{name} {inner}": sub for inner, sub in command.commands.items()}  # type: ignore[misc]
        else:
            found[name] = command  # type: ignore[assignment]
    return found


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.name)
def document(request: pytest.FixtureRequest) -> str:
    path: Path = request.param
    return path.read_text(encoding="utf-8")


def test_each_command_and_option_exists(document: str) -> None:
    known = commands()
    for words, rest in COMMAND.findall(document):
        name = " ".join(words.split())
        if not name:
            continue
        assert name in known, f"python -m toetsbank {name}"
        options = {option for parameter in known[name].params for option in parameter.opts}
        strays = [word for word in rest.split() if word.startswith("-") and word not in options]
        assert strays == [], f"python -m toetsbank {name}"


def test_each_file_exists(document: str) -> None:
    known_names = {path.name for path in ROOT.glob("*/*")} | {path.name for path in ROOT.glob("*")}
    for name in FILE.findall(document):
        if GENERATED.match(name) or name in IN_THEIR_FOLDER | FACT_SHEETS or "<" in name:
            continue
        assert (ROOT / name).exists() or name in known_names, name


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_each_link_leads_somewhere(path: Path) -> None:
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        assert (path.parent / target).is_file(), target


def test_each_alias_exists(document: str) -> None:
    catalogue = load_catalogue()
    known = {*catalogue.requirements, *catalogue.clauses}
    known |= {alias for requirement in catalogue.requirements.values() for alias in requirement.aliassen}
    assert [alias for alias in ALIAS.findall(document) if alias not in known] == []


def test_documents_tell_nothing_of_where_they_were_written(document: str) -> None:
    assert not re.search(r"/(work|tmp|root|home)/|pypi|claude|session of the project", document, re.IGNORECASE)


def test_readme_has_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/python -m toetsbank run\n" in readme
    assert "python3 -m venv .venv && .venv/bin/pip install -q tox && .venv/bin/tox\n" in readme


def test_readme_says_which_chapters_are_worked_out() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    catalogue = load_catalogue()
    chapters = {catalogue.requirements[path.stem].paragraaf.partition(".")[0] for path in FEATURES.rglob("*.feature")}
    (said,) = re.findall(r"chapters? ([\d, and]+) (?:is|are) worked out", readme)
    assert chapters <= set(re.findall(r"\d+", said))


def test_sample_profile_loads_as_it_stands() -> None:
    profile = load(SAMPLE)
    assert profile.sut.product == "Voorbeeld-HIS"
    assert profile.pki == SAMPLE.parent / "pki"


def test_what_the_sample_profile_leaves_out_is_right_too(tmp_path: Path) -> None:
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    uncommented = "\n".join(re.sub(r"^# (?=\[|[a-z_]+ = )", "", line) for line in lines)
    path = tmp_path / "alles.toml"
    path.write_text(uncommented, encoding="utf-8")
    specification = tmp_path / tomllib.loads(uncommented)["specificaties"][0]["bestand"]
    specification.parent.mkdir()
    specification.write_bytes(b"%PDF")
    profile = load(path)
    assert profile.upper_tester is not None
    assert profile.sut.adres is not None
    assert profile.afwijkingen[0].clausule in load_catalogue().clauses
    assert profile.forms <= ALL_FORMS


def test_excerpts_of_the_worked_example_stand_in_the_code() -> None:
    """Every fenced block of code in the recipe is really there, so that it cannot grow old unseen."""
    recipe = (ROOT / "docs" / "add-a-requirement.md").read_text(encoding="utf-8")
    places = {
        "toml": ROOT / "catalogue/applicatie/GBX.CON.e4080.5.toml",
        "gherkin": ROOT / "features/applicatie/GBX.CON.e4080.5.feature",
    }
    for kind, block in re.findall(r"```(toml|gherkin|python)\n(.*?)```", recipe, re.DOTALL):
        if kind == "python":
            sources = [ROOT / f"{folder}/applicatie/verbinding.py" for folder in ("simulators/xis/defects", "steps")]
        else:
            sources = [places[kind]]
        assert any(block in path.read_text(encoding="utf-8") for path in sources), block


def test_defects_that_documents_name_exist(document: str) -> None:
    known = {defect.name for defect in all_defects()}
    named = set(re.findall(r"\b(?:Aanvaardt|Ververst|Stuurt|Toont|Negeert|Houdt|Hervat|Gebruikt)[A-Z]\w+", document))
    assert named <= known
