from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from simulators.xis.model import LogEntry, Patient, QueryResult, SourceResult, User
from simulators.xis.store import Store
from simulators.xis.vault import Vault
from tests.simulators.xis.conftest import BSN, OTHER_BSN

PATIENT = Patient(BSN, "Testlaar-Één", "1970-01-15", woonplaats="Voorbeeldstad")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    made = Store(tmp_path / "gegevens" / "xis.sqlite", Vault.at(tmp_path / "sleutels" / "kluis.key"))
    yield made
    made.close()


def test_a_patient_is_found_by_bsn_and_by_name(store: Store) -> None:
    assert store.load_patients([PATIENT]) == 1
    assert store.patient(BSN) == PATIENT
    assert store.patient(OTHER_BSN) is None
    assert store.patients_named("testlaar-één") == (PATIENT,)


def test_another_patient_is_found_where_there_is_one(store: Store) -> None:
    store.load_patients([PATIENT])
    assert store.patient_beside(OTHER_BSN) == BSN
    with pytest.raises(LookupError):
        store.patient_beside(BSN)


def test_users_come_and_go(store: Store) -> None:
    user = User("arts-a", "900001234", frozenset({"zorgverlener"}), lsp=True)
    store.keep_user(user)
    store.keep_user(replace(user, lsp=False))
    assert store.users() == (replace(user, lsp=False),)
    store.strike_user(user.uzi_nummer)
    assert store.users() == ()


def test_loading_again_replaces(store: Store) -> None:
    store.load_patients([PATIENT])
    store.load_patients([PATIENT])
    assert store.patients_named(PATIENT.naam) == (PATIENT,)


def test_the_user_table_is_replaced_as_a_whole(store: Store) -> None:
    user = User("arts-a", "900001234", frozenset({"zorgverlener"}), lsp=True)
    store.load_users([user])
    assert store.user("900001234") == user
    store.load_users([])
    assert store.user("900001234") is None


def test_results_and_log_entries_come_back_in_order(store: Store) -> None:
    results = [
        QueryResult(BSN, f"2026-01-0{n}T00:00:00.000Z", f"m{n}", (SourceResult("bron", "OK", ("middel",)),))
        for n in (1, 2)
    ]
    entries = [
        LogEntry(BSN, "a", "b", "01.015", "UZI 900001234", "opvraag", f"moment {n}", fouten=("f",)) for n in (1, 2)
    ]
    for result, entry in zip(results, entries, strict=True):
        store.add_result(result)
        store.add_log_entry(entry, 0.0)
    assert store.results(BSN) == tuple(results)
    assert store.log_entries(BSN) == tuple(entries)
    assert store.results(OTHER_BSN) == ()
    assert store.log_entries(OTHER_BSN) == ()


def test_no_file_of_the_store_names_a_person(store: Store, tmp_path: Path) -> None:
    store.load_patients([PATIENT])
    store.load_users([User("arts-a", "900001234", frozenset({"zorgverlener"}), lsp=True)])
    store.add_result(QueryResult(BSN, "nu", "m", ()))
    store.add_log_entry(LogEntry(BSN, "a", "b", "01.015", "UZI 900001234", "opvraag", "nu"), 0.0)
    files = [path for path in (tmp_path / "gegevens").iterdir() if path.is_file()]
    content = b"".join(path.read_bytes() for path in files)
    assert len(content) > 1000
    assert b"CREATE TABLE" in content
    for secret in (BSN, "900001234", "Testlaar", "Voorbeeldstad", "1970-01-15"):
        assert secret.encode() not in content
        assert secret.encode("utf-16-le") not in content
