"""What the probe makes of choices, refusals and servers that change their mind or answer nonsense."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from protocol.tls import handshake as h
from protocol.tls.offers import TLS10, TLS11, codes_of
from tests.tls_scripted import Script, alert, choosing, handshake, scripted, server_hello
from tests.toetsbank.tls_probe.conftest import MakeTarget, hurried
from toetsbank.tls_probe import (
    VERSIONS,
    accepted_suites,
    accepted_versions,
    choose,
    choose_version,
    compression,
    preference,
)

GOOD, CBC, RC4 = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_RC4_128_SHA"
CAMELLIA, EXPORT = "TLS_DHE_RSA_WITH_CAMELLIA_256_GCM_SHA384", "TLS_RSA_EXPORT_WITH_RC4_40_MD5"
SEED = "TLS_DH_DSS_WITH_SEED_CBC_SHA"
OWN = codes_of((GOOD, CBC, RC4, CAMELLIA))


def first_offered(hello: h.ClientHello) -> bytes:
    """Answer as a server that follows the client."""
    known = [suite for suite in hello.suites if suite in OWN]
    return server_hello(0x0303, known[0]) + handshake(14) if known else alert(40)


def after(count: int, first: Script, then: Script) -> Script:
    """Return a script that changes after a number of hellos."""
    seen: list[h.ClientHello] = []

    def answer(hello: h.ClientHello) -> bytes | None:
        seen.append(hello)
        return (first if len(seen) <= count else then)(hello)

    return answer


def test_versions_of_long_ago_are_found(at: MakeTarget) -> None:
    old = choosing(0x0300, *codes_of((EXPORT,)))
    with scripted(old) as address:
        tried = accepted_versions(at(address))
    # Such a server answers each newer offer too, with what it has.
    assert {one.version: one.accepted for one in tried} == {v: v == "SSL 3.0" for v in VERSIONS}
    assert tried[3].said == "koos SSL 3.0"


def test_a_version_with_rare_suites_alone_is_found(at: MakeTarget) -> None:
    with scripted(choosing(0x0303, *codes_of((SEED,)))) as address:
        (tried,) = accepted_versions(at(address), ["TLS 1.2"])
    assert tried.accepted
    assert len(tried.observations) > 1


def test_an_alert_on_the_version_needs_no_second_question(at: MakeTarget) -> None:
    with scripted(lambda _: alert(70)) as address:
        (tried,) = accepted_versions(at(address), ["TLS 1.2"])
    assert (tried.accepted, tried.said, len(tried.observations)) == (False, "alert protocol_version", 1)


@pytest.mark.parametrize(
    ("script", "said"),
    [(lambda _: None, "geen antwoord binnen 0.5 seconden"), (lambda _: b"SSH-2.0-x\r\n", "eerste byte")],
    ids=["silence", "garbage"],
)
def test_no_answer_says_nothing_about_a_version(at: MakeTarget, script: Script, said: str) -> None:
    with scripted(script) as address:
        tried = accepted_versions(hurried(at(address)), ["TLS 1.1", "TLS 1.2"])
    assert [one.accepted for one in tried] == [None, None]
    assert all(said in one.said for one in tried)


def test_refusals_of_a_server_that_stopped_serving_do_not_count(at: MakeTarget) -> None:
    # Two hellos for TLS 1.1, the first of which is answered; whatever comes then is refused.
    with scripted(after(1, choosing(TLS11, *OWN), lambda _: alert(40))) as address:
        tried = accepted_versions(at(address), ["TLS 1.1", "TLS 1.2"])
    assert [one.accepted for one in tried] == [True, None]
    assert tried[1].said == "niet te zeggen: de server nam daarna ook TLS 1.1 niet meer aan"


def test_suites_come_in_the_order_of_the_server(at: MakeTarget) -> None:
    target = at(("127.0.0.1", 0))
    with scripted(choosing(0x0303, *OWN)) as address:
        target = at(address)
        found = accepted_suites(target, "TLS 1.2")
        assert preference(target, "TLS 1.2", found.accepted).by == "server"
        assert choose(target, "TLS 1.2", [RC4, GOOD]).chosen == GOOD
    assert (found.complete, found.said) == (True, "")
    assert set(found.accepted) == {GOOD, CBC, RC4, CAMELLIA}
    assert found.accepted.index(GOOD) < found.accepted.index(CBC)
    assert target.journal is not None
    assert set(found.observations) <= {connection.number for connection in target.journal.connections}


def test_a_server_that_follows_the_client_is_known(at: MakeTarget) -> None:
    with scripted(first_offered) as address:
        found = preference(at(address), "TLS 1.2", [GOOD, CBC, RC4])
        alone = preference(at(address), "TLS 1.2", [GOOD])
        chosen = choose(at(address), "TLS 1.2", [RC4, GOOD])
    assert (found.by, [choice.chosen for choice in found.choices]) == ("client", [GOOD, RC4])
    assert (alone.by, alone.choices) == (None, ())
    assert (chosen.chosen, chosen.offered) == (RC4, (RC4, GOOD))


def test_whose_order_counts_is_unknown_without_two_choices(at: MakeTarget) -> None:
    with scripted(after(1, first_offered, lambda _: alert(40))) as address:
        assert preference(at(address), "TLS 1.2", [GOOD, CBC]).by is None


@pytest.mark.parametrize(
    ("then", "problem"),
    [
        (lambda _: None, "geen antwoord binnen 0.5 seconden"),
        (
            lambda _: server_hello(0x0303, 0x1301) + handshake(14),
            "koos TLS_AES_128_GCM_SHA256, dat niet aangeboden was",
        ),
        (lambda _: b"?", "eerste byte"),
        (lambda _: alert(40), f"de server nam daarna ook {GOOD} niet meer aan: alert handshake_failure"),
    ],
    ids=["silence", "not offered", "garbage", "no twin"],
)
def test_a_list_is_not_complete_if(at: MakeTarget, then: Script, problem: str) -> None:
    with scripted(after(1, choosing(0x0303, *OWN), then)) as address:
        found = accepted_suites(hurried(at(address)), "TLS 1.2", [GOOD, CBC])
    assert (found.accepted, found.complete) == ((GOOD,), False)
    assert problem in found.said


def test_a_server_that_repeats_itself_does_not_keep_us_for_ever(at: MakeTarget) -> None:
    with scripted(lambda _: server_hello(0x0303, OWN[0]) + handshake(14)) as address:
        found = accepted_suites(at(address), "TLS 1.2")
    assert (found.accepted, found.complete) == ((GOOD,), False)


def test_a_search_has_an_end(at: MakeTarget) -> None:
    with scripted(first_offered) as address:
        found = accepted_suites(replace(at(address), patience=0.0), "TLS 1.2")
    assert (len(found.accepted), found.said) == (1, "na 0 seconden was nog niet alles gevraagd")


def test_another_version_than_asked_for_is_a_refusal(at: MakeTarget) -> None:
    with scripted(lambda hello: server_hello(TLS10, hello.suites[0]) + handshake(14)) as address:
        assert accepted_suites(at(address), "TLS 1.1", [CBC]).accepted == ()
        assert choose(at(address), "TLS 1.1", [CBC]).chosen is None


def test_the_version_chosen_from_several(at: MakeTarget) -> None:
    with scripted(choosing(0x0303, *OWN)) as address:
        found = choose_version(at(address), ["TLS 1.2", "TLS 1.3"])
    assert (found.offered, found.chosen) == (("TLS 1.3", "TLS 1.2"), "TLS 1.2")
    with scripted(lambda _: alert(70)) as address:
        assert choose_version(at(address)).chosen is None


@pytest.mark.parametrize(
    ("script", "taken"),
    [
        (lambda _: server_hello(0x0303, OWN[0], compression=1) + handshake(14), True),
        (choosing(0x0303, *OWN), False),
        (lambda _: alert(40), None),
    ],
)
def test_compression(at: MakeTarget, script: Callable[[h.ClientHello], bytes], taken: bool | None) -> None:
    with scripted(script) as address:
        assert compression(at(address), "TLS 1.2") is taken
