"""Stimuli: making the SUT do something through the upper tester, and finding what the lower testers saw of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from simulators.observations import ConnectionObservation, MessageObservation
from toetsbank.outcomes import Inconclusive
from toetsbank.upper_tester import Result
from toetsbank.world import PERSONS, PIN, World

ANY_MEANS = frozenset({"pkcs11", "pfx", "lezer", "zorg-id", "eigen"})
MEANS = {
    "geldig": ANY_MEANS,
    "sleutel-past-niet": frozenset({"pkcs11", "zorg-id"}),
    "tijden-verschoven": frozenset({"zorg-id"}),
}
"""By what means a variant of a pass can reach a SUT; those not named here go by all but the supplier's own passes."""


@dataclass(frozen=True, slots=True)
class Act:
    """One stimulus and what the ZIM saw of it."""

    result: Result
    messages: tuple[MessageObservation, ...]
    connections: tuple[ConnectionObservation, ...]

    @property
    def reached_zim(self) -> bool:
        """Tell whether a message of level midden left the SUT."""
        return any(message.level == "midden" for message in self.messages)

    @property
    def succeeded(self) -> bool:
        """Tell whether the exchange was answered with content."""
        return not self.result.refused and any(m.status == 200 and not m.refused for m in self.messages)


class Actor:
    """Acts for the test persons of a scenario."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sessions: dict[str, str] = {}

    def log_in(self, person: str, variant: str = "geldig") -> Result:
        """Log in with a variant of someone's pass; a refusal is a result. The session is kept for the next acts."""
        self._require_means(variant)
        result = self._world.upper.perform(
            "sessie.log_in", pas=f"{PERSONS[person].key}/{variant}", toegangscode=PIN, werkplek="werkplek-1"
        )
        self._sessions.pop(person, None)
        if not result.refused:
            self._sessions[person] = str(result.data["sessie"])
        return result

    def enter(self, person: str, variant: str = "geldig") -> Act:
        """Log in and, if the SUT lets the person in, query; otherwise the act is what left the SUT meanwhile."""
        before = {m.number for m in self._world.zim.journal.messages}
        begun = self._world.clock.now()
        result = self.log_in(person, variant)
        if not result.refused:
            return self.query(person)
        return self._since(result, before, begun)

    def require_log_in(self, person: str) -> None:
        """Log in with a valid pass; raises Inconclusive if the SUT does not let the person in."""
        result = self.log_in(person)
        if result.refused:
            raise Inconclusive(f"{person} kan met een geldige pas niet inloggen: {' '.join(result.shown)}")

    def log_out(self, person: str) -> None:
        """End someone's session."""
        self._world.upper.perform("sessie.log_out", sessie=self._session(person))

    def query(self, person: str) -> Act:
        """Query the data of a patient that nobody asked for before."""
        bsn = self._world.population.draw()
        self._world.recorder.claim(bsn)
        begun = self._world.clock.now()
        result = self._world.upper.perform("opvraag.start", sessie=self._session(person), bsn=bsn)
        self._world.zim.flush()
        journal = self._world.zim.journal
        messages = tuple(m for m in journal.messages if m.bsn == bsn and m.sut_role == "afzender")
        return Act(result, messages, self._connections(messages, begun))

    def show(self, person: str, bsn: str) -> Result:
        """Have the SUT show what it has of a patient."""
        return self._world.upper.perform("resultaat.show", sessie=self._session(person), bsn=bsn)

    def ping(self, person: str) -> Act:
        """Have the SUT verify its connection with the ZIM, an exchange of level laag."""
        before = {m.number for m in self._world.zim.journal.messages}
        begun = self._world.clock.now()
        result = self._world.upper.perform("koppeling.verify", sessie=self._session(person), bestemming="zim")
        return self._since(result, before, begun)

    def has_session(self, person: str) -> bool:
        """Tell whether the SUT said that someone is logged in."""
        return person in self._sessions

    def shift_tokens(self, seconds: float) -> None:
        """Have the pass move all times of the tokens it signs."""
        if seconds:
            self._require_means("tijden-verschoven")
        self._world.uzi.configure(shift_seconds=seconds)

    def _require_means(self, variant: str) -> None:
        carrying = MEANS.get(variant, ANY_MEANS - {"eigen"})
        used = self._world.profile.middel
        if used not in carrying:
            raise Inconclusive(
                f"Met middel {used} kan een pas met gebrek '{variant}' het systeem niet bereiken; wel met"
                f" {', '.join(sorted(carrying))}."
            )

    def _since(self, result: Result, before: set[int], begun: float) -> Act:
        self._world.zim.flush()
        messages = tuple(
            m for m in self._world.zim.journal.messages if m.number not in before and m.sut_role == "afzender"
        )
        return Act(result, messages, self._connections(messages, begun))

    def _session(self, person: str) -> str:
        return self._sessions.get(person, "geen")

    def _connections(self, messages: Iterable[MessageObservation], begun: float) -> tuple[ConnectionObservation, ...]:
        used = {message.connection for message in messages}
        return tuple(
            c
            for c in self._world.zim.journal.connections
            if c.sut_role == "client" and (c.number in used or c.opened.low >= begun)
        )
