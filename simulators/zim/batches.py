"""The batch answers of the ZIM (transport.md sections 2.4 to 2.6 and 7.2).

The members are re-wrapped by the ZIM: sender 1, receiver the asking system, target its query (section 2.4, the style
of 2021). A batch of the same sources differs from the next in ids, times and payload only, so it is written once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from protocol import ids
from protocol.hl7 import batch
from protocol.hl7.batch import Answer, BatchAnswer, Counts
from protocol.hl7.controlact import Device, Organisation
from protocol.hl7.query import Query
from protocol.hl7.timestamps import format_ts
from protocol.hl7.transmission import Acknowledgement, Problem, Transmission
from protocol.ids import InstanceIdentifier
from protocol.xml import escape
from simulators.zim.faults import Hl7Error, hl7_error
from simulators.zim.model import ZIM_ID_ROOT
from simulators.zim.settings import Source
from simulators.zim.template import Template

ZIM: Final = Device(application=ids.ZIM_APPLICATION)

_FAILURES: Final = {"onbekend": "KEY204", "te-laat": "QABRTITI"}
_ASKER, _LIST, _TIME = "[asker]", "[list]", datetime(1970, 1, 2, 3, 4, 5, tzinfo=UTC)
_TIME_MARKER: Final = format_ts(_TIME)
_MESSAGE: Final = InstanceIdentifier("[message-root]", "[message]")
_QUERY: Final = InstanceIdentifier("[query-root]", "[query]")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer refers to; ``member`` is the interaction of the members of the batch."""

    asker: str
    message: InstanceIdentifier
    query: InstanceIdentifier
    member: str

    @classmethod
    def by(cls, query: Query, member: str) -> "Asked":
        """Return what the answer to a query refers to."""
        return cls(query.transmission.sender, query.id, query.query_id, member)


class BatchWriter:
    """Writes a batch in answer to one query; every id that it needs comes from ``next_id``."""

    def __init__(self, asked: Asked, next_id: Callable[[], str], now: datetime) -> None:
        self._asked = asked
        self._next_id = next_id
        self._now = now

    def of_sources(self, sources: tuple[Source, ...], payload: str) -> bytes:
        """Return a batch with a member per source; those that have data answer ``payload``."""
        return self._write(*(self._member(source, payload) for source in sources))

    def of_error(self, error: Hl7Error) -> bytes:
        """Return a batch in which the ZIM itself refuses the query."""
        return self._write(self._failure(error))

    def _write(self, *members: Answer) -> bytes:
        asked = self._asked
        return batch.build_batch(BatchAnswer(self._id(), self._now, asked.asker, asked.message, members))

    def _member(self, source: Source, payload: str) -> Answer:
        if source.uitkomst == "fout":
            return self._failure(hl7_error(source.code))
        author = Device(_system_number(source), source.applicatie_id, Organisation(source.ura, source.naam))
        if source.uitkomst in _FAILURES:
            error = hl7_error(_FAILURES[source.uitkomst])
            return self._failure(error, ZIM if source.uitkomst == "te-laat" else author)
        wrapper = self._wrap(Acknowledgement("AA", self._asked.message))
        if source.uitkomst == "niets-gevonden":
            return batch.nothing_found(wrapper, author, self._asked.query)
        return batch.found(wrapper, author, self._asked.query, payload.encode())

    def _failure(self, error: Hl7Error, author: Device = ZIM) -> Answer:
        told = (problem(error),)
        received = error.place == "ontvangst"
        return Answer(
            self._wrap(Acknowledgement("AE", self._asked.message, told if received else ())),
            author,
            self._asked.query,
            batch.APPLICATION_ERROR,
            Counts(),
            (),
            () if received else told,
            status="aborted",
            effective_time=self._now,
        )

    def _wrap(self, acknowledgement: Acknowledgement) -> Transmission:
        return Transmission(
            self._id(),
            self._now,
            self._asked.member,
            self._asked.asker,
            ids.ZIM_APPLICATION,
            acknowledgement=acknowledgement,
        )

    def _id(self) -> InstanceIdentifier:
        return InstanceIdentifier(ZIM_ID_ROOT, self._next_id())


def answer_of_sources(
    asked: Asked, sources: tuple[Source, ...], payload: str, next_id: Callable[[], str], now: datetime
) -> bytes:
    """Return what ``BatchWriter.of_sources`` writes, from the form in which it was written before."""
    values = {marker: next_id() for marker in _id_markers(len(sources))}
    values[_TIME_MARKER] = format_ts(now)
    values[_ASKER] = escape(asked.asker)
    values[_MESSAGE.root], values[_MESSAGE.extension] = escape(asked.message.root), escape(asked.message.extension)
    values[_QUERY.root], values[_QUERY.extension] = escape(asked.query.root), escape(asked.query.extension)
    values[_LIST] = payload
    return _form(sources, asked.member).fill(values).encode()


def problem(error: Hl7Error) -> Problem:
    """Return an error as it stands in a message."""
    if error.place == "issue":
        return Problem(error.code, error.code_system, display=error.text)
    return Problem(error.code, error.code_system, error.text, location=error.location or None)


@lru_cache(maxsize=64)
def _form(sources: tuple[Source, ...], member: str) -> Template:
    """Write a batch with markers where each batch has its own values."""
    markers = _id_markers(len(sources))
    numbered: Iterator[str] = iter(markers)
    writer = BatchWriter(Asked(_ASKER, _MESSAGE, _QUERY, member), lambda: next(numbered), _TIME)
    text = writer.of_sources(sources, _LIST).decode()
    own = (_MESSAGE.root, _MESSAGE.extension, _QUERY.root, _QUERY.extension)
    return Template(text, (*markers, _TIME_MARKER, _ASKER, *own, _LIST))


def _id_markers(members: int) -> tuple[str, ...]:
    return tuple(f"[id-{number}]" for number in range(members + 1))


def _system_number(source: Source) -> str:
    """Return the fictitious UZI-nummer of the server of a source."""
    return f"0009{source.applicatie_id[-5:]:0>5}"
