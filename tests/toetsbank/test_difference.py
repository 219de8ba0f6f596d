"""What changed between two editions, and what must be done again for a SUT."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from catalogue import Catalogue, load
from catalogue.comparison import compare
from catalogue.editions import Entry, of_catalogue
from tests.catalogue.synthetic import DOCUMENT, FIRST, SECOND, THIRD, write_catalogue
from toetsbank import difference, registers
from toetsbank.difference import Affected, Again
from toetsbank.dossier.forms import forms
from toetsbank.outcomes import BadInput
from toetsbank.profile import Profile, Sut, Waiver
from toetsbank.scenarios import read as read_scenarios

CONNECTION = "GBX.CON.e4080.5"


@pytest.fixture(scope="module")
def ours() -> Catalogue:
    return load()


def renewed(catalogue: Catalogue, name: str, **changes: object) -> tuple[Entry, ...]:
    """Return the entries of a catalogue in which one requirement is otherwise."""
    found = {entry.alias: entry for entry in of_catalogue(catalogue)}
    found[name] = replace(found[name], **changes)  # type: ignore[arg-type]
    return tuple(found.values())


def todo(catalogue: Catalogue, new: tuple[Entry, ...], profile: Profile | None = None) -> Again:
    comparison = compare(of_catalogue(catalogue), new)
    (found,) = difference.again(comparison, catalogue, read_scenarios(), profile)
    return found


def test_another_text_touches_everything_of_the_requirement(ours: Catalogue, tmp_path: Path) -> None:
    profile = Profile(
        sut=Sut(product="Ons HIS"),
        dossier=tmp_path / "dossier",
        afwijkingen=(
            Waiver(clausule=f"{CONNECTION}/5", reden="later", geldig_tot=date(2030, 1, 1)),
            Waiver(clausule="GBX.IDA.e4085.2/1", reden="later", geldig_tot="2030-01-01"),
        ),
    )
    (tmp_path / "dossier").mkdir()
    for name in (CONNECTION, "GBX.IDA.e4085.2"):
        (tmp_path / "dossier" / f"{name}.toml").touch()
    found = todo(ours, renewed(ours, CONNECTION, sha256="0" * 64, letters=None), profile)
    assert found.affected.why == "de tekst is anders"
    assert found.scenarios
    assert all(line.startswith(f"features/applicatie/{CONNECTION}.feature:") for line in found.scenarios)
    assert "VerverstSleutelsNiet" in found.defects
    assert all(id_.startswith(CONNECTION) for id_ in found.rules)
    assert found.waivers == (f"{CONNECTION}/5",)
    assert found.dossier == (f"{CONNECTION}.toml",)
    assert "INT-23" in found.readings


def test_registers_and_forms_that_decide_a_clause_are_to_be_done_again(ours: Catalogue) -> None:
    clause = next(iter(registers.RULES))
    found = todo(ours, renewed(ours, clause.partition("/")[0], sha256="0" * 64, letters=None))
    assert f"registers/{registers.RULES[clause][0]} ({clause})" in found.registers
    assert (found.scenarios, found.rules) == ((), ())
    clause = next(clause for clause in forms().clausules if clause not in registers.RULES)
    alias = clause.partition("/")[0]
    comparison = compare(of_catalogue(ours), renewed(ours, alias, sha256="0" * 64, letters=None))
    again = difference.again(comparison, ours, read_scenarios(), None)
    assert f"dossier/{alias}.toml ({clause})" in again[0].forms
    said = difference.describe(comparison, again, "oud", "nieuw")
    assert f"  formulier: dossier/{alias}.toml ({clause})" in said
    assert "niets beslist" not in said


def test_metadata_touch_the_requirement_and_a_title_does_not(ours: Catalogue) -> None:
    entry = next(each for each in of_catalogue(ours) if each.alias == CONNECTION)
    found = todo(ours, renewed(ours, CONNECTION, metadata={**entry.metadata, "Moscow": "Verplicht"}))
    assert found.affected.why == "Moscow anders"
    comparison = compare(of_catalogue(ours), renewed(ours, CONNECTION, title="Anders"))
    assert not comparison.is_equal
    assert list(difference.affected(comparison)) == []


def test_a_change_of_one_clause_touches_that_clause(ours: Catalogue) -> None:
    clause = ours.clauses[f"{CONNECTION}/5"].model_copy(update={"tekst": "Anders."})
    requirement = ours.requirements[CONNECTION]
    clauses = {requirement.clause_id(each): each for each in requirement.clausules} | {f"{CONNECTION}/5": clause}
    found = todo(ours, renewed(ours, CONNECTION, clauses=clauses))
    assert found.affected.clauses == (f"{CONNECTION}/5",)
    everything = todo(ours, renewed(ours, CONNECTION, sha256="0" * 64, letters=None))
    assert 0 < len(found.scenarios) < len(everything.scenarios)


def test_another_name_only(ours: Catalogue) -> None:
    found = todo(ours, renewed(ours, CONNECTION, alias="GBX.CON.e4080.6"))
    assert found.affected.why == difference.RENAMED
    assert found.scenarios


def test_any_alias_is_reached() -> None:
    entry = Entry(FIRST, ("FTS.LMP.e4010",), "1.1", "", {}, 0, "")
    assert Affected(entry, "", None).reaches("FTS.LMP.e4010/3")
    assert not Affected(entry, "", None).reaches(f"{SECOND}/3")
    assert Affected(entry, "", (f"{FIRST}/2",)).reaches(f"{FIRST}/2")
    assert not Affected(entry, "", (f"{FIRST}/2",)).reaches(f"{FIRST}/3")


def test_documents_and_catalogues_told_in_lines(tmp_path: Path) -> None:
    old = write_catalogue(tmp_path / "oud")
    new = tmp_path / "nieuw.txt"
    text = DOCUMENT.replace("Alias: FTS.BEL.e4020", "Alias: FTS.TTR.e4020").replace("elk merk", "ieder merk")
    new.write_text(text.replace("Alias: FTS.LMP.e4010.1, FTS.LMP.e4010", "Alias: FTS.LMP.e4010.2"), encoding="utf-8")
    found = difference.differences(old, new)
    said = difference.describe(found, difference.again(found, load(), (), None), "oud", "nieuw")
    for line in (
        "oud → nieuw: 2 eisen in beide, 1 nieuw, 1 vervallen, 1 hernoemd, 2 gewijzigd",
        "nieuw: FTS.TTR.e4020 Een bel",
        f"vervallen: {SECOND} Een bel",
        f"hernoemd: {FIRST} → FTS.LMP.e4010.2",
        f"gewijzigd: {THIRD} Het slot",
        f"{THIRD}: de tekst is anders",
        "  niets beslist dit nog: de clausules opnieuw nagaan",
    ):
        assert line in said.splitlines() or any(each.startswith(line) for each in said.splitlines()), line


def test_two_documents_word_by_word(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("oud.txt", "nieuw.txt")]
    for path, text in zip(paths, (DOCUMENT, DOCUMENT.replace("elk merk", "ieder merk")), strict=True):
        path.write_text(text, encoding="utf-8")
    found = difference.differences(*paths)
    assert "Het slot mag van [-elk-] {+ieder+} merk zijn. Vzvz_Moscow: n/a" in difference.describe(found, (), "a", "b")
    assert difference.differences(paths[0], paths[0]).is_equal


def test_a_folder_that_is_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is geen leesbare catalogus"):
        difference.edition_at(tmp_path)
