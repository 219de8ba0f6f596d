"""The store of the XIS: SQLite, with every personal datum sealed by the vault and found by its index."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from pathlib import Path

from simulators.xis.model import LogEntry, Patient, QueryResult, SourceResult, User
from simulators.xis.vault import Sealer

_SCHEMA = """
CREATE TABLE IF NOT EXISTS patient (
    bsn_index BLOB PRIMARY KEY, naam_index BLOB NOT NULL, bsn BLOB, naam BLOB, geboortedatum BLOB, geslacht BLOB,
    postcode BLOB, huisnummer BLOB, woonplaats BLOB);
CREATE INDEX IF NOT EXISTS patient_naam ON patient (naam_index);
CREATE TABLE IF NOT EXISTS gebruiker (uzi_index BLOB PRIMARY KEY, inhoud BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS resultaat (nummer INTEGER PRIMARY KEY, bsn_index BLOB NOT NULL, inhoud BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS resultaat_bsn ON resultaat (bsn_index);
CREATE TABLE IF NOT EXISTS toegangslog (
    nummer INTEGER PRIMARY KEY, bsn_index BLOB NOT NULL, inhoud BLOB NOT NULL, moment REAL NOT NULL);
CREATE INDEX IF NOT EXISTS toegangslog_bsn ON toegangslog (bsn_index);
CREATE INDEX IF NOT EXISTS toegangslog_moment ON toegangslog (moment);
"""

_PATIENT_FIELDS = tuple(field.name for field in fields(Patient))


class Store:
    """Patients, users, results and the toegangslog. Everything that names a person is sealed."""

    def __init__(self, path: Path, vault: Sealer) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._vault = vault
        self._database = sqlite3.connect(path, isolation_level=None)
        # A write-ahead log without a sync per commit: a crash of the process loses nothing.
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=NORMAL")
        self._database.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the database file."""
        self._database.close()

    def load_patients(self, patients: Iterable[Patient]) -> int:
        """Add patients, replacing those with the same BSN; returns how many there were."""
        columns = ", ".join(("bsn_index", "naam_index", *_PATIENT_FIELDS))
        marks = ", ".join("?" * (len(_PATIENT_FIELDS) + 2))
        with self._database:
            self._database.execute("BEGIN")
            cursor = self._database.executemany(
                f"INSERT OR REPLACE INTO patient ({columns}) VALUES ({marks})", map(self._patient_row, patients)
            )
        return cursor.rowcount

    def patient(self, bsn: str) -> Patient | None:
        """Return the patient with this BSN."""
        return next(self._patients("bsn_index", self._vault.index(bsn, "bsn")), None)

    def patient_beside(self, bsn: str) -> str:
        """Return the BSN of some other patient than this one; raises LookupError if there is none."""
        row = self._database.execute(
            "SELECT bsn FROM patient WHERE bsn_index != ? LIMIT 1", (self._vault.index(bsn, "bsn"),)
        ).fetchone()
        if row is None:
            raise LookupError("there is no other patient")
        return self._vault.open(row[0], "patient.bsn")

    def patients_named(self, naam: str) -> tuple[Patient, ...]:
        """Return the patients with this name, in any letter case."""
        return tuple(self._patients("naam_index", self._vault.index(naam, "naam")))

    def load_users(self, users: Iterable[User]) -> None:
        """Replace the user table."""
        rows = [self._user_row(user) for user in users]
        with self._database:
            self._database.execute("BEGIN")
            self._database.execute("DELETE FROM gebruiker")
            self._database.executemany("INSERT INTO gebruiker VALUES (?, ?)", rows)

    def keep_user(self, user: User) -> None:
        """Put a user in the table, in the place of a line with the same UZI-nummer."""
        self._database.execute("INSERT OR REPLACE INTO gebruiker VALUES (?, ?)", self._user_row(user))

    def strike_user(self, uzi_nummer: str) -> None:
        """Take a user out of the table."""
        index = self._vault.index(uzi_nummer, "uzi")
        self._database.execute("DELETE FROM gebruiker WHERE uzi_index = ?", (index,))

    def users(self) -> tuple[User, ...]:
        """Return the user table, by UZI-nummer."""
        rows = self._database.execute("SELECT inhoud FROM gebruiker")
        return tuple(sorted((self._user(sealed) for (sealed,) in rows), key=lambda user: user.uzi_nummer))

    def user(self, uzi_nummer: str) -> User | None:
        """Return the user whose pass has this UZI-nummer."""
        index = self._vault.index(uzi_nummer, "uzi")
        row = self._database.execute("SELECT inhoud FROM gebruiker WHERE uzi_index = ?", (index,)).fetchone()
        return None if row is None else self._user(row[0])

    def add_result(self, result: QueryResult) -> None:
        """Keep the result of a query."""
        self._add("resultaat", result.bsn, json.dumps(asdict(result)))

    def results(self, bsn: str) -> tuple[QueryResult, ...]:
        """Return the results kept for a patient, oldest first."""
        return tuple(
            QueryResult(**{**content, "bronnen": tuple(_source(item) for item in content["bronnen"])})
            for content in map(json.loads, self._contents("resultaat", bsn))
        )

    def add_log_entry(self, entry: LogEntry, moment: float) -> None:
        """Write an exchange in the toegangslog; ``moment`` in seconds since the epoch, by which it is found."""
        self._database.execute(
            "INSERT INTO toegangslog (bsn_index, inhoud, moment) VALUES (?, ?, ?)",
            (
                self._vault.index(entry.bsn, "bsn"),
                self._vault.seal(json.dumps(asdict(entry)), "toegangslog"),
                moment,
            ),
        )

    def log_entries(self, bsn: str) -> tuple[LogEntry, ...]:
        """Return the exchanges about a patient, oldest first."""
        return tuple(map(_log_entry, self._contents("toegangslog", bsn)))

    def log_entries_between(self, first: float, last: float) -> tuple[LogEntry, ...]:
        """Return the exchanges of a period (seconds since the epoch, both included), oldest first."""
        query = "SELECT inhoud FROM toegangslog WHERE moment BETWEEN ? AND ? ORDER BY nummer"
        rows = self._database.execute(query, (first, last))
        return tuple(_log_entry(self._vault.open(sealed, "toegangslog")) for (sealed,) in rows)

    def rows_after(self, table: str, number: int) -> list[tuple[int, str]]:
        """Return the number and the content of the rows of a table that were added after a number."""
        query = f"SELECT nummer, inhoud FROM {table} WHERE nummer > ? ORDER BY nummer"
        return [(found, self._vault.open(sealed, table)) for found, sealed in self._database.execute(query, (number,))]

    def _user_row(self, user: User) -> tuple[bytes, bytes]:
        content = json.dumps({**asdict(user), "rollen": sorted(user.rollen)})
        return self._vault.index(user.uzi_nummer, "uzi"), self._vault.seal(content, "gebruiker")

    def _user(self, sealed: bytes) -> User:
        content = json.loads(self._vault.open(sealed, "gebruiker"))
        return User(**{**content, "rollen": frozenset(content["rollen"])})

    def wipe(self) -> None:
        """Forget results and toegangslog so that no byte of them stays in the files."""
        for table in ("resultaat", "toegangslog"):
            self._database.execute(f"DELETE FROM {table}")
        self._database.execute("VACUUM")
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _patient_row(self, patient: Patient) -> tuple[bytes, ...]:
        sealed = (self._vault.seal(getattr(patient, name), f"patient.{name}") for name in _PATIENT_FIELDS)
        return (self._vault.index(patient.bsn, "bsn"), self._vault.index(patient.naam, "naam"), *sealed)

    def _patients(self, column: str, index: bytes) -> Iterator[Patient]:
        query = f"SELECT {', '.join(_PATIENT_FIELDS)} FROM patient WHERE {column} = ?"
        for row in self._database.execute(query, (index,)):
            pairs = zip(_PATIENT_FIELDS, row, strict=True)
            yield Patient(**{name: self._vault.open(sealed, f"patient.{name}") for name, sealed in pairs})

    def _add(self, table: str, bsn: str, content: str) -> None:
        self._database.execute(
            f"INSERT INTO {table} (bsn_index, inhoud) VALUES (?, ?)",
            (self._vault.index(bsn, "bsn"), self._vault.seal(content, table)),
        )

    def _contents(self, table: str, bsn: str) -> Iterator[str]:
        query = f"SELECT inhoud FROM {table} WHERE bsn_index = ? ORDER BY nummer"
        for (sealed,) in self._database.execute(query, (self._vault.index(bsn, "bsn"),)):
            yield self._vault.open(sealed, table)


def _log_entry(text: str) -> LogEntry:
    content = json.loads(text)
    return LogEntry(**{**content, **{name: tuple(content[name]) for name in ("gegevenssoorten", "fouten")}})


def _source(content: dict[str, object]) -> SourceResult:
    inhoud, meldingen = content["inhoud"], content["meldingen"]
    assert isinstance(inhoud, list)
    assert isinstance(meldingen, list)
    return SourceResult(str(content["bron"]), str(content["uitkomst"]), tuple(inhoud), tuple(meldingen))
