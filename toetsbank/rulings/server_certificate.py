"""What the texts say of the kind of server certificate that a GBx has: pure functions over connections."""

from catalogue.model import SystemType
from protocol.uzi import parse_uzi_name
from simulators.observations import ConnectionObservation
from toetsbank.rulings.base import Ruling


def is_of_its_kind(connection: ConnectionObservation, system_type: SystemType) -> Ruling:
    """A GBZ shows a server certificate of the UZI-register, another system one of PKIoverheid (INT-35).

    Looks at connections in either direction. Where TLS did not come about the bench does not know that an authority
    it trusts has issued the certificate: then the right kind decides nothing.
    """
    leaf = connection.sut_certificates[0] if connection.sut_certificates else None
    if leaf is None:
        satisfied, shown = None, "geen certificaat"
    else:
        is_right = _is_uzi_server(leaf.uzi_name) if system_type is SystemType.GBZ else leaf.uzi_name is None
        satisfied = is_right if connection.handshake_completed or not is_right else None
        shown = f"{leaf.subject}, uitgegeven door {leaf.issuer} ({leaf.uzi_name or 'zonder UZI-naam'})"
    kind = "het UZI-register, van type S" if system_type is SystemType.GBZ else "PKIoverheid, buiten het UZI-register"
    side = "als client" if connection.sut_role == "client" else "als server"
    return Ruling(satisfied, f"een servercertificaat van {kind}", f"{shown}, {side}", (connection.number,))


def _is_uzi_server(name: str | None) -> bool:
    try:
        return parse_uzi_name(name or "").pastype == "S"
    except ValueError:
        return False
