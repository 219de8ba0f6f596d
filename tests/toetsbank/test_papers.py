"""What the front door prints of the catalogue."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from catalogue import load
from catalogue.local_text import LocalTextError
from tests.catalogue.synthetic import DOCUMENT, write_catalogue
from toetsbank import papers
from toetsbank.cli import app
from toetsbank.outcomes import BadInput


def said(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    path = tmp_path / "kopie.txt"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def test_a_copy_of_something_else_is_no_success(copy: Path) -> None:
    result = said("bron", copy)
    assert result.exit_code == 1
    assert "0 van 121 gevonden" in result.output


def test_storing_says_where(copy: Path, tmp_path: Path) -> None:
    result = said("bron", copy, "--uit", tmp_path / "bewaard")
    assert "de map houdt zichzelf buiten git" in result.output
    assert papers.literal(tmp_path / "bewaard") == {}
    assert papers.literal(None) == {}


def test_differences_have_an_exit_code(copy: Path, tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path / "fietsen")
    assert said("diff", folder, copy).exit_code == 0
    other = tmp_path / "ander.txt"
    other.write_text(DOCUMENT.replace("witte", "gele"), encoding="utf-8")
    profile = tmp_path / "mijn.toml"
    profile.write_text('[sut]\nproduct = "Ons HIS"\n', encoding="utf-8")
    result = said("diff", copy, other, "--profile", profile)
    assert result.exit_code == 1
    assert "[-witte-] {+gele+}" in result.output
    assert "Opnieuw te doen" in result.output


def test_questions_on_screen_and_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "vragen.md"
    assert said("vragen", "--uit", path).exit_code == 0
    assert said("vragen").output == path.read_text(encoding="utf-8")


def test_the_page_of_the_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "catalogus.html"
    result = said("catalogus", "--uit", path)
    assert result.exit_code == 0
    assert re.search(r"121 eisen +eisen in de bron", result.output)
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_page_with_literal_text_stays_in_the_folder_of_the_copy(copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bewaard"
    said("bron", copy, "--uit", folder)
    assert said("catalogus", "--bron", folder).exit_code == 0
    assert (folder / "catalogus.html").is_file()


def test_bad_input_is_one_sentence(tmp_path: Path, copy: Path) -> None:
    for arguments in (
        ("bron", tmp_path / "weg.pdf"),
        ("diff", copy, tmp_path / "weg.pdf"),
        ("catalogus", "--uit", tmp_path / "weg" / "x.html"),
        ("catalogus", "--uit", tmp_path / "x.html", "--bron", tmp_path),
        ("report", tmp_path, "--bron", tmp_path),
    ):
        result = said(*arguments)
        assert (result.exit_code, len(result.output.strip().splitlines())) == (2, 1), arguments


def test_what_cannot_be_written_or_read(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is niet te schrijven"):
        papers.questions(load(), tmp_path)
    with pytest.raises(LocalTextError):
        papers.literal(tmp_path)
