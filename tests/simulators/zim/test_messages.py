"""The messages that the ZIM sends are right by our own schemas."""

from protocol import soap
from protocol.hl7.schema import validate
from simulators.clock import Clock
from simulators.zim import messages
from tests.simulators.zim.requests import APPLICATION, BSN


def test_ping_is_valid() -> None:
    body = soap.parse_envelope(messages.ping(Clock(), APPLICATION, "1").body).body

    assert body is not None
    assert validate(body) == ()


def test_query_to_a_source_departs_in_its_modality_only() -> None:
    outgoing = messages.query(Clock(), APPLICATION, "1", BSN)
    body = soap.parse_envelope(outgoing.body).body

    assert outgoing.path == "/VerstrekkingsLijstquery"
    assert body is not None
    (only,) = validate(body)
    assert "responseModalityCode is niet B" in only
