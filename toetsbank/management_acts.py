"""Stimuli of those who manage the SUT: the user table, the configuration, tokens, messages and their log."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simulators.observations import ConnectionObservation, MessageObservation
from toetsbank.acts import Act, Actor, pass_name, person_key
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings.management import Deed
from toetsbank.upper_tester import Result
from toetsbank.world import PASSWORD, PERSONS, PIN, World

MANAGER = "Autorisatiebeheerder G"
ADMINISTRATOR = "Beheerder F"
LOG_READER = "Toegangslogbeheerder H"

TOKEN_ROLE = "tokenbeheerder"
"""The role that is needed to reach stored tokens, in the words of the upper tester."""

ONLY_PASSWORD = "alleen een wachtwoord"
MEANS = {"een geldige pas": "geldig", "een pas van een andere organisatie": "andere-ura"}
"""With what people try to come in, beside a password alone; by the variant of their pass."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the ZIM saw of a SUT since a moment, whatever it carried."""

    result: Result
    messages: tuple[MessageObservation, ...]
    connections: tuple[ConnectionObservation, ...]
    bsn: str = ""
    """The patient that was asked for."""


class Office:
    """People who manage the SUT in one scenario, each at a workplace of his own."""

    def __init__(self, world: World, actor: Actor) -> None:
        self._world = world
        self._actor = actor
        self._sessions: dict[str, str] = {}

    def enter(self, person: str, means: str = "een geldige pas") -> Result:
        """Come in, with a pass or with a password only; a refusal is a result."""
        key = person_key(person)
        if means == ONLY_PASSWORD:
            given = {"naam": key, "wachtwoord": PASSWORD}
        else:
            given = {"pas": pass_name(self._world, person, MEANS[means]), "toegangscode": PIN}
        result = self._world.upper.perform("sessie.log_in", **given, werkplek=f"werkplek van {key}")
        self._sessions[person] = "" if result.refused else str(result.data["sessie"])
        return result

    def perform(self, person: str, operation: str, **parameters: object) -> Result:
        """Have someone do something, who comes in with his pass if he has not yet.

        Raises Inconclusive if he is not let in.
        """
        if person not in self._sessions and (result := self.enter(person)).refused:
            raise Inconclusive(f"{person} komt met een geldige pas niet binnen; getoond: {' '.join(result.shown)}")
        return self._world.upper.perform(operation, sessie=self._sessions[person], **parameters)

    def require(self, person: str, operation: str, **parameters: object) -> Result:
        """The same, where the scenario cannot go on without it; raises Inconclusive for a refusal."""
        result = self.perform(person, operation, **parameters)
        if result.refused:
            raise Inconclusive(f"{person} kan {operation} niet uitvoeren; getoond: {' '.join(result.shown)}")
        return result

    def attempt(self, person: str, means: str, operation: str, **parameters: object) -> Result:
        """Have someone come in and try something; who is not let in has tried in vain."""
        result = self.enter(person, means)
        session = self._sessions.pop(person)
        return result if result.refused else self._world.upper.perform(operation, sessie=session, **parameters)

    def admit(self, person: str, *, roles: tuple[str, ...] = (), lsp: bool | None = None) -> None:
        """Have the autorisatiebeheerder put someone in the user table, with his usual roles and rights or these."""
        who = PERSONS[person]
        self.require(
            MANAGER,
            "gebruiker.admit",
            uzi_nummer=who.uzi_nummer,
            naam=who.key,
            rollen=list(roles or who.roles),
            lsp=who.lsp if lsp is None else lsp,
        )

    def strike(self, person: str) -> None:
        """Have the autorisatiebeheerder strike someone from the user table."""
        self.require(MANAGER, "gebruiker.revoke", uzi_nummer=PERSONS[person].uzi_nummer, reden="uit dienst")

    def table(self) -> str:
        """Return the user table as the autorisatiebeheerder sees it."""
        return text_of(self.require(MANAGER, "gebruiker.list"))

    def enters(self, person: str) -> Act:
        """Have someone come in and query."""
        return self._actor.enter(person)

    def enters_inside(self, person: str) -> Act:
        """The same for someone who must get into the system itself; raises Inconclusive if he does not."""
        act = self._actor.enter(person)
        if not self._actor.has_session(person):
            raise Inconclusive(f"{person} komt niet in het systeem; getoond: {' '.join(act.result.shown)}")
        return act

    def exchanged(self, person: str) -> tuple[str, str]:
        """Have someone query; returns the id of his message and the BSN in it. Raises Inconclusive if none left."""
        act = self._actor.enter(person)
        message = next((m for m in act.messages if m.message_id and m.bsn), None)
        if message is None:
            raise Inconclusive(f"Er vertrok geen bericht om in te zien; getoond: {' '.join(act.result.shown)}")
        return message.message_id or "", message.bsn or ""

    def trigger(self, person: str, bsn: str, soort: str) -> Result:
        """Have something happen with a patient, at which a SUT may query of its own accord."""
        return self.perform(person, "trigger.fire", bsn=bsn, soort=soort)

    def trigger_log(self) -> tuple[dict[str, object], ...]:
        """Return why the SUT queried of its own accord by its own account; nothing where it does not tell."""
        try:
            return tuple(self.perform(LOG_READER, "triggerlog.read").data.get("regels", ()))
        except Inconclusive:
            return ()

    def query(self, person: str) -> Seen:
        """Have someone query on fresh connections; whatever then comes to the ZIM counts, wherever it went."""
        zim = self._world.zim
        zim.flush()
        zim.close_connections()
        known = {m.number for m in zim.journal.messages} | {c.number for c in zim.journal.connections}
        bsn = self._world.population.draw()
        self._world.recorder.claim(bsn)
        result = self.perform(person, "opvraag.start", bsn=bsn)
        zim.flush()
        messages = [m for m in zim.journal.messages if m.number not in known and m.sut_role == "afzender"]
        connections = [c for c in zim.journal.connections if c.number not in known and c.sut_role == "client"]
        return Seen(result, tuple(messages), tuple(connections), bsn)


class ManagementLog:
    """The beheerlog, read before and after what an administrator does."""

    def __init__(self, office: Office, world: World) -> None:
        self._office = office
        self._world = world

    def around(self, handeling: str, act: Callable[[], None]) -> Deed:
        """Have something done; returns it with the lines that the log gained."""
        before = Counter(map(_key, self._lines()))
        act()
        added = []
        for line in self._lines():
            if before[_key(line)]:
                before[_key(line)] -= 1
            else:
                added.append(line)
        return Deed(handeling, tuple(added), self._world.profile.log.woorden.get(handeling, ()))

    def _lines(self) -> tuple[Mapping[str, object], ...]:
        return tuple(self._office.require(LOG_READER, "beheerlog.read").data.get("regels", ()))


def _key(line: Mapping[str, object]) -> str:
    return json.dumps(line, sort_keys=True, ensure_ascii=False)


def zim_uri(world: World) -> str:
    """Return the URI by which the SUT knows the ZIM; the reference XIS has its ports translated."""
    return f"https://{world.zim.host_name}:{443 if world.is_embedded else world.zim.address[1]}"


def text_of(result: Result) -> str:
    """Return all that was shown, on the screen or in the data of the answer, as one text."""
    return " ".join((*result.shown, json.dumps(result.data, ensure_ascii=False)))


def names_others(result: Result, person: str) -> bool:
    """Tell whether what was shown names users other than the one who looks, by their UZI-nummer."""
    shown = text_of(result)
    return any(other.uzi_nummer in shown for name, other in PERSONS.items() if name != person)
