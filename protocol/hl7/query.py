"""A query to the ZIM (QUQI_MT021001 in MCCI_MT000100; transport.md sections 2.6 and 7.1).

The parameter block holds ``patientId/value``, a name that is assumed: the schema of the QURX parameters was not
available.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lxml import etree

from protocol import ids
from protocol.hl7.controlact import (
    Author,
    Person,
    read_author,
    read_overseer,
    read_trigger_event,
    write_author,
    write_overseer,
)
from protocol.hl7.markup import Node, code, ii, ts
from protocol.hl7.transmission import Transmission, read_transmission, write_transmission
from protocol.ids import InstanceIdentifier

INDIRECT: Final = "B"
"""responseModalityCode of a query whose answer is a batch."""
DIRECT: Final = "R"


@dataclass(frozen=True, slots=True)
class Query:
    """All fields of a query; ``bsn`` stands in the parameters, ``transmission.patient`` in the attentionLine."""

    transmission: Transmission
    trigger_event: str
    author: Author
    overseer: Person | None
    query_id: InstanceIdentifier
    bsn: str | None
    execution_and_delivery_time: datetime | None = None
    modality: str = INDIRECT
    priority: str = "I"
    status: str = "executing"
    mood: str = "EVN"

    @property
    def id(self) -> InstanceIdentifier:
        """Return the message id."""
        return self.transmission.id


def build_query(query: Query) -> bytes:
    """Return the query as UTF-8, ready for the body of an envelope."""
    delivery = query.execution_and_delivery_time
    patient = "" if query.bsn is None else ii("value", InstanceIdentifier(ids.BSN, query.bsn))
    parameters = "".join(
        (
            ii("queryId", query.query_id),
            code("statusCode", query.status),
            code("responseModalityCode", query.modality),
            code("responsePriorityCode", query.priority),
            "" if delivery is None else ts("executionAndDeliveryTime", delivery),
            f"<patientId>{patient}</patientId>" if patient else "",
        )
    )
    act = (
        f'<ControlActProcess moodCode="{query.mood}">'
        f"{code('code', query.trigger_event, ids.TRIGGER_EVENT)}"
        f"{write_author(query.author)}{'' if query.overseer is None else write_overseer(query.overseer)}"
        f"<queryByParameter>{parameters}</queryByParameter></ControlActProcess>"
    )
    return write_transmission(query.transmission, act)


def parse_query(element: etree._Element) -> Query:
    """Read a query; raises Hl7Error for what it cannot do without."""
    return read_query(Node(element))


def read_query(node: Node) -> Query:
    """Read a query; raises Hl7Error for what it cannot do without."""
    act = node.need("ControlActProcess")
    parameters = act.need("queryByParameter")
    delivery, patient = parameters.find("executionAndDeliveryTime"), parameters.find("patientId")
    return Query(
        transmission=read_transmission(node),
        trigger_event=read_trigger_event(act) or "",
        author=read_author(act),
        overseer=read_overseer(act),
        query_id=parameters.need("queryId").ii(),
        bsn=None if patient is None else patient.extension_under(ids.BSN, "value"),
        execution_and_delivery_time=None if delivery is None else delivery.ts(),
        modality=parameters.need("responseModalityCode").attribute("code"),
        priority=parameters.need("responsePriorityCode").attribute("code"),
        status=parameters.need("statusCode").attribute("code"),
        mood=act.get("moodCode") or "",
    )
