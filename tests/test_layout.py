"""One domain word runs through every layer, every module has its tests, and no module grows beyond reading."""

import ast
from typing import get_args

from catalogue import load
from catalogue.model import Domain
from toetsbank.scenarios import ROOT

DOMAINS = frozenset(get_args(Domain))
SOURCE_FOLDERS = ("protocol", "simulators", "toetsbank", "reports", "catalogue", "steps", "load")
MOST_LINES = 400
LONGER: dict[str, str] = {}
"""Modules that are longer, with the reason; the list may shrink only."""

NO_TESTS_OF_ITS_OWN = {
    "toetsbank/__main__.py": "one call",
    "simulators/uzi/__main__.py": "tested as test_main.py",
    "simulators/zim/__main__.py": "one call",
    "simulators/xis/__main__.py": "tested as test_main.py",
    "simulators/lsp/__main__.py": "tested as test_main.py",
    "catalogue/model.py": "data only; the loader's tests make and break it",
    "simulators/observations.py": "data only",
    "simulators/limits.py": "data only",
    "protocol/pkix_path.py": "the inner half of pkix.py, tested through it",
    "protocol/pkix_problems.py": "reasons and their texts, tested through pkix.py",
    "toetsbank/pki_cli.py": "tested in test_cli.py and test_foreign_sut.py",
    "toetsbank/serve.py": "starts what test_foreign_sut.py tests, until interrupted",
    "toetsbank/where.py": "tested in test_cli.py",
    "toetsbank/plugin.py": "every run is its test, test_interrupted_runs.py and test_broken_sut.py the hard ones",
    "toetsbank/rulings/base.py": "two values, tested through every ruling",
    "toetsbank/passive/base.py": "tested through the rules of each chapter",
    "toetsbank/log_acts.py": "the scenarios of the toegangslog are its test, the defects of it the hard ones",
    "toetsbank/management_acts.py": "the scenarios of those who manage a SUT are its test, their defects the hard ones",
    "toetsbank/tls_probe/facts.py": "data only",
    "toetsbank/acts.py": "every scenario is its test; what steps make of an act is in tests/steps",
}
"""Modules without a test file of the same name, with the reason."""

PROVEN_INSTEAD = ("simulators/xis/defects/", "steps/")
"""Scenarios and defects test each other: prove fails where a defect is not noticed, or a healthy XIS does not pass."""

TESTS_OF_MORE_THAN_ONE_MODULE = {
    "tests/simulators/uzi/test_main.py": "__main__.py",
    "tests/simulators/xis/test_main.py": "__main__.py",
    "tests/simulators/lsp/test_main.py": "__main__.py",
    "tests/simulators/xis/defects/test_init.py": "__init__.py",
    "tests/catalogue/test_requirements.py": "the data itself",
    "tests/catalogue/test_source.py": "the catalogue held against the source document, where that is present",
    "tests/toetsbank/test_docs.py": "the documents",
    "tests/toetsbank/test_foreign_sut.py": "runs on a system that is not ours",
    "tests/toetsbank/test_broken_sut.py": "runs on a system that misbehaves",
    "tests/toetsbank/test_interrupted_runs.py": "runs that are killed",
}
"""Test files named by a subject instead of a module, with what they test."""


def modules() -> list[str]:
    return sorted(
        path.relative_to(ROOT).as_posix()
        for folder in SOURCE_FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "__init__.py"
    )


def folders(layer: str) -> set[str]:
    return {path.name for path in (ROOT / layer).iterdir() if path.is_dir() and path.name[0] != "_"}


def test_each_layer_uses_the_twelve_domains() -> None:
    assert {path.name for path in (ROOT / "catalogue").iterdir() if path.is_dir() and path.name[0] not in "_."} == set(
        DOMAINS
    )
    assert {path.name for path in (ROOT / "features").iterdir() if path.is_dir()} <= DOMAINS
    assert folders("steps") <= DOMAINS
    assert folders("simulators/xis/defects") <= DOMAINS
    assert {path.stem for path in (ROOT / "toetsbank/passive").glob("[!_]*.py")} - {"base"} <= DOMAINS


def test_features_hold_gherkin_only() -> None:
    strays = [p for p in (ROOT / "features").rglob("*") if p.is_file() and p.suffix != ".feature"]
    assert [p for p in strays if p.name not in (".gitkeep",)] == []


def test_each_requirement_stands_in_the_folder_of_its_chapter() -> None:
    catalogue = load()
    chapters: dict[str, set[str]] = {}
    for requirement in catalogue.requirements.values():
        chapters.setdefault(requirement.paragraaf.split(".")[0], set()).add(requirement.domein)
        assert (ROOT / "catalogue" / requirement.domein / f"{requirement.alias}.toml").is_file()
    for path in (ROOT / "features").rglob("*.feature"):
        assert catalogue.requirements[path.stem].domein == path.parent.name


def test_each_domain_with_steps_has_defects() -> None:
    assert folders("steps") <= folders("simulators/xis/defects")


def test_each_module_has_its_test_file() -> None:
    without = []
    for name in modules():
        folder, _, file = name.rpartition("/")
        own, of_package = ROOT / "tests" / folder / f"test_{file.lstrip('_')}", ROOT / "tests" / f"{folder}.py"
        tested = own.is_file() or of_package.with_name(f"test_{of_package.name}").is_file()
        if not (tested or name in NO_TESTS_OF_ITS_OWN or name.startswith(PROVEN_INSTEAD)):
            without.append(name)
    assert without == []


def test_each_test_file_has_its_module() -> None:
    strays = [
        path.relative_to(ROOT).as_posix()
        for folder in SOURCE_FOLDERS
        for path in (ROOT / "tests" / folder).rglob("test_*.py")
        if not any(
            (ROOT / path.relative_to(ROOT / "tests").with_name(f"{prefix}{path.name.removeprefix('test_')}")).is_file()
            for prefix in ("", "_")
        )
        and not (ROOT / path.relative_to(ROOT / "tests").with_name(path.stem.removeprefix("test_"))).is_dir()
    ]
    assert [stray for stray in strays if stray not in TESTS_OF_MORE_THAN_ONE_MODULE] == []


def test_exceptions_are_still_needed() -> None:
    present = set(modules())
    for name in NO_TESTS_OF_ITS_OWN:
        folder, _, file = name.rpartition("/")
        assert name in present, f"{name} is gone; strike it from the list"
        assert not (ROOT / "tests" / folder / f"test_{file}").is_file(), f"{name} has tests; strike it from the list"
    for name in TESTS_OF_MORE_THAN_ONE_MODULE:
        assert (ROOT / name).is_file(), f"{name} is gone; strike it from the list"
    for name in LONGER:
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) > MOST_LINES, f"{name} is short enough now"


def test_no_module_is_too_long() -> None:
    long = {
        name: lines
        for name in modules()
        if (lines := len((ROOT / name).read_text(encoding="utf-8").splitlines())) > MOST_LINES and name not in LONGER
    }
    assert long == {}


def test_each_module_says_what_it_is_for() -> None:
    silent = [name for name in modules() if not ast.get_docstring(ast.parse((ROOT / name).read_text(encoding="utf-8")))]
    assert silent == []
