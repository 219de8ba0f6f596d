"""What the texts say of connections that the ZIM opened: satisfied, violated, and not decided."""

from collections.abc import Mapping
from typing import Any

import pytest

from catalogue import load
from catalogue.model import SystemType
from reports.verdicts import Ground
from simulators.observations import ConnectionObservation, RefreshFacts
from tests.toetsbank.samples import TLS13_SUITE, alert, at, certificate, connection, message
from toetsbank.acts import Act
from toetsbank.inbound_acts import Contact, LongUse, Rest
from toetsbank.profile import embedded
from toetsbank.rulings import inbound
from toetsbank.rulings.base import Ruling
from toetsbank.tls_probe.facts import Choice
from toetsbank.upper_tester import Result

NCSC = load().ncsc
GBZ, GBK = embedded(), embedded(SystemType.GBK)
PONG = "COMT_IN229229"
STRONG, LESS, CBC = (
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_RSA_WITH_AES_256_CBC_SHA",
)
LOST: Mapping[str, Any] = {"end_by": "sut", "end_how": "close_notify", "requests": 0}
UNREACHED: Mapping[str, Any] = {
    "end_by": "sut",
    "end_how": "geen verbinding",
    "certificate_sent": False,
    "handshake_completed": False,
    "sut_certificates": (),
}


def seen(number: int = 1, **changes: Any) -> ConnectionObservation:
    """A connection that the ZIM opened."""
    return connection(number, **{"sut_role": "server", **changes})


def served(status: int = 200, answer: str = PONG, answered: float = 2.0, **changes: Any) -> Contact:
    """A ping that was answered."""
    facts: dict[str, Any] = {"sut_role": "ontvanger", "status": status, "answer": answer, "answered": at(answered)}
    return Contact(seen(**changes), message(**facts))


def lost(**changes: Any) -> Contact:
    """A ping that the SUT did not answer but ended the connection on."""
    return Contact(seen(**{**LOST, **changes}), message(sut_role="ontvanger", status=None, answer="geen"))


def failed(**changes: Any) -> Contact:
    """A connection on which nothing could be sent."""
    return Contact(seen(**{**LOST, "handshake_completed": False, **changes}))


TWINS = (served(), served())


def refused(planted: Contact, valid: tuple[Contact, ...] = TWINS) -> Ruling:
    return inbound.refused(planted, valid, Ground.STANDAARD, "RFC 5280")


def test_a_contact_is_served_by_the_application_and_accepted_by_the_server() -> None:
    assert [(c.answered, c.served, c.accepted) for c in (served(), served(500, "SOAP-fault soap:Client"))] == [
        (True, True, True),
        (True, True, True),
    ]
    assert [(c.served, c.accepted) for c in (served(404, "HTTP 404"), served(400, "HTTP 400"), lost(), failed())] == [
        (False, True),
        (False, False),
        (False, False),
        (False, False),
    ]


def test_how_a_contact_ended_is_said_once() -> None:
    assert served().said == f"antwoord {PONG}"
    assert lost(alerts=(alert(48, "sut"),)).said == "alert 48 van het GBx; het GBx sloot de verbinding (close_notify)"


@pytest.mark.parametrize(
    ("contact", "satisfied"),
    [
        (served(), True),
        (served(404, "HTTP 404"), True),
        (served(400, "HTTP 400"), None),
        (lost(), False),
        (failed(alerts=(alert(40, "sut"),)), False),
        (failed(end_by="bank", end_how="time-out"), None),
        (failed(**UNREACHED), None),
    ],
)
def test_a_session_is_honoured(contact: Contact, satisfied: bool | None) -> None:
    assert inbound.honoured(contact).satisfied is satisfied


@pytest.mark.parametrize(
    ("planted", "satisfied"),
    [
        (served(), False),
        (lost(), True),
        (failed(alerts=(alert(45, "sut"),)), True),
        (served(400, "HTTP 400"), True),
        (served(500, "SOAP-fault soap:Client"), True),
        (served(500, "HTTP 500"), None),
        (served(404, "HTTP 404"), None),
        (failed(certificate_sent=False), None),
        (failed(**UNREACHED), None),
        (lost(end_by="bank", end_how="time-out"), None),
        (failed(alerts=(alert(42, "bank"),)), None),
    ],
)
def test_somebody_else_is_refused_between_twins(planted: Contact, satisfied: bool | None) -> None:
    ruling = refused(planted)
    assert ruling.satisfied is satisfied
    assert (ruling.ground, ruling.source) == (Ground.STANDAARD, "RFC 5280")


def test_a_client_without_certificate_is_refused_once_it_was_asked_for_one() -> None:
    nameless = {"bench_certificate": "", "certificate_sent": False}
    assert refused(failed(**nameless)).satisfied is True
    assert refused(failed(**nameless, certificate_requested=False)).satisfied is None


def test_a_refusal_in_http_or_soap_is_a_finding() -> None:
    assert "HTTP 403" in refused(served(403, "HTTP 403")).findings[0]
    assert "SOAP-fault" in refused(served(500, "SOAP-fault soap:Client")).findings[0]


@pytest.mark.parametrize("twin", [lost(), served(403, "HTTP 403"), failed()])
def test_without_valid_twins_nothing_is_decided(twin: Contact) -> None:
    assert refused(lost(), (served(), twin)).satisfied is None


def test_where_the_path_is_unknown_only_a_refusal_in_tls_can_be_told() -> None:
    nowhere = served(404, "HTTP 404")
    assert refused(lost(), (nowhere, nowhere)).satisfied is True
    assert refused(nowhere, (nowhere, nowhere)).satisfied is None
    assert refused(served(403, "HTTP 403"), (nowhere, nowhere)).satisfied is None


def test_a_fault_for_everybody_is_no_refusal() -> None:
    fault = served(500, "SOAP-fault soap:Client")
    assert refused(fault, (fault, fault)).satisfied is False


@pytest.mark.parametrize(
    ("changes", "satisfied"),
    [
        ({}, True),
        ({"alerts": (alert(48, "bank"),)}, False),
        ({"alerts": (alert(42, "bank"),)}, None),
        ({"alerts": (alert(42, "bank"),), "sut_certificates": (certificate(uzi_name=None),)}, False),
        ({"sut_certificates": (certificate(uzi_name=None),)}, False),
        ({"sut_certificates": ()}, None),
    ],
)
def test_the_own_certificate_is_shown_and_can_be_trusted(changes: dict[str, Any], satisfied: bool | None) -> None:
    assert inbound.shows_certificate(seen(**changes), GBZ).satisfied is satisfied


def test_each_type_has_a_certificate_of_its_own_tree() -> None:
    pkio = seen(sut_certificates=(certificate(uzi_name=None),))
    assert inbound.shows_certificate(pkio, GBK).satisfied is True
    assert inbound.shows_certificate(seen(), GBK).satisfied is False


def test_another_host_name_is_a_finding() -> None:
    elsewhere = seen(sut_certificates=(certificate(dns_names=("elders.test",)),))
    assert "elders.test" in inbound.shows_certificate(elsewhere, GBZ).findings[0]


RENEGOTIATED = RefreshFacts(means="heronderhandeling", by="bank", moment=at(1))
UPDATED = RefreshFacts(means="KeyUpdate", by="bank", moment=at(1))


@pytest.mark.parametrize(
    ("before", "after", "other", "satisfied"),
    [
        (served(), served(refreshes=(RENEGOTIATED,)), None, True),
        (served(), served(), None, None),
        (lost(), lost(), None, None),
        (served(), lost(), None, False),
        (served(), lost(end_by="bank", end_how="alert", alerts=(alert(100, "sut"),)), None, False),
        (served(), lost(end_by="bank", end_how="time-out"), None, None),
        (served(), lost(), served(refreshes=(UPDATED,)), True),
        (served(), lost(), served(refreshes=(RENEGOTIATED,)), False),
        (served(), lost(), lost(), False),
    ],
)
def test_the_sut_goes_on_with_new_keys(
    before: Contact, after: Contact, other: Contact | None, satisfied: bool | None
) -> None:
    assert inbound.renews(before, after, other).satisfied is satisfied


def test_who_renews_in_tls_13_only_gets_a_finding() -> None:
    assert "KeyUpdate" in inbound.renews(served(), lost(), served(refreshes=(UPDATED,))).findings[0]


def chosen(suite: str | None, *offered: str) -> Choice:
    return Choice("TLS 1.2", offered or (CBC, LESS, STRONG), suite, "", (7,))


@pytest.mark.parametrize(
    ("contact", "everything", "satisfied"),
    [
        (served(), None, True),
        (served(suite=CBC), None, False),
        (failed(suite=None), chosen(CBC), False),
        (failed(suite=None), chosen(STRONG), None),
        (failed(suite=None), None, None),
    ],
)
def test_the_zim_knows_the_suite(contact: Contact, everything: Choice | None, satisfied: bool | None) -> None:
    assert inbound.known_suite(contact, everything).satisfied is satisfied


@pytest.mark.parametrize(
    ("choice", "accepted", "outcomes"),
    [
        (chosen(STRONG), (STRONG, LESS, CBC), {"a": True, "b": True}),
        (chosen(LESS), (STRONG, LESS, CBC), {"a": True, "b": False}),
        (chosen(CBC), (STRONG, LESS, CBC), {"a": False, "b": False}),
        (chosen(STRONG), (STRONG, LESS), {"a": True, "b": True}),
        (chosen(CBC), (CBC,), {"a": True, "b": True}),
        (chosen(None), (STRONG,), {}),
        (chosen(CBC), (STRONG,), {}),
    ],
)
def test_the_strongest_level_is_picked(choice: Choice, accepted: tuple[str, ...], outcomes: dict[str, bool]) -> None:
    ruling = inbound.strongest(choice, accepted, NCSC)
    assert (ruling.reading, ruling.outcomes) == ("INT-52", outcomes)


def rested(after: Contact, resumed: Contact | None = None) -> Rest:
    return Rest(served(answered=2.0), after, resumed)


def later(seconds: float) -> Contact:
    facts: dict[str, Any] = {"sut_role": "ontvanger", "status": 200, "answer": PONG}
    return Contact(seen(), message(started=at(seconds), answered=at(seconds + 1), **facts))


@pytest.mark.parametrize(
    ("rest", "satisfied"),
    [
        (rested(later(2 + 960)), False),
        (rested(later(2 + 890)), None),
        (rested(lost()), True),
        (rested(lost(end_by="bank", end_how="time-out")), None),
    ],
)
def test_a_connection_is_not_used_after_its_rest(rest: Rest, satisfied: bool | None) -> None:
    ruling = inbound.unused_connection(rest, 900)
    assert (ruling.satisfied, ruling.reading) == (satisfied, "INT-53")


RESUMED: Mapping[str, Any] = {"resumed": True, "resumed_age": 960.0}


@pytest.mark.parametrize(
    ("resumed", "outcomes"),
    [
        (None, {"a": True, "b": True, "c": True}),
        (served(), {"a": True, "b": True, "c": True}),
        (lost(**RESUMED), {"a": True, "b": True, "c": True}),
        (served(**RESUMED), {"a": False, "b": True, "c": False}),
        (served(**{**RESUMED, "resumed_age": 800.0}), {"a": True, "b": True, "c": True}),
    ],
)
def test_a_session_is_not_taken_up_after_its_rest(resumed: Contact | None, outcomes: dict[str, bool]) -> None:
    assert inbound.unused_session(rested(lost(), resumed), 900).outcomes == outcomes


def used(last: float, ended: Contact, *resumptions: Contact) -> LongUse:
    return LongUse(served(answered=0.0), served(answered=last), ended, resumptions)


@pytest.mark.parametrize(
    ("use", "satisfied", "findings"),
    [
        (used(28_700, lost()), True, 0),
        (used(28_850, served(answered=28_850)), False, 0),
        (used(28_850, lost()), False, 0),
        (used(28_700, lost(end_by="bank", end_how="time-out")), None, 0),
        (used(28_700, served(answered=28_700)), None, 0),
        (used(600, lost()), True, 1),
    ],
)
def test_a_connection_has_a_longest_life(use: LongUse, satisfied: bool | None, findings: int) -> None:
    ruling = inbound.whole_connection(use, 28_800, 870)
    assert (ruling.satisfied, len(ruling.findings)) == (satisfied, findings)


@pytest.mark.parametrize(
    ("resumptions", "outcomes"),
    [
        ((), {"a": True, "b": True, "c": True}),
        ((served(answered=28_700, resumed=True),), {"a": True, "b": True, "c": True}),
        ((served(answered=28_850, resumed=True),), {"a": False, "b": True, "c": False}),
        ((served(answered=28_850),), {"a": True, "b": True, "c": True}),
    ],
)
def test_a_session_has_a_longest_life(resumptions: tuple[Contact, ...], outcomes: dict[str, bool]) -> None:
    assert inbound.whole_session(used(100, lost(), *resumptions), 28_800).outcomes == outcomes


def test_the_chain_above_a_certificate_ends_at_its_root() -> None:
    issuers = {"CN=SIM CA": "CN=Boven", "CN=Boven": "CN=Root", "CN=Root": "CN=Root"}
    assert inbound.chain_above((certificate(),), issuers) == ("CN=SIM CA", "CN=Boven", "CN=Root")
    assert inbound.chain_above((certificate(),), {}) == ("CN=SIM CA",)
    assert inbound.chain_above((), issuers) == ()


def test_the_authorities_of_a_connection_are_those_of_its_request() -> None:
    assert inbound.authorities(served(ca_names=("CN=Root",))).ca_names == ("CN=Root",)
    assert inbound.authorities(served(certificate_requested=False)).ca_names is None


@pytest.mark.parametrize(
    ("judged", "others", "satisfied"),
    [
        ((served(), served()), (), True),
        ((served(), lost()), (), False),
        ((lost(),), (served(),), False),
        ((lost(),), (lost(),), None),
        ((served(403, "HTTP 403"),), (served(),), False),
        ((failed(certificate_sent=False),), (served(),), None),
    ],
)
def test_every_valid_certificate_works(
    judged: tuple[Contact, ...], others: tuple[Contact, ...], satisfied: bool | None
) -> None:
    assert inbound.supported(judged, others).satisfied is satisfied


def act(refused: bool, *observed: ConnectionObservation) -> Act:
    messages = () if refused else (message(),)
    return Act(Result(refused, ("getoond",), {}), messages, observed)


def test_a_query_at_a_zim_with_another_certificate_succeeds() -> None:
    refused = connection(**LOST)
    assert inbound.supported_as_client(act(False, connection())).satisfied is True
    assert inbound.supported_as_client(act(True, refused)).satisfied is False
    assert inbound.supported_as_client(act(True)).satisfied is None


@pytest.mark.parametrize(
    ("hashes", "outcomes"),
    [
        (("SHA-256",), {"a": True, "b": True}),
        (("SHA-256", "SHA-512"), {"a": True, "b": False}),
        (("SHA-1", "SHA-256"), {"a": False, "b": False}),
        (("SHA-224",), {"a": False, "b": False}),
        ((), {}),
    ],
)
def test_certificates_are_signed_with_a_strong_hash(hashes: tuple[str, ...], outcomes: dict[str, bool]) -> None:
    shown = tuple(certificate(signature_hash=name) for name in hashes)
    root = certificate(subject="CN=Root", issuer="CN=Root", signature_hash="SHA-1")
    ruling = inbound.certificate_hash(seen(sut_certificates=(*shown, root)))
    assert (ruling.reading, ruling.outcomes) == ("INT-54", outcomes)


@pytest.mark.parametrize(
    ("scheme", "outcomes"),
    [
        ("rsa_pss_rsae_sha256", {"a": True, "b": True}),
        ("rsa_pss_rsae_sha512", {"a": True, "b": False}),
        ("ed25519", {"a": True, "b": False}),
        ("rsa_pkcs1_sha1", {"a": False, "b": False}),
        ("", {}),
    ],
)
def test_handshakes_are_signed_with_a_strong_hash(scheme: str, outcomes: dict[str, bool]) -> None:
    assert inbound.handshake_hash(seen(sut_signature=scheme, suite=TLS13_SUITE)).outcomes == outcomes


@pytest.mark.parametrize(
    ("strong", "mixed", "satisfied"),
    [
        (served(), lost(), True),
        (failed(), served(), False),
        (failed(), failed(), None),
        (failed(end_by="bank", end_how="time-out"), served(), None),
    ],
)
def test_a_session_without_sha1_comes_about(strong: Contact, mixed: Contact, satisfied: bool | None) -> None:
    assert inbound.works_with_strong_hash(strong, mixed).satisfied is satisfied
