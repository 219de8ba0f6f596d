"""Every kind of field takes what it should and says in one phrase what would be right."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from toetsbank.dossier.model import FieldSpec
from toetsbank.dossier.values import Wrong, answers, evidence, is_blank, phone, stray_keys

TABLE = FieldSpec(soort="rijen", kolommen={"naam": FieldSpec(soort="tekst"), "land": FieldSpec(soort="land")})


def of(kind: str, value: Any, folder: Path = Path()) -> tuple[Any, list[str]]:
    found, mistakes = answers({"veld": value}, {"veld": FieldSpec.model_validate(kind)}, folder)
    return found.values.get("veld"), [f"{each.field}: {each.text}" for each in mistakes]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("tekst", " iets ", "iets"),
        ("tekst", "patiënt 999900006", "patiënt 999900006"),
        ("datum", date(2026, 1, 31), date(2026, 1, 31)),
        ("datum", datetime(2026, 1, 31, 12), date(2026, 1, 31)),
        ("datum", "2026-01-31", date(2026, 1, 31)),
        ("getal", 3, 3.0),
        ("ja_nee", False, False),
        ("keuze: a, b", "b", "b"),
        ("e-mail", "desk@voorbeeld.nl", "desk@voorbeeld.nl"),
        ("tijd", "09:00", "09:00"),
        ("land", "NL", "NL"),
        ("kvk", "01234567", "01234567"),
        ("fqdn", "xis.voorbeeld.nl", "xis.voorbeeld.nl"),
        ("adres", "192.0.2.1", "192.0.2.1"),
        ("reeks", "10.0.0.0/24", "10.0.0.0/24"),
        ("lijst", ["a", "b"], ("a", "b")),
        ("reeksen", ["10.0.0.0/24"], ("10.0.0.0/24",)),
    ],
)
def test_good_values_are_taken(kind: str, value: Any, expected: Any) -> None:
    assert of(kind, value) == (expected, [])


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("tekst", 3, "3 is geen tekst; zet hem tussen aanhalingstekens"),
        ("datum", "31-01-2026", "'31-01-2026' is geen datum; schrijf jaar-maand-dag, bijvoorbeeld 2026-01-31"),
        ("datum", "2026-02-30", "'2026-02-30' is geen datum"),
        ("getal", "3", "'3' is geen getal van 0 of meer; schrijf het zonder aanhalingstekens"),
        ("getal", -1, "-1 is geen getal van 0 of meer"),
        ("getal", float("nan"), "nan is geen getal"),
        ("getal", True, "True is geen getal"),
        ("ja_nee", "ja", "'ja' is geen antwoord; schrijf true of false"),
        ("keuze: a, b", "c", "'c' kan hier niet; kies uit a, b"),
        ("telefoon", "12", "'12' is geen Nederlands telefoonnummer"),
        ("e-mail", "desk", "'desk' is geen e-mailadres"),
        ("tijd", "25:00", "'25:00' is geen tijd"),
        ("land", "Nederland", "'Nederland' is geen landcode van twee hoofdletters"),
        ("kvk", "123", "'123' is geen KVK-nummer"),
        ("fqdn", "xis", "'xis' is geen volledige hostnaam"),
        ("adres", "192.0.2.256", "'192.0.2.256' is geen IP-adres"),
        ("reeks", "10.0.0.1/24", "'10.0.0.1/24' is geen reeks"),
        ("lijst", "a", "'a' is geen lijst"),
        ("bestand", "weg.pdf", "weg.pdf is niet te lezen"),
        ("bestand", "../elders.pdf", "../elders.pdf ligt buiten de map van het dossier"),
        ("bestand", "a\0b", "'a\\x00b' kan geen naam van een bestand zijn"),
        ("tekst", "", "niet ingevuld"),
        ("tekst", "patiënt 111222333", "hier staat een nummer dat een BSN kan zijn; laat het weg of neem een fictief"),
        ("lijst", ["111222333"], "hier staat een nummer dat een BSN kan zijn"),
    ],
)
def test_wrong_values_are_explained(kind: str, value: Any, says: str, tmp_path: Path) -> None:
    found, mistakes = of(kind, value, tmp_path)
    assert found is None
    assert len(mistakes) == 1
    assert mistakes[0].startswith(f"veld: {says}")


@pytest.mark.parametrize(
    "number",
    [
        "070-1234567",
        "0701234567",
        "+31 70 123 45 67",
        "+31 (0)6 12345678",
        "0031612345678",
        "0800-1234",
        "088 123 4567",
    ],
)
def test_dutch_numbers_are_taken(number: str) -> None:
    assert phone(number) == number


@pytest.mark.parametrize("number", ["070123456", "+32 2 123 45 67", "06-123456789", "00612345678", "bel mij", "+31 06"])
def test_other_numbers_are_not(number: str) -> None:
    with pytest.raises(Wrong):
        phone(number)


def test_rows_name_each_wrong_cell_by_number_and_column(tmp_path: Path) -> None:
    rows = [{"naam": "a", "land": "NL"}, {"naam": "", "land": "nl"}, {"naam": "c", "land": "BE", "extra": 1}]
    found, mistakes = answers({"t": rows}, {"t": TABLE}, tmp_path)
    assert not found
    assert [each.field for each in mistakes] == ["t[2].naam", "t[2].land", "t[3].extra"]


def test_rows_must_be_tables(tmp_path: Path) -> None:
    _, mistakes = answers({"t": ["a"]}, {"t": TABLE}, tmp_path)
    assert [each.text for each in mistakes] == ["regel 1 is geen tabel; schrijf { naam = …, land = … }"]


def test_no_rows_can_be_an_answer(tmp_path: Path) -> None:
    spec = TABLE.model_copy(update={"minstens": 0})
    found, mistakes = answers({"t": []}, {"t": spec}, tmp_path)
    assert (found.rows("t"), mistakes) == ((), [])
    assert answers({}, {"t": spec}, tmp_path)[1] != []


def test_too_few_values_are_counted(tmp_path: Path) -> None:
    spec = FieldSpec(soort="lijst", minstens=2)
    _, mistakes = answers({"l": ["a"]}, {"l": spec}, tmp_path)
    assert [each.text for each in mistakes] == ["er horen er ten minste 2 te staan, en er staan er 1"]


def test_field_that_may_stay_empty_is_no_gap(tmp_path: Path) -> None:
    found, mistakes = answers({"v": ""}, {"v": FieldSpec(soort="tekst", verplicht=False)}, tmp_path)
    assert (dict(found.values), mistakes) == ({}, [])


def test_unknown_keys_are_named_with_the_nearest() -> None:
    assert [each.text for each in stray_keys({"verklarin": 1}, ("verklaring",))] == [
        "deze sleutel bestaat niet; bedoeld is misschien verklaring"
    ]
    assert [each.text for each in stray_keys({"xyz": 1}, ("verklaring",))] == ["deze sleutel bestaat niet"]


def test_evidence_has_its_sum(tmp_path: Path) -> None:
    (tmp_path / "leeg").write_bytes(b"")
    found = evidence(tmp_path, "leeg")
    assert str(found).startswith("leeg (SHA-256 e3b0c44298fc1c14")


@pytest.mark.parametrize("value", ["", "  ", [], {}, {"naam": "", "rol": ""}, [""]])
def test_what_an_empty_form_holds_is_blank(value: Any) -> None:
    assert is_blank(value)


@pytest.mark.parametrize("value", [False, 0, "x", ["x"], {"naam": "x"}, date(2026, 1, 1)])
def test_answers_are_not_blank(value: Any) -> None:
    assert not is_blank(value)
