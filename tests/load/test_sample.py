"""The sample of the benchmark is a message that a ZIM accepts."""

from datetime import UTC, datetime

from load.sample import sample
from protocol import soap
from protocol.hl7.schema import validate
from simulators.uzi.pki import Pki


def test_sample_is_valid(pki: Pki) -> None:
    healthy = sample(pki.person("arts-a"), "90000001", datetime.now(UTC), "zim.toetsbank.test")
    body = soap.parse_envelope(healthy.request).body

    assert body is not None
    assert validate(body) == ()
    assert healthy.token in healthy.request
    assert b"Host: zim.toetsbank.test\r\n" in healthy.head
