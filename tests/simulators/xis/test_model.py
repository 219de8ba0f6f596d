from simulators.xis.model import LogEntry, Patient, QueryResult, SourceResult
from tests.simulators.xis.conftest import BSN


def test_a_patient_is_shown_with_what_is_known() -> None:
    assert Patient(BSN, "Testlaar", "1970-01-15").line() == f"Testlaar; 1970-01-15; BSN {BSN}"
    full = Patient(BSN, "Testlaar", "1970-01-15", "V", "1234AB", "5", "Voorbeeldstad")
    assert full.line() == f"Testlaar; 1970-01-15; V; 1234AB 5 Voorbeeldstad; BSN {BSN}"


def test_an_empty_answer_is_shown_as_such() -> None:
    assert SourceResult("bron", "OK").line() == "bron: antwoord zonder inhoud"
    assert SourceResult("bron", "AE").line() == "bron: fout: zonder toelichting"
    assert QueryResult(BSN, "nu", "m", ()).lines() == ("Geen enkele bron heeft geantwoord.",)


def test_a_log_entry_shows_every_item() -> None:
    entry = LogEntry(
        BSN, "van", "naar", "01.015", "UZI 900001234", "opvraag", "tijd", "in", "uit", ("soort",), ("fout",)
    )
    for item in (BSN, "van", "naar", "01.015", "900001234", "opvraag", "tijd", "in", "uit", "soort", "fout"):
        assert item in entry.line()
    assert "fouten geen" in LogEntry(BSN, "a", "b", "c", "d", "e", "f").line()
