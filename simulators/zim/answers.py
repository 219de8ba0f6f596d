"""The HL7v3 answer to a message: what was asked for, or the error for which it is refused (transport.md section 2)."""

from datetime import datetime

from protocol import bsn as numbers
from protocol import ids
from protocol.hl7.batch import BATCH
from protocol.hl7.ping import Pong, build_pong
from protocol.hl7.query import Query
from protocol.hl7.receipt import RECEIPT, Receipt, build_receipt
from protocol.hl7.timestamps import AMSTERDAM
from protocol.hl7.transmission import Acknowledgement, Transmission
from protocol.ids import InstanceIdentifier
from simulators.zim.batches import ZIM, Asked, BatchWriter, answer_of_sources, problem
from simulators.zim.content import Message
from simulators.zim.faults import Hl7Error
from simulators.zim.medication import payload
from simulators.zim.model import ZIM_ID_ROOT, ZimModel
from simulators.zim.settings import ZimSettings


class Answerer:
    """Makes the answers to one message; ``now`` is the time on the clock of the bench."""

    def __init__(self, model: ZimModel, settings: ZimSettings, now: datetime) -> None:
        self._model = model
        self._settings = settings
        self._now = now

    def answer(self, message: Message) -> tuple[bytes, str]:
        """Return the answer to a message that was accepted, and what it is."""
        query = message.query
        if query is None:
            return self._pong(message, None), message.row.antwoord or ""
        asked = Asked.by(query, message.row.lid or "")
        content = payload(self._patient(query), self._now.astimezone(AMSTERDAM).date())
        return answer_of_sources(asked, self._settings.sources, content, self._model.next_id, self._now), BATCH

    def refusal(self, message: Message, error: Hl7Error) -> tuple[bytes, str]:
        """Return the answer to a message that the ZIM refuses with an HL7 error, and what it is.

        A message of which no more than the wrapper can be read gets a negative receipt.
        """
        if message.query is not None:
            asked = Asked.by(message.query, message.row.lid or "")
            return BatchWriter(asked, self._model.next_id, self._now).of_error(error), f"{BATCH} (AE/{error.code})"
        if message.ping is not None:
            return self._pong(message, error), f"{message.row.antwoord} (AE/{error.code})"
        receipt = Receipt(self._wrap(RECEIPT, message, "CE", error))
        return build_receipt(receipt), f"{RECEIPT} (CE/{error.code})"

    def _patient(self, query: Query) -> str:
        asked = query.bsn or ""
        return another_patient(asked) if self._settings.wrong_patient else asked

    def _pong(self, message: Message, error: Hl7Error | None) -> bytes:
        kind = "AA" if error is None else "AE"
        return build_pong(Pong(self._wrap(message.row.antwoord or "", message, kind, error), ZIM))

    def _wrap(self, interaction: str, message: Message, kind: str, error: Hl7Error | None) -> Transmission:
        problems = () if error is None else (problem(error),)
        return Transmission(
            InstanceIdentifier(ZIM_ID_ROOT, self._model.next_id()),
            self._now,
            interaction,
            message.transmission.sender,
            ids.ZIM_APPLICATION,
            acknowledgement=Acknowledgement(kind, message.transmission.id, problems),
        )


def another_patient(asked: str) -> str:
    """Return a fictitious BSN that is another than the one asked for."""
    return next(number for number in numbers.fictitious_bsns() if number != asked)
