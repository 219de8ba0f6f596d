"""Answers to a query, and the batch in which the ZIM gathers them (transport.md sections 2.4, 2.6, 7.2 and 7.3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lxml import etree

from protocol import ids
from protocol.hl7.controlact import (
    Author,
    Device,
    read_author,
    read_issues,
    read_trigger_event,
    write_author,
    write_issue,
)
from protocol.hl7.markup import NS, Hl7Error, Node, code, ii, ts
from protocol.hl7.transmission import (
    PROFILE_810,
    VERSION_CODE,
    Acknowledgement,
    Problem,
    Transmission,
    message_markup,
    read_acknowledgement,
    read_application,
    read_transmission,
    write_acknowledgement,
    write_device,
)
from protocol.ids import InstanceIdentifier
from protocol.xml import children, local_name, serialise

BATCH: Final = "MCCI_IN200101"
FOUND: Final = "OK"
NOTHING_FOUND: Final = "NF"
APPLICATION_ERROR: Final = "AE"
QUERY_ERROR: Final = "QE"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many results there are: in all, in this answer, still to come; None stands for nullFlavor NAV."""

    total: int | None = 0
    current: int | None = 0
    remaining: int | None = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of one source, on its own or as member of a batch; ``payloads`` are serialised elements."""

    transmission: Transmission
    author: Author
    query_id: InstanceIdentifier
    response_code: str
    counts: Counts = Counts()
    payloads: tuple[bytes, ...] = ()
    issues: tuple[Problem, ...] = ()
    status: str | None = None
    trigger_event: str | None = None
    effective_time: datetime | None = None
    mood: str = "EVN"


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """A batch of answers; ``target`` is the id of the query that it answers."""

    id: InstanceIdentifier
    creation_time: datetime
    receiver: str
    target: InstanceIdentifier
    members: tuple[Answer, ...]
    sender: str = ids.ZIM_APPLICATION
    version_code: str = VERSION_CODE
    profile: InstanceIdentifier = PROFILE_810
    kind: str = "AA"


def build_answer(answer: Answer) -> bytes:
    """Return an answer as UTF-8, ready for the body of an envelope."""
    return _answer_markup(answer).encode()


def build_batch(batch: BatchAnswer) -> bytes:
    """Return a batch as UTF-8, ready for the body of an envelope; transmissionQuantity is counted here."""
    parts = (
        ii("id", batch.id),
        ts("creationTime", batch.creation_time),
        code("versionCode", batch.version_code),
        ii("interactionId", InstanceIdentifier(ids.INTERACTION, BATCH)),
        ii("profileId", batch.profile),
        f'<transmissionQuantity value="{len(batch.members)}"/>',
        write_acknowledgement(Acknowledgement(batch.kind, batch.target), "targetTransmission"),
        write_device("receiver", batch.receiver),
        write_device("sender", batch.sender),
        *(_answer_markup(member) for member in batch.members),
    )
    return f'<{BATCH} xmlns="{NS}">{"".join(parts)}</{BATCH}>'.encode()


def parse_answer(element: etree._Element) -> Answer:
    """Read an answer; raises Hl7Error for what it cannot do without."""
    node = Node(element)
    act = node.need("ControlActProcess")
    acknowledged = act.need("queryAck")
    status, effective = acknowledged.find("statusCode"), act.find("effectiveTime")
    return Answer(
        transmission=read_transmission(node),
        author=read_author(act),
        query_id=acknowledged.need("queryId").ii(),
        response_code=acknowledged.need("queryResponseCode").attribute("code"),
        counts=Counts(
            _read_count(acknowledged, "resultTotalQuantity"),
            _read_count(acknowledged, "resultCurrentQuantity"),
            _read_count(acknowledged, "resultRemainingQuantity"),
        ),
        payloads=tuple(serialise(child) for subject in act.all("subject") for child in children(subject.element)),
        issues=read_issues(act),
        status=None if status is None else status.get("code"),
        trigger_event=read_trigger_event(act),
        effective_time=None if effective is None or effective.get("value") is None else effective.ts(),
        mood=act.get("moodCode") or "",
    )


def parse_batch(element: etree._Element) -> BatchAnswer:
    """Read a batch with all its members; raises Hl7Error for what it cannot do without."""
    node = Node(element)
    if local_name(element) != BATCH:
        raise Hl7Error(f"Verwacht wordt {BATCH}, gevonden is {local_name(element)[:60]}.", node.place)
    acknowledgement = read_acknowledgement(node.need("acknowledgement"), "targetTransmission")
    version = node.find("versionCode")
    return BatchAnswer(
        id=node.need("id").ii(),
        creation_time=node.need("creationTime").ts(),
        receiver=read_application(node, "receiver"),
        target=acknowledgement.target,
        members=tuple(parse_answer(member) for member in _members(element)),
        sender=read_application(node, "sender"),
        version_code="" if version is None else version.get("code") or "",
        profile=node.need("profileId").ii(),
        kind=acknowledgement.kind,
    )


def found(transmission: Transmission, author: Author, query_id: InstanceIdentifier, *payloads: bytes) -> Answer:
    """Return an answer with results (OK)."""
    count = len(payloads)
    return Answer(
        transmission, author, query_id, FOUND, Counts(count, count, 0), tuple(payloads), status="deliveredResponse"
    )


def nothing_found(transmission: Transmission, author: Author, query_id: InstanceIdentifier) -> Answer:
    """Return an answer that there is nothing (NF); that is no error."""
    return Answer(transmission, author, query_id, NOTHING_FOUND, status="deliveredResponse")


def failed(
    transmission: Transmission, query_id: InstanceIdentifier, issue: Problem, author: Author | None = None
) -> Answer:
    """Return an answer with an error (AE); without author it is the ZIM that speaks."""
    zim = Device(application=ids.ZIM_APPLICATION)
    return Answer(transmission, author or zim, query_id, APPLICATION_ERROR, Counts(), (), (issue,), status="aborted")


def _answer_markup(answer: Answer) -> str:
    status = "" if answer.status is None else code("statusCode", answer.status)
    acknowledged = "".join(
        (
            ii("queryId", answer.query_id),
            status,
            code("queryResponseCode", answer.response_code),
            _write_count("resultTotalQuantity", answer.counts.total),
            _write_count("resultCurrentQuantity", answer.counts.current),
            _write_count("resultRemainingQuantity", answer.counts.remaining),
        )
    )
    parts = (
        "" if answer.trigger_event is None else code("code", answer.trigger_event, ids.TRIGGER_EVENT),
        "" if answer.effective_time is None else ts("effectiveTime", answer.effective_time),
        write_author(answer.author),
        *(f"<subject>{payload.decode()}</subject>" for payload in answer.payloads),
        *(write_issue(issue) for issue in answer.issues),
        f"<queryAck>{acknowledged}</queryAck>",
    )
    act = f'<ControlActProcess moodCode="{answer.mood}">{"".join(parts)}</ControlActProcess>'
    return message_markup(answer.transmission, act)


def _members(element: etree._Element) -> list[etree._Element]:
    """Return what follows the sender: the members of a batch."""
    elements = children(element)
    sender = next((number for number, child in enumerate(elements) if local_name(child) == "sender"), len(elements))
    return elements[sender + 1 :]


def _write_count(name: str, value: int | None) -> str:
    return f'<{name} nullFlavor="NAV"/>' if value is None else f'<{name} value="{value}"/>'


def _read_count(node: Node, name: str) -> int | None:
    quantity = node.find(name)
    value = None if quantity is None else quantity.get("value")
    if quantity is None or value is None:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise Hl7Error(f"'{value[:20]}' is geen aantal.", quantity.place)
    return int(value)
