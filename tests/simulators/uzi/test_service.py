import base64
import http.client
import json
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography import x509

from protocol.pkix import revoked
from simulators.clock import VirtualClock
from simulators.journal import Numbering
from simulators.loop import LoopThread
from simulators.observations import Observation
from simulators.uzi.faults import CrlFault
from simulators.uzi.pki import Pki
from simulators.uzi.service import UziRegister


class Sink:
    def __init__(self) -> None:
        self.seen: list[Observation] = []
        self.payloads: dict[str, bytes] = {}

    def __call__(self, observation: Observation, payloads: dict[str, bytes]) -> None:
        self.seen.append(observation)
        self.payloads |= payloads


@pytest.fixture(scope="module")
def loop() -> Iterator[LoopThread]:
    loop = LoopThread("uzi-test")
    yield loop
    loop.stop()


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def register(loop: LoopThread, pki: Pki, sink: Sink) -> Iterator[UziRegister]:
    register = UziRegister.start(loop, pki, VirtualClock(), sink=sink, numbering=Numbering())
    yield register
    register.reset()
    register.stop()


def call(register: UziRegister, method: str, path: str, body: object = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(*register.address, timeout=10)
    try:
        connection.request(method, path, None if body is None else json.dumps(body))
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def post(register: UziRegister, path: str, **body: str) -> tuple[int, Any]:
    status, content = call(register, "POST", path, body)
    return status, json.loads(content)


def serials(register: UziRegister, name: str) -> set[int]:
    crl = x509.load_der_x509_crl(call(register, "GET", f"/cdp/{name}.crl")[1])
    return {entry.serial_number for entry in crl}


def test_a_revocation_is_in_the_next_list_and_gone_after_a_reset(pki: Pki, register: UziRegister) -> None:
    certificates = pki.person("arts-a", "in-te-trekken").certificates.values()
    wanted = {certificate.serial_number for certificate in certificates}
    assert not wanted & serials(register, "zorgverlener-g3")
    register.revoke("arts-a", "in-te-trekken")
    assert wanted <= serials(register, "zorgverlener-g3")
    register.reset()
    assert not wanted & serials(register, "zorgverlener-g3")


def test_servers_and_authorities_can_be_revoked(pki: Pki, register: UziRegister) -> None:
    register.revoke("zim-in-te-trekken", at=register.clock.now() - 60)
    crl = pki.crls.crl("server-g1", register.clock.now())
    assert revoked(pki.server_certificate("zim-in-te-trekken"), crl, register.clock.now())
    register.revoke("server-g1")
    assert pki.authority("server-g1").serial_number in serials(register, "private-services-g1")
    with pytest.raises(KeyError):
        register.revoke("niemand")


def test_a_token_is_signed_and_no_secret_is_written_down(register: UziRegister, sink: Sink) -> None:
    status, answer = post(register, "/v1/passen/arts-a--geldig/log-in", toegangscode="123456")
    assert status == 200
    assert post(register, "/v1/passen/arts-b--geldig/log-in", toegangscode="424242")[0] == 403
    unsigned = (
        b'<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1" Version="2.0"'
        b' IssueInstant="2026-01-01T00:00:00Z"><saml:Issuer>urn:x</saml:Issuer></saml:Assertion>'
    )
    body = {"sessie": answer["sessie"], "token": base64.b64encode(unsigned).decode()}
    status, signed = post(register, "/v1/ondertekeningen", **body)
    assert status == 200
    assert b"SignatureValue" in base64.b64decode(signed["token"])
    assert call(register, "DELETE", f"/v1/sessies/{answer['sessie']}")[0] == 200
    written = " ".join(str(observation.model_dump()) for observation in sink.seen)
    for secret in ("123456", "424242", answer["sessie"], body["token"]):
        assert secret not in written
    assert not sink.payloads
    assert [message.answer for message in register.journal.messages][:2] == [
        "ingelogd met arts-a/geldig",
        "HTTP 403: De toegangscode is onjuist; nog 2 pogingen.",
    ]


def test_what_is_not_offered_is_seen(register: UziRegister) -> None:
    assert call(register, "GET", "/index.json")[0] == 404
    assert call(register, "PUT", "/cdp/server-g1.crl")[0] == 405
    assert [observation.what for observation in register.journal.unexpected] == [
        "Gevraagd is GET /index.json; het UZI-register biedt dat niet.",
        "Gevraagd is PUT /cdp/server-g1.crl; het UZI-register biedt dat niet.",
    ]


def test_settings_change_behaviour_until_a_reset(register: UziRegister) -> None:
    register.configure(crl={"pas": CrlFault.ABSENT}, toegangscode="000000")
    assert call(register, "GET", "/cdp/zorgverlener-g3.crl")[0] == 404
    assert post(register, "/v1/passen/arts-a--geldig/log-in", toegangscode="123456")[0] == 403
    register.reset()
    assert not register.journal.messages
    assert call(register, "GET", "/cdp/zorgverlener-g3.crl")[0] == 200
    assert post(register, "/v1/passen/arts-a--geldig/log-in", toegangscode="123456")[0] == 200
    with pytest.raises(TypeError):
        register.configure(bestaat_niet=1)


def test_short_lists(register: UziRegister) -> None:
    register.configure(crl_seconds=300.0)
    crl = x509.load_der_x509_crl(call(register, "GET", "/cdp/zorgverlener-g3.crl")[1])
    assert crl.next_update_utc is not None
    assert crl.next_update_utc.timestamp() <= register.clock.now() + 300


def test_an_unreachable_list_breaks_the_connection(register: UziRegister) -> None:
    register.configure(crl={"server-g1": CrlFault.UNREACHABLE})
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        call(register, "GET", "/cdp/server-g1.crl")
    assert call(register, "GET", "/cdp/server-g4.crl")[0] == 200


def test_taking_a_pass_out(register: UziRegister) -> None:
    _, answer = post(register, "/v1/passen/arts-a--geldig/log-in", toegangscode="123456")
    register.take_out("arts-a/geldig")
    assert call(register, "GET", f"/v1/sessies/{answer['sessie']}")[0] == 410
    assert call(register, "GET", "/v1/passen/arts-a--geldig")[0] == 410
    register.put_back("arts-a/geldig")
    assert call(register, "GET", "/v1/passen/arts-a--geldig")[0] == 200


def test_a_signature_can_be_slow_while_others_are_served(register: UziRegister) -> None:
    register.configure(delay=30.0)
    connection = http.client.HTTPConnection(*register.address, timeout=10)
    connection.request("POST", "/v1/ondertekeningen", b"{}")
    assert call(register, "GET", "/v1/passen")[0] == 200
    connection.close()


def test_a_body_that_is_too_large(register: UziRegister) -> None:
    connection = http.client.HTTPConnection(*register.address, timeout=10)
    connection.putrequest("POST", "/v1/ondertekeningen")
    connection.putheader("Content-Length", str(2**30))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()
    assert call(register, "GET", "/v1/passen")[0] == 200


def test_after_the_stop_nobody_listens(loop: LoopThread, pki: Pki) -> None:
    register = UziRegister.start(loop, pki, VirtualClock())
    host, port = register.address
    assert register.url == f"http://{host}:{port}"
    register.stop()
    register.stop()
    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection(host, port, timeout=5).connect()
    with pytest.raises(RuntimeError):
        register.address  # noqa: B018
