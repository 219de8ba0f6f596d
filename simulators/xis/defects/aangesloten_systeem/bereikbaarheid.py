"""Defects of being there for the ZIM, and of the kind of certificate (GBX.BES.e4010, GBX.BVL.e4080)."""

from dataclasses import replace
from typing import TYPE_CHECKING

from simulators.tls import Identity
from simulators.xis.defects.base import Defect
from simulators.xis.policies.surroundings import AvailabilityPolicy

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class AntwoordtAlleenMetGebruiker(Defect):
    """Het XIS antwoordt de ZIM alleen zolang er iemand is ingelogd."""

    violates = ("GBX.BES.e4010/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.availability = AvailabilityPolicy(only_with_user=True)


class AntwoordtNietNaRust(Defect):
    """Na tien minuten zonder berichten antwoordt het XIS de ZIM niet meer."""

    violates = ("GBX.BES.e4010/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.availability = AvailabilityPolicy(rests_after=600.0)


class LooptVol(Defect):
    """Na acht berichten van de ZIM antwoordt het XIS niet meer totdat het opnieuw is gestart."""

    violates = ("GBX.BES.e4010/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.availability = AvailabilityPolicy(most=8)


def _beside(xis: "Xis", name: str) -> Identity:
    """Return another certificate for the same key, that lies beside its own."""
    own = xis.configuration.eigen
    return Identity(name, own.certificaat.with_name(f"{name}.pem"), own.sleutel)


def _show_to_zim(xis: "Xis", identity: Identity) -> None:
    tls = xis.policies.tls
    xis.policies.tls = replace(tls, identities=dict.fromkeys(tls.identities, identity))


class ToontPkioAlsClient(Defect):
    """Een GBZ toont de ZIM een certificaat van PKIoverheid in plaats van het UZI-register."""

    violates = ("GBX.BVL.e4080/1",)

    def apply(self, xis: "Xis") -> None:
        _show_to_zim(xis, _beside(xis, "xis-pkio"))


class ToontPkioAlsServer(Defect):
    """Een GBZ ontvangt de ZIM met een certificaat van PKIoverheid in plaats van het UZI-register."""

    violates = ("GBX.BVL.e4080/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.inbound = replace(xis.policies.inbound, identity=_beside(xis, "xis-pkio"))


class ToontUziAlsClient(Defect):
    """Een GBK toont de ZIM een certificaat van het UZI-register."""

    violates = ("GBX.BVL.e4080/2",)
    system_type = "GBK"

    def apply(self, xis: "Xis") -> None:
        _show_to_zim(xis, _beside(xis, "xis"))


class ToontUziAlsServer(Defect):
    """Een GBK ontvangt de ZIM met een certificaat van het UZI-register."""

    violates = ("GBX.BVL.e4080/2",)
    system_type = "GBK"

    def apply(self, xis: "Xis") -> None:
        xis.policies.inbound = replace(xis.policies.inbound, identity=_beside(xis, "xis"))
