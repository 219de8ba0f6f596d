"""What the XIS decides about passes and the tokens they sign."""

from dataclasses import dataclass
from typing import Final, Literal

from protocol.pkix_problems import Problem, Reason
from simulators.tls import Identity

NO_VALID_LIST: Final = frozenset(
    {Reason.CRL_ABSENT, Reason.CRL_EXPIRED, Reason.CRL_NOT_YET_VALID, Reason.CRL_WRONG_SIGNATURE}
)
"""Without a valid list nobody is kept out, but the user is told (INT-42, INT-49)."""


Holder = Literal["eigen", "vreemd"]
"""Who has a pass: someone of the organisation that uses the XIS, or of another one."""


@dataclass(frozen=True, slots=True)
class PassPolicy:
    """Which passes the XIS lets in, and what it overlooks in their certificates."""

    tolerated: frozenset[Reason] = NO_VALID_LIST
    trusted_names: tuple[str, ...] = ()
    """Words in the name of a CA under which nothing is wrong, whatever the checker says."""
    distrusted_names: tuple[str, ...] = ()
    """Words in the name of a CA whose passes are refused, whatever the checker says."""
    distrusted_hashes: frozenset[str] = frozenset()
    """Hashes, as cryptography names them, with which no certificate of a pass may be signed."""
    unlisted: frozenset[Holder] = frozenset()
    """Whose passes are let in although they are not in the user table."""
    first_reader: bool = False
    """Read the pass of whoever is logged in at another workplace, as a server with one reader does."""

    def overlooks(self, problem: Problem) -> bool:
        """Tell whether a problem of a certificate keeps nobody out."""
        return problem.reason in self.tolerated or any(name in problem.certificate for name in self.trusted_names)

    def distrusts(self, issuer: str, signed_with: str) -> bool:
        """Tell whether passes of a CA, by its common name, or signed with a hash are refused."""
        return signed_with in self.distrusted_hashes or any(name in issuer for name in self.distrusted_names)


@dataclass(frozen=True, slots=True)
class CodePolicy:
    """What becomes of a toegangscode: it goes to the pass and is kept nowhere."""

    kept: dict[str, str] | None = None
    """By pass, the first code that was entered; None where nothing is kept."""

    def for_pass(self, pas: str, entered: str) -> str:
        """Return the code to unlock a pass with."""
        return entered if self.kept is None else self.kept.setdefault(pas, entered)

    def known(self, pas: str) -> str | None:
        """Return the code with which a pass can be unlocked without its holder, None if there is none."""
        return None if self.kept is None else self.kept.get(pas)


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
    signed_by: Identity | None = None
    """A server certificate that signs in the place of the pass; None where users sign themselves."""
