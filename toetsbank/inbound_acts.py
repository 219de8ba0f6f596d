"""Stimuli of the ZIM: it opens connections to the SUT, as whom and as it likes, and sends a ping over them.

They need no upper tester: of the SUT only the address of its own TLS server (``sut.adres`` in a profile). The name in
the SUT's certificate is not compared here, so that it can decide no other clause than its own.
"""

from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final

from simulators.calling import ConnectFailed, ResumableSession
from simulators.clock import at_least
from simulators.observations import ConnectionObservation, MessageObservation
from simulators.zim import Connection, Outgoing, Shown, messages
from toetsbank.endings import SIDES, ended
from toetsbank.outcomes import Inconclusive
from toetsbank.world import World

TLS: Final = {"1.2": 0x0303, "1.3": 0x0304}

REFUSING: Final = frozenset({400, 401, 403, 495, 496})
"""How servers refuse a client in HTTP after the handshake."""

LONGEST_STEP: Final = 900.0
"""Seconds that the clock may be moved at once in a rest of hours, in which nothing is exchanged."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One ping of the ZIM, or the attempt to send it."""

    connection: ConnectionObservation
    message: MessageObservation | None = None
    """None if the connection failed before anything could be sent."""
    session: ResumableSession | None = field(default=None, compare=False, repr=False)

    @property
    def answered(self) -> bool:
        """Tell whether an HTTP answer came."""
        return self.message is not None and self.message.status is not None

    @property
    def served(self) -> bool:
        """Tell whether the application behind TLS answered: with SOAP, or with success."""
        message = self.message
        if message is None or message.status is None:
            return False
        return message.status < 300 or not message.answer.startswith("HTTP ")

    @property
    def accepted(self) -> bool:
        """Tell whether the client was let in: any answer but those with which servers refuse one."""
        return self.answered and self.message is not None and self.message.status not in REFUSING

    @property
    def said(self) -> str:
        """Return in Dutch how it ended."""
        if self.message is not None and self.answered:
            where = f" op {self.message.path}" if self.message.answer.startswith("HTTP ") else ""
            return f"antwoord {self.message.answer}{where}"
        connection = self.connection
        alerts = [f"alert {a.name} van {SIDES.get(a.by, a.by)}" for a in connection.alerts if a.number]
        return "; ".join(dict.fromkeys((*alerts, ended(connection))))


class Line:
    """A connection of the ZIM with the SUT that stays open between pings."""

    def __init__(self, connection: Connection | None, outgoing: "Pings", failed: ConnectionObservation | None) -> None:
        self._connection = connection
        self._pings = outgoing
        self._failed = failed

    def ping(self, *, renew: bool = False) -> Contact:
        """Send a ping, with new keys if asked; raises Inconclusive where this TLS library will not renew them."""
        if self._connection is None:
            assert self._failed is not None
            return Contact(self._failed)
        if renew and self.is_open and not self._connection.refresh_keys():
            raise Inconclusive("De TLS-bibliotheek van de toetsbank vernieuwt op deze verbinding geen sleutels.")
        result = self._connection.send(self._pings.next())
        return Contact(result.connection, result.message, self._connection.session())

    @property
    def is_open(self) -> bool:
        """Tell whether neither side has ended it."""
        return self._connection is not None and self._connection.observation().end_by == "open"

    def close(self) -> None:
        """Close it, if it is open."""
        if self._connection is not None:
            self._connection.close()


class Pings:
    """Pings to the SUT, each with an id of its own."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._numbers = count(1)

    def next(self) -> Outgoing:
        """Return the next ping."""
        number = f"{int(self._world.clock.now() * 1000)}{next(self._numbers)}"
        return messages.ping(self._world.clock, self._world.profile.sut.applicatie_id, number)


class Caller:
    """The ZIM as the one that opens connections; made for one scenario."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._pings = Pings(world)

    def ping(self, shown: Shown | None = None) -> Contact:
        """Open a connection, send a ping, and close it; raises Inconclusive where the SUT has no address."""
        line = self.open(shown)
        contact = line.ping()
        line.close()
        return contact

    def open(self, shown: Shown | None = None) -> Line:
        """Open a connection that stays; a failure shows at its first ping."""
        host, port = self._world.sut_address
        wanted = replace(shown or Shown(), check_name=False)
        try:
            connection = self._world.zim.connect(host, port, self._world.profile.sut.fqdn, wanted)
        except ConnectFailed as failed:
            if failed.record is None:
                raise Inconclusive(f"{host}:{port} is niet te bereiken: {failed}.") from failed
            return Line(None, self._pings, failed.record.observation())
        return Line(connection, self._pings, None)

    def speaks(self, version: str) -> bool:
        """Tell whether a session comes about when the ZIM knows this version alone ("1.2" or "1.3")."""
        return self.ping(only(version)).answered


def only(version: str) -> Shown:
    """Return how a ZIM shows itself that knows one version alone."""
    return Shown(minimum=TLS[version], maximum=TLS[version])


@dataclass(frozen=True, slots=True)
class Rest:
    """A connection that was used, rested, and was used again; and an attempt to take up its session."""

    before: Contact
    after: Contact
    resumed: Contact | None
    """None where the SUT gave no session to take up."""


def rest(world: World, caller: Caller, shown: Shown, seconds: float) -> Rest:
    """Use a connection, let time pass, and use it again; raises Inconclusive if it was never in use."""
    line = caller.open(shown)
    before = line.ping()
    if not before.answered:
        raise Inconclusive(f"Over een nieuwe verbinding kwam geen antwoord ({before.said}).")
    world.pass_time(seconds)
    # The session first: an answer on the connection would be use of it.
    resumed = None if before.session is None else caller.ping(replace(shown, session=before.session))
    after = line.ping()
    line.close()
    return Rest(before, after, resumed)


@dataclass(frozen=True, slots=True)
class LongUse:
    """A connection and a session that were kept in use for as long as the SUT would have it."""

    first: Contact
    last: Contact
    """The last ping on the connection that was answered."""
    ended: Contact
    """The last ping on the connection, answered or not."""
    resumptions: tuple[Contact, ...]
    """The connections on which the session was taken up, one after the other; the last may have been refused."""

    @property
    def lasted(self) -> float:
        """Return for how many seconds, at least, the connection carried answers."""
        return _between(self.first, self.last)

    @property
    def resumed_for(self) -> float:
        """Return how old, at least, the session was when it was last taken up; 0 if it never was."""
        taken = [contact for contact in self.resumptions if contact.answered and contact.connection.resumed]
        return _between(self.first, taken[-1]) if taken else 0.0


def long_use(world: World, caller: Caller, shown: Shown, seconds: float, pause: float) -> LongUse:
    """Use one connection, and one session on other connections, at every ``pause`` for longer than ``seconds``.

    The ZIM renews the keys with each use. What the SUT ends is not tried again. Raises Inconclusive if nothing began.
    """
    line = caller.open(shown)
    first = last = ended = line.ping()
    if not first.answered:
        raise Inconclusive(f"Over een nieuwe verbinding kwam geen antwoord ({first.said}).")
    until = world.clock.now() + seconds
    session = first.session
    resumptions: list[Contact] = []
    while ended.answered or session is not None:
        left = until - world.clock.now()
        world.pass_time(pause if left > pause else max(left, 0.0) + pause / 8, step=LONGEST_STEP)
        if ended.answered:
            ended = line.ping(renew=True)
            last = ended if ended.answered else last
        if session is not None:
            resumptions.append(caller.ping(replace(shown, session=session)))
            taken = resumptions[-1]
            session = taken.session if taken.answered and taken.connection.resumed else None
        if left <= pause:
            break
    line.close()
    return LongUse(first, last, ended, tuple(resumptions))


def _between(first: Contact, later: Contact) -> float:
    if first.message is None or first.message.answered is None or later.message is None:
        return 0.0
    return 0.0 if later.message.answered is None else at_least(first.message.answered, later.message.answered)
