"""Defects of the certificates and signatures that the XIS names, shows and takes (GBX.CON.e4100, GBX.CON.e4110.2)."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final

from protocol.pkix_problems import Reason
from simulators.xis.crls import load_certificates
from simulators.xis.defects.applicatie.inkomend import beside
from simulators.xis.defects.base import Defect
from simulators.xis.identity import write_ca_list

if TYPE_CHECKING:
    from pathlib import Path

    from simulators.xis.application import Xis

TREES: Final = "GBX.CON.e4110.2/4"
WITHOUT_ONE: Final[Mapping[str, str]] = MappingProxyType(
    {TREES: "een boom die helemaal niet werkt, werkt ook niet naast andere"}
)


def _name(xis: "Xis", *files: "Path") -> None:
    xis.policies.inbound = replace(xis.policies.inbound, ca_list=files)


class NoemtOokPasuitgevers(Defect):
    """In het CertificateRequest staat alles wat het XIS vertrouwt, ook de uitgevers van passen."""

    violates = ("GBX.CON.e4100/1",)

    def apply(self, xis: "Xis") -> None:
        _name(xis, *xis.configuration.zim.vertrouwd, *xis.configuration.passen.vertrouwd)


class NoemtElkeGeneratie(Defect):
    """In het CertificateRequest staan de stamcertificaten van alle generaties servercertificaten."""

    findings = ("GBX.CON.e4100/1",)

    def apply(self, xis: "Xis") -> None:
        _name(xis, *xis.configuration.zim.vertrouwd)


class NoemtGeenStamcertificaat(Defect):
    """In het CertificateRequest staan alleen de tussenliggende autoriteiten."""

    violates = ("GBX.CON.e4100/2",)

    def apply(self, xis: "Xis") -> None:
        chain = load_certificates(xis.configuration.eigen.certificaat)
        _name(xis, write_ca_list(xis.configuration.opslag / "ca-lijst-zonder-root.pem", chain, ()))


class NoemtGeenAutoriteit(Defect):
    """In het CertificateRequest staat geen enkele autoriteit."""

    violates = ("GBX.CON.e4100/2",)

    def apply(self, xis: "Xis") -> None:
        _name(xis)


class _CannotHandleClient(Defect):
    """A client with a certificate of a certain issuer is refused."""

    issuer: ClassVar[str]
    also = WITHOUT_ONE

    def apply(self, xis: "Xis") -> None:
        xis.policies.peers = replace(xis.policies.peers, unknown_issuers=(self.issuer,))


class KentClientsVanUziG4Niet(_CannotHandleClient):
    """De ZIM komt met een UZI-certificaat van de nieuwste generatie als client niet binnen."""

    violates = ("GBX.CON.e4110.2/1",)
    issuer = "UZI Server - G4"


class KentClientsVanPkioNiet(_CannotHandleClient):
    """De ZIM komt met een PKIO-certificaat als client niet binnen."""

    violates = ("GBX.CON.e4110.2/2",)
    issuer = "PKIoverheid Private Services"


class KentClientsVanPkioG4Niet(_CannotHandleClient):
    """De ZIM komt met een PKIO-certificaat van de nieuwste generatie als client niet binnen."""

    violates = ("GBX.CON.e4110.2/2",)
    issuer = "PKIoverheid - G4"


class _CannotHandleServer(Defect):
    """The ZIM is refused when its server certificate is of a certain issuer."""

    issuer: ClassVar[str]

    def apply(self, xis: "Xis") -> None:
        xis.policies.server = replace(xis.policies.server, unknown_issuers=(self.issuer,))


class KentZimMetUziG4Niet(_CannotHandleServer):
    """Het XIS weigert de ZIM als die een UZI-certificaat van de nieuwste generatie toont."""

    violates = ("GBX.CON.e4110.2/1",)
    issuer = "UZI Server - G4"


class KentZimMetPkioNiet(_CannotHandleServer):
    """Het XIS weigert de ZIM als die een PKIO-certificaat toont."""

    violates = ("GBX.CON.e4110.2/2",)
    issuer = "PKIoverheid Private Services"


class KentZimMetPkioG4Niet(_CannotHandleServer):
    """Het XIS weigert de ZIM als die een PKIO-certificaat van de nieuwste generatie toont."""

    violates = ("GBX.CON.e4110.2/2",)
    issuer = "PKIoverheid - G4"


class ToontSha1Certificaat(Defect):
    """De server toont een oud certificaat, dat met SHA-1 is ondertekend."""

    violates = ("GBX.CON.e4110.2/3",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.inbound = replace(xis.policies.inbound, identity=beside(xis, "xis-sha1"))


class NeemtSha1CertificaatAan(Defect):
    """Een client met een certificaat dat met SHA-1 is ondertekend wordt bediend."""

    violates = ("GBX.CON.e4110.2/3",)

    def apply(self, xis: "Xis") -> None:
        policies = xis.policies
        policies.inbound = replace(policies.inbound, check_in_handshake=False)
        policies.peers = replace(policies.peers, tolerated=policies.peers.tolerated | {Reason.WEAK_HASH})


class NeemtEenBoomTegelijkAan(Defect):
    """Zolang er een verbinding is met een certificaat uit de ene boom, weigert het XIS die uit een andere."""

    violates = (TREES,)

    def apply(self, xis: "Xis") -> None:
        xis.policies.connections = replace(xis.policies.connections, one_tree=True)


class _Signs(Defect):
    """The server signs handshakes with these algorithms, the first that fits."""

    algorithms: ClassVar[tuple[str, ...]]

    def apply(self, xis: "Xis") -> None:
        xis.policies.inbound = replace(xis.policies.inbound, signature_algorithms=self.algorithms)


class WerktAlleenMetSha1(_Signs):
    """De server kan handshakes alleen met SHA-1 ondertekenen."""

    violates = ("GBX.CON.e4110.2/5",)
    algorithms = ("RSA+SHA1",)


class VerkiestSha1(_Signs):
    """De server ondertekent met SHA-1 zodra de ZIM dat ook kent."""

    violates = ("GBX.CON.e4110.2/5",)
    algorithms = ("RSA+SHA1", "RSA-PSS+SHA256", "RSA-PSS+SHA512", "RSA+SHA256", "RSA+SHA512")
