"""What the ZIM shows and trusts in TLS, from a PKI and the settings."""

from typing import Final, Protocol

from cryptography.hazmat.primitives.serialization import Encoding

from simulators.tls import Identity, TlsSettings
from simulators.uzi.pki import Pki
from simulators.zim.settings import ZimSettings

ROOTS: Final = "server-roots"
INTERMEDIATES: Final = "server-tussen"


class Shown(Protocol):
    """What settings say of one's own side of TLS."""

    @property
    def certificate(self) -> str:
        """Name of the server variant in the PKI."""

    @property
    def minimum(self) -> int:
        """Lowest version."""

    @property
    def maximum(self) -> int:
        """Highest version."""

    @property
    def suites(self) -> tuple[str, ...]:
        """IANA names; () is the default of the library."""


def identity(pki: Pki, name: str) -> Identity:
    """Return a certificate variant with its key, or that of a pass (``arts-a/geldig``).

    Raises ValueError, in Dutch, if the PKI does not have it.
    """
    if "/" in name:
        return pki.pass_identity(*name.split("/", 1))
    if name not in pki.server_names:
        raise ValueError(f"certificaat '{name}' bestaat niet in deze PKI; kies uit {', '.join(pki.server_names)}")
    found = pki.server(name)
    return Identity(found.name, found.certificate, found.key)


def server_settings(pki: Pki, settings: ZimSettings, now: float) -> TlsSettings:
    """Return how the ZIM behaves as a server: mutual TLS, both generations of CAs trusted, revocation checked.

    ``now`` (seconds since the epoch) decides which CRLs are current. Raises ValueError, in Dutch.
    """
    return TlsSettings(
        identity=identity(pki, settings.certificate),
        trust=(pki.trust(ROOTS), pki.trust(INTERMEDIATES)),
        crls=crls(pki, now),
        minimum=settings.minimum,
        maximum=settings.maximum,
        suites=settings.suites,
        server_preference=settings.server_preference,
        peer_certificate=settings.request_certificate,
        ca_list=None if settings.ca_list is None else tuple(pki.trust(name) for name in settings.ca_list),
        tickets=settings.tickets,
    )


def client_settings(pki: Pki, shown: Shown, now: float, *, check_name: bool) -> TlsSettings:
    """Return how the ZIM behaves as a client; raises ValueError, in Dutch."""
    return TlsSettings(
        identity=identity(pki, shown.certificate) if shown.certificate else None,
        trust=(pki.trust(ROOTS),),
        crls=crls(pki, now),
        minimum=shown.minimum,
        maximum=shown.maximum,
        suites=shown.suites,
        check_name=check_name,
    )


def crls(pki: Pki, now: float) -> tuple[bytes, ...]:
    """Return the current CRLs of the CAs of servers, in DER."""
    return tuple(crl.public_bytes(Encoding.DER) for crl in pki.crls.crls("server", now))
