"""What the XIS keeps for those who manage it: messages, tokens, the beheerlog and the triggers of its own queries.

A database beside that of the patients, with every value sealed by the vault in the same way.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from simulators.xis.model import TokenKind
from simulators.xis.vault import Sealer

_SCHEMA = """
CREATE TABLE IF NOT EXISTS bericht (bericht_index BLOB PRIMARY KEY, inhoud BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS token (nummer INTEGER PRIMARY KEY, soort TEXT NOT NULL, inhoud BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS beheerlog (nummer INTEGER PRIMARY KEY, inhoud BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS aanleiding (nummer INTEGER PRIMARY KEY, inhoud BLOB NOT NULL);
"""
_TABLES = ("bericht", "token", "beheerlog", "aanleiding")


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message with its answer, as an administrator may see them; without the tokens that went with it."""

    bericht_id: str
    """root^extension of the message that was sent."""
    verzonden: str
    ontvangen: str


@dataclass(frozen=True, slots=True)
class StoredToken:
    """A token that is used again and again, so that it is kept."""

    token_id: str
    soort: TokenKind
    houder: str
    """The patient's BSN of an inschrijftoken, the UZI-nummer of who gives the mandate of a mandaattoken."""
    geldig_tot: str
    """ISO 8601, UTC."""
    inhoud: str
    """The signed assertion."""

    def line(self) -> str:
        """Return the line that whoever manages tokens sees, the token itself included."""
        return f"{self.soort} {self.token_id}; {self.houder}; geldig tot {self.geldig_tot}; {self.inhoud}"


@dataclass(frozen=True, slots=True)
class ManagementEntry:
    """One line of the beheerlog (GBX.SBH.e4050)."""

    tijdstip: str
    """ISO 8601 with the offset from UTC."""
    beheerder: str
    handeling: str
    onderwerp: str

    def line(self) -> str:
        """Return the line that the reader of the log sees."""
        return " | ".join((self.tijdstip, self.beheerder, self.handeling, self.onderwerp))


@dataclass(frozen=True, slots=True)
class Trigger:
    """Why the XIS sent a query of its own accord."""

    tijdstip: str
    bericht_id: str
    soort: str
    bsn: str

    def line(self) -> str:
        """Return the line that the reader of the log sees."""
        return " | ".join((self.tijdstip, self.soort, f"BSN {self.bsn}", self.bericht_id))


class Archive:
    """Messages, tokens, beheerlog and triggers; every value sealed."""

    def __init__(self, path: Path, vault: Sealer) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._vault = vault
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=NORMAL")
        self._database.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the database file."""
        self._database.close()

    def clear(self) -> None:
        """Forget everything, as a XIS that was just delivered."""
        with self._database:
            self._database.execute("BEGIN")
            for table in _TABLES:
                self._database.execute(f"DELETE FROM {table}")

    def keep_message(self, message: StoredMessage) -> None:
        """Keep a message and its answer, to be found by its id."""
        self._database.execute(
            "INSERT OR REPLACE INTO bericht VALUES (?, ?)",
            (self._vault.index(message.bericht_id, "bericht"), self._sealed("bericht", message)),
        )

    def message(self, bericht_id: str) -> StoredMessage | None:
        """Return the message with this id."""
        index = self._vault.index(bericht_id, "bericht")
        row = self._database.execute("SELECT inhoud FROM bericht WHERE bericht_index = ?", (index,)).fetchone()
        return None if row is None else StoredMessage(**json.loads(self._vault.open(row[0], "bericht")))

    def keep_token(self, token: StoredToken) -> None:
        """Add a token."""
        self._database.execute(
            "INSERT INTO token (soort, inhoud) VALUES (?, ?)", (token.soort, self._sealed("token", token))
        )

    def tokens(self, soort: TokenKind) -> tuple[StoredToken, ...]:
        """Return the tokens of a kind, oldest first."""
        rows = self._database.execute("SELECT inhoud FROM token WHERE soort = ? ORDER BY nummer", (soort,))
        return tuple(StoredToken(**json.loads(self._vault.open(sealed, "token"))) for (sealed,) in rows)

    def add_management(self, entry: ManagementEntry) -> None:
        """Write a line in the beheerlog."""
        self._add("beheerlog", entry)

    def management(self) -> tuple[ManagementEntry, ...]:
        """Return the beheerlog, oldest first."""
        return tuple(ManagementEntry(**json.loads(text)) for text in self._contents("beheerlog"))

    def add_trigger(self, trigger: Trigger) -> None:
        """Write why the XIS sent a query of its own accord."""
        self._add("aanleiding", trigger)

    def triggers(self) -> tuple[Trigger, ...]:
        """Return the triggers, oldest first."""
        return tuple(Trigger(**json.loads(text)) for text in self._contents("aanleiding"))

    def _add(self, table: str, value: ManagementEntry | Trigger) -> None:
        self._database.execute(f"INSERT INTO {table} (inhoud) VALUES (?)", (self._sealed(table, value),))

    def _sealed(self, table: str, value: "StoredMessage | StoredToken | ManagementEntry | Trigger") -> bytes:
        return self._vault.seal(json.dumps(asdict(value)), table)

    def _contents(self, table: str) -> Iterator[str]:
        for (sealed,) in self._database.execute(f"SELECT inhoud FROM {table} ORDER BY nummer"):
            yield self._vault.open(sealed, table)
