"""What a probe found out about a TLS server: values only, with the connections (by number) that show them.

Versions are written "TLS 1.2", suites by their IANA names. None always means: could not be found out, and ``said``
tells why. A server is never blamed for that: ``toetsbank.rulings.server`` decides nothing then.
"""

from dataclasses import dataclass
from typing import Literal

from simulators.observations import CertificateFacts

Demand = Literal["none", "optional", "required"]
Means = Literal["ticket", "id", "psk"]


@dataclass(frozen=True, slots=True)
class TriedVersion:
    """Whether a server takes a version when it is the only one on offer."""

    version: str
    accepted: bool | None
    said: str
    """In Dutch: what the server did."""
    observations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChosenVersion:
    """What a server chose from several versions."""

    offered: tuple[str, ...]
    """Highest first."""
    chosen: str | None
    said: str
    observations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a server chose from a list of suites in one version."""

    version: str
    offered: tuple[str, ...]
    """The preferred one first."""
    chosen: str | None
    said: str
    observations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AcceptedSuites:
    """Every suite that a server takes in one version."""

    version: str
    accepted: tuple[str, ...]
    """In the order in which the server chose them, each after the former was taken off the list."""
    complete: bool
    """Everything else was offered and refused."""
    said: str
    """In Dutch: why it is not complete."""
    observations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Preference:
    """Whose order counts in one version, by offering the same suites in two opposite orders."""

    version: str
    by: Literal["server", "client"] | None
    choices: tuple[Choice, ...]
    """What was chosen from either order; none where there was nothing to choose."""


@dataclass(frozen=True, slots=True)
class ClientCertificate:
    """Whether a server asks for a certificate in one version, and whether it insists."""

    version: str
    demand: Demand | None
    ca_names: tuple[str, ...] | None
    """The CAs in its CertificateRequest, RFC 4514; () if it names none, None if no request was seen."""
    answered: bool | None
    """Application data came back to a client without a certificate; None if no handshake was finished."""
    said: str
    observations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Renegotiation:
    """Renegotiation in TLS 1.2 or older."""

    version: str
    secure: bool | None
    """The server signals RFC 5746."""
    by_client: bool | None
    """A client that asks for it gets it."""
    said: str
    observations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Resumption:
    """Whether a session can be resumed on a second connection right after the first."""

    version: str
    resumed: bool | None
    means: tuple[Means, ...]
    """By what: a session ticket, a session identifier, or a pre-shared key (TLS 1.3)."""
    said: str
    observations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Trusted:
    """Whether the chain of a server holds for a client that trusts certain CAs and checks the name."""

    trusted: bool | None
    said: str
    observations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """All that a probe found out."""

    address: str
    server_name: str
    versions: tuple[TriedVersion, ...]
    highest: ChosenVersion | None = None
    """What is chosen when every version is on offer; None if none is taken."""
    suites: tuple[AcceptedSuites, ...] = ()
    """Per accepted version."""
    preferences: tuple[Preference, ...] = ()
    client_certificates: tuple[ClientCertificate, ...] = ()
    renegotiation: Renegotiation | None = None
    """None if there is no version from TLS 1.0 to TLS 1.2 in which to try it."""
    compression: bool | None = None
    """TLS compression is taken; always False with TLS 1.3 alone, None if nothing could be asked."""
    resumptions: tuple[Resumption, ...] = ()
    certificates: tuple[CertificateFacts, ...] = ()
    """The chain shown, leaf first."""
    trusted: Trusted | None = None
    """None if no trust was given to hold the chain against."""

    @property
    def accepted_versions(self) -> tuple[str, ...]:
        """The versions that are taken, lowest first."""
        return tuple(tried.version for tried in self.versions if tried.accepted)

    @property
    def reachable(self) -> bool:
        """Tell whether it is a TLS server at all that answers there."""
        return bool(self.accepted_versions)

    def suites_of(self, version: str) -> tuple[str, ...]:
        """Return the suites that are taken in a version."""
        return next((found.accepted for found in self.suites if found.version == version), ())

    def demand_in(self, version: str) -> Demand | None:
        """Return what is asked of a client in a version."""
        return next((found.demand for found in self.client_certificates if found.version == version), None)
