from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from protocol.uzi import issuer_serial
from simulators.clock import VirtualClock
from simulators.uzi.crl import HOUR
from simulators.uzi.faults import CrlFault, UziSettings
from simulators.uzi.handlers import Handlers
from simulators.uzi.model import PassModel
from simulators.uzi.pki import Pki
from simulators.uzi.replies import Reply
from simulators.uzi.routes import Route

HEALTHY = UziSettings()


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def handlers(pki: Pki, clock: VirtualClock) -> Iterator[Handlers]:
    yield Handlers(pki, clock, PassModel())
    pki.crls.reset()


def fetch(handlers: Handlers, name: str, fault: CrlFault | None = None, where: str = "") -> Reply:
    settings = HEALTHY if fault is None else UziSettings(crl={where or name: fault})
    return handlers.answer(Route("crl", name), "", b"", settings)


def test_a_list_is_served_in_der(pki: Pki, handlers: Handlers, clock: VirtualClock) -> None:
    reply = fetch(handlers, "server-g1")
    assert (reply.status, reply.content_type) == (200, "application/pkix-crl")
    assert x509.load_der_x509_crl(reply.body) == pki.crls.crl("server-g1", clock.now())


def test_a_list_is_renewed_when_the_clock_moves(handlers: Handlers, clock: VirtualClock) -> None:
    first = x509.load_der_x509_crl(fetch(handlers, "zorgverlener-g3").body)
    clock.set(clock.now() + 2 * HOUR)
    second = x509.load_der_x509_crl(fetch(handlers, "zorgverlener-g3").body)
    assert second.last_update_utc > first.last_update_utc


def test_an_expired_list(handlers: Handlers, clock: VirtualClock) -> None:
    reply = fetch(handlers, "zorgverlener-g3", CrlFault.EXPIRED)
    end = x509.load_der_x509_crl(reply.body).next_update_utc
    assert end is not None
    assert end < clock.datetime()


def test_a_list_with_the_signature_of_another(pki: Pki, handlers: Handlers) -> None:
    healthy = x509.load_der_x509_crl(fetch(handlers, "server-g1").body)
    forged = x509.load_der_x509_crl(fetch(handlers, "server-g1", CrlFault.WRONG_SIGNATURE).body)
    assert forged.tbs_certlist_bytes == healthy.tbs_certlist_bytes
    assert not forged.is_signature_valid(pki.authority("server-g1").public_key())  # type: ignore[arg-type]


def test_lists_that_cannot_be_had(handlers: Handlers) -> None:
    assert fetch(handlers, "server-g1", CrlFault.ABSENT).status == 404
    assert fetch(handlers, "server-g1", CrlFault.UNREACHABLE).broken
    with pytest.raises(ValueError):
        x509.load_der_x509_crl(fetch(handlers, "server-g1", CrlFault.UNREADABLE).body)


def test_a_fault_holds_for_one_list_or_for_one_tree(handlers: Handlers) -> None:
    assert fetch(handlers, "medewerker-g3", CrlFault.ABSENT, "zorgverlener-g3").status == 200
    assert fetch(handlers, "medewerker-g3", CrlFault.ABSENT, "pas").status == 404
    assert fetch(handlers, "server-g1", CrlFault.ABSENT, "pas").status == 200


def test_ca_certificates(pki: Pki, handlers: Handlers) -> None:
    reply = handlers.answer(Route("ca", "root-g3"), "", b"", HEALTHY)
    assert x509.load_der_x509_certificate(reply.body) == pki.authority("root-g3")
    for kind in ("ca", "crl"):
        assert handlers.answer(Route(kind, "bestaat-niet"), "", b"", HEALTHY).status == 404


def test_a_certificate_by_issuer_and_serial(pki: Pki, handlers: Handlers) -> None:
    wanted = pki.person("balie-d").certificates["handtekening"]
    issuer, serial = issuer_serial(wanted)
    query = urlencode({"uitgever": issuer.replace(", ", ","), "serienummer": serial})
    reply = handlers.answer(Route("certificaat"), query, b"", HEALTHY)
    assert reply.body == wanted.public_bytes(Encoding.DER)


@pytest.mark.parametrize(
    ("query", "status", "text"),
    [
        ({}, 400, "serienummer"),
        ({"uitgever": "CN=a", "serienummer": "0x10"}, 400, "geen decimaal getal"),
        ({"uitgever": "onzin", "serienummer": "1"}, 400, "onzin"),
        ({"uitgever": "CN=a", "serienummer": "1"}, 404, "geen certificaat"),
        ({str(number): "x" for number in range(50)}, 400, "te veel"),
    ],
)
def test_questions_without_an_answer(handlers: Handlers, query: dict[str, str], status: int, text: str) -> None:
    reply = handlers.answer(Route("certificaat"), urlencode(query), b"", HEALTHY)
    assert reply.status == status
    assert text in reply.body.decode()
