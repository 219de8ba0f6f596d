"""What Dan steps make of pings and of certificates."""

import pytest

from reports.verdicts import Verdict
from steps.aangesloten_systeem import bereikbaarheid
from tests.steps.scenes import END, Scene, act, nothing
from tests.toetsbank.samples import certificate, connection, message
from toetsbank.acts import Act
from toetsbank.inbound_acts import Contact

PKIO = (certificate(uzi_name=None),)


def ping(answer: str = "COMT_IN229229", status: int | None = 200, **changes: object) -> Contact:
    made = message(2, sut_role="ontvanger", answer=answer, status=status, path="/Ping")
    return Contact(connection(1, sut_role="server", **changes), made)


def unreached(**changes: object) -> Contact:
    return Contact(connection(1, sut_role="server", end_by="sut", end_how="RST", **changes))


FAULT, GONE = ping("SOAP-fault soap:Server", 500), ping("HTTP 503", 503)


@pytest.mark.parametrize(
    ("pings", "verdict"),
    [
        ([ping(), ping()], Verdict.PASS),
        ([ping(), GONE, ping()], Verdict.FAIL),
        ([ping(), unreached()], Verdict.FAIL),
        ([ping(), FAULT], Verdict.INCONCLUSIVE),
        ([GONE, ping()], Verdict.INCONCLUSIVE),
        ([FAULT, ping()], Verdict.INCONCLUSIVE),
    ],
)
def test_who_answered_once_must_answer_always(scene: Scene, pings: list[Contact], verdict: Verdict) -> None:
    with END[verdict]():
        bereikbaarheid.always_there(scene.judge, scene.world, pings)


def test_first_ping_without_answer_is_named(scene: Scene) -> None:
    with END[Verdict.FAIL]():
        bereikbaarheid.always_there(scene.judge, scene.world, [ping(), ping(), GONE])
    assert scene.said[0]["observed"] == "ping 3 van 3 niet beantwoord: antwoord HTTP 503 op /Ping"


@pytest.mark.parametrize(
    ("seen", "verdict"),
    [
        (ping(), Verdict.PASS),
        (GONE, Verdict.PASS),
        (ping(sut_certificates=PKIO), Verdict.FAIL),
        (unreached(sut_certificates=(), handshake_completed=False), Verdict.INCONCLUSIVE),
    ],
)
def test_certificate_of_the_server(scene: Scene, seen: Contact, verdict: Verdict) -> None:
    with END[verdict]():
        bereikbaarheid.kind_shown_as_server(scene.judge, scene.world, [seen])


@pytest.mark.parametrize(
    ("seen", "verdict"),
    [
        (act(connection(1), message(2)), Verdict.PASS),
        (act(connection(1, sut_certificates=PKIO), message(2)), Verdict.FAIL),
        (act(connection(1, sut_certificates=PKIO), refused=True), Verdict.FAIL),
        (act(connection(1, sut_certificates=()), message(2)), Verdict.INCONCLUSIVE),
        (nothing(), Verdict.INCONCLUSIVE),
    ],
)
def test_certificate_of_the_client(scene: Scene, seen: Act, verdict: Verdict) -> None:
    with END[verdict]():
        bereikbaarheid.kind_shown_as_client(scene.judge, scene.world, [seen])
