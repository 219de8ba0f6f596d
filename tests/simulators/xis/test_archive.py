from collections.abc import Iterator
from pathlib import Path

import pytest

from simulators.xis.archive import Archive, ManagementEntry, StoredMessage, StoredToken, Trigger
from simulators.xis.vault import Vault
from tests.simulators.xis.conftest import BSN

MESSAGE = StoredMessage("1.2.3^m1", f"<vraag>{BSN}</vraag>", "<antwoord/>")
ENROLMENT = StoredToken("token_1", "inschrijftoken", BSN, "2027-01-01T00:00:00.000Z", "<saml:Assertion/>")
MANDATE = StoredToken("token_2", "mandaattoken", "900001234", "2027-01-01T00:00:00.000Z", "<saml:Assertion/>")
ENTRY = ManagementEntry("2026-01-01T00:00:00.000+01:00", "beheerder-f", "bericht.inspect", "1.2.3^m1")
TRIGGER = Trigger("2026-01-01T00:00:00.000+01:00", "1.2.3^m1", "afspraak", BSN)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An archive with one of everything."""
    made = Archive(tmp_path / "gegevens" / "beheer.sqlite", Vault.at(tmp_path / "sleutels" / "kluis.key"))
    made.keep_message(MESSAGE)
    made.keep_token(ENROLMENT)
    made.keep_token(MANDATE)
    made.add_management(ENTRY)
    made.add_trigger(TRIGGER)
    yield made
    made.close()


def test_what_was_kept_comes_back(archive: Archive) -> None:
    assert archive.message("1.2.3^m1") == MESSAGE
    assert archive.message("1.2.3^m2") is None
    assert archive.tokens("inschrijftoken") == (ENROLMENT,)
    assert archive.tokens("mandaattoken") == (MANDATE,)
    assert archive.management() == (ENTRY,)
    assert archive.triggers() == (TRIGGER,)


def test_nothing_stands_in_clear_text(archive: Archive, tmp_path: Path) -> None:
    content = b"".join(path.read_bytes() for path in (tmp_path / "gegevens").iterdir())
    assert content
    for secret in (BSN, "Assertion", "beheerder-f", "900001234"):
        assert secret.encode() not in content


def test_lines_name_everything(archive: Archive) -> None:
    assert all(part in ENTRY.line() for part in ("beheerder-f", "bericht.inspect", "1.2.3^m1"))
    assert all(part in TRIGGER.line() for part in ("afspraak", BSN, "1.2.3^m1"))
    assert all(part in MANDATE.line() for part in ("token_2", "900001234", "<saml:Assertion/>"))


def test_a_delivered_archive_is_empty(archive: Archive) -> None:
    archive.clear()
    assert (archive.message("1.2.3^m1"), archive.tokens("inschrijftoken"), archive.management()) == (None, (), ())
