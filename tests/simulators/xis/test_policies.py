from contextlib import nullcontext
from pathlib import Path

import pytest

from protocol.soap import (
    ENVELOPE_NS,
    FAILED_CHECK,
    MESSAGE_EXPIRED,
    NEXT_ACTOR,
    SERVER,
    ZIM_ACTOR,
    SoapError,
    build_envelope,
    build_unknown_block,
    parse_envelope,
)
from protocol.tls import suites
from simulators.tls import Identity
from simulators.xis.policies import healthy
from simulators.xis.policies.messages import GBX_ACTOR, HeaderPolicy, HttpPolicy, Writing
from simulators.xis.policies.passes import CodePolicy
from simulators.xis.policies.sessions import RefusalPolicy, SessionLimits
from simulators.xis.policies.tls import GOOD_SUITES, IdlePolicy, KeyPolicy

HEALTHY = build_envelope(b"<a/>")


@pytest.mark.parametrize(("age", "wait", "due"), [(0, 10, False), (239, 10, False), (240, 10, True), (181, 60, True)])
def test_keys_are_renewed_before_the_answer_can_come_under_old_ones(age: float, wait: float, due: bool) -> None:
    assert KeyPolicy().refresh_before_sending(age, wait) is due


def test_an_unused_connection_is_closed_just_before_a_quarter_of_an_hour() -> None:
    closes = IdlePolicy().closes_at(1000.0)
    assert closes is not None
    assert 870 < closes - 1000.0 < 900


def test_only_a_fault_about_security_ends_a_session() -> None:
    refusals = RefusalPolicy()
    assert refusals.ends_session(FAILED_CHECK)
    assert refusals.ends_session(MESSAGE_EXPIRED)
    assert not refusals.ends_session(SERVER)


def test_every_suite_is_good_by_its_algorithms() -> None:
    for name in GOOD_SUITES:
        suite = suites.by_name(name)
        assert suite is not None
        assert suite.is_tls13 or suite.key_exchange == "ECDHE"
        assert "GCM" in suite.cipher or "CHACHA20" in suite.cipher


def test_the_own_certificate_is_shown_at_both_levels() -> None:
    identity = Identity("xis", Path("xis.pem"), Path("xis.key"))
    assert set(healthy(identity).tls.identities.values()) == {identity}


@pytest.mark.parametrize(("every", "end"), [(0.0, 1120.0), (600.0, 1600.0), (60.0, 1120.0)])
def test_an_unused_session_ends_when_someone_looks(every: float, end: float) -> None:
    assert SessionLimits(idle=120.0, looked_at_every=every).idle_end(1000.0) == end
    assert SessionLimits(idle=120.0, looked_at_every=every, unlimited_from=120.0).idle_end(1000.0) > 1e8


def test_a_toegangscode_is_kept_nowhere() -> None:
    healthy_one, keeping = CodePolicy(), CodePolicy(kept={})
    for code in ("123456", "000000"):
        assert healthy_one.for_pass("arts-a/geldig", code) == code
        assert keeping.for_pass("arts-a/geldig", code) == "123456"
    assert healthy_one.known("arts-a/geldig") is None
    assert keeping.known("arts-a/geldig") == "123456"
    assert keeping.known("arts-b/geldig") is None


def test_a_healthy_envelope_is_written_as_it_is() -> None:
    assert Writing().write(HEALTHY) is HEALTHY


def test_an_envelope_can_be_written_in_another_encoding_and_otherwise() -> None:
    latin = Writing(encoding="iso-8859-1", rewritten=(("<a/>", "<b>é</b>"),)).write(HEALTHY)
    assert latin.startswith(b'<?xml version="1.0" encoding="iso-8859-1"?>')
    assert b"<b>\xe9</b>" in latin


def test_an_envelope_of_another_version_is_read_only_if_it_is_taken_for_one() -> None:
    other = HEALTHY.replace(ENVELOPE_NS.encode(), b"urn:anders")
    assert HttpPolicy().as_soap11(other) == other
    assert HttpPolicy(other_envelopes=frozenset({"urn:anders"})).as_soap11(other) == HEALTHY


@pytest.mark.parametrize("actor", [None, "", NEXT_ACTOR, GBX_ACTOR, ZIM_ACTOR, "urn:een-ander"])
@pytest.mark.parametrize("must", [True, False])
def test_an_unknown_block_is_refused_if_it_is_ours_and_mandatory(actor: str | None, must: bool) -> None:
    block = build_unknown_block(actor=actor, must_understand=must)
    envelope = parse_envelope(build_envelope(b'<a xmlns="urn:a"/>', (block,)))
    ours = must and actor in (None, "", NEXT_ACTOR, GBX_ACTOR)
    with pytest.raises(SoapError, match="niet begrepen") if ours else nullcontext():
        HeaderPolicy().check(envelope)
