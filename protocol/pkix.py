"""Path validation of X.509 certificates on a given time, with a reason of its own for everything that is wrong.

After RFC 5280, sections 5 and 6, as far as the certificates of the UZI-register and PKIoverheid need it. One checker
remembers what it has verified: a second look at the same certificate costs comparisons of times only.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from protocol.dn import dn_of
from protocol.pkix_path import Path, crl_verifies, inspect, verifies
from protocol.pkix_problems import (
    ANY_USAGE,
    AUTHENTICATION,
    ENCRYPTION,
    SIGNATURE,
    TLS_CLIENT,
    TLS_SERVER,
    Problem,
    Reason,
    Revocation,
    Usage,
    revoked,
)
from protocol.uzi import HOSTILE

__all__ = [
    "ANY_USAGE",
    "AUTHENTICATION",
    "ENCRYPTION",
    "SIGNATURE",
    "TLS_CLIENT",
    "TLS_SERVER",
    "ChainChecker",
    "Problem",
    "Reason",
    "Revocation",
    "Usage",
    "check_chain",
    "revoked",
]

K = TypeVar("K")
V = TypeVar("V")


class _Memory(Generic[K, V]):
    """Answers found before, the oldest forgotten first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._known: dict[K, V] = {}

    def get(self, key: K, find: Callable[[], V]) -> V:
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = find()
            while len(self._known) > self._size:
                del self._known[next(iter(self._known))]
        return known

    def clear(self) -> None:
        self._known.clear()


class ChainChecker:
    """Checks certificates against roots, known intermediates and CRLs; use one for as long as the roots hold.

    Not for use by several threads at once.
    """

    def __init__(
        self,
        roots: Iterable[x509.Certificate],
        intermediates: Iterable[x509.Certificate] = (),
        crls: Iterable[x509.CertificateRevocationList] = (),
        *,
        remember: int = 4096,
    ) -> None:
        self._roots = tuple(roots)
        self._intermediates = tuple(intermediates)
        self._crls = tuple(crls)
        self._signatures = _Memory[tuple[x509.Certificate, x509.Certificate], bool](remember)
        self._crl_signatures = _Memory[tuple[bytes, x509.Certificate], bool](remember)
        self._paths = _Memory[tuple[x509.Certificate, tuple[x509.Certificate, ...], Usage], Path](remember)

    @property
    def roots(self) -> tuple[x509.Certificate, ...]:
        """The trusted roots."""
        return self._roots

    def use_crls(self, crls: Iterable[x509.CertificateRevocationList]) -> None:
        """Look at these CRLs from now on; signatures that were verified stay known.

        Nothing happens if they are the very objects in use, so it may be called for every message.
        """
        crls = tuple(crls)
        if len(crls) != len(self._crls) or any(new is not old for new, old in zip(crls, self._crls, strict=True)):
            self._crls = crls
            self._paths.clear()

    def check(
        self, leaf: x509.Certificate, now: float, *, usage: Usage = ANY_USAGE, sent: Sequence[x509.Certificate] = ()
    ) -> tuple[Problem, ...]:
        """Return everything that is wrong with a certificate at ``now`` (seconds since the epoch); () if nothing is.

        ``sent`` are certificates that came with the leaf: they help to find the path and are trusted no further.
        """
        path = self._paths.get((leaf, tuple(sent), usage), lambda: self._look(leaf, sent, usage))
        late = [problem for window in path.windows if (problem := window.check(now)) is not None]
        if not late and not path.problems:
            return ()
        return tuple(sorted((*path.problems, *late), key=lambda problem: problem.depth))

    def issued(self, certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
        """Tell whether the issuer's key made the signature of a certificate."""
        return self._signatures.get((certificate, issuer), lambda: verifies(certificate, issuer))

    def issued_crl(self, crl: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
        """Tell whether the issuer's key made the signature of a CRL."""
        key = (crl.fingerprint(hashes.SHA256()), issuer)
        return self._crl_signatures.get(key, lambda: crl_verifies(crl, issuer))

    def crls_of(self, issuer: x509.Certificate) -> list[x509.CertificateRevocationList]:
        """Return the CRLs that bear the name of an issuer, newest first."""
        name = dn_of(issuer.subject)
        found = [crl for crl in self._crls if dn_of(crl.issuer) == name]
        return sorted(found, key=lambda crl: crl.last_update_utc, reverse=True)

    def _look(self, leaf: x509.Certificate, sent: Sequence[x509.Certificate], usage: Usage) -> Path:
        try:
            return inspect(leaf, (*self._intermediates, *sent), self, usage)
        except HOSTILE as error:
            text = f"het certificaat, een uitgever ervan of een CRL is niet leesbaar: {error}"
            return Path((Problem(Reason.UNREADABLE, text, ""),), ())


def check_chain(
    leaf: x509.Certificate,
    intermediates: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
    crls: Sequence[x509.CertificateRevocationList],
    now: float,
    *,
    usage: Usage = ANY_USAGE,
) -> tuple[Problem, ...]:
    """Return everything that is wrong with a certificate at ``now`` (seconds since the epoch); () if nothing is.

    Who checks more than once keeps a ``ChainChecker``.
    """
    return ChainChecker(roots, intermediates, crls).check(leaf, now, usage=usage)
