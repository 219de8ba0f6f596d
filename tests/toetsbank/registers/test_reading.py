"""Whole folders: what is right becomes values, and every mistake in every file is named in one go."""

from pathlib import Path

import pytest

from tests.toetsbank.registers.kit import at, day, write
from toetsbank.registers.reading import COLUMNS, Kept, Maintenance, Outage, Registers, Uptime, header, read
from toetsbank.registers.rows import RegisterError
from toetsbank.scenarios import ROOT

HEADERS = {name.removesuffix(".csv"): header(name) for name in COLUMNS}
LOAD = "\n".join(f"{kind};{hour};{hour}" for kind in ("werkdag", "vrije dag") for hour in range(24))


def mistakes(folder: Path) -> tuple[str, ...]:
    with pytest.raises(RegisterError) as caught:
        read(folder)
    return caught.value.mistakes


def test_a_folder_that_is_empty_or_absent_holds_no_registers(tmp_path: Path) -> None:
    assert read(tmp_path) == Registers()
    assert read(tmp_path / "nergens") == Registers()


def test_registers_become_values(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        storingen=f"{HEADERS['storingen']}\nS-1;grote;2026-01-05T10:00;2026-01-05T12:00;stroom;geheel\nS-2;kleine;2026-01-06T10:00;;;",
        onderhoud=f"{HEADERS['onderhoud']}\nO-1;2026-01-01;2026-02-01T03:00;2026-02-01T04:00;ja;bijwerken\nO-2;;2026-02-02T03:00;;nee;",
        beschikbaarheid=f"{HEADERS['beschikbaarheid']}\n2026-01-01T00:00;2026-01-02T00:00;op;proef",
        belasting=f"{HEADERS['belasting']}\n{LOAD}",
        periode=f"{HEADERS['periode']}\nstoringen;2025-01-01;2026-06-30",
    )
    found = read(folder)
    assert found.outages == (
        Outage("S-1", True, at("2026-01-05T10:00"), at("2026-01-05T12:00"), "geheel", "stroom"),
        Outage("S-2", False, at("2026-01-06T10:00"), None, ""),
    )
    assert found.maintenance == (
        Maintenance("O-1", at("2026-01-01"), at("2026-02-01T03:00"), at("2026-02-01T04:00"), True, "bijwerken"),
        Maintenance("O-2", None, at("2026-02-02T03:00"), None, False),
    )
    assert found.uptime == (Uptime(at("2026-01-01"), at("2026-01-02"), True, "proef"),)
    assert found.load is not None
    assert (len(found.load), found.load["vrije dag", 23]) == (48, 23)
    assert found.kept == {"storingen.csv": Kept(day("2025-01-01"), day("2026-06-30"))}


def test_every_mistake_of_every_register_is_named_at_once(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        storingen=f"""{HEADERS["storingen"]}
S-1;grote;2026-01-05T10:00;2026-01-05T09:00;te vroeg opgelost;geheel
S-1;middel;gisteren;morgen;vier fouten;overal
;kleine;2026-01-05T10:00;;geen id;""",
        onderhoud=f"{HEADERS['onderhoud']}\nO-1;vorige week;2026-02-01T03:00;2026-02-01T03:00;misschien;",
        beschikbaarheid=f"{HEADERS['beschikbaarheid']}\n2026-01-02T00:00;2026-01-01T00:00;half;",
        belasting=f"{HEADERS['belasting']}\n{LOAD}\nwerkdag;5;1\nwerkdag;24;-1",
        periode=f"{HEADERS['periode']}\nstoringen;2026-02-01;2026-01-01\nstoringen;2026-01-01;morgen\nalles;2026-01-01;2026-02-01",
        verantwoording=f"""{HEADERS["verantwoording"]}
storingen;B. Beheer;b beheer;2026-01-01;2026-01-01
storingen;;K. Kwaliteit;gisteren;2027-01-01
belasting;B. Beheer;K. Kwaliteit;2026-01-01;2027-01-01""",
        storing="id",
    )
    places = [sentence.partition(": ")[0] for sentence in mistakes(folder)]
    assert places == [
        "storing.csv",
        "storingen.csv, regel 2, kolom opgelost",
        "storingen.csv, regel 3, kolom id",
        "storingen.csv, regel 3, kolom soort",
        "storingen.csv, regel 3, kolom gemeld",
        "storingen.csv, regel 3, kolom opgelost",
        "storingen.csv, regel 3, kolom raakt",
        "storingen.csv, regel 4, kolom id",
        "onderhoud.csv, regel 2, kolom aangekondigd",
        "onderhoud.csv, regel 2, kolom eind",
        "onderhoud.csv, regel 2, kolom gepland",
        "beschikbaarheid.csv, regel 2, kolom eind",
        "beschikbaarheid.csv, regel 2, kolom toestand",
        "beschikbaarheid.csv, regel 2, kolom bron",
        "belasting.csv, regel 50, kolom uur",
        "belasting.csv, regel 51, kolom uur",
        "belasting.csv, regel 51, kolom berichten",
        "periode.csv, regel 2, kolom tot",
        "periode.csv, regel 3, kolom tot",
        "periode.csv, regel 3, kolom register",
        "periode.csv, regel 4, kolom register",
        "verantwoording.csv, regel 2, kolom nagekeken_door",
        "verantwoording.csv, regel 2, kolom geldig_tot",
        "verantwoording.csv, regel 3, kolom bijgehouden_door",
        "verantwoording.csv, regel 3, kolom datum",
        "verantwoording.csv, regel 3, kolom register",
        "verantwoording.csv, regel 4, kolom register",
    ]
    assert all(sentence.endswith(".") and "\n" not in sentence for sentence in mistakes(folder))


def test_hours_without_load_are_named(tmp_path: Path) -> None:
    lines = "\n".join(line for line in LOAD.splitlines() if line not in ("werkdag;3;3", "werkdag;4;4"))
    folder = write(tmp_path, belasting=f"{HEADERS['belasting']}\n{lines}")
    assert mistakes(folder) == ("belasting.csv, kolom uur: voor een werkdag ontbreken de uren 3, 4.",)


def test_headers_stand_in_the_document() -> None:
    document = (ROOT / "docs" / "registers.md").read_text(encoding="utf-8")
    assert [name for name in COLUMNS if f"`{header(name)}`" not in document] == []


def test_example_is_right_and_covers_more_than_twelve_months() -> None:
    found = read(ROOT / "docs" / "voorbeeld" / "registers")
    assert None not in (found.outages, found.maintenance, found.load, found.kept, found.accounts)
    assert found.uptime is not None
    assert (found.uptime[-1].end - found.uptime[0].begin).days > 365
