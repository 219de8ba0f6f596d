"""Defects of the protocols that the XIS uses, and of the versions that it takes (GBX.CON.e4060.2)."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from simulators.xis.defects.base import Defect
from simulators.xis.policies.tls import GOOD_SUITES, GOOD_TLS12_SUITES, TLS_1_1, TLS_1_2, TLS_1_3

if TYPE_CHECKING:
    from simulators.xis.application import Xis

CBC_OF_TLS_1_1 = "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"
"""A suite that exists in TLS 1.1."""


class StuurtAndereVersieVanHl7(Defect):
    """Berichten staan in een andere namespace dan die van HL7v3."""

    violates = ("GBX.CON.e4060.2/1",)

    def apply(self, xis: "Xis") -> None:
        pairs = ((' xmlns="urn:hl7-org:v3"', ' xmlns="urn:hl7-org:v2xml"'),)
        xis.policies.requests = replace(xis.policies.requests, rewritten=pairs)


class AntwoordtInAndereVersieVanHl7(Defect):
    """Antwoorden staan in een andere namespace dan die van HL7v3."""

    violates = ("GBX.CON.e4060.2/1",)

    def apply(self, xis: "Xis") -> None:
        pairs = ((' xmlns="urn:hl7-org:v3"', ' xmlns="urn:hl7-org:v2xml"'),)
        xis.policies.answers = replace(xis.policies.answers, rewritten=pairs)


class StuurtSoap12(Defect):
    """Berichten zitten in een envelop van SOAP 1.2."""

    violates = ("GBX.CON.e4060.2/2",)

    def apply(self, xis: "Xis") -> None:
        pairs = (("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"),)
        xis.policies.requests = replace(xis.policies.requests, rewritten=pairs)


class AntwoordtInSoapVan1999(Defect):
    """Antwoorden zitten in een envelop van voor SOAP 1.1."""

    violates = ("GBX.CON.e4060.2/2",)

    def apply(self, xis: "Xis") -> None:
        pairs = (("http://schemas.xmlsoap.org/soap/envelope/", "urn:schemas-xmlsoap-org:soap.v1"),)
        xis.policies.answers = replace(xis.policies.answers, rewritten=pairs)


class StuurtSaml11(Defect):
    """Het token van een bericht is een assertion van SAML 1.1."""

    violates = ("GBX.CON.e4060.2/3",)

    def apply(self, xis: "Xis") -> None:
        pairs = (
            ("urn:oasis:names:tc:SAML:2.0:assertion", "urn:oasis:names:tc:SAML:1.0:assertion"),
            ('Version="2.0"', 'MajorVersion="1" MinorVersion="1"'),
        )
        xis.policies.requests = replace(xis.policies.requests, rewritten=pairs)


class StuurtOverHttp10(Defect):
    """Berichten gaan over HTTP/1.0."""

    violates = ("GBX.CON.e4060.2/4",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.requests = replace(xis.policies.requests, http_version="1.0")


class PingtZonderTls(Defect):
    """De controle van de koppeling gaat over HTTP zonder TLS."""

    violates = ("GBX.CON.e4060.2/5",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.tls = replace(xis.policies.tls, levels_in_the_clear=frozenset({"laag"}))


class ZoektAlleenIpv6(Defect):
    """Het XIS vraagt het DNS alleen om adressen van IPv6."""

    violates = ("GBX.CON.e4060.2/7",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.names = replace(xis.policies.names, record="AAAA")


class VerbindtOokMetTls11(Defect):
    """Als de ZIM niets hogers kent, verbindt het XIS met TLS 1.1."""

    violates = ("GBX.CON.e4060.2/8",)
    also: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"GBX.CON.e4060.2/5": "een bericht over TLS 1.1 gaat niet over TLS 1.2 of 1.3"}
    )

    def apply(self, xis: "Xis") -> None:
        suites = (*GOOD_SUITES, CBC_OF_TLS_1_1)
        xis.policies.tls = replace(xis.policies.tls, minimum=TLS_1_1, suites=suites)


class AanvaardtTls11VanDeZim(Defect):
    """De eigen server aanvaardt ook TLS 1.1."""

    violates = ("GBX.CON.e4060.2/8",)
    findings = ("GBX.CON.e4060.2/9",)

    def apply(self, xis: "Xis") -> None:
        suites = (*GOOD_SUITES, CBC_OF_TLS_1_1)
        xis.policies.inbound = replace(xis.policies.inbound, minimum=TLS_1_1, suites=suites)


class AanvaardtHttp10(Defect):
    """Een bericht over HTTP/1.0 wordt over HTTP/1.0 beantwoord."""

    violates = ("GBX.CON.e4060.2/8",)
    also: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"GBX.CON.e4060.2/4": "een antwoord over HTTP/1.0 gaat niet over HTTP 1.1"}
    )

    def apply(self, xis: "Xis") -> None:
        xis.policies.http = replace(xis.policies.http, lowest_version=(1, 0))


class AanvaardtSoapVan1999(Defect):
    """Een bericht in een envelop van voor SOAP 1.1 wordt verwerkt."""

    violates = ("GBX.CON.e4060.2/8",)

    def apply(self, xis: "Xis") -> None:
        other = frozenset({"urn:schemas-xmlsoap-org:soap.v1"})
        xis.policies.http = replace(xis.policies.http, other_envelopes=other)


class KanAlleenTls11(Defect):
    """Het XIS kan als client niets hogers dan TLS 1.1."""

    violates = ("GBX.CON.e4060.2/10",)
    also: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"GBX.CON.e4060.2/5": "met een ZIM die TLS 1.1 toelaat gaat een bericht niet over TLS 1.2 of 1.3"}
    )

    def apply(self, xis: "Xis") -> None:
        xis.policies.tls = replace(xis.policies.tls, minimum=TLS_1_1, maximum=TLS_1_1, suites=(CBC_OF_TLS_1_1,))


class BiedtServerAlleenTls11(Defect):
    """De eigen server kan niets hogers dan TLS 1.1."""

    violates = ("GBX.CON.e4060.2/10",)
    findings = ("GBX.CON.e4060.2/9",)
    also: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"GBX.CON.e4060.2/8": "wie niets hogers kan, brengt een lagere versie tot stand"}
    )

    def apply(self, xis: "Xis") -> None:
        xis.policies.inbound = replace(xis.policies.inbound, minimum=TLS_1_1, maximum=TLS_1_1, suites=(CBC_OF_TLS_1_1,))


class KanAlleenTls13(Defect):
    """Het XIS kan als client alleen TLS 1.3, wat naar de letter mag."""

    findings = ("GBX.CON.e4060.2/10",)

    def apply(self, xis: "Xis") -> None:
        suites = tuple(suite for suite in GOOD_SUITES if suite not in GOOD_TLS12_SUITES)
        xis.policies.tls = replace(xis.policies.tls, minimum=TLS_1_3, suites=suites)


class KiestHoogstensTls12(Defect):
    """Het XIS verbindt met hoogstens TLS 1.2, ook met een ZIM die TLS 1.3 kent."""

    violates = ("GBX.CON.e4060.2/11",)
    findings = ("GBX.CON.e4060.2/9",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.tls = replace(xis.policies.tls, maximum=TLS_1_2, suites=GOOD_TLS12_SUITES)


class BiedtServerHoogstensTls12(Defect):
    """De eigen server kan niets hogers dan TLS 1.2."""

    findings = ("GBX.CON.e4060.2/9",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.inbound = replace(xis.policies.inbound, maximum=TLS_1_2, suites=GOOD_TLS12_SUITES)
