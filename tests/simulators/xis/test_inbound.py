from dataclasses import replace

import pytest

from protocol.hl7.batch import parse_answer
from protocol.hl7.ping import parse_pong
from protocol.hl7.transmission import Transmission
from protocol.ids import InstanceIdentifier
from protocol.soap import parse_envelope, parse_fault
from simulators.zim import messages
from simulators.zim.client import Outgoing, Result, Shown
from tests.simulators.xis.conftest import BSN, UNREGISTERED_BSN, Driver

NAME = "xis.toetsbank.test"
UNKNOWN_BLOCK = b'<v:V xmlns:v="urn:v" soap:mustUnderstand="1"/>'


def _call(driver: Driver, outgoing: Outgoing, shown: Shown | None = None) -> Result:
    host, port = driver.tls
    return driver.around.zim.call(host, port, NAME, outgoing, shown)


def _ping(driver: Driver) -> Outgoing:
    return messages.ping(driver.around.clock, "90000001", "ping-1")


def _query(driver: Driver, bsn: str) -> Outgoing:
    return messages.query(driver.around.clock, "90000001", "vraag-1", bsn)


def _target(transmission: Transmission) -> InstanceIdentifier:
    assert transmission.acknowledgement is not None
    return transmission.acknowledgement.target


def test_a_ping_of_the_zim_is_answered(driver: Driver) -> None:
    result = _call(driver, _ping(driver))
    assert result.answer is not None
    assert result.answer.status == 200
    body = parse_envelope(result.answer.body).body
    assert body is not None
    pong = parse_pong(body).transmission
    assert (_target(pong).extension, pong.sender, pong.receiver) == ("ping-1", "90000001", "1")


def test_the_server_names_the_authorities_above_its_own_certificate_only(driver: Driver) -> None:
    connection = _call(driver, _ping(driver)).connection
    assert connection.certificate_requested
    assert len(connection.ca_names) == 3
    assert all("G1" in name for name in connection.ca_names)
    assert connection.sut_certificates[0].dns_names == (NAME,)


@pytest.mark.parametrize(("bsn", "code", "count"), [(BSN, "OK", 1), (UNREGISTERED_BSN, "AE", 0)])
def test_a_query_is_answered_with_what_the_xis_has_and_logged(fresh: Driver, bsn: str, code: str, count: int) -> None:
    result = _call(fresh, _query(fresh, bsn))
    assert result.answer is not None
    body = parse_envelope(result.answer.body).body
    assert body is not None
    answer = parse_answer(body)
    assert (answer.response_code, answer.counts.current, _target(answer.transmission).extension) == (
        code,
        count,
        "vraag-1",
    )
    (entry,) = fresh.log_entries(bsn)
    assert entry.opvragende_organisatie == "SIM Andere Huisartspraktijk (URA 90000456)"
    assert (entry.functie, entry.identiteit) == ("01.015", "UZI 900001299")
    assert entry.ontvangen_bericht_id.endswith("^vraag-1")
    assert entry.verzonden_bericht_id == str(answer.transmission.id)
    assert len(entry.fouten) == (0 if code == "OK" else 1)


def test_another_method_or_media_type_is_refused_by_http(driver: Driver) -> None:
    for outgoing, status in (
        (replace(_ping(driver), method="GET", body=b""), 405),
        (replace(_ping(driver), content_type="application/json"), 415),
    ):
        result = _call(driver, outgoing)
        assert result.answer is not None
        assert result.answer.status == status


def test_what_is_no_message_for_this_place_gets_a_fault(driver: Driver) -> None:
    ping = _ping(driver)
    with_header = ping.body.replace(b"<soap:Body>", b"<soap:Header>" + UNKNOWN_BLOCK + b"</soap:Header><soap:Body>")
    cases = (
        (replace(ping, body=b"geen xml"), "soap:Client"),
        (replace(ping, path="/Iets"), "soap:Client"),
        (replace(ping, soap_action="urn:hl7-org:v3/Ping_TickTock"), "soap:Client"),
        (replace(ping, body=_query(driver, BSN).body), "soap:Client"),
        (replace(_query(driver, BSN), body=_query(driver, BSN).body.replace(b"queryId", b"vraagId")), "soap:Client"),
        (replace(ping, body=with_header), "soap:MustUnderstand"),
    )
    for outgoing, code in cases:
        result = _call(driver, outgoing)
        assert result.answer is not None
        fault = parse_fault(parse_envelope(result.answer.body))
        assert fault is not None
        assert (result.answer.status, str(fault.code)) == (500, code)


@pytest.mark.parametrize("certificate", ["zim-verlopen", "zim-ingetrokken", "zim-andere-root", ""])
def test_who_is_not_the_zim_gets_no_answer(driver: Driver, certificate: str) -> None:
    assert _call(driver, _ping(driver), Shown(certificate=certificate)).answer is None
