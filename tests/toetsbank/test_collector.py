"""The collector: a feature file is a test module, with node ids that other tools can rely on.

It leans on a part of pytest that is not public, so it is shown at work in a pytest of its own.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from toetsbank.scenarios import ROOT, read_file

FEATURE = """\
# language: nl
@GBX.XYZ.e1.1
Functionaliteit: Naam

  @GBX.XYZ.e1.1/1
  Regel: Eerste

    @script
    Scenario: Een verlopen pas, dus géén sessie
      Als er wat gebeurt

    @zim
    Abstract Scenario: Een reeks
      Als "<wat>" gebeurt

      Voorbeelden:
        | wat    |
        | iets   |
        | mis    |
"""
STEPS = """\
from pytest_bdd import parsers, when

@when("er wat gebeurt")
def something():
    pass

@when(parsers.parse('"{what}" gebeurt'))
def happens(what):
    assert what != "mis"
"""
SETTINGS = """\
[pytest]
addopts = --strict-markers --strict-config -p toetsbank.plugin
filterwarnings = error
markers =
    GBX.XYZ.e1.1
    GBX.XYZ.e1.1/1
    script
    zim
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    for folder in ("applicatie", "opvragen"):
        (root / "features" / folder).mkdir(parents=True)
        (root / "features" / folder / "GBX.XYZ.e1.1.feature").write_text(FEATURE, encoding="utf-8")
    (root / "features" / "leesmij.txt").write_text("geen feature", encoding="utf-8")
    (root / "conftest.py").write_text(STEPS, encoding="utf-8")
    (root / "pytest.ini").write_text(SETTINGS, encoding="utf-8")
    return root


def pytest_in(project: Path, *arguments: str) -> list[str]:
    command = [sys.executable, "-m", "pytest", "-c", str(project / "pytest.ini"), "--rootdir", str(project), "-q"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", *arguments, str(project / "features")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return (done.stdout + done.stderr).splitlines()


def test_node_ids_are_file_and_scenario(project: Path) -> None:
    nodes = [line for line in pytest_in(project, "--collect-only") if "::" in line]
    of_one = [
        "GBX.XYZ.e1.1.feature::test_een_verlopen_pas_dus_géén_sessie",
        "GBX.XYZ.e1.1.feature::test_een_reeks[iets]",
        "GBX.XYZ.e1.1.feature::test_een_reeks[mis]",
    ]
    assert nodes == [f"features/{folder}/{node}" for folder in ("applicatie", "opvragen") for node in of_one]


def test_bench_knows_which_scenario_a_node_id_is(project: Path) -> None:
    path = project / "features" / "applicatie" / "GBX.XYZ.e1.1.feature"
    first, second = read_file(path)
    assert first.function == f"{path}::test_een_verlopen_pas_dus_géén_sessie"
    assert second.owns(f"{path}::test_een_reeks[mis]")


def test_scenarios_run_and_a_failure_shows(project: Path) -> None:
    said = pytest_in(project, "-m", "GBX.XYZ.e1.1/1 and zim", "-rf")
    assert re.match(r"2 failed, 2 passed, 2 deselected in", said[-1]), "\n".join(said)
    failed = [line for line in said if line.startswith("FAILED ")]
    assert len(failed) == 2
    assert all("GBX.XYZ.e1.1.feature::test_een_reeks[mis]" in line for line in failed)
