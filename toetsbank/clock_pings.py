"""Pings that tell the time of the SUT: of the ZIM, or of the SUT itself where the ZIM cannot reach it."""

from typing import Final

from protocol.clock_offset import Exchange
from toetsbank.acts import Actor
from toetsbank.inbound_acts import Caller, Line
from toetsbank.outcomes import Inconclusive
from toetsbank.world import World

PERSON: Final = "Arts A"
"""Who has a SUT verify its connection that the ZIM cannot reach."""


class ClockPings:
    """Pings for one measurement; those of the ZIM go over one connection as long as the SUT keeps it."""

    def __init__(self, world: World, actor: Actor) -> None:
        self._world = world
        self._actor = actor
        self._caller = Caller(world)
        self._line: Line | None = None
        self.observations: list[int] = []
        """The messages in which the SUT wrote a time."""

    def exchange(self) -> Exchange:
        """Make one ping; raises Inconclusive where that cannot be done, or there is no time in it."""
        if self._world.is_embedded or self._world.profile.sut.adres is not None:
            return self._by_the_zim()
        return self._by_the_sut()

    def close(self) -> None:
        """Close the connection that was kept for the next ping."""
        if self._line is not None:
            self._line.close()

    def _by_the_zim(self) -> Exchange:
        if self._line is None or not self._line.is_open:
            self._line = self._caller.open()
        asked = self._world.clock.now()
        contact = self._line.ping()
        answered = self._world.clock.now()
        if contact.message is None or contact.message.created is None:
            raise Inconclusive(f"Een ping van de ZIM kreeg geen antwoord met een tijd: {contact.said}.")
        self.observations.append(contact.message.number)
        return Exchange(asked, answered, contact.message.created)

    def _by_the_sut(self) -> Exchange:
        if not self._actor.has_session(PERSON):
            self._actor.require_log_in(PERSON)
        asked = self._world.clock.now()
        act = self._actor.ping(PERSON)
        written = [message for message in act.messages if message.created is not None]
        if not written:
            raise Inconclusive(
                "Er kwam geen bericht met een tijd bij de ZIM aan. Noem het adres van het systeem in het profiel"
                " (sut.adres), of laat de upper tester koppeling.verify aanbieden."
            )
        last = written[-1]
        self.observations.append(last.number)
        return Exchange(asked, last.started.high, last.created or "")
