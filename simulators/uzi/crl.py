"""The lists of revoked certificates of all authorities of a PKI, which can change while a run goes on."""

import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final, Literal, Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from simulators.uzi.hierarchy import AUTHORITIES, BUNDLES, SERVER_AUTHORITIES, sign_crl
from simulators.uzi.storage import Revoked

Kind = Literal["server", "pas"]

ISSUERS: Final[dict[Kind, tuple[str, ...]]] = {
    "server": ("server-g1", "pkio-g1", "server-g4", "pkio-g4"),
    "pas": (
        "zorgverlener-g3",
        "medewerker-g3",
        "pkio-persoon-g3",
        "niet-op-naam-g3",
        "zorgverlener-g4",
        "medewerker-g4",
    ),
}
"""The trusted authorities that issue to servers and to passes."""

HOUR: Final = 3600.0
LIFE: Final = 48 * HOUR
"""How long the CRL of a pass authority lasts (identity.md section 4.7); a new one is made every hour."""
LEAD: Final = 60.0
"""Seconds by which the CRL of a pass authority is dated back at most, for clocks that differ a little."""
_OTHER_CLOCK: Final = 300.0
"""Seconds that a list may lie ahead of the clock before it counts as made for another clock."""
FOREIGN: Final = "onbekend-root"
"""The authority whose key makes a signature that is not the issuer's."""


class Authorities(Protocol):
    """What the lists need of a PKI."""

    @property
    def made(self) -> float:
        """When the PKI was made, in seconds since the epoch."""

    @property
    def years(self) -> int:
        """For how many years what is valid stays valid."""

    @property
    def revoked(self) -> tuple[Revoked, ...]:
        """What is revoked from the start."""

    def authority(self, name: str) -> x509.Certificate:
        """Return the certificate of an authority."""

    def authority_key(self, name: str) -> rsa.RSAPrivateKey:
        """Return the key of an authority."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One revoked certificate; ``at`` in seconds since the epoch."""

    serial: int
    at: float
    reason: x509.ReasonFlags = x509.ReasonFlags.unspecified


@dataclass(frozen=True, slots=True)
class Publication:
    """One list as it was published; moments in whole seconds since the epoch."""

    last_update: int
    next_update: int
    crl: x509.CertificateRevocationList = field(repr=False)


@dataclass(frozen=True, slots=True)
class _State:
    entries: tuple[Entry, ...]
    published: Publication | None = None
    stale: bool = True


class CrlStore:
    """The current list of every authority; safe to use from several threads.

    Lists of pass authorities live on the clock that is passed in as ``now``: 48 hours each, a new one every hour. A TLS
    library checks the lists of server authorities on the real clock, so these date from an hour before the store was
    opened and last for years; each later one is dated a second later, which is strictly newer and never in the future.
    """

    def __init__(self, authorities: Authorities, opened: float) -> None:
        """Start with what the PKI has revoked from its making; ``opened`` is real, in seconds since the epoch."""
        self._authorities = authorities
        self._opened = opened
        self._life = LIFE
        self._lock = threading.RLock()
        self._states = {name: _State(self._initial(name)) for name in AUTHORITIES}

    def crl(self, authority: str, now: float) -> x509.CertificateRevocationList:
        """Return the list of an authority at ``now``: the same object as long as nothing changes.

        Raises KeyError for an unknown authority.
        """
        return self.publication(authority, now).crl

    def publication(self, authority: str, now: float) -> Publication:
        """Return the list of an authority at ``now`` with its dates. Raises KeyError for an unknown authority."""
        with self._lock:
            state = self._states[authority]
            published = state.published
            if published is None or state.stale or self._is_due(authority, published, now):
                published = self._publish(authority, state, now)
                self._states[authority] = replace(state, published=published, stale=False)
            return published

    def crls(self, kind: Kind, now: float) -> tuple[x509.CertificateRevocationList, ...]:
        """Return the lists of all authorities that issue to servers or to passes."""
        return tuple(self.crl(name, now) for name in ISSUERS[kind])

    def use_life(self, seconds: float) -> None:
        """Let lists of pass authorities last this long (at least 10 s) from their publication."""
        with self._lock:
            if seconds != self._life:
                self._life = max(10.0, seconds)
                for name, state in self._states.items():
                    if not _lasting(name):
                        self._states[name] = replace(state, stale=True)

    def revoke(
        self,
        authority: str,
        serial: int,
        at: float,
        reason: x509.ReasonFlags = x509.ReasonFlags.key_compromise,
    ) -> None:
        """Put a certificate on the list of its authority; the next list asked for is a new one with it.

        ``at`` is in seconds since the epoch. Revoking twice changes nothing. Raises KeyError for an unknown authority.
        """
        with self._lock:
            state = self._states[authority]
            if all(entry.serial != serial for entry in state.entries):
                entries = (*state.entries, Entry(serial, at, reason))
                self._states[authority] = replace(state, entries=entries, stale=True)

    def reset(self) -> None:
        """Take off the lists what was put on them since the PKI was read; changed lists are published anew."""
        self.use_life(LIFE)
        with self._lock:
            for name, state in self._states.items():
                entries = self._initial(name)
                if entries != state.entries:
                    self._states[name] = replace(state, entries=entries, stale=True)

    def make(
        self, authority: str, last_update: float, next_update: float, *, signed_by: str | None = None
    ) -> x509.CertificateRevocationList:
        """Make a list with other dates, or signed by another authority's key, without publishing it."""
        with self._lock:
            entries = self._states[authority].entries
        builder = x509.CertificateRevocationListBuilder(
            issuer_name=self._authorities.authority(authority).subject,
            last_update=_datetime(last_update),
            next_update=_datetime(next_update),
            revoked_certificates=[_revoked_certificate(entry) for entry in entries],
        )
        identifier = self._authorities.authority(authority).extensions.get_extension_for_class(
            x509.SubjectKeyIdentifier
        )
        key_identifier = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier.value)
        builder = builder.add_extension(key_identifier, critical=False)
        builder = builder.add_extension(x509.CRLNumber(int(last_update)), critical=False)
        key = self._authorities.authority_key(signed_by or authority)
        return sign_crl(builder, key, AUTHORITIES[authority].scheme)

    def _initial(self, authority: str) -> tuple[Entry, ...]:
        return tuple(
            Entry(int(entry.serial), entry.at) for entry in self._authorities.revoked if entry.authority == authority
        )

    def _is_due(self, authority: str, published: Publication, now: float) -> bool:
        if _lasting(authority):
            return False
        if published.last_update > now + _OTHER_CLOCK:
            return True
        return now >= published.last_update + self._lead() + min(HOUR, self._life / 4)

    def _lead(self) -> float:
        return min(LEAD, self._life / 4)

    def _publish(self, authority: str, state: _State, now: float) -> Publication:
        earlier = state.published
        if earlier is not None and earlier.last_update > now + _OTHER_CLOCK and not _lasting(authority):
            earlier = None  # asked for with another clock, which is behind: a list from the future helps nobody
        if _lasting(authority):
            last = earlier.last_update + 1 if earlier else int(self._opened - HOUR)
            until = int(self._authorities.made + (self._authorities.years + 1) * 365 * 24 * HOUR)
        else:
            last = max(int(now - self._lead()), earlier.last_update + 1 if earlier else 0)
            until = last + int(self._life)
        return Publication(last, until, self.make(authority, last, until))


def group(authority: str) -> Kind:
    """Tell whether an authority belongs to the tree of servers or to that of passes."""
    return "server" if authority in SERVER_AUTHORITIES else "pas"


def above(kind: Kind) -> tuple[str, ...]:
    """Return the names of the roots and intermediates of a kind, the issuing authorities among them."""
    return (*BUNDLES[f"{kind}-roots"], *BUNDLES[f"{kind}-tussen"])


def _lasting(authority: str) -> bool:
    return group(authority) == "server"


def _datetime(seconds: float) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)


def _revoked_certificate(entry: Entry) -> x509.RevokedCertificate:
    builder = x509.RevokedCertificateBuilder(entry.serial, _datetime(entry.at))
    if entry.reason is not x509.ReasonFlags.unspecified:  # RFC 5280: absent rather than unspecified
        builder = builder.add_extension(x509.CRLReason(entry.reason), critical=False)
    return builder.build()
