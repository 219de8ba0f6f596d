"""One sentence per mistake, with file, line and column; nothing that a file can hold raises anything else."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.toetsbank.registers.large import dutch_time, with_offset
from toetsbank.registers import rows
from toetsbank.registers.rows import Mistakes, RegisterError, Row, read_rows

COLUMNS = ("id", "begin")


def row(**fields: str) -> Row:
    return Row("x.csv", 3, {name: place for place, name in enumerate(fields)}, list(fields.values()), Mistakes())


def read(path: Path, data: bytes) -> tuple[list[dict[str, str]], Mistakes]:
    path.write_bytes(data)
    mistakes = Mistakes()
    found = read_rows(path, COLUMNS, mistakes)
    return [{name: row.field(name) for name in COLUMNS} for row in found], mistakes


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-01-15T12:00", (2026, 1, 15, 11)),
        ("2026-07-15 12:00", (2026, 7, 15, 10)),
        ("2026-07-15T12:00Z", (2026, 7, 15, 12)),
        ("2026-07-15T12:00+05:00", (2026, 7, 15, 7)),
        ("2024-02-29T00:00:30.5", (2024, 2, 28, 23, 0, 30, 500_000)),
        ("2026-10-25T02:30+02:00", (2026, 10, 25, 0, 30)),
        ("2026-10-25T02:30+01:00", (2026, 10, 25, 1, 30)),
        ("2026-10-25T03:00", (2026, 10, 25, 2)),
        ("2026-03-29T03:00", (2026, 3, 29, 1)),
    ],
)
def test_a_moment_is_dutch_time_unless_it_says_otherwise(text: str, utc: tuple[int, ...]) -> None:
    assert row(begin=text).moment("begin") == datetime(*utc, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize("day", ["2024-02-28", "2026-03-28", "2026-10-24", "2026-12-31"])
@pytest.mark.parametrize("said", [dutch_time, with_offset])
def test_three_days_of_moments_are_what_the_zone_says(day: str, said: Callable[[datetime], str]) -> None:
    begin = datetime.fromisoformat(f"{day}T00:00:00+00:00")
    for minutes in range(0, 3 * 24 * 60, 7):
        moment = begin + timedelta(minutes=minutes)
        assert row(begin=said(moment)).moment("begin") == moment
        assert row(begin=f"{moment:%Y-%m-%dT%H:%M}:59.000001Z").moment("begin") == moment.replace(
            second=59, microsecond=1
        )


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "is geen tijd"),
        ("2026-01-15T12", "is geen tijd"),
        ("2026-01-15T12:60", "is geen tijd"),
        ("2026-01-15T12:5", "is geen tijd"),
        ("2026-01-15T12:٠٥", "is geen tijd"),
        ("2026-01-15T24:00", "is geen tijd"),
        ("2026-01-15T12:05:", "is geen tijd"),
        ("2026-01-15T12:05+02", "is geen tijd"),
        ("2026-01-15T12:05 of later", "is geen tijd"),
        ("gisteren", "is geen tijd"),
        ("2026-01-15", "is geen tijd"),
        ("15-01-2026 12:00", "is geen tijd"),
        ("2026-02-29T12:00", "is geen tijd"),
        ("2026-01-15T24:30", "is geen tijd"),
        ("2026-01-15T12:00+25:00", "is geen tijd"),
        ("1026-01-15T12:00", "is geen tijd"),
        ("20260115T1200", "is geen tijd"),
        ("2026-03-29T02:30", "bestond niet"),
        ("2026-10-25T02:30", "twee keer"),
    ],
)
def test_what_is_no_moment_is_one_sentence(text: str, hint: str) -> None:
    wrong = row(begin=text)
    assert wrong.moment("begin") is None
    assert not wrong.is_good
    (sentence,) = wrong.mistakes
    assert sentence.startswith("x.csv, regel 3, kolom begin: ")
    assert hint in sentence
    assert sentence.endswith(".")


def test_other_fields_are_checked_too() -> None:
    wrong = row(id="", dag="zondag", uur="24", van="2026-06-31", tot="1 juni")
    wrong.text("id")
    wrong.choice("dag", ("werkdag", ""))
    wrong.number("uur", 0, 23)
    assert wrong.day("van") is None
    assert wrong.day("tot") is None
    assert [sentence.split(": ")[0].rpartition(" ")[2] for sentence in wrong.mistakes] == [*wrong.columns]
    assert "schrijf werkdag of leeg" in wrong.mistakes[1]
    assert row(uur="23").number("uur", 0, 23) == 23
    assert row(dag="Werkdag").choice("dag", ("werkdag",)) == "werkdag"


def test_an_announcement_may_be_a_date_alone() -> None:
    assert row(a="2026-07-01").notice("a") == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert row(a="2026-07-01T09:00").notice("a") == datetime(2026, 7, 1, 7, tzinfo=UTC)
    assert row(a="").notice("a") is None
    assert row(a="2026-02-30").notice("a") is None


def test_rows_are_read_whatever_wrote_them(tmp_path: Path) -> None:
    found, mistakes = read(
        tmp_path / "x.csv", b'\xef\xbb\xbfBegin ; id\r\n\r\nnu;1\r\n"straks; later";"2\r\n3"\r\n;;\r\n'
    )
    assert mistakes == []
    assert found[:2] == [{"begin": "nu", "id": "1"}, {"begin": "straks; later", "id": "2\r\n3"}]


@pytest.mark.parametrize(
    ("data", "sentences"),
    [
        (b"", ["x.csv: het bestand is leeg; de kop hoort te zijn id;begin."]),
        (b"id\n1\n", ["x.csv, regel 1, kolom begin: deze kolom ontbreekt; de kop hoort te zijn id;begin."]),
        (
            b"id;begin;einde;id\n",
            [
                "x.csv, regel 1, kolom id: deze kolom staat er meer dan eens; de kop hoort te zijn id;begin.",
                "x.csv, regel 1, kolom einde: deze kolom bestaat niet; de kop hoort te zijn id;begin.",
            ],
        ),
        (
            b"id;begin\n1\n2;nu;en meer\n",
            [
                "x.csv, regel 2, kolom begin: hier houdt de regel op; 1 velden waar er 2 horen te staan.",
                "x.csv, regel 3, kolom begin: hierna staat nog meer; 3 velden waar er 2 horen te staan.",
            ],
        ),
        (b"id;begin\n1;\xe9\n", ["x.csv, regel 2: dit is geen UTF-8; bewaar het bestand als CSV UTF-8."]),
        (
            b'id;begin\n1;"nu"en\n2;straks\n',
            ["x.csv, regel 2: een aanhalingsteken staat verkeerd; wat volgt is niet gelezen."],
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, data: bytes, sentences: list[str]) -> None:
    assert read(tmp_path / "x.csv", data)[1] == sentences


def test_a_file_that_is_a_folder_or_too_large_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mistakes = Mistakes()
    assert list(read_rows(tmp_path, COLUMNS, mistakes)) == []
    assert "niet te lezen" in mistakes[0]
    monkeypatch.setattr(rows, "LARGEST_FILE", 3)
    assert "groter dan" in read(tmp_path / "x.csv", b"id;begin\n")[1][0]


def test_no_bytes_at_all_break_the_reader(tmp_path: Path) -> None:
    chance = random.Random(3)
    for _ in range(300):
        data = b"id;begin\n" + bytes(chance.choice(b'\x00;";\r\n12-T:\xc3\xa9') for _ in range(chance.randrange(40)))
        read(tmp_path / "x.csv", data)


def test_all_mistakes_are_kept_one_a_line() -> None:
    error = RegisterError(["een.", "twee."])
    assert str(error) == "een.\ntwee."
    assert error.mistakes == ("een.", "twee.")
