import asyncio
from pathlib import Path

import pytest

from simulators.clock import VirtualClock
from simulators.tls import Identity
from simulators.uzi import Pki
from simulators.xis.crls import Authorities
from simulators.xis.passcheck import PassCheck
from simulators.xis.policies import Policies, healthy
from simulators.xis.policies.passes import CrlPolicy, PassPolicy
from simulators.xis.web import WebError


class Counter:
    """A distribution point that is down and counts."""

    def __init__(self) -> None:
        self.asked = 0

    async def fetch(self, _url: str) -> bytes:
        """Count and fail."""
        self.asked += 1
        raise WebError("het niet bereikbaar is")


@pytest.fixture
def policies() -> Policies:
    """Healthy policies."""
    return healthy(Identity("xis", Path("xis.pem"), Path("xis.key")))


def test_without_lists_nobody_is_kept_out_but_it_is_said(pki: Pki, policies: Policies, clock: VirtualClock) -> None:
    point = Counter()
    check = PassCheck(policies, clock, Authorities([pki.trust("pas-roots")], ["http://x/y.crl"], point.fetch))
    asyncio.run(check.fetch_lists(pki.person("arts-a").authenticiteit))
    policies.crls = CrlPolicy(always_fresh=False)
    asyncio.run(check.fetch_lists(pki.person("arts-a").authenticiteit))
    assert point.asked == 2
    pas = pki.person("arts-a")
    wrong, notices = check.look(pas.authenticiteit, pas.intermediates)
    assert wrong == ""
    assert notices


def test_what_is_wrong_is_told_by_the_clock_of_the_xis(pki: Pki, policies: Policies, clock: VirtualClock) -> None:
    check = PassCheck(policies, clock, Authorities([pki.trust("pas-roots")], [], Counter().fetch))
    pas = pki.person("arts-a")
    clock.set(clock.now() + 20 * 365 * 86_400)
    assert "was geldig tot" in check.look(pas.authenticiteit, pas.intermediates)[0]


@pytest.mark.parametrize(
    ("variant", "policy", "is_wrong"),
    [
        ("geldig", PassPolicy(), False),
        ("oude-generatie", PassPolicy(), True),
        ("oude-generatie", PassPolicy(trusted_names=("CA G2",)), False),
        ("onbekende-ca", PassPolicy(trusted_names=("CA G2",)), True),
        ("andere-generatie", PassPolicy(), False),
        ("andere-generatie", PassPolicy(distrusted_names=("CA G4",)), True),
        ("geldig", PassPolicy(distrusted_names=("CA G4",)), False),
    ],
)
def test_which_trees_are_trusted(
    pki: Pki, policies: Policies, clock: VirtualClock, variant: str, policy: PassPolicy, is_wrong: bool
) -> None:
    policies.passes = policy
    check = PassCheck(policies, clock, Authorities([pki.trust("pas-roots")], [], Counter().fetch))
    pas = pki.person("arts-a", variant)
    assert bool(check.look(pas.authenticiteit, pas.intermediates)[0]) is is_wrong
