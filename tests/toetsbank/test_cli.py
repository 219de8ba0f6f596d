"""The front door: bad input gets one Dutch sentence and exit code 2, before anything starts."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from toetsbank import registers
from toetsbank.cli import app
from toetsbank.dossier.forms import forms
from toetsbank.eventlog import EventLog, Lock, RunFolder

PROFILE = '[sut]\nproduct = "Ons HIS"\n'


def said(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def used(tmp_path: Path) -> RunFolder:
    """A folder in which a run was begun."""
    folder = RunFolder(tmp_path / "run")
    folder.prepare()
    EventLog(folder, "1-controller").close()
    return folder


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "mijn-xis.toml"
    path.write_text(PROFILE, encoding="utf-8")
    return path


def test_without_a_command_it_shows_what_there_is() -> None:
    assert "prove" in said().output


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["run", "-m", "GBX.CON.e4080"], "GBX.CON.e4080.5"),
        (["run", "-m", "GBX.CON.e4080.5 and"], "and, or en not"),
        (["run", "--profile", "nergens.toml"], "nergens.toml"),
        (["run", "--basis", "nergens"], "nergens"),
        (["where", "wortel"], "wortel"),
        (["report", "nergens"], "nergens"),
        (["doctor", "--profile", "nergens.toml"], "nergens.toml"),
        (["serve", "--profile", "nergens.toml"], "nergens.toml"),
        (["volg", "--profile", "nergens.toml"], "nergens.toml"),
        (["pki", "init", "--profile", "nergens.toml"], "nergens.toml"),
        (["prove", "-m", "wortel"], "wortel"),
        (["run", "-m", "GBX.CON.e4080.5/11"], "Niets beslist GBX.CON.e4080.5/11: een toestemming"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], hint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = said(*arguments)
    assert result.exit_code == 2, result.output
    assert hint in result.output
    assert "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == [], "nothing was begun"


def test_folder_of_another_run_is_not_touched(used: RunFolder) -> None:
    result = said("run", "--out", used.path)
    assert result.exit_code == 2
    assert "--resume" in result.output
    assert not list(used.path.glob("*.html"))


def test_folder_of_a_run_that_still_goes_on_is_refused(used: RunFolder) -> None:
    lock = Lock(used).take()
    result = said("run", "--resume", "--out", used.path)
    lock.release()
    assert result.exit_code == 2
    assert str(used.path) in result.output


def test_nothing_to_resume_is_said(tmp_path: Path) -> None:
    result = said("run", "--resume", "--out", tmp_path / "leeg")
    assert result.exit_code == 2
    assert "geen run" in result.output


def test_foreign_sut_is_tested_in_one_process(profile: Path) -> None:
    result = said("run", "--profile", profile, "-n", 2)
    assert result.exit_code == 2
    assert "-n" in result.output


def test_set_up_that_is_not_ready_is_no_verdict_about_the_sut(profile: Path) -> None:
    result = said("run", "--profile", profile, "--out", profile.parent / "run")
    assert result.exit_code == 2
    assert "pki init" in result.output
    assert not (profile.parent / "run").exists()


def test_where_shows_all_places_of_a_clause() -> None:
    result = said("where", "GBX.CON.e4080.5/5")
    assert result.exit_code == 0
    for place in (
        "catalogue/applicatie/GBX.CON.e4080.5.toml",
        "features/applicatie/",
        "Dan is geen",
        "VerverstSleutels",
    ):
        assert place in result.output
    assert "HervatOudeSessie" in said("where", "GBX.CON.e4080.5/10").output, "also a defect that is debated"


def test_where_shows_the_register_and_the_form_of_a_clause() -> None:
    clause, (file, _) = next(iter(registers.RULES.items()))
    assert f"  register    registers/{file}, met als kop " in said("where", clause.partition("/")[0]).output
    clause = next(iter(forms().clausules))
    alias = clause.partition("/")[0]
    assert f"  formulier   dossier/{alias}.toml (te maken met toetsbank dossier init)" in said("where", clause).output
    extra = next(clause for clause, form in forms().clausules.items() if form.may_be_absent)
    assert "(mag erbij; te maken met" in said("where", extra).output


def test_doctor_without_a_profile_looks_at_the_library_only() -> None:
    result = said("doctor")
    assert (result.exit_code, len(result.output.splitlines())) == (0, 1)
    assert "TLS-bibliotheek" in result.output


@pytest.mark.parametrize(("reading", "hint"), [("INT-999", "bestaat niet"), ("INT-53", "er is alleen a, b, c")])
@pytest.mark.parametrize("command", ["run", "volg"])
def test_reading_that_the_catalogue_does_not_list_is_refused(
    profile: Path, command: str, reading: str, hint: str
) -> None:
    text = f'{PROFILE}[lezingen.{reading}]\nkeuze = "z"\nreden = "x"\ndoor = "y"\n'
    profile.write_text(text, encoding="utf-8")
    result = said(command, "--profile", profile, "--out", profile.parent / "run")
    assert result.exit_code == 2
    assert hint in result.output
    assert not (profile.parent / "run").exists()


def test_where_says_why_nothing_decides_a_clause() -> None:
    assert "reden       " in said("where", "GBX.CON.e4080.5/11").output
