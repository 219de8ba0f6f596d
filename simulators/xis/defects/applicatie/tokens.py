"""Defects of the store of tokens: who reaches what (GBX.FBH.e4070.1)."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, get_args

from simulators.xis.configuration import Role
from simulators.xis.defects.base import Defect
from simulators.xis.model import TokenKind
from simulators.xis.policies.users import AccessPolicy

if TYPE_CHECKING:
    from simulators.xis.application import Xis


def _open(xis: "Xis", kinds: tuple[TokenKind, ...], roles: frozenset[Role]) -> None:
    store = xis.policies.token_store
    access = {**store.access, **dict.fromkeys(kinds, AccessPolicy(roles))}
    xis.policies.token_store = replace(store, access=MappingProxyType(access))


class LaatAfgenomenTokenrolGelden(Defect):
    """Wie de rol voor opgeslagen tokens kwijt is kan er nog steeds bij."""

    violates = ("GBX.FBH.e4070.1/3",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.token_store = replace(xis.policies.token_store, role_can_be_taken=False)


class HoudtInschrijftokensVerborgen(Defect):
    """Ook met de rol voor opgeslagen tokens is niet bij inschrijftokens te komen."""

    violates = ("GBX.FBH.e4070.1/4",)

    def apply(self, xis: "Xis") -> None:
        _open(xis, ("inschrijftoken",), frozenset())


class HoudtMandaattokensVerborgen(Defect):
    """Ook met de rol voor opgeslagen tokens is niet bij mandaattokens te komen."""

    violates = ("GBX.FBH.e4070.1/4",)

    def apply(self, xis: "Xis") -> None:
        _open(xis, ("mandaattoken",), frozenset())


class _OpenToAll(Defect):
    """Tokens of a kind are there for every user."""

    kind: ClassVar[TokenKind]
    also: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"GBX.FBH.e4070.1/3": "waar iedereen bij tokens komt, doet de rol er niet toe"}
    )

    def apply(self, xis: "Xis") -> None:
        _open(xis, (self.kind,), frozenset[Role](get_args(Role)))


class ToontInschrijftokensAanIedereen(_OpenToAll):
    """Elke gebruiker kan opgeslagen inschrijftokens bekijken."""

    violates = ("GBX.FBH.e4070.1/5",)
    kind = "inschrijftoken"


class ToontMandaattokensAanIedereen(_OpenToAll):
    """Elke gebruiker kan opgeslagen mandaattokens bekijken."""

    violates = ("GBX.FBH.e4070.1/6",)
    kind = "mandaattoken"
