"""User sessions at level midden: when they begin is for the log-in, how they go on and end is for this module."""

import uuid
from dataclasses import dataclass, field
from typing import Final

from cryptography import x509

from simulators.clock import Clock
from simulators.xis.model import User
from simulators.xis.policies import Policies
from simulators.xis.policies.sessions import Cause

ADDRESSES: Final = ("192.0.2.10", "198.51.100.10")
"""The IP addresses between which a workplace can change (RFC 5737)."""


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
    """As on the pass; empty for a pass of PKIoverheid, which has none."""
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
    cause: Cause = "anders"
    adres: str = ""
    """The IP address of the user when the session began."""


class Sessions:
    """All sessions since the XIS was last put back; a duty of the agenda, because sessions end by themselves."""

    def __init__(self, clock: Clock, policies: Policies) -> None:
        self._clock = clock
        self._policies = policies
        self._sessions: dict[str, UserSession] = {}
        self._addresses: dict[str, str] = {}

    def add(self, session: UserSession) -> None:
        """Let a session begin; the session that was open at the same workplace ends."""
        for other in self._open():
            if other.werkplek == session.werkplek:
                self.end(other, "Uw sessie is beëindigd: op deze werkplek is opnieuw ingelogd.")
        session.adres = self.address_of(session.werkplek)
        self._sessions[session.number] = session

    def address_of(self, werkplek: str) -> str:
        """Return the IP address from which a workplace is used now."""
        return self._addresses.get(werkplek, ADDRESSES[0])

    def change_address(self, number: str) -> str:
        """Let the workplace of a session, open or ended, get its other IP address, and return that.

        Raises Refused if there never was such a session.
        """
        werkplek = self._known(number).werkplek
        one, other = ADDRESSES
        self._addresses[werkplek] = other if self.address_of(werkplek) == one else one
        return self._addresses[werkplek]

    def elsewhere(self, werkplek: str) -> UserSession | None:
        """Return the session that was first opened at another workplace, None if there is none."""
        return next((session for session in self._open() if session.werkplek != werkplek), None)

    def active(self, number: str) -> UserSession:
        """Return an open session and count this as use of it.

        Raises Refused with the reason if the session has ended or never was.
        """
        self._end_expired()
        session = self._known(number)
        self._look_at_address(session)
        if session.ended and session.cause in self._policies.ends.reopened:
            session.ended, session.opened = "", self._clock.now()
        if session.ended:
            raise Refused(session.ended)
        session.last_used = self._clock.now()
        return session

    def end(self, session: UserSession, reason: str, cause: Cause = "anders") -> None:
        """End a session; the first reason stays."""
        if not session.ended and cause not in self._policies.ends.ignored:
            session.ended, session.cause = reason, cause

    @property
    def users(self) -> int:
        """How many users are logged in."""
        return len(self._open())

    def end_of(self, uzi_nummer: str, reason: str) -> None:
        """End all sessions of a user."""
        for session in self._open():
            if session.user.uzi_nummer == uzi_nummer:
                self.end(session, reason)

    def any_open(self) -> UserSession | None:
        """Return a session that is open, None if there is none."""
        return next(iter(self._open()), None)

    def end_all(self) -> None:
        """Forget all sessions, as after a restart."""
        self._sessions.clear()
        self._addresses.clear()

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
        return min(limits.idle_end(session.last_used), session.opened + limits.absolute)

    def _known(self, number: str) -> UserSession:
        session = self._sessions.get(number)
        if session is None:
            raise Refused("U bent niet ingelogd.")
        return session

    def _look_at_address(self, session: UserSession) -> None:
        """End a session that is used from another IP address than the one it began at."""
        if session.ended or self.address_of(session.werkplek) == session.adres:
            return
        reason = "Uw sessie is beëindigd: uw IP-adres is gewijzigd. Log opnieuw in."
        if "adres" in self._policies.ends.blocking:
            raise Refused(reason)
        self.end(session, reason, "adres")

    def _end_expired(self) -> None:
        now, limits = self._clock.now(), self._policies.sessions
        for session in self._open():
            if now >= session.opened + limits.absolute:
                self.end(session, "Uw sessie is beëindigd: zij stond een uur open. Log opnieuw in.", "duur")
            elif now >= limits.idle_end(session.last_used):
                reason = f"zij was {round(limits.idle / 60)} minuten niet gebruikt"
                self.end(session, f"Uw sessie is beëindigd: {reason}. Log opnieuw in.", "stilte")
