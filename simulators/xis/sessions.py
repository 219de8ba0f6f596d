"""User sessions at level midden: when they begin is for the log-in, how they go on and end is for this module."""

import uuid
from dataclasses import dataclass, field

from cryptography import x509

from simulators.clock import Clock
from simulators.xis.model import User
from simulators.xis.policies import Policies


class Refused(Exception):
    """The XIS refuses what was asked; ``shown`` is what the user sees, verbatim."""

    def __init__(self, *shown: str) -> None:
        super().__init__(" ".join(shown))
        self.shown = shown


@dataclass(slots=True)
class UserSession:
    """A user at a workplace, with the pass that is in the reader there."""

    user: User
    rolcode: str
    pas: str
    werkplek: str
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    """What came with the certificate, for finding the path to a root."""
    signing: str
    """The session at the pass stand-in in which tokens are signed."""
    opened: float
    last_used: float
    number: str = field(default_factory=lambda: uuid.uuid4().hex)
    ended: str = ""
    """Why the session ended, as the user is told; empty while it is open."""


class Sessions:
    """All sessions since the XIS was last put back; a duty of the agenda, because sessions end by themselves."""

    def __init__(self, clock: Clock, policies: Policies) -> None:
        self._clock = clock
        self._policies = policies
        self._sessions: dict[str, UserSession] = {}

    def add(self, session: UserSession) -> None:
        """Let a session begin; the session that was open at the same workplace ends."""
        for other in self._open():
            if other.werkplek == session.werkplek:
                self.end(other, "Uw sessie is beëindigd: op deze werkplek is opnieuw ingelogd.")
        self._sessions[session.number] = session

    def active(self, number: str) -> UserSession:
        """Return an open session and count this as use of it.

        Raises Refused with the reason if the session has ended or never was.
        """
        self._end_expired()
        session = self._sessions.get(number)
        if session is None:
            raise Refused("U bent niet ingelogd.")
        if session.ended:
            raise Refused(session.ended)
        session.last_used = self._clock.now()
        return session

    def end(self, session: UserSession, reason: str) -> None:
        """End a session; the first reason stays."""
        session.ended = session.ended or reason

    @property
    def users(self) -> int:
        """How many users are logged in."""
        return len(self._open())

    def end_all(self) -> None:
        """Forget all sessions, as after a restart."""
        self._sessions.clear()

    def open_numbers(self) -> frozenset[str]:
        """Return the numbers of the sessions that have not ended."""
        return frozenset(session.number for session in self._open())

    def next_due(self) -> float | None:
        """Return the first moment at which a session ends by itself."""
        return min((self._expiry(session) for session in self._open()), default=None)

    async def run_due(self) -> None:
        """End the sessions whose moment has come."""
        self._end_expired()

    def _open(self) -> list[UserSession]:
        return [session for session in self._sessions.values() if not session.ended]

    def _expiry(self, session: UserSession) -> float:
        limits = self._policies.sessions
        return min(session.last_used + limits.idle, session.opened + limits.absolute)

    def _end_expired(self) -> None:
        now, limits = self._clock.now(), self._policies.sessions
        for session in self._open():
            if now >= session.opened + limits.absolute:
                self.end(session, "Uw sessie is beëindigd: zij stond een uur open. Log opnieuw in.")
            elif now >= session.last_used + limits.idle:
                minutes = round(limits.idle / 60)
                self.end(session, f"Uw sessie is beëindigd: zij was {minutes} minuten niet gebruikt. Log opnieuw in.")
