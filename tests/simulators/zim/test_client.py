"""The ZIM as client of the SUT."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from aiohttp import web

from protocol import soap
from protocol.xml import local_name
from simulators.connections import ConnectionRecord
from simulators.limits import Limits
from simulators.listener import Listener, read_body
from simulators.tls import Identity, TlsSettings
from simulators.zim import Outgoing, Shown, messages
from tests.simulators.zim.conftest import Wire
from tests.simulators.zim.requests import APPLICATION, BSN, foreign_bsn

SUT_NAME = "xis.toetsbank.test"
FAULT = soap.build_fault(soap.Fault(soap.CLIENT, "Dat kan hier niet"))


@dataclass
class Sut:
    """A server of the SUT that trusts what a real one trusts, and remembers what it got."""

    listener: Listener
    received: list[bytes]

    @property
    def address(self) -> tuple[str, int]:
        return self.listener.address


@pytest.fixture
def sut(wire: Wire) -> Iterator[Sut]:
    """A SUT that answers everything with a fault."""
    received: list[bytes] = []

    async def handle(request: web.BaseRequest, _connection: ConnectionRecord) -> web.StreamResponse:
        received.append(await read_body(request, Limits()))
        return web.Response(status=500, body=FAULT, content_type="text/xml")

    own = wire.pki.server("xis")
    settings = TlsSettings(
        identity=Identity(own.name, own.certificate, own.key),
        trust=(wire.pki.trust("server-roots"),),
        crls=wire.tls().crls,
    )
    listening = Listener.start(
        host="127.0.0.1", port=0, settings=settings, handler=handle, clock=wire.clock, journal=None, sut_side=False
    )
    listener = wire.loop.run(listening)
    yield Sut(listener, received)
    wire.loop.run(listener.stop())


def test_query_to_a_source_is_sent_and_observed(wire: Wire, sut: Sut) -> None:
    outgoing = messages.query(wire.clock, APPLICATION, "1001", BSN)

    result = wire.zim.call(*sut.address, SUT_NAME, outgoing)

    assert sut.received == [outgoing.body]
    assert result.failure is None
    assert result.message is not None
    assert result.message == wire.zim.journal.messages[0]
    assert (result.message.sut_role, result.message.interaction, result.message.bsn) == (
        "ontvanger",
        "QURX_IN990111NL",
        BSN,
    )
    assert (result.message.status, result.message.answer) == (500, "SOAP-fault soap:Client")
    assert (result.connection.sut_role, result.connection.version) == ("server", "TLS 1.3")
    assert result.connection.ended is not None


def test_ping_is_what_it_says(wire: Wire, sut: Sut) -> None:
    wire.zim.call(*sut.address, SUT_NAME, messages.ping(wire.clock, APPLICATION, "1002"))

    body = soap.parse_envelope(sut.received[0]).body
    assert body is not None
    assert local_name(body) == "COMT_IN118118"


@pytest.mark.parametrize("certificate", ["", "zim-andere-root", "zim-verlopen"])
@pytest.mark.parametrize("maximum", [0x0303, 0x0304])
def test_identity_that_the_sut_refuses_is_a_result(wire: Wire, sut: Sut, certificate: str, maximum: int) -> None:
    outgoing = messages.ping(wire.clock, APPLICATION, "1003")
    assert wire.zim.call(*sut.address, SUT_NAME, outgoing).failure is None

    refused = wire.zim.call(*sut.address, SUT_NAME, outgoing, Shown(certificate, maximum=maximum))

    assert refused.failure is not None
    assert refused.failure.how == "alert-received"
    assert [alert.by for alert in refused.connection.alerts if alert.level == "fatal"] == ["sut"]
    assert refused.answer is None
    assert (refused.message is None) is (maximum == 0x0303)
    assert len(sut.received) == 1


def test_version_and_suite_can_be_chosen(wire: Wire, sut: Sut) -> None:
    suite = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
    shown = Shown(maximum=0x0303, suites=(suite,))

    result = wire.zim.call(*sut.address, SUT_NAME, messages.ping(wire.clock, APPLICATION, "1004"), shown)

    assert (result.connection.version, result.connection.suite) == ("TLS 1.2", suite)


def test_server_of_another_name_is_refused_by_the_zim(wire: Wire, sut: Sut) -> None:
    outgoing = messages.ping(wire.clock, APPLICATION, "1005")

    refused = wire.zim.call(*sut.address, "elders.toetsbank.test", outgoing)
    taken = wire.zim.call(*sut.address, "elders.toetsbank.test", outgoing, Shown(check_name=False))

    assert refused.failure is not None
    assert refused.failure.how == "name-mismatch"
    assert taken.failure is None


def test_nobody_listens(wire: Wire, sut: Sut) -> None:
    host, port = sut.address
    wire.loop.run(sut.listener.stop())

    result = wire.zim.call(host, port, SUT_NAME, messages.ping(wire.clock, APPLICATION, "1006"))

    assert result.failure is not None
    assert result.failure.how == "no-connection"
    assert result.message is None


def test_any_bytes_can_be_sent(wire: Wire, sut: Sut) -> None:
    outgoing = Outgoing("/Ping", "urn:x", b"geen XML", "text/plain", "PUT", {"SOAPAction": "ongeciteerd"})

    result = wire.zim.call(*sut.address, SUT_NAME, outgoing)

    assert sut.received == [b"geen XML"]
    assert result.message is not None
    assert (result.message.interaction, result.message.method) == (None, "PUT")


@pytest.mark.parametrize("maximum", [0x0303, 0x0304])
def test_connection_can_be_kept_and_its_keys_renewed(wire: Wire, sut: Sut, maximum: int) -> None:
    connection = wire.zim.connect(*sut.address, SUT_NAME, Shown(maximum=maximum))
    first = connection.send(messages.ping(wire.clock, APPLICATION, "1007"))
    assert connection.refresh_keys()
    second = connection.send(messages.ping(wire.clock, APPLICATION, "1008"))
    connection.close()

    assert first.failure is None
    assert second.failure is None
    assert [refresh.by for refresh in second.connection.refreshes][:1] == ["bank"]
    assert len(sut.received) == 2


def test_reset_closes_what_was_kept(wire: Wire, sut: Sut) -> None:
    connection = wire.zim.connect(*sut.address, SUT_NAME)
    wire.zim.reset()

    assert connection.send(messages.ping(wire.clock, APPLICATION, "1009")).failure is not None


def test_unknown_identity_is_refused_in_dutch(wire: Wire, sut: Sut) -> None:
    with pytest.raises(ValueError, match="certificaat 'zim-anders' bestaat niet"):
        wire.zim.connect(*sut.address, SUT_NAME, Shown("zim-anders"))


def test_real_bsn_is_not_stored(wire: Wire, sut: Sut) -> None:
    number = foreign_bsn()

    result = wire.zim.call(*sut.address, SUT_NAME, messages.query(wire.clock, APPLICATION, "1010", number))

    assert result.message is not None
    assert result.message.bsn == f"*******{number[-2:]}"
    assert number.encode() not in b"".join(wire.sink.payloads.values())


def test_the_time_in_the_answer_of_the_sut_is_noted(wire: Wire, sut: Sut) -> None:
    answered = wire.zim.call(*sut.address, SUT_NAME, messages.ping(wire.clock, APPLICATION, "1013"))
    assert answered.message is not None
    assert answered.message.created is None, "a SOAP fault has no time"


def test_what_the_sut_wrote_is_observed_also_in_an_older_http(wire: Wire, sut: Sut) -> None:
    for version in ("1.1", "1.0"):
        outgoing = replace(messages.ping(wire.clock, APPLICATION, f"ping-{version}"), http_version=version)
        message = wire.zim.call(*sut.address, SUT_NAME, outgoing).message
        assert message is not None
        assert (message.http_version, message.content_type) == (version, "text/xml")
        assert message.envelope is not None
        assert message.envelope.fault is not None
