"""Exchanges about a patient, and what the toegangslog of the SUT says of each: read before it and after it."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from protocol.hl7.controlact import Organisation, Person
from simulators.observations import MessageObservation
from simulators.zim import messages
from toetsbank.acts import Actor, pass_name
from toetsbank.exchanges import read_exchange
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings.logs import Record
from toetsbank.world import PIN, World

READER = "Toegangslogbeheerder H"
OWN = "eigen organisatie"
ASKING = Person("900001298", "17.000", "SIM Apotheker Y", Organisation("90000457", "SIM Apotheek Elders", "Elderstad"))
"""Who asks the SUT as a source here: with another number, rolcode and organisation than any test person of the SUT."""
MARGIN = 120.0
"""Seconds before an exchange from which the log is read: its clock and its times need not be those of the bench."""


class Logged:
    """Makes exchanges in one scenario and reads what came of them in the toegangslog."""

    def __init__(self, world: World, actor: Actor) -> None:
        self._world = world
        self._actor = actor
        self._session = ""
        self._made = 0

    def sent_query(self, person: str) -> Record:
        """Have someone query; raises Inconclusive where no query reached the ZIM."""
        return self._around(lambda: self._queried(person))

    def healthy_query(self, person: str) -> Record:
        """Have someone query without anything going wrong; raises Inconclusive where something does."""
        record = self.sent_query(person)
        if not record.exchange.data_types:
            raise Inconclusive(f"Een opvraag onder geldige omstandigheden leverde niets op: {record.exchange.answer}.")
        return record

    def received_query(self) -> Record:
        """Query the SUT as a source about a patient of its own."""
        return self._around(self._asked)

    def _queried(self, person: str) -> MessageObservation:
        act = self._actor.query(person)
        if not act.messages:
            raise Inconclusive(f"Er kwam geen opvraag bij de ZIM aan; getoond: {' '.join(act.result.shown)}")
        return act.messages[-1]

    def _asked(self) -> MessageObservation:
        world = self._world
        bsn = world.population.draw()
        world.recorder.claim(bsn)
        self._made += 1
        host, port = world.sut_address
        sut = world.profile.sut
        name = f"log-{bsn}-{self._made}"
        outgoing = messages.query(world.clock, sut.applicatie_id, name, bsn, asking=ASKING)
        result = world.zim.call(host, port, sut.fqdn, outgoing)
        if result.message is None or result.answer is None:
            raise Inconclusive("Het GBx heeft de opvraag van de ZIM niet beantwoord.")
        return result.message

    def _around(self, stimulus: Callable[[], MessageObservation]) -> Record:
        began = self._world.clock.now()
        before = self._lines(began)
        message = stimulus()
        ended = self._world.clock.now()
        fresh = _added(before, self._lines(began))
        return Record(fresh, read_exchange(message, self._world.recorder, began, ended), self._words())

    def _lines(self, since: float) -> tuple[Mapping[str, Any], ...]:
        result = self._world.upper.perform(
            "toegangslog.read", sessie=self._reader(), van=since - MARGIN, tot=self._world.clock.now() + MARGIN
        )
        if result.refused:
            raise Inconclusive(f"De toegangslog kan niet gelezen worden; getoond: {' '.join(result.shown)}")
        return tuple(result.data["regels"])

    def _reader(self) -> str:
        """Log in who may read the log, at a workplace of his own, once per scenario."""
        if not self._session:
            pas = pass_name(self._world, READER)
            result = self._world.upper.perform("sessie.log_in", pas=pas, toegangscode=PIN, werkplek="werkplek-log")
            if result.refused:
                raise Inconclusive(f"{READER} kan niet inloggen: {' '.join(result.shown)}")
            self._session = str(result.data["sessie"])
        return self._session

    def _words(self) -> dict[str, tuple[str, ...]]:
        sut, words = self._world.profile.sut, self._world.profile.log.woorden
        return {**words, OWN: (sut.ura, sut.organisatie, *words.get(sut.ura, ()))}


def _added(
    before: tuple[Mapping[str, Any], ...], after: tuple[Mapping[str, Any], ...]
) -> tuple[Mapping[str, Any], ...]:
    """Return the lines that were not there before; equal lines are counted, for logs may repeat themselves."""
    known = Counter(repr(sorted(line.items())) for line in before)
    fresh = []
    for line in after:
        key = repr(sorted(line.items()))
        if known[key]:
            known[key] -= 1
        else:
            fresh.append(line)
    return tuple(fresh)
