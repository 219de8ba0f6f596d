"""The HL7v3 messages that the XIS sends, and what it makes of the answers (transport.md sections 2 and 7)."""

import math
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from lxml import etree

from protocol import ids
from protocol.dn import common_name
from protocol.hl7.batch import BATCH, Answer, BatchAnswer, parse_answer, parse_batch
from protocol.hl7.controlact import NO_ROLE, Device, Organisation, Person
from protocol.hl7.interactions import INTERACTIONS, Interaction
from protocol.hl7.markup import Hl7Error
from protocol.hl7.ping import Ping, parse_pong
from protocol.hl7.query import Query
from protocol.hl7.transmission import Problem, Transmission
from protocol.ids import InstanceIdentifier
from protocol.xml import XmlError, local_name, parse
from simulators.clock import Clock
from simulators.xis.configuration import Configuration
from simulators.xis.model import SourceResult
from simulators.xis.sessions import UserSession

MEDICATION_QUERY: Final = INTERACTIONS["QURX_IN990111NL"]
PING: Final = INTERACTIONS["COMT_IN118118"]

_MESSAGES, _QUERIES = 12, 18
"""Arcs under the URA of the organisation for ids of messages and of queries."""
_SHORTEST_DELIVERY: Final = 5
"""Seconds that must lie between the query and its last moment of delivery (transport.md section 2.6)."""


class AnswerError(Exception):
    """An answer that the XIS cannot use; the message is a Dutch sentence for the user."""


@dataclass(frozen=True, slots=True)
class Messages:
    """Makes messages in the name of the organisation that uses the XIS."""

    configuration: Configuration
    clock: Clock

    def new_id(self, arc: int = _MESSAGES) -> InstanceIdentifier:
        """Return an identifier that was never used before."""
        ura = int(self.configuration.eigen.ura)
        return InstanceIdentifier(f"{ids.URA}.{ura}.{arc}", str(uuid.uuid4()))

    def query(self, session: UserSession, bsn: str) -> Query:
        """Return a query for the medication of a patient, asked by the user of a session."""
        person = self._person(session)
        transmission = self._transmission(MEDICATION_QUERY, patient=bsn)
        wait = max(_SHORTEST_DELIVERY, math.floor(self.configuration.seconden_wachten))
        return Query(
            transmission,
            MEDICATION_QUERY.trigger_event,
            author=person,
            overseer=person,
            query_id=self.new_id(_QUERIES),
            bsn=bsn,
            execution_and_delivery_time=transmission.creation_time + timedelta(seconds=wait),
        )

    def ping(self) -> Ping:
        """Return a ping from this application to the ZIM."""
        device = Device(application=self.configuration.in_use.applicatie_id, organisation=self.organisation())
        return Ping(self._transmission(PING), device)

    def organisation(self) -> Organisation:
        """Return the organisation that uses the XIS."""
        eigen = self.configuration.eigen
        return Organisation(eigen.ura, eigen.naam, eigen.plaats)

    def _transmission(self, interaction: Interaction, patient: str | None = None) -> Transmission:
        return Transmission(
            id=self.new_id(),
            creation_time=self.clock.datetime(),
            interaction=interaction.id,
            receiver=self.configuration.in_use.applicatie_id_schakelpunt,
            sender=self.configuration.in_use.applicatie_id,
            patient=patient,
        )

    def _person(self, session: UserSession) -> Person:
        role = None if session.rolcode in (NO_ROLE, "") else session.rolcode
        name = common_name(session.certificate.subject)
        return Person(session.user.uzi_nummer, role, name, self.organisation())


def read_query_answer(body: etree._Element, query: Query) -> tuple[InstanceIdentifier, tuple[SourceResult, ...]]:
    """Return the id of the answer to a query and what each source contributed to it.

    Raises AnswerError for an answer to something else, or one that cannot be read.
    """
    try:
        if local_name(body) == BATCH:
            return _read_batch(parse_batch(body), query)
        answer = parse_answer(body)
    except Hl7Error as error:
        raise AnswerError(f"Het antwoord van het LSP is niet te lezen: {error}") from error
    return answer.transmission.id, (_source(answer, query),)


def check_pong(body: etree._Element, ping: Ping) -> None:
    """Raise AnswerError unless the message answers the ping without an error."""
    try:
        pong = parse_pong(body)
    except Hl7Error as error:
        raise AnswerError(f"Het antwoord van het LSP is niet te lezen: {error}") from error
    acknowledgement = pong.transmission.acknowledgement
    if acknowledgement is None or acknowledgement.target != ping.transmission.id:
        raise AnswerError("Het antwoord van het LSP hoort niet bij deze controle.")
    if acknowledgement.kind not in ("AA", "CA"):
        reasons = "; ".join(_shown(problem) for problem in acknowledgement.problems)
        raise AnswerError(f"Het LSP meldt een fout: {reasons or acknowledgement.kind}.")


def _read_batch(batch: BatchAnswer, query: Query) -> tuple[InstanceIdentifier, tuple[SourceResult, ...]]:
    if batch.target != query.id:
        raise AnswerError("Het antwoord van het LSP hoort niet bij deze opvraag en is niet gebruikt.")
    return batch.id, tuple(_source(member, query) for member in batch.members)


def _source(answer: Answer, query: Query) -> SourceResult:
    name = _source_name(answer)
    if answer.query_id != query.query_id:
        return SourceResult(name, "AE", meldingen=("dit antwoord hoort niet bij deze opvraag en is niet gebruikt",))
    problems = (*_acknowledged(answer), *answer.issues)
    if answer.response_code not in ("OK", "NF") or problems:
        shown = tuple(_shown(problem) for problem in problems)
        return SourceResult(name, answer.response_code, meldingen=shown or (f"code {answer.response_code}",))
    try:
        payloads = [parse(payload) for payload in answer.payloads]
    except XmlError as error:
        return SourceResult(name, "AE", meldingen=(f"de gegevens zijn niet te lezen: {error}",))
    if any(bsn != query.bsn for payload in payloads for bsn in _patients(payload)):
        return SourceResult(name, "AE", meldingen=("de gegevens gaan over een andere patiënt en zijn niet gebruikt",))
    return SourceResult(name, answer.response_code, tuple(item for payload in payloads for item in _items(payload)))


def _source_name(answer: Answer) -> str:
    organisation = answer.author.organisation
    return "LSP" if organisation is None else f"{organisation.name or 'organisatie'} (URA {organisation.ura})"


def _acknowledged(answer: Answer) -> tuple[Problem, ...]:
    acknowledgement = answer.transmission.acknowledgement
    return () if acknowledgement is None else acknowledgement.problems


def _patients(payload: etree._Element) -> Iterator[str]:
    """Yield every BSN in a payload, wherever it stands."""
    for element in payload.iter():
        if element.get("root") == ids.BSN:
            yield (element.get("extension") or "").strip()


def _items(payload: etree._Element) -> Iterator[str]:
    for element in payload.iter():
        if shown := element.get("displayName"):
            yield shown


def _shown(problem: Problem) -> str:
    text = problem.text or problem.display
    return f"{problem.code}: {text}" if text else problem.code
