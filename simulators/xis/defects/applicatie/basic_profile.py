"""Defects of the messages of the XIS by the rules of WS-I Basic Profile 1.0 (GBX.CON.e4066), one per rule."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from protocol.soap import CLIENT
from simulators.xis.defects.base import Defect

if TYPE_CHECKING:
    from simulators.xis.application import Xis

UNKNOWN_VERSION = "urn:toetsbank:geen-soap"


class _Rewrites(Defect):
    """Texts of an envelope are written otherwise."""

    pairs: ClassVar[tuple[tuple[str, str], ...]]


class _WritesRequests(_Rewrites):
    def apply(self, xis: "Xis") -> None:
        xis.policies.requests = replace(xis.policies.requests, rewritten=self.pairs)


class _WritesAnswers(_Rewrites):
    def apply(self, xis: "Xis") -> None:
        xis.policies.answers = replace(xis.policies.answers, rewritten=self.pairs)


ENCODING_STYLE = 'soap:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"'


class GeeftEncodingStyleAanBody(_WritesRequests):
    """De SOAP-Body van een bericht heeft een encodingStyle."""

    violates = ("GBX.CON.e4066/1",)
    pairs = (("<soap:Body>", f"<soap:Body {ENCODING_STYLE}>"),)


class GeeftEncodingStyleAanBericht(_WritesRequests):
    """Het HL7v3-bericht in de SOAP-Body heeft een encodingStyle."""

    violates = ("GBX.CON.e4066/1",)
    pairs = ((' xmlns="urn:hl7-org:v3"', f' xmlns="urn:hl7-org:v3" {ENCODING_STYLE}'),)


class StuurtDoctype(_WritesRequests):
    """Een bericht heeft een DOCTYPE."""

    violates = ("GBX.CON.e4066/1",)
    pairs = (("<soap:Envelope", "<!DOCTYPE soap:Envelope><soap:Envelope"),)


class StuurtVerwerkingsinstructie(_WritesRequests):
    """Een bericht heeft een verwerkingsinstructie."""

    violates = ("GBX.CON.e4066/1",)
    pairs = (("<soap:Envelope", '<?xis versie="1"?><soap:Envelope'),)


class ZetIetsNaBody(_WritesRequests):
    """Na de SOAP-Body van een bericht staat nog een element."""

    violates = ("GBX.CON.e4066/1",)
    pairs = (("</soap:Body>", '</soap:Body><einde xmlns="urn:xis"/>'),)


class ZetTweeElementenInBody(_WritesRequests):
    """In de SOAP-Body van een bericht staat naast het HL7v3-bericht een tweede element."""

    violates = ("GBX.CON.e4066/1",)
    pairs = (("</soap:Body>", '<extra xmlns="urn:xis"/></soap:Body>'),)


class SchrijftMustUnderstandAlsTrue(_WritesRequests):
    """Het headerblok van een bericht heeft mustUnderstand "true" in plaats van "1"."""

    violates = ("GBX.CON.e4066/1",)
    pairs = (('soap:mustUnderstand="1"', 'soap:mustUnderstand="true"'),)


class StuurtBerichtZonderNamespace(_WritesRequests):
    """Het bericht in de SOAP-Body heeft geen namespace."""

    violates = ("GBX.CON.e4066/1",)
    pairs = ((' xmlns="urn:hl7-org:v3"', ""),)


class StuurtLatin1(Defect):
    """Berichten gaan in ISO-8859-1."""

    violates = ("GBX.CON.e4066/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.requests = replace(
            xis.policies.requests, encoding="iso-8859-1", content_type="text/xml; charset=iso-8859-1"
        )


class StuurtUtf16(Defect):
    """Berichten gaan in UTF-16, wat het profiel toelaat en AORTA niet."""

    violates = ("GBX.CON.e4066/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.requests = replace(
            xis.policies.requests, encoding="utf-16", content_type="text/xml; charset=utf-16"
        )


class NoemtTekensetNiet(Defect):
    """Het Content-Type van een bericht noemt de tekenset niet."""

    violates = ("GBX.CON.e4066/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.requests = replace(xis.policies.requests, content_type="text/xml")


class SchrijftSoapActionZonderAanhalingstekens(Defect):
    """SOAPAction staat niet tussen aanhalingstekens."""

    violates = ("GBX.CON.e4066/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.requests = replace(xis.policies.requests, soap_action="{}")


class StuurtLegeSoapAction(Defect):
    """SOAPAction is leeg in plaats van die van de WSDL."""

    violates = ("GBX.CON.e4066/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.requests = replace(xis.policies.requests, soap_action='""')


class StuurtMetPut(Defect):
    """Berichten gaan met de methode PUT."""

    violates = ("GBX.CON.e4066/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.requests = replace(xis.policies.requests, method="PUT")


class AntwoordtZonderTekenset(Defect):
    """Het Content-Type van een antwoord noemt de tekenset niet."""

    violates = ("GBX.CON.e4066/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.answers = replace(xis.policies.answers, content_type="text/xml")


class ZetIetsNaBodyInAntwoord(_WritesAnswers):
    """Na de SOAP-Body van een antwoord staat nog een element."""

    violates = ("GBX.CON.e4066/1",)
    pairs = (("</soap:Body>", '</soap:Body><einde xmlns="urn:xis"/>'),)


class AntwoordtMet500(Defect):
    """Een geslaagd antwoord gaat met HTTP 500."""

    violates = ("GBX.CON.e4066/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.answers = replace(xis.policies.answers, status=500)


class AntwoordtMet202(Defect):
    """Een geslaagd antwoord gaat met HTTP 202 in plaats van 200."""

    findings = ("GBX.CON.e4066/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.answers = replace(xis.policies.answers, status=202)


class GeeftFaultMet200(Defect):
    """Een SOAP-fault gaat met HTTP 200."""

    violates = ("GBX.CON.e4066/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.answers = replace(xis.policies.answers, fault_status=200)


class VoegtElementToeAanFault(_WritesAnswers):
    """Een SOAP-fault heeft een element dat SOAP 1.1 niet kent."""

    violates = ("GBX.CON.e4066/1",)
    pairs = (("</faultstring>", "</faultstring><toelichting/>"),)


class GeeftElementenVanFaultNamespace(_WritesAnswers):
    """De elementen van een SOAP-fault staan in de namespace van SOAP."""

    violates = ("GBX.CON.e4066/1",)
    pairs = (("<faultstring>", "<soap:faultstring>"), ("</faultstring>", "</soap:faultstring>"))


class GeeftFoutcodeZonderNamespace(_WritesAnswers):
    """De foutcode Client van een SOAP-fault heeft geen namespace."""

    findings = ("GBX.CON.e4066/1",)
    pairs = (("<faultcode>soap:Client", "<faultcode>Client"),)


class NeemtElkeEnvelopVoorSoap11(Defect):
    """Een bericht in een envelop van een onbekende versie wordt verwerkt alsof het SOAP 1.1 was."""

    violates = ("GBX.CON.e4066/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.http = replace(xis.policies.http, other_envelopes=frozenset({UNKNOWN_VERSION}))


class GeeftClientFoutVoorOnbekendBlok(Defect):
    """Een onbekend verplicht blok geeft de foutcode Client in plaats van MustUnderstand."""

    violates = ("GBX.CON.e4066/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.headers = replace(xis.policies.headers, code=CLIENT)


class LeestOokGet(Defect):
    """Een GET wordt behandeld als een bericht."""

    findings = ("GBX.CON.e4066/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.http = replace(xis.policies.http, methods=frozenset({"POST", "GET"}))


class NegeertMediatype(Defect):
    """Een bericht met een ander mediatype dan text/xml wordt verwerkt."""

    findings = ("GBX.CON.e4066/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.http = replace(xis.policies.http, media_types=None)
