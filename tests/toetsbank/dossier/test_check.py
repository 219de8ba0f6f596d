"""Every mistake in a dossier is named: one sentence each, with file and key, all in one go."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.toetsbank.dossier.samples import CATALOGUE, TODAY, Copy, profile
from toetsbank.dossier.check import gaps, read
from toetsbank.dossier.forms import write_empty
from toetsbank.dossier.model import State
from toetsbank.dossier.specimens import EXAMPLE

CLAUSE = "GBX.SBH.e4060/1"
FILE = "GBX.SBH.e4060.toml"
SAME = {"naam": "P Praktijk", "rol": "x"}
MISTAKES: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"verklaring": ""}, "verklaring", "niet ingevuld (wat er verklaard wordt, in eigen woorden)"),
    ({"verklaring": 3}, "verklaring", "3 is geen tekst; zet hem tussen aanhalingstekens"),
    ({"verklaring": "over 111222333"}, "verklaring", "hier staat een nummer dat een BSN kan zijn"),
    ({"beoordelaar": {"naam": 3, "rol": "x"}}, "beoordelaar.naam", "3 is geen tekst"),
    ({"namens": "ons"}, "namens", "'ons' kan hier niet; kies uit leverancier, zorgaanbieder, beheer, servicedesk"),
    ({"opsteller": None}, "opsteller", 'niet ingevuld ({ naam = "...", rol = "..." })'),
    ({"opsteller": "A"}, "opsteller", 'dit hoort een tabel te zijn: { naam = "...", rol = "..." }'),
    ({"opsteller": {"naam": "A", "rol": ""}}, "opsteller.rol", "niet ingevuld"),
    ({"beoordelaar": None}, "beoordelaar", 'niet ingevuld ({ naam = "...", rol = "..." })'),
    (
        {"opsteller": SAME, "beoordelaar": {"naam": "P. Praktijk", "rol": "y"}},
        "beoordelaar.naam",
        "P. Praktijk is ook de opsteller; een ander hoort te beoordelen",
    ),
    ({"datum": None}, "datum", "niet ingevuld (een datum, bijvoorbeeld 2026-01-31)"),
    ({"datum": "3 maart"}, "datum", "'3 maart' is geen datum; schrijf jaar-maand-dag, bijvoorbeeld 2026-01-31"),
    ({"datum": date(2025, 6, 2)}, "datum", "2-6-2025 ligt in de toekomst"),
    ({"geldig_tot": None}, "geldig_tot", "niet ingevuld (een datum, bijvoorbeeld 2026-01-31)"),
    ({"geldig_tot": date(2025, 3, 3)}, "geldig_tot", "3-3-2025 ligt niet na de datum 3-3-2025"),
    ({"geldig_tot": date(2025, 5, 31)}, "geldig_tot", "de verklaring is verlopen op 31-5-2025"),
    ({"bestanden": []}, "bestanden", 'niet ingevuld ([{ bestand = "...", sha256 = "..." }])'),
    ({"bestanden": ["x.pdf"]}, "bestanden[1]", 'dit hoort een tabel te zijn: { bestand = "...", sha256 = "..." }'),
    ({"bestanden": [{"bestand": "weg.pdf", "sha256": ""}]}, "bestanden[1].bestand", "weg.pdf is niet te lezen"),
    ({"workshop_op": ""}, "workshop_op", "niet ingevuld (wanneer die de workshop van VZVZ volgde)"),
    ({"workshop_op": date(2024, 7, 2)}, "workshop_op", "de workshop is pas na de start gevolgd"),
    ({"verklarin": "x"}, "verklarin", "deze sleutel bestaat niet; bedoeld is misschien verklaring"),
)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    made = Copy(tmp_path, CLAUSE)
    beheer = {"naam": "B. Beheerder", "rol": "beheerder"}
    praktijk = {"naam": "P. Praktijk", "rol": "praktijkhouder"}
    signed = {"opsteller": beheer, "beoordelaar": praktijk, "datum": date(2025, 3, 3), "geldig_tot": date(2026, 3, 3)}
    made.change(CLAUSE, {**signed, "bestanden": [made.paper()]})
    path = made.folder / FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(text[text.index('["GBX') :], encoding="utf-8")
    return made


def test_form_as_it_should_be_has_no_gap(copy: Copy) -> None:
    assert copy.sentences() == []


@pytest.mark.parametrize(("changes", "key", "says"), MISTAKES, ids=lambda value: str(value)[:40])
def test_each_mistake_is_one_sentence(copy: Copy, changes: dict[str, Any], key: str, says: str) -> None:
    copy.change(CLAUSE, changes)
    (sentence,) = copy.sentences()
    assert sentence.startswith(f"{FILE}, {CLAUSE}.{key}: {says}")
    assert sentence.endswith(".")


def test_wrong_sum_is_named_with_the_right_one(copy: Copy) -> None:
    right = copy.paper()
    copy.change(CLAUSE, {"bestanden": [{**right, "sha256": "00"}]})
    assert copy.sentences() == [
        f"{FILE}, {CLAUSE}.bestanden[1].sha256: de SHA-256 van stukken/beheer.md is {right['sha256']}; vermeld is 00."
    ]
    copy.change(CLAUSE, {"bestanden": [{"bestand": right["bestand"]}]})
    assert copy.sentences()[0].endswith(f"is {right['sha256']}; er is geen som vermeld.")


def test_all_mistakes_come_in_one_go(copy: Copy) -> None:
    copy.change(
        CLAUSE,
        {
            "beoordelaar": None,
            "geldig_tot": date(2025, 5, 31),
            "workshop_op": date(2024, 7, 2),
            "bestanden": [{"bestand": "weg.pdf"}],
            "onbekend": 1,
        },
    )
    found = [sentence.partition(": ")[0] for sentence in copy.sentences()]
    assert sorted(found) == sorted(
        f"{FILE}, {CLAUSE}.{key}"
        for key in ("onbekend", "beoordelaar", "geldig_tot", "bestanden[1].bestand", "workshop_op")
    )


def test_what_the_file_says_holds_for_its_clauses_unless_they_say_otherwise(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "GBX.CON.e4050.1/1")
    assert copy.sentences() == []
    path = tmp_path / "GBX.CON.e4050.1.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("2035-12-31", "2025-05-01"), encoding="utf-8")
    assert len(copy.sentences()) == 6
    copy.change("GBX.CON.e4050.1/2", {"geldig_tot": date(2026, 1, 1)})
    assert [sentence for sentence in copy.sentences() if "e4050.1/2" in sentence] == []


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (FILE, b'a = "\n', "dit is geen geldige TOML; kijk bij regel 1, kolom 6 naar aanhalingstekens en haakjes."),
        (FILE, b"a = ", "dit is geen geldige TOML; kijk bij "),
        (FILE, b"\xff", "dit bestand is geen tekst in UTF-8."),
        (FILE, b"a = " + b"[" * 5000, "dit bestand heeft te veel haakjes in elkaar."),
        ("GBX.XYZ.e1.toml", b"", "er is geen eis met deze naam; een formulier heet naar de alias van een eis."),
    ],
)
def test_broken_files_are_one_sentence(tmp_path: Path, name: str, text: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(text)
    (sentence,) = Copy(tmp_path).sentences()
    assert sentence.startswith(f"{name}: {says}")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("algemeen = 3", "algemeen: dit hoort een tabel te zijn: [algemeen]."),
        (
            "[algemeen]\nopstelller = 3",
            "algemeen.opstelller: deze sleutel bestaat niet; bedoeld is misschien opsteller.",
        ),
        (f'["{CLAUSE}0"]', f"{CLAUSE}0: deze sleutel bestaat niet; bedoeld is misschien {CLAUSE}."),
        (f'"{CLAUSE}" = 3', f'{CLAUSE}: dit hoort een tabel te zijn: ["{CLAUSE}"].'),
    ],
)
def test_strange_tables_are_one_sentence(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    assert Copy(tmp_path).sentences() == [f"{FILE}, {says}"]


def test_missing_forms_are_named_with_the_way_to_make_them(tmp_path: Path) -> None:
    sut = profile()
    found = [str(gap) for gap in gaps(read(tmp_path, sut, CATALOGUE, TODAY), sut, TODAY)]
    line = f"{FILE}, {CLAUSE}: het formulier van deze clausule ontbreekt; maak het met dossier init."
    assert line in found
    assert not any("GBX.BES.e4020.2" in sentence for sentence in found), "a register decides that one"


def test_untouched_forms_are_one_sentence_per_clause(tmp_path: Path) -> None:
    sut = profile()
    write_empty(tmp_path, CATALOGUE, sut.pics)
    found = [str(gap) for gap in gaps(read(tmp_path, sut, CATALOGUE, TODAY), sut, TODAY)]
    assert {sentence.partition(": ")[2] for sentence in found} == {"dit formulier is nog niet ingevuld."}


def test_the_example_has_no_gap_and_says_what_it_cannot_give() -> None:
    sut = profile()
    found = read(EXAMPLE, sut, CATALOGUE, TODAY)
    assert [str(gap) for gap in gaps(found, sut, TODAY)] == []
    withheld = {clause for clause, filed in found.filed.items() if filed.state is State.WITHHELD}
    assert withheld == {"GBX.BVL.e4080/3", "GBX.BVL.e4080/4"}


def test_no_folder_is_an_empty_dossier() -> None:
    found = read(None, profile(), CATALOGUE, TODAY)
    assert {filed.state for filed in found.filed.values()} == {State.ABSENT}
