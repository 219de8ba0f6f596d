"""Writing empty forms and naming gaps from the command line."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from toetsbank.cli import app
from toetsbank.dossier.specimens import EXAMPLE


@pytest.fixture
def sut(tmp_path: Path) -> Path:
    path = tmp_path / "sut.toml"
    path.write_text('[sut]\nproduct = "Voorbeeld"\n', encoding="utf-8")
    return path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["dossier", *map(str, words)])


def test_forms_are_written_beside_the_profile_and_then_left_alone(sut: Path) -> None:
    first = run("init", "--profile", sut)
    assert first.exit_code == 0
    written = len(list((sut.parent / "dossier").glob("*.toml")))
    assert written > 40
    assert f"{written} formulieren geschreven" in first.output
    again = run("init", "--profile", sut)
    assert "0 formulieren geschreven" in again.output
    assert f"{written} bestonden al" in again.output


def test_a_paper_gets_its_line(sut: Path) -> None:
    paper = sut.parent / "dossier" / "stukken" / "a.txt"
    paper.parent.mkdir(parents=True)
    paper.write_bytes(b"")
    line = run("init", "--profile", sut, "--bestand", paper).output.splitlines()[-1]
    assert line.startswith('{ bestand = "stukken/a.txt", sha256 = "e3b0c44298fc1c14')


@pytest.mark.parametrize(("name", "says"), [("sut.toml", "ligt buiten"), ("dossier/weg.txt", "is niet te lezen")])
def test_a_paper_that_is_not_there_is_bad_input(sut: Path, name: str, says: str) -> None:
    result = run("init", "--profile", sut, "--bestand", sut.parent / name)
    assert result.exit_code == 2
    assert says in result.output


def test_every_gap_is_named_at_once(sut: Path) -> None:
    run("init", "--profile", sut)
    result = run("check", "--profile", sut)
    assert result.exit_code == 2
    lines = result.output.splitlines()
    assert lines[-1] == f"0 clausules ingevuld; {len(lines) - 1} punten om te herstellen."
    assert "GBX.SBH.e4060.toml, GBX.SBH.e4060/1: dit formulier is nog niet ingevuld." in lines


def test_the_example_is_good(sut: Path) -> None:
    result = run("check", "--profile", sut, "--dossier", EXAMPLE)
    assert result.exit_code == 0, result.output
    assert re.fullmatch(r"\d{3} clausules ingevuld; 0 punten om te herstellen\.", result.output.splitlines()[-1])


@pytest.mark.parametrize("command", ["init", "check"])
def test_bad_profile_is_bad_input(tmp_path: Path, command: str) -> None:
    result = run(command, "--profile", tmp_path / "weg.toml")
    assert result.exit_code == 2
    assert "is niet te lezen" in result.output
