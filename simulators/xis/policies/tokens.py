"""What the XIS decides about the tokens that it keeps (GBX.FBH.e4070.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from simulators.xis.configuration import Role
from simulators.xis.model import TokenKind
from simulators.xis.policies.users import AccessPolicy

KEEPER: Final = AccessPolicy(frozenset[Role]({"tokenbeheerder"}))


@dataclass(frozen=True, slots=True)
class TokenStorePolicy:
    """Who reaches the tokens of a kind, and whether taking the role away ends that."""

    access: Mapping[TokenKind, AccessPolicy] = field(
        default_factory=lambda: MappingProxyType({"inschrijftoken": KEEPER, "mandaattoken": KEEPER})
    )
    role_can_be_taken: bool = True
