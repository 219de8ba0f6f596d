"""Who acts on the XIS itself: a user who came in with a pass, or with a name and a password only.

Only with a pass does a session of level midden begin; a password opens the XIS for what concerns the LSP not at all.
"""

import hashlib
import hmac
import os
import uuid
from dataclasses import dataclass, field

from simulators.xis.model import User
from simulators.xis.policies.users import AccessPolicy
from simulators.xis.sessions import Refused, Sessions
from simulators.xis.store import Store

_SALT_BYTES = 16
_COST = 2**10


@dataclass(frozen=True, slots=True)
class Acting:
    """A user in action, with what the user table says of him now."""

    user: User
    two_factors: bool

    @property
    def name(self) -> str:
        """The name by which logs know this user."""
        return f"{self.user.sleutel} (UZI {self.user.uzi_nummer})"

    def require(self, access: AccessPolicy, purpose: str) -> None:
        """Raise Refused unless the policy lets this user in."""
        if access.two_factors and not self.two_factors:
            raise Refused(f"Log in met uw UZI-pas om {purpose}; met een wachtwoord alleen kan dat niet.")
        if not access.roles & self.user.rollen:
            raise Refused(f"U bent niet bevoegd om {purpose}.")


@dataclass(frozen=True, slots=True)
class PasswordSession:
    """A session that began with a password."""

    user: User
    number: str = field(default_factory=lambda: uuid.uuid4().hex)


class PasswordSessions:
    """Sessions of users without a pass, since the XIS was last put back."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sessions: dict[str, PasswordSession] = {}

    def log_in(self, name: str, password: str) -> PasswordSession:
        """Begin a session; raises Refused for a wrong name or password, without telling which."""
        user = next((user for user in self._store.users() if user.sleutel == name), None)
        if user is None or not fits(password, user.wachtwoord):
            raise Refused("Inloggen geweigerd. Naam of wachtwoord is onjuist.")
        session = PasswordSession(user)
        self._sessions[session.number] = session
        return session

    def find(self, number: str) -> PasswordSession | None:
        """Return the session with this number."""
        return self._sessions.get(number)

    def end_all(self) -> None:
        """Forget all sessions."""
        self._sessions.clear()


@dataclass(frozen=True, slots=True)
class Desk:
    """Finds out who acts."""

    store: Store
    sessions: Sessions
    passwords: PasswordSessions

    def acting(self, number: str) -> Acting:
        """Return who acts in a session of either kind; raises Refused if there is no such session."""
        known = self.passwords.find(number)
        user = self.sessions.active(number).user if known is None else known.user
        return Acting(self.store.user(user.uzi_nummer) or user, known is None)


def hashed(password: str) -> str:
    """Return what is kept of a password: salt and scrypt hash, in hexadecimal; "" if there is none."""
    if not password:
        return ""
    salt = os.urandom(_SALT_BYTES)
    return f"{salt.hex()}:{_scrypt(password, salt).hex()}"


def fits(password: str, kept: str) -> bool:
    """Tell whether this is the password of which ``kept`` was made."""
    salt, colon, known = kept.partition(":")
    return bool(colon) and hmac.compare_digest(_scrypt(password, bytes.fromhex(salt)), bytes.fromhex(known))


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=_COST, r=8, p=1)
