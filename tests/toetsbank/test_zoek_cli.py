"""The search program from the front door, from the log of a run to the result."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.toetsbank.samples import BSN
from tests.toetsbank.search.test_collect import run, seen, token
from toetsbank.cli import app


def said(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["zoek", *(str(argument) for argument in arguments)])


@pytest.fixture
def canary_file(tmp_path: Path) -> Path:
    path = tmp_path / "kanaries.json"
    folder = run(tmp_path / "run", seen(1, tokens=(token("token_1234"),)))
    assert said("kanaries", "--run", folder, "--out", path).exit_code == 0
    return path


def test_from_run_to_result(tmp_path: Path, canary_file: Path) -> None:
    store, out = tmp_path / "opslag", tmp_path / "uitslag.json"
    store.mkdir()
    (store / "data.bin").write_bytes(bytes(5000))
    assert said("doorzoek", "--kanaries", canary_file, "--out", out, store).exit_code == 3
    assert said("plant", "--kanaries", canary_file, store).exit_code == 0
    done = said("doorzoek", "--kanaries", canary_file, "--out", out, store)
    assert (done.exit_code, json.loads(out.read_text())["uitslag"]) == (0, "niets gevonden")
    assert "MB/s" in done.output
    (store / "debug.log").write_text(f"vraag voor {BSN}", encoding="utf-8")
    done = said("doorzoek", "--kanaries", canary_file, "--out", out, store)
    assert (done.exit_code, json.loads(out.read_text())["uitslag"]) == (1, "gevonden")
    assert BSN not in out.read_text() + done.output
    assert "debug.log: 1 treffers" in done.output


def test_bad_input_is_one_sentence_and_exit_code_2(tmp_path: Path, canary_file: Path) -> None:
    for arguments in (
        ("kanaries", "--run", tmp_path / "nergens"),
        ("kanaries", "--run", tmp_path / "run", "--out", tmp_path / "nergens" / "k.json"),
        ("plant", "--kanaries", canary_file, canary_file),
        ("plant", "--kanaries", tmp_path / "nergens.json", tmp_path),
        ("doorzoek", "--kanaries", canary_file, tmp_path / "nergens"),
    ):
        refused = said(*arguments)
        assert refused.exit_code == 2, arguments
        assert refused.output.count("\n") == 1
