"""Pings: the ZIM looks whether the SUT is there, and what time it is by its clock."""

from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from protocol.clock_offset import Exchange
from protocol.hl7.ping import PONG
from simulators.calling import ConnectFailed
from simulators.observations import ConnectionObservation
from simulators.zim import messages
from simulators.zim.client import Connection, Outgoing, Result
from toetsbank.acts import Actor
from toetsbank.outcomes import Inconclusive
from toetsbank.world import World

PERSON: Final = "Arts A"
"""Who has a SUT verify its connection that the ZIM cannot reach."""


@dataclass(frozen=True, slots=True)
class Ping:
    """One ping of the ZIM, on a connection of its own, and what came of it."""

    connection: ConnectionObservation
    answer: str
    """The interaction that was answered, a SOAP fault, the HTTP status, or why there is nothing of these."""
    observations: tuple[int, ...]

    @property
    def is_answered(self) -> bool:
        """Tell whether the answer is that to a ping."""
        return self.answer == PONG

    @property
    def is_refused_in_soap(self) -> bool:
        """Tell whether the SUT handled the message and answered it with a fault."""
        return self.answer.startswith("SOAP-fault")


def ping(world: World) -> Ping:
    """Have the ZIM ping the SUT; raises Inconclusive where the profile says no address."""
    host, port = world.sut_address
    result = world.zim.call(host, port, world.profile.sut.fqdn, _outgoing(world))
    seen = result.connection.number, *(() if result.message is None else (result.message.number,))
    return Ping(result.connection, _answer(result), seen)


class ClockPings:
    """Pings that tell the time of the SUT: by the ZIM, or by the SUT itself where the ZIM cannot reach it."""

    def __init__(self, world: World, actor: Actor) -> None:
        self._world = world
        self._actor = actor
        self._connection: Connection | None = None
        self.observations: list[int] = []
        """The messages in which the SUT wrote a time."""

    def exchange(self) -> Exchange:
        """Make one ping; raises Inconclusive where that cannot be done, or there is no time in it."""
        world = self._world
        if not world.is_embedded and world.profile.sut.adres is None:
            return self._by_the_sut()
        asked = world.clock.now()
        result = self._sent()
        answered = world.clock.now()
        if result.message is None or result.message.created is None:
            raise Inconclusive(f"De ping van de ZIM kreeg geen antwoord met een tijd: {_answer(result)}.")
        self.observations.append(result.message.number)
        return Exchange(asked, answered, result.message.created)

    def close(self) -> None:
        """Close the connection that was kept for the next ping."""
        if self._connection is not None:
            self._connection.close()

    def _sent(self) -> Result:
        """Ping on the connection of the ping before, if it is still there."""
        if self._connection is not None:
            result = self._connection.send(_outgoing(self._world))
            if result.failure is None:
                return result
        host, port = self._world.sut_address
        try:
            self._connection = self._world.zim.connect(host, port, self._world.profile.sut.fqdn)
        except ConnectFailed as failed:
            raise Inconclusive(f"De ZIM kan dit systeem niet bereiken: {failed.failure.message}.") from failed
        return self._connection.send(_outgoing(self._world))

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


def _outgoing(world: World) -> Outgoing:
    return messages.ping(world.clock, world.profile.sut.applicatie_id, f"ping-{uuid4().hex}")


def _answer(result: Result) -> str:
    if result.failure is not None:
        return result.failure.message
    return "geen" if result.message is None else result.message.answer
