"""What the XIS decides about passes and the tokens they sign."""

from dataclasses import dataclass
from typing import Final, Literal

from protocol.pkix_problems import Reason

NO_VALID_LIST: Final = frozenset(
    {Reason.CRL_ABSENT, Reason.CRL_EXPIRED, Reason.CRL_NOT_YET_VALID, Reason.CRL_WRONG_SIGNATURE}
)
"""Without a valid list nobody is kept out, but the user is told (INT-42, INT-49)."""


@dataclass(frozen=True, slots=True)
class PassPolicy:
    """What the XIS overlooks in the certificate of a pass."""

    tolerated: frozenset[Reason] = NO_VALID_LIST


@dataclass(frozen=True, slots=True)
class CrlPolicy:
    """Whether lists that are at hand are fetched again at each log-in; a pass may have been revoked since."""

    always_fresh: bool = True


TokenFlaw = Literal["verlopen", "nog-niet-geldig", "handtekening", "inhoud", "certificaat"]
"""What can be wrong with a transactietoken that came back from the pass."""


@dataclass(frozen=True, slots=True)
class TokenPolicy:
    """What the XIS overlooks in a transactietoken; it lets none out with a flaw."""

    tolerated: frozenset[TokenFlaw] = frozenset()
