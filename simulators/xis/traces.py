"""What the XIS leaves on disk beside its database: a technical log, a file per open session, backups.

Each has a folder of its own under the store. A session file lets an administrator see who is at work where; it goes
when the session ends. A backup holds what changed since the one before.
"""

import json
from pathlib import Path
from typing import Final

from simulators.clock import Clock, iso
from simulators.xis.sealing import Sealing
from simulators.xis.sessions import Sessions, UserSession
from simulators.xis.store import Store

LOG, SESSIONS, BACKUPS = "logs", "sessies", "reservekopie"
_BACKED_UP: Final = ("resultaat", "toegangslog")


class Traces:
    """Writes them; everything that names a person is sealed."""

    def __init__(self, folder: Path, sealing: Sealing, clock: Clock, store: Store, sessions: Sessions) -> None:
        for name in (LOG, SESSIONS, BACKUPS):
            (folder / name).mkdir(parents=True, exist_ok=True)
        self._log = folder / LOG / "xis.log"
        self._sessions_folder = folder / SESSIONS
        self._backups = folder / BACKUPS
        self._sealing = sealing
        self._clock = clock
        self._store = store
        self._sessions = sessions
        self._backed_up = dict.fromkeys(_BACKED_UP, 0)

    def logged_in(self, session: UserSession) -> None:
        """Note that a session began."""
        self._write(f"ingelogd: {session.user.sleutel} op {session.werkplek}")
        self._keep(session, "")

    def logged_out(self, session: UserSession) -> None:
        """Note that a user ended a session."""
        self._write(f"uitgelogd: {session.user.sleutel} op {session.werkplek}")
        self._tidy()

    def queried(self, session: UserSession, bsn: str) -> None:
        """Note that a user asked for a patient's data, whatever came of it."""
        patient = self._store.patient(bsn)
        self._write(f"opvraag: {session.user.sleutel} voor {patient.naam if patient else 'onbekend'}, BSN {bsn}")
        self._keep(session, patient.line() if patient else "")

    def back_up(self) -> int:
        """Keep what changed since the last backup; returns how many rows that are."""
        rows = {table: self._store.rows_after(table, number) for table, number in self._backed_up.items()}
        content = json.dumps({table: [text for _, text in found] for table, found in rows.items()})
        name = f"xis-{iso(self._clock.now()).replace(':', '')}-{self._backed_up['toegangslog']}.bak"
        (self._backups / name).write_bytes(self._sealing.file(content, "reservekopie"))
        self._backed_up |= {table: found[-1][0] for table, found in rows.items() if found}
        return sum(map(len, rows.values()))

    def forget(self) -> None:
        """Remove the files of sessions that are no more."""
        self._tidy()

    def wipe(self) -> None:
        """Remove log, backups and session files."""
        for path in (self._log, *self._backups.iterdir(), *self._sessions_folder.iterdir()):
            path.unlink(missing_ok=True)
        self._backed_up = dict.fromkeys(_BACKED_UP, 0)

    def _write(self, text: str) -> None:
        with self._log.open("ab") as file:
            file.write(b"%b %b\n" % (iso(self._clock.now()).encode(), self._sealing.line(text, "logboek")))

    def _keep(self, session: UserSession, patient: str) -> None:
        self._tidy()
        content = {
            "gebruiker": session.user.sleutel,
            "uzi_nummer": session.user.uzi_nummer,
            "werkplek": session.werkplek,
            "begonnen": iso(session.opened),
            "patient": patient,
        }
        if not session.ended:
            data = self._sealing.file(json.dumps(content, ensure_ascii=False), "sessie")
            (self._sessions_folder / f"{session.number}.sessie").write_bytes(data)

    def _tidy(self) -> None:
        open_ = self._sessions.open_numbers()
        for path in self._sessions_folder.glob("*.sessie"):
            if path.stem not in open_:
                path.unlink()
