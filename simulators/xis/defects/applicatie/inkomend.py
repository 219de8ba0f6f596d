"""Defects of the connections that the ZIM opens to the XIS (GBX.CON.e4070.2 and GBX.CON.e4090.2)."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final

from protocol.pkix_problems import Reason
from simulators.tls import Identity
from simulators.xis.defects.applicatie.verbinding import WEAK_SUITES
from simulators.xis.defects.base import Defect
from simulators.xis.identity import self_made
from simulators.xis.policies.inbound import OTHER_PARTY, PERSON, Means
from simulators.xis.policies.tls import GOOD_SUITES, GOOD_TLS12_SUITES, TLS_1_2

if TYPE_CHECKING:
    from simulators.xis.application import Xis

RARE_SUITES: Final = ("TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256")
"""Good enough to encrypt with, but nothing that the ZIM knows."""


class NeemtEenSessieTegelijkAan(Defect):
    """Zolang de ZIM één verbinding open heeft, sluit het XIS elke volgende zonder antwoord."""

    violates = ("GBX.CON.e4070.2/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.connections = replace(xis.policies.connections, at_a_time=1)


class WisseltUitZonderTls(Defect):
    """Wat gebruikers uitwisselen gaat als gewone HTTP, buiten elke TLS-sessie om."""

    violates = ("GBX.CON.e4070.2/2",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.tls = replace(xis.policies.tls, levels_in_the_clear=frozenset({"midden"}))


class HonoreertDeZimNiet(Defect):
    """Het XIS vertrouwt als client alleen houders van een pas, en weigert zo ook de ZIM."""

    violates = ("GBX.CON.e4090.2/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.inbound = replace(xis.policies.inbound, trust=xis.configuration.passen.vertrouwd)


def _show(xis: "Xis", identity: Identity) -> None:
    xis.policies.inbound = replace(xis.policies.inbound, identity=identity)


class ToontDeZimEigengemaaktCertificaat(Defect):
    """De server toont het zelfgemaakte certificaat dat bij de installatie hoort."""

    violates = ("GBX.CON.e4090.2/2",)

    def apply(self, xis: "Xis") -> None:
        _show(xis, self_made(xis.configuration.opslag, xis.configuration.eigen.fqdn))


class ToontDeZimPkioCertificaat(Defect):
    """Een GBZ toont een servercertificaat van PKIoverheid in plaats van het UZI-register."""

    violates = ("GBX.CON.e4090.2/2",)

    def apply(self, xis: "Xis") -> None:
        _show(xis, beside(xis, "xis-pkio"))


class ToontDeZimUziCertificaat(Defect):
    """Een GBK toont een servercertificaat van het UZI-register in plaats van PKIoverheid."""

    violates = ("GBX.CON.e4090.2/2",)
    system_type = "GBK"

    def apply(self, xis: "Xis") -> None:
        _show(xis, beside(xis, "xis"))


def beside(xis: "Xis", name: str) -> Identity:
    """Return a certificate that lies beside the configured one, for the same key: another one of this system."""
    own = xis.configuration.eigen
    return Identity(name, own.certificaat.with_name(f"{name}.pem"), own.sleutel)


class NeemtClientZonderCertificaatAan(Defect):
    """Een client die geen certificaat toont wordt bediend."""

    violates = ("GBX.CON.e4090.2/3",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.inbound = replace(xis.policies.inbound, certificate_required=False)


class _OverlooksInClient(Defect):
    """The TLS library judges nothing; of the judgement afterwards one thing is overlooked."""

    overlooked: ClassVar[str]

    def apply(self, xis: "Xis") -> None:
        xis.policies.inbound = replace(xis.policies.inbound, check_in_handshake=False)
        xis.policies.peers = replace(xis.policies.peers, tolerated=xis.policies.peers.tolerated | {self.overlooked})


class NeemtVerlopenClientAan(_OverlooksInClient):
    """Een client met een verlopen certificaat van de ZIM wordt bediend."""

    violates = ("GBX.CON.e4090.2/3",)
    overlooked = Reason.EXPIRED


class NeemtNogNietGeldigeClientAan(_OverlooksInClient):
    """Een client met een certificaat van de ZIM dat nog niet geldig is wordt bediend."""

    violates = ("GBX.CON.e4090.2/3",)
    overlooked = Reason.NOT_YET_VALID


class NeemtIngetrokkenClientAan(_OverlooksInClient):
    """Een client met een ingetrokken certificaat van de ZIM wordt bediend."""

    violates = ("GBX.CON.e4090.2/3",)
    overlooked = Reason.REVOKED


class NeemtClientVanOnbekendeUitgeverAan(_OverlooksInClient):
    """Een client met een certificaat van een onbekende uitgever wordt bediend."""

    violates = ("GBX.CON.e4090.2/3",)
    overlooked = Reason.UNKNOWN_ISSUER


class NeemtElkUziServercertificaatAan(_OverlooksInClient):
    """Elke organisatie met een geldig servercertificaat komt binnen, niet alleen de ZIM."""

    violates = ("GBX.CON.e4090.2/3",)
    overlooked = OTHER_PARTY


class NeemtPasAlsClientAan(_OverlooksInClient):
    """Wie een pas toont komt binnen, al is een persoon de ZIM niet."""

    violates = ("GBX.CON.e4090.2/3",)
    overlooked = PERSON


class _EndsOnNewKeys(Defect):
    """The connection ends when the client renews its keys."""

    means: ClassVar[Means]

    def apply(self, xis: "Xis") -> None:
        xis.policies.renewals = replace(xis.policies.renewals, accepted=xis.policies.renewals.accepted - {self.means})


class BreektAfBijHeronderhandelen(_EndsOnNewKeys):
    """Het XIS kent hoogstens TLS 1.2 en breekt af zodra de ZIM heronderhandelt."""

    violates = ("GBX.CON.e4090.2/4",)
    means = "renegotiation"

    def apply(self, xis: "Xis") -> None:
        super().apply(xis)
        xis.policies.inbound = replace(xis.policies.inbound, maximum=TLS_1_2, suites=GOOD_TLS12_SUITES)


class BreektAfBijKeyUpdate(_EndsOnNewKeys):
    """Het XIS breekt een verbinding van TLS 1.3 af zodra de ZIM met KeyUpdate nieuwe sleutels neemt."""

    violates = ("GBX.CON.e4090.2/4",)
    means = "KeyUpdate"


class HeronderhandeltNietMetDeZim(_EndsOnNewKeys):
    """In TLS 1.2 breekt het XIS af bij heronderhandelen; in TLS 1.3 gaat het met nieuwe sleutels mee."""

    findings = ("GBX.CON.e4090.2/4",)
    means = "renegotiation"


class NeemtZwakkeSuitesVanDeZimAan(Defect):
    """Achteraan de lijst van de server staan ook suites met CBC en met sleuteluitwisseling door RSA."""

    violates = ("GBX.CON.e4090.2/5",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.inbound = replace(xis.policies.inbound, suites=GOOD_SUITES + WEAK_SUITES)


class NeemtKorteTagInTls13Aan(Defect):
    """In TLS 1.3 neemt de server ook de suite met de ingekorte controle aan."""

    violates = ("GBX.CON.e4090.2/5",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.inbound = replace(xis.policies.inbound, suites=(*GOOD_SUITES, "TLS_AES_128_CCM_8_SHA256"))


class KentAndereSuitesDanDeZim(Defect):
    """De server kent alleen suites die bij de ZIM niet bestaan."""

    violates = ("GBX.CON.e4090.2/6",)
    also: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "GBX.CON.e4090.2/1": "zonder gedeelde suite komt er geen sessie tot stand",
            "GBX.CON.e4090.2/5": "wat de ZIM niet kent noemt het NCSC ook niet goed",
        }
    )

    def apply(self, xis: "Xis") -> None:
        xis.policies.inbound = replace(xis.policies.inbound, maximum=TLS_1_2, suites=RARE_SUITES)


class VolgtDeVolgordeVanDeZim(Defect):
    """De server kent ook zwakke suites, en neemt de eerste die de ZIM noemt."""

    violates = ("GBX.CON.e4090.2/7",)
    also: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"GBX.CON.e4090.2/5": "wie een zwakke suite kiest, neemt haar ook aan"}
    )

    def apply(self, xis: "Xis") -> None:
        suites = (*GOOD_SUITES, *WEAK_SUITES, "TLS_AES_128_CCM_8_SHA256")
        xis.policies.inbound = replace(xis.policies.inbound, suites=suites, server_preference=False)


class LaatVerbindingenOnbeperktDuren(Defect):
    """Een verbinding die in gebruik blijft wordt nooit gesloten."""

    violates = ("GBX.CON.e4090.2/8",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.connections = replace(xis.policies.connections, absolute=None)


class HoudtVerbindingenVanDeZimOpen(Defect):
    """Een verbinding die een kwartier stil lag blijft open en wordt weer bediend."""

    violates = ("GBX.CON.e4090.2/9",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.connections = replace(xis.policies.connections, idle=None)


class LaatDeZimOudeSessiesHervatten(Defect):
    """Een nieuwe verbinding van de ZIM mag elke eerdere TLS-sessie hervatten, hoe oud die ook is."""

    undecided = ("GBX.CON.e4090.2/8", "GBX.CON.e4090.2/9")

    def apply(self, xis: "Xis") -> None:
        xis.policies.inbound = replace(xis.policies.inbound, resumption=True)
