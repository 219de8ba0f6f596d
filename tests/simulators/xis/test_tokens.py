from collections.abc import Callable
from typing import Any

import pytest

from protocol.ids import InstanceIdentifier
from protocol.saml.build import shift_times
from protocol.saml.sign import sign
from simulators.clock import VirtualClock
from simulators.tls import Identity
from simulators.uzi import Pas, Pki
from simulators.xis.configuration import Configuration
from simulators.xis.crls import Authorities
from simulators.xis.model import User
from simulators.xis.names import Names
from simulators.xis.passcheck import PassCheck
from simulators.xis.passes import PassReader
from simulators.xis.policies import healthy
from simulators.xis.policies.passes import TokenFlaw
from simulators.xis.sessions import UserSession
from simulators.xis.tokens import TokenRefused, Tokens
from simulators.xis.web import Web
from tests.simulators.xis.conftest import BSN, OTHER_BSN

MESSAGE = InstanceIdentifier("2.16.528.1.1007.3.3.90000123.12", "m-1")
Spoil = Callable[[bytes], bytes]


class Desk:
    """Tokens of a XIS, signed by a pass in this process."""

    def __init__(self, tokens: Tokens, pas: Pas, clock: VirtualClock) -> None:
        user = User("arts-a", pas.uzi_nummer, frozenset({"zorgverlener"}), lsp=True)
        now = clock.now()
        self._tokens = tokens
        self._pas = pas
        self._session = UserSession(user, pas.rol, pas.name, "w", pas.authenticiteit, pas.intermediates, "s", now, now)

    def flaws(self, before: Spoil = bytes, after: Spoil = bytes) -> tuple[TokenFlaw, ...]:
        """Return what is wrong with a token that was changed before or after it was signed."""
        unsigned = self._tokens.unsigned(self._session, MESSAGE, "QURX_IN990111NL", BSN)
        signed = sign(before(unsigned), certificate=self._pas.authenticiteit, private_key=self._pas.private_key)
        return self._tokens.flaws(self._session, unsigned, after(signed))


@pytest.fixture
def desk(pki: Pki, config: dict[str, Any], clock: VirtualClock) -> Callable[[str], Desk]:
    """Desks for passes of Arts A."""
    configuration = Configuration.model_validate(config)
    policies = healthy(Identity("xis", configuration.eigen.certificaat, configuration.eigen.sleutel))
    web = Web(configuration, Names(configuration, policies, clock), clock)
    authorities = Authorities(configuration.passen.vertrouwd, (), web.get)
    check = PassCheck(policies, clock, authorities)
    tokens = Tokens(configuration, policies, clock, PassReader(configuration, web), check)
    return lambda variant: Desk(tokens, pki.person("arts-a", variant), clock)


def _other_patient(token: bytes) -> bytes:
    return token.replace(BSN.encode(), OTHER_BSN.encode())


@pytest.mark.parametrize(
    ("variant", "before", "after", "flaws"),
    [
        ("geldig", bytes, bytes, ()),
        ("geldig", lambda t: shift_times(t, 30), bytes, ()),
        ("geldig", lambda t: shift_times(t, -3600), bytes, ("verlopen",)),
        ("geldig", lambda t: shift_times(t, 3600), bytes, ("nog-niet-geldig",)),
        ("geldig", _other_patient, bytes, ("inhoud",)),
        ("geldig", bytes, _other_patient, ("handtekening", "inhoud")),
        ("geldig", bytes, lambda _t: b"geen token", ("inhoud",)),
        ("geldig", bytes, lambda _t: b"<leeg/>", ("inhoud",)),
        ("sleutel-past-niet", bytes, bytes, ("handtekening",)),
        ("verlopen", bytes, bytes, ("certificaat",)),
    ],
)
def test_every_flaw_is_found_and_no_other(
    desk: Callable[[str], Desk], variant: str, before: Spoil, after: Spoil, flaws: tuple[TokenFlaw, ...]
) -> None:
    assert desk(variant).flaws(before, after) == flaws


def test_a_refusal_names_what_is_wrong() -> None:
    assert str(TokenRefused(("verlopen", "handtekening"))) == (
        "Het transactietoken deugt niet: het is verlopen; de handtekening klopt niet."
    )
