"""The HL7v3 answers of the ZIM: batches with a member per source, pongs, and errors in either (transport.md section 2).

The members are re-wrapped by the ZIM: sender 1, receiver the asking system, target its query (section 2.4, the style
of 2021).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from protocol import bsn as numbers
from protocol import ids
from protocol.hl7 import batch
from protocol.hl7.batch import BATCH, Answer, BatchAnswer, Counts
from protocol.hl7.controlact import Device, Organisation
from protocol.hl7.interactions import Interaction
from protocol.hl7.ping import Pong, build_pong
from protocol.hl7.query import Query
from protocol.hl7.receipt import RECEIPT, Receipt, build_receipt
from protocol.hl7.timestamps import AMSTERDAM
from protocol.hl7.transmission import Acknowledgement, Problem, Transmission
from protocol.ids import InstanceIdentifier
from simulators.zim.content import Message
from simulators.zim.faults import Hl7Error, hl7_error
from simulators.zim.medication import payload
from simulators.zim.model import ZIM_ID_ROOT, ZimModel
from simulators.zim.settings import Source, ZimSettings

_ZIM: Final = Device(application=ids.ZIM_APPLICATION)
_FAILURES: Final = {"onbekend": "KEY204", "te-laat": "QABRTITI"}


class Answerer:
    """Makes the answers to one message; ``now`` is the time on the clock of the bench."""

    def __init__(self, model: ZimModel, settings: ZimSettings, now: datetime) -> None:
        self._model = model
        self._settings = settings
        self._now = now

    def answer(self, message: Message) -> tuple[bytes, str]:
        """Return the answer to a message that was accepted, and what it is."""
        if message.query is not None:
            return self._batch(message.query, self._members(message.query, message.row)), BATCH
        return self._pong(message, None), message.row.antwoord or ""

    def refusal(self, message: Message, error: Hl7Error) -> tuple[bytes, str]:
        """Return the answer to a message that the ZIM refuses with an HL7 error, and what it is.

        A message of which no more than the wrapper can be read gets a negative receipt.
        """
        if message.query is not None:
            member = self._failure(message.query, message.row, error)
            return self._batch(message.query, (member,)), f"{BATCH} (AE/{error.code})"
        if message.ping is not None:
            return self._pong(message, error), f"{message.row.antwoord} (AE/{error.code})"
        acknowledged = Acknowledgement("CE", message.transmission.id, (_problem(error),))
        receipt = Receipt(self._wrap(RECEIPT, message.transmission, acknowledged))
        return build_receipt(receipt), f"{RECEIPT} (CE/{error.code})"

    def _pong(self, message: Message, error: Hl7Error | None) -> bytes:
        target = message.transmission.id
        problems = () if error is None else (_problem(error),)
        acknowledged = Acknowledgement("AE" if problems else "AA", target, problems)
        return build_pong(Pong(self._wrap(message.row.antwoord or "", message.transmission, acknowledged), _ZIM))

    def _members(self, query: Query, row: Interaction) -> Iterable[Answer]:
        patient = query.bsn or ""
        if self._settings.wrong_patient:
            patient = another_patient(patient)
        return (self._member(query, row, source, patient) for source in self._settings.sources)

    def _batch(self, query: Query, members: Iterable[Answer]) -> bytes:
        return batch.build_batch(
            BatchAnswer(self._next_id(), self._now, query.transmission.sender, query.id, tuple(members))
        )

    def _member(self, query: Query, row: Interaction, source: Source, patient: str) -> Answer:
        if source.uitkomst == "fout":
            return self._failure(query, row, hl7_error(source.code))
        author = Device(_system_number(source), source.applicatie_id, Organisation(source.ura, source.naam))
        if source.uitkomst in _FAILURES:
            error = hl7_error(_FAILURES[source.uitkomst])
            return self._failure(query, row, error, None if source.uitkomst == "te-laat" else author)
        wrapper = self._wrap(row.lid or "", query.transmission, Acknowledgement("AA", query.id))
        if source.uitkomst == "niets-gevonden":
            return batch.nothing_found(wrapper, author, query.query_id)
        today = self._now.astimezone(AMSTERDAM).date()
        return batch.found(wrapper, author, query.query_id, payload(patient, today).encode())

    def _failure(self, query: Query, row: Interaction, error: Hl7Error, author: Device | None = None) -> Answer:
        in_receipt = error.place == "ontvangst"
        acknowledged = Acknowledgement("AE", query.id, (_problem(error),) if in_receipt else ())
        return Answer(
            self._wrap(row.lid or "", query.transmission, acknowledged),
            author or _ZIM,
            query.query_id,
            batch.APPLICATION_ERROR,
            Counts(),
            (),
            () if in_receipt else (_problem(error),),
            status="aborted",
            effective_time=self._now,
        )

    def _wrap(self, interaction: str, answered: Transmission, acknowledgement: Acknowledgement) -> Transmission:
        return Transmission(
            self._next_id(),
            self._now,
            interaction,
            answered.sender,
            ids.ZIM_APPLICATION,
            acknowledgement=acknowledgement,
        )

    def _next_id(self) -> InstanceIdentifier:
        return InstanceIdentifier(ZIM_ID_ROOT, self._model.next_id())


def another_patient(asked: str) -> str:
    """Return a fictitious BSN that is another than the one asked for."""
    return next(number for number in numbers.fictitious_bsns() if number != asked)


def _problem(error: Hl7Error) -> Problem:
    if error.place == "issue":
        return Problem(error.code, error.code_system, display=error.text)
    return Problem(error.code, error.code_system, error.text, location=error.location or None)


def _system_number(source: Source) -> str:
    """Return the fictitious UZI-nummer of the server of a source."""
    return f"0009{source.applicatie_id[-5:]:0>5}"
