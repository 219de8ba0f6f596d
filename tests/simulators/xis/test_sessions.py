import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from simulators.clock import VirtualClock
from simulators.tls import Identity
from simulators.uzi import Pki
from simulators.xis.model import User
from simulators.xis.policies import Policies, healthy
from simulators.xis.policies.sessions import EndPolicy
from simulators.xis.sessions import Refused, Sessions, UserSession


@pytest.fixture
def policies() -> Policies:
    """Healthy policies."""
    return healthy(Identity("xis", Path("xis.pem"), Path("xis.key")))


@pytest.fixture
def sessions(clock: VirtualClock, policies: Policies) -> Sessions:
    """No sessions yet."""
    return Sessions(clock, policies)


@pytest.fixture
def session(clock: VirtualClock, pki: Pki) -> UserSession:
    """A session that is not open yet."""
    user = User("arts-a", "900001234", frozenset({"zorgverlener"}), lsp=True)
    certificate = pki.person("arts-a").authenticiteit
    now = clock.now()
    return UserSession(user, "01.015", "arts-a/geldig", "werkplek-1", certificate, (), "s", now, now)


def _pass(clock: VirtualClock, sessions: Sessions, seconds: float) -> None:
    clock.set(clock.now() + seconds)
    asyncio.run(sessions.run_due())


def test_an_open_session_can_be_used(sessions: Sessions, session: UserSession) -> None:
    sessions.add(session)
    assert sessions.active(session.number) is session


def test_who_never_logged_in_has_no_session(sessions: Sessions) -> None:
    with pytest.raises(Refused, match="U bent niet ingelogd"):
        sessions.active("geen")
    assert sessions.next_due() is None


def test_an_unused_session_ends_by_itself(sessions: Sessions, session: UserSession, clock: VirtualClock) -> None:
    sessions.add(session)
    due = sessions.next_due()
    assert due == pytest.approx(session.last_used + 1800)
    _pass(clock, sessions, 1800)
    assert "30 minuten niet gebruikt" in session.ended
    with pytest.raises(Refused, match="niet gebruikt"):
        sessions.active(session.number)


def test_use_postpones_the_end_up_to_an_hour(sessions: Sessions, session: UserSession, clock: VirtualClock) -> None:
    sessions.add(session)
    for _ in range(2):
        _pass(clock, sessions, 1700)
        sessions.active(session.number)
    assert sessions.next_due() == pytest.approx(session.opened + 3600)
    _pass(clock, sessions, 200)
    assert "een uur open" in session.ended


def test_a_changed_limit_holds_for_open_sessions(
    sessions: Sessions, session: UserSession, clock: VirtualClock, policies: Policies
) -> None:
    sessions.add(session)
    policies.sessions = replace(policies.sessions, idle=120)
    _pass(clock, sessions, 121)
    assert "2 minuten niet gebruikt" in session.ended


def test_the_first_reason_stays(sessions: Sessions, session: UserSession) -> None:
    sessions.add(session)
    sessions.end(session, "eerst")
    sessions.end(session, "later")
    assert session.ended == "eerst"


def test_a_new_log_in_at_a_workplace_ends_the_session_there(sessions: Sessions, session: UserSession) -> None:
    sessions.add(session)
    elsewhere = replace(session, werkplek="werkplek-2", number="2")
    sessions.add(elsewhere)
    assert not session.ended
    sessions.add(replace(session, number="3"))
    assert "opnieuw ingelogd" in session.ended
    assert not elsewhere.ended


def test_putting_back_forgets_all(sessions: Sessions, session: UserSession) -> None:
    sessions.add(session)
    sessions.end_all()
    with pytest.raises(Refused):
        sessions.active(session.number)


@pytest.mark.parametrize("used", [False, True])
def test_another_address_ends_a_session_that_is_used_there(
    sessions: Sessions, session: UserSession, used: bool
) -> None:
    sessions.add(session)
    sessions.change_address(session.number)
    if used:
        with pytest.raises(Refused, match="IP-adres"):
            sessions.active(session.number)
    sessions.change_address(session.number)
    if used:
        with pytest.raises(Refused, match="IP-adres"):
            sessions.active(session.number)
    else:
        assert sessions.active(session.number) is session


def test_who_never_logged_in_has_no_address(sessions: Sessions) -> None:
    with pytest.raises(Refused, match="niet ingelogd"):
        sessions.change_address("geen")


def test_a_session_elsewhere(sessions: Sessions, session: UserSession) -> None:
    sessions.add(session)
    assert sessions.elsewhere("werkplek-1") is None
    assert sessions.elsewhere("werkplek-2") is session


def test_what_a_policy_makes_of_an_end(policies: Policies, sessions: Sessions, session: UserSession) -> None:
    sessions.add(session)
    policies.ends = EndPolicy(ignored=frozenset({"pas"}), reopened=frozenset({"opdracht"}))
    sessions.end(session, "pas uit", "pas")
    assert sessions.active(session.number) is session
    sessions.end(session, "uitgelogd", "opdracht")
    assert sessions.active(session.number) is session
    sessions.end(session, "een uur", "duur")
    with pytest.raises(Refused, match="een uur"):
        sessions.active(session.number)


def test_an_address_that_only_blocks(policies: Policies, sessions: Sessions, session: UserSession) -> None:
    sessions.add(session)
    policies.ends = EndPolicy(blocking=frozenset({"adres"}))
    sessions.change_address(session.number)
    with pytest.raises(Refused, match="IP-adres"):
        sessions.active(session.number)
    sessions.change_address(session.number)
    assert sessions.active(session.number) is session
