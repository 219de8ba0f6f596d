"""What the pass stand-in remembers: passes in readers, wrong PINs, and sessions opened with a right one."""

import hmac
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from simulators.uzi.pki import Pas

TRIES: Final = 3
"""Wrong PINs after which a pass is blocked."""
MOST_SESSIONS: Final = 10_000


class PassRefusal(Exception):
    """A pass that does not do what it is asked; the text is a Dutch sentence for the user."""


@dataclass(frozen=True, slots=True)
class Session:
    """A pass that was unlocked."""

    id: str
    pas: Pas


class PassModel:
    """The readers and passes of one register; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._wrong: dict[str, int] = {}
        self._taken_out: set[str] = set()

    def reset(self) -> None:
        """Put every pass back and unblock it; open sessions stay open."""
        with self._lock:
            self._wrong.clear()
            self._taken_out.clear()

    def take_out(self, pas: str) -> None:
        """Take a pass (``arts-a/geldig``) out of its reader, which ends its sessions."""
        with self._lock:
            self._taken_out.add(pas)
            for session in [s for s in self._sessions.values() if s.pas.name == pas]:
                del self._sessions[session.id]

    def put_back(self, pas: str) -> None:
        """Put a pass back into its reader; whoever wants to use it logs in again."""
        with self._lock:
            self._taken_out.discard(pas)

    def require_present(self, pas: Pas) -> None:
        """Raise PassRefusal if a pass is not in its reader."""
        with self._lock:
            if pas.name in self._taken_out:
                raise PassRefusal("Er zit geen pas in de lezer; plaats de pas en probeer het opnieuw.")

    def unlock(self, pas: Pas, entered: str, right: str) -> Session:
        """Open a session with a PIN. Raises PassRefusal for a wrong PIN, a blocked pass or one that is not there."""
        self.require_present(pas)
        with self._lock:
            wrong = self._wrong.get(pas.name, 0)
            if pas.blocked or wrong >= TRIES:
                raise PassRefusal("De pas is geblokkeerd; vraag bij de uitgever om deblokkeren.")
            if not hmac.compare_digest(entered.encode(), right.encode()):
                self._wrong[pas.name] = wrong + 1
                raise PassRefusal(_wrong_pin(TRIES - wrong - 1))
            self._wrong.pop(pas.name, None)
            session = Session(secrets.token_urlsafe(24), pas)
            self._sessions[session.id] = session
            if len(self._sessions) > MOST_SESSIONS:
                self._sessions.popitem(last=False)
            return session

    def session(self, id_: str) -> Session:
        """Return an open session. Raises PassRefusal if there is none by that id."""
        with self._lock:
            session = self._sessions.get(id_)
        if session is None:
            raise PassRefusal("De sessie met de pas is beëindigd; log opnieuw in.")
        return session

    def close(self, id_: str) -> None:
        """End a session, if it is open."""
        with self._lock:
            self._sessions.pop(id_, None)


def _wrong_pin(left: int) -> str:
    if left <= 0:
        return "De toegangscode is onjuist; de pas is nu geblokkeerd."
    return f"De toegangscode is onjuist; nog {left} {'poging' if left == 1 else 'pogingen'}."
