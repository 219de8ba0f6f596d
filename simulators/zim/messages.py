"""Messages that the ZIM itself sends to the SUT: a query to a source, a ping (transport.md sections 7.1 and 2.8)."""

from datetime import timedelta
from typing import Final

from protocol import ids, soap
from protocol.hl7.controlact import Organisation, Person
from protocol.hl7.interactions import INTERACTIONS
from protocol.hl7.ping import PING, ZIM_DEVICE, Ping, build_ping
from protocol.hl7.query import DIRECT, Query, build_query
from protocol.hl7.transmission import Transmission
from protocol.ids import InstanceIdentifier
from simulators.clock import Clock
from simulators.zim.client import Outgoing
from simulators.zim.model import ZIM_ID_ROOT

SOURCE_PATH: Final = "/VerstrekkingsLijstquery"
SOURCE_ACTION: Final = "urn:hl7-org:v3/VerstrekkingsLijstquery_QueryResponse"
QUERY: Final = "QURX_IN990111NL"
DELIVERY_SECONDS: Final = 15
"""Time for a source to answer (assumed, transport.md section 4)."""

ASKING: Final = Person(
    "900001299", "01.015", "SIM Arts X", Organisation("90000456", "SIM Andere Huisartspraktijk", "Elderstad")
)
"""Who asks the SUT as a source: someone of another organisation."""


def ping(clock: Clock, receiver: str, message_id: str) -> Outgoing:
    """Return a ping to an application (its applicatie-id); ``message_id`` is the extension of the id."""
    row = INTERACTIONS[PING]
    wrapper = _wrapper(clock, PING, receiver, message_id)
    body = soap.build_envelope(build_ping(Ping(wrapper, ZIM_DEVICE)))
    return Outgoing(row.pad or "", row.soap_action or "", body)


def query(clock: Clock, receiver: str, message_id: str, bsn: str, *, asking: Person = ASKING) -> Outgoing:
    """Return the query to a source that the ZIM makes of an indirect query; path and form as assumed in section 7.1."""
    wrapper = _wrapper(clock, QUERY, receiver, message_id, patient=bsn)
    made = Query(
        wrapper,
        INTERACTIONS[QUERY].trigger_event,
        asking,
        asking,
        InstanceIdentifier(ZIM_ID_ROOT, f"q{message_id}"),
        bsn,
        clock.datetime() + timedelta(seconds=DELIVERY_SECONDS),
        DIRECT,
    )
    return Outgoing(SOURCE_PATH, SOURCE_ACTION, soap.build_envelope(build_query(made)))


def _wrapper(
    clock: Clock, interaction: str, receiver: str, message_id: str, patient: str | None = None
) -> Transmission:
    return Transmission(
        InstanceIdentifier(ZIM_ID_ROOT, message_id),
        clock.datetime(),
        interaction,
        receiver,
        ids.ZIM_APPLICATION,
        patient=patient,
    )
