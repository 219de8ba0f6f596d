"""Defects of the connection that the XIS opens to the ZIM (GBX.CON.e4080.5)."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final

from protocol.pkix_problems import Reason
from simulators.xis.defects.base import Defect
from simulators.xis.identity import self_made
from simulators.xis.policies.tls import GOOD_SUITES, GOOD_TLS12_SUITES, OTHER_NAME, TLS_1_1, TLS_1_2, Level

if TYPE_CHECKING:
    from simulators.tls import Identity
    from simulators.xis.application import Xis


WEAK_SUITES: Final = (
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
    "TLS_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_RSA_WITH_AES_256_CBC_SHA256",
    "TLS_RSA_WITH_AES_128_CBC_SHA256",
    "TLS_RSA_WITH_AES_256_CBC_SHA",
    "TLS_RSA_WITH_AES_128_CBC_SHA",
)
"""Below good in every edition: CBC, or a key exchange by RSA."""


class StuurtZonderTls(Defect):
    """Opvragen gaan als gewone HTTP naar het adres van de ZIM."""

    violates = ("GBX.CON.e4080.5/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.tls = replace(xis.policies.tls, levels_in_the_clear=frozenset({"midden"}))


class _OverlooksInZimCertificate(Defect):
    """The TLS library checks nothing; of the check afterwards one thing is overlooked."""

    overlooked: ClassVar[str]

    def apply(self, xis: "Xis") -> None:
        policies = xis.policies
        policies.tls = replace(policies.tls, check_in_handshake=False)
        policies.server = replace(policies.server, tolerated=policies.server.tolerated | {self.overlooked})


class AanvaardtVerlopenZimCertificaat(_OverlooksInZimCertificate):
    """Een verlopen servercertificaat van de ZIM wordt aanvaard."""

    violates = ("GBX.CON.e4080.5/2",)
    overlooked = Reason.EXPIRED


class AanvaardtNogNietGeldigZimCertificaat(_OverlooksInZimCertificate):
    """Een servercertificaat van de ZIM dat nog niet geldig is wordt aanvaard."""

    violates = ("GBX.CON.e4080.5/2",)
    overlooked = Reason.NOT_YET_VALID


class AanvaardtIngetrokkenZimCertificaat(_OverlooksInZimCertificate):
    """Een ingetrokken servercertificaat van de ZIM wordt aanvaard."""

    violates = ("GBX.CON.e4080.5/2",)
    overlooked = Reason.REVOKED


class AanvaardtAndereNaam(_OverlooksInZimCertificate):
    """Een servercertificaat op een andere naam dan die van de ZIM wordt aanvaard."""

    violates = ("GBX.CON.e4080.5/2",)
    overlooked = OTHER_NAME


class AanvaardtOnbekendeRoot(_OverlooksInZimCertificate):
    """Een servercertificaat van een onbekende uitgever wordt aanvaard."""

    violates = ("GBX.CON.e4080.5/2",)
    overlooked = Reason.UNKNOWN_ISSUER


def _show(xis: "Xis", level: Level, identity: "Identity | None") -> None:
    shown = MappingProxyType({**xis.policies.tls.identities, level: identity})
    xis.policies.tls = replace(xis.policies.tls, identities=shown)


class ToontGeenCertificaat(Defect):
    """Bij vertrouwensniveau midden toont het XIS geen certificaat."""

    violates = ("GBX.CON.e4080.5/3",)

    def apply(self, xis: "Xis") -> None:
        _show(xis, "midden", None)


class ToontEigengemaaktCertificaat(Defect):
    """Bij vertrouwensniveau midden toont het XIS een certificaat dat het zelf heeft gemaakt."""

    violates = ("GBX.CON.e4080.5/3",)

    def apply(self, xis: "Xis") -> None:
        _show(xis, "midden", self_made(xis.configuration.opslag, xis.configuration.eigen.fqdn))


class ToontGeenCertificaatBijPing(Defect):
    """Bij vertrouwensniveau laag toont het XIS geen certificaat."""

    violates = ("GBX.CON.e4080.5/4",)
    system_type = "GBK"  # at a GBZ the clause can be read as not binding at level laag (INT-35)

    def apply(self, xis: "Xis") -> None:
        _show(xis, "laag", None)


class VerverstSleutelsNiet(Defect):
    """De sleutels van een verbinding blijven zo lang in gebruik als de verbinding leeft."""

    violates = ("GBX.CON.e4080.5/5",)
    findings = ("GBX.CON.e4080.5/6",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.keys = replace(xis.policies.keys, oldest=None)


class AanvaardtZwakkeSuites(Defect):
    """Achteraan de lijst staan ook suites met CBC en met sleuteluitwisseling door RSA."""

    violates = ("GBX.CON.e4080.5/7",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.tls = replace(xis.policies.tls, suites=GOOD_SUITES + WEAK_SUITES)


class AanvaardtDhe(Defect):
    """Achteraan de lijst staan ook suites met DHE, dat het NCSC voldoende noemt en niet goed."""

    violates = ("GBX.CON.e4080.5/7",)

    def apply(self, xis: "Xis") -> None:
        suites = (*GOOD_SUITES, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384")
        xis.policies.tls = replace(xis.policies.tls, suites=suites)


class VerkiestZwakkeSuite(Defect):
    """De zwakke suites staan vooraan in de lijst."""

    violates = ("GBX.CON.e4080.5/8",)
    also: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"GBX.CON.e4080.5/7": "wie een zwakke suite verkiest, aanvaardt haar ook"}
    )

    def apply(self, xis: "Xis") -> None:
        xis.policies.tls = replace(xis.policies.tls, suites=WEAK_SUITES + GOOD_SUITES)


class GebruiktHoogstensTls12(Defect):
    """Het XIS biedt geen hogere versie aan dan TLS 1.2."""

    violates = ("GBX.CON.e4080.5/9",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.tls = replace(xis.policies.tls, maximum=TLS_1_2, suites=GOOD_TLS12_SUITES)


class AanvaardtTls11(Defect):
    """Het XIS biedt ook TLS 1.1 aan."""

    violates = ("GBX.CON.e4080.5/9",)
    also: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"GBX.CON.e4080.5/7": "TLS 1.1 kent alleen suites met CBC: wie die versie neemt, neemt een zwakke suite"}
    )

    def apply(self, xis: "Xis") -> None:
        suites = (*GOOD_SUITES, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA")
        xis.policies.tls = replace(xis.policies.tls, minimum=TLS_1_1, suites=suites)


class HoudtOngebruikteVerbindingOpen(Defect):
    """Een verbinding die een kwartier ongebruikt was blijft open en wordt weer gebruikt."""

    violates = ("GBX.CON.e4080.5/10",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.idle = replace(xis.policies.idle, seconds=None)


class HervatOudeSessie(Defect):
    """Een nieuwe verbinding hervat de TLS-sessie van de vorige, hoe oud die ook is."""

    undecided = ("GBX.CON.e4080.5/10",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.resumption = replace(xis.policies.resumption, resume=True)
