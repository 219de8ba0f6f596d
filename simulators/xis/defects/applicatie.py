"""Defects against the requirements of chapter 2 of the source: the application."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final

from protocol.pkix_problems import Reason
from simulators.xis.defects.base import Defect
from simulators.xis.identity import self_made
from simulators.xis.policies import GOOD_SUITES, GOOD_TLS12_SUITES, OTHER_NAME, TLS_1_1, TLS_1_2, Level, TokenFlaw

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


# GBX.CON.e4080.5: the connection to the ZIM


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


# GBX.IDA.e4085.2: passes and tokens that must not open a session


class _OverlooksInToken(Defect):
    """One flaw of a transactietoken is overlooked, at the log-in and at every message."""

    overlooked: ClassVar[TokenFlaw]

    def apply(self, xis: "Xis") -> None:
        policies = xis.policies
        policies.tokens = replace(policies.tokens, tolerated=policies.tokens.tolerated | {self.overlooked})


class AanvaardtVerlopenToken(_OverlooksInToken):
    """Met een verlopen transactietoken begint toch een sessie."""

    violates = ("GBX.IDA.e4085.2/1",)
    overlooked = "verlopen"


class AanvaardtNogNietGeldigToken(_OverlooksInToken):
    """Met een transactietoken dat nog niet geldig is begint toch een sessie."""

    violates = ("GBX.IDA.e4085.2/2",)
    overlooked = "nog-niet-geldig"


class AanvaardtVerkeerdeHandtekening(_OverlooksInToken):
    """Met een verkeerd ondertekend transactietoken begint toch een sessie."""

    violates = ("GBX.IDA.e4085.2/3",)
    overlooked = "handtekening"


class _OverlooksInPass(Defect):
    """One thing that is wrong with the certificate of a pass is overlooked, at the log-in and at every message."""

    overlooked: ClassVar[Reason]

    def apply(self, xis: "Xis") -> None:
        policies = xis.policies
        policies.passes = replace(policies.passes, tolerated=policies.passes.tolerated | {self.overlooked})


class NegeertCrl(_OverlooksInPass):
    """Een pas die op de CRL staat wordt toegelaten."""

    violates = ("GBX.IDA.e4085.2/4",)
    overlooked = Reason.REVOKED


class LeestCrlEenmalig(Defect):
    """De CRL wordt eenmaal gelezen; een pas die later wordt ingetrokken blijft welkom."""

    violates = ("GBX.IDA.e4085.2/4",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.crls = replace(xis.policies.crls, always_fresh=False)


class GaatDoorNaWeigering(Defect):
    """De sessie gaat door nadat het LSP het token heeft geweigerd."""

    violates = ("GBX.IDA.e4085.2/5",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.refusals = replace(xis.policies.refusals, namespaces=frozenset())


class AanvaardtVerlopenPas(_OverlooksInPass):
    """Een pas waarvan het certificaat is verlopen wordt toegelaten."""

    violates = ("GBX.IDA.e4085.2/6",)
    overlooked = Reason.EXPIRED


class AanvaardtNogNietGeldigePas(_OverlooksInPass):
    """Een pas waarvan het certificaat nog niet geldig is wordt toegelaten."""

    violates = ("GBX.IDA.e4085.2/6",)
    overlooked = Reason.NOT_YET_VALID


class AanvaardtOnbekendeUitgever(_OverlooksInPass):
    """Een pas van een onbekende uitgever wordt toegelaten."""

    violates = ("GBX.IDA.e4085.2/6",)
    overlooked = Reason.UNKNOWN_ISSUER
