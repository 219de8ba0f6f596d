"""The errors that the ZIM reports, each once: refusals by HTTP, SOAP faults and HL7 errors.

Which layer reports what: transport.md section 1.5; HL7 codes: sections 3.2 to 3.4; faults for tokens: tokens.md
section 8.2. The codes are assumed where those sections say so; the texts are ours.
"""

from dataclasses import dataclass
from typing import Literal

from protocol import ids, soap


class HttpRefusal(Exception):
    """A request that does not get as far as SOAP; answered with this status and no HL7v3."""

    def __init__(self, status: int, reason: str, headers: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.headers = headers


class FaultRefusal(Exception):
    """A message that is answered with a SOAP fault.

    ``text`` is for the sender; ``detail`` tells more where the error is in the Body, ``diagnosis`` is the code of the
    simulator for an error in the Header (SOAP 1.1 section 4.4 keeps the two apart). ``reasons`` are the refusals as
    the observation shows them; ``unexpected`` tells that the message fits no expectation.
    """

    def __init__(
        self,
        code: soap.FaultCode,
        text: str,
        *,
        detail: str | None = None,
        diagnosis: str | None = None,
        reasons: tuple[str, ...] = (),
        unexpected: str = "",
    ) -> None:
        super().__init__(text)
        self.fault = soap.Fault(code, text, soap.ZIM_ACTOR, detail, diagnosis)
        self.reasons = reasons or (f"{code}: {detail or text}",)
        self.unexpected = unexpected


@dataclass(frozen=True, slots=True)
class Hl7Error:
    """An error in an HL7v3 answer: in the acknowledgement or as an issue in the control act."""

    code: str
    code_system: str
    text: str
    place: Literal["ontvangst", "issue"]
    location: str = ""


class Hl7Refusal(Exception):
    """A readable message that is answered with an HL7 error in an HL7v3 answer (HTTP 200)."""

    def __init__(self, error: Hl7Error, unexpected: str = "") -> None:
        super().__init__(error.text)
        self.error = error
        self.unexpected = unexpected


_TEXTS: dict[str, tuple[str, Literal["ontvangst", "issue"], str]] = {
    "NOSTORE": (ids.ACKNOWLEDGEMENT_DETAIL, "ontvangst", "Bericht kan nu niet worden opgeslagen"),
    "INTERR": (ids.ACKNOWLEDGEMENT_DETAIL, "ontvangst", "Interne fout bij de ZIM"),
    "RTEDEST": (ids.ACKNOWLEDGEMENT_DETAIL, "ontvangst", "Doelapplicatie is niet bereikbaar"),
    "RTUDEST": (ids.ACKNOWLEDGEMENT_DETAIL, "ontvangst", "Doelapplicatie is onbekend"),
    "NS200": (ids.ACKNOWLEDGEMENT_DETAIL, "ontvangst", "Interactie wordt niet ondersteund"),
    "NS203": (ids.ACKNOWLEDGEMENT_DETAIL, "ontvangst", "Versie wordt niet ondersteund"),
    "NS260": (ids.ACKNOWLEDGEMENT_DETAIL, "ontvangst", "Afzender is onbekend"),
    "KEY204": (ids.ACT_CODE, "issue", "Patiënt is onbekend in het bronsysteem"),
    "KEY205": (ids.ACT_CODE, "issue", "Bericht is al eerder verwerkt"),
    "KEY206": (ids.ACT_CODE, "issue", "Patiëntgegevens komen niet overeen"),
    "ILLEGAL": (ids.ACT_CODE, "issue", "Burgerservicenummer ligt buiten de reeks voor testpatiënten (9999xxxxx)"),
    "QABRTITI": (ids.AORTA_ERROR, "issue", "Antwoord van de bron kwam niet op tijd"),
    "AUTERR_MEDISCH": (ids.AORTA_ERROR, "issue", "Rol is niet bevoegd voor deze gegevens"),
    "AUTERR_SWV_FALSE": (ids.AORTA_ERROR, "issue", "Gegevens bestaan buiten het samenwerkingsverband"),
    "AUTERR_CONFRCV": (ids.AORTA_ERROR, "issue", "Ontvanger is niet bevoegd voor deze gegevens"),
}


def hl7_error(code: str, text: str = "", location: str = "") -> Hl7Error:
    """Return the HL7 error of a code, with our own text unless another is given.

    An unknown code is taken as one of AcknowledgementDetailCode (SYN105 and the like).
    """
    code_system, place, usual = _TEXTS.get(code, (ids.ACKNOWLEDGEMENT_DETAIL, "ontvangst", f"Fout {code}"))
    return Hl7Error(code, code_system, text or usual, place, location)


RULE_FAULTS: dict[str, tuple[soap.FaultCode, str, str]] = {
    "T-01": (soap.INVALID_SECURITY, "Security header ontbreekt of is onvolledig", "SIM-SEC-01"),
    "T-02": (soap.INVALID_SECURITY, "Security header ontbreekt of is onvolledig", "SIM-SEC-01"),
    "T-03": (soap.INVALID_SECURITY_TOKEN, "Security token is ongeldig", "SIM-TOK-01"),
    "T-04": (soap.FAILED_AUTHENTICATION, "Security token is reeds gebruikt", "SIM-RPL-01"),
    "T-05": (soap.FAILED_AUTHENTICATION, "Zorgaanbieder komt niet overeen", "SIM-LNK-02"),
    "T-06": (soap.FAILED_AUTHENTICATION, "Auteur komt niet overeen met token", "SIM-LNK-01"),
    "T-07": (soap.INVALID_SECURITY_TOKEN, "Security token is ongeldig", "SIM-TOK-01"),
    "T-08": (soap.INVALID_SECURITY, "Security header ontbreekt of is onvolledig", "SIM-SEC-01"),
    "T-09": (soap.FAILED_CHECK, "Handtekening is ongeldig", "SIM-SIG-01"),
    "T-10": (soap.FAILED_AUTHENTICATION, "Certificaat is niet geldig", "SIM-CRT-02"),
    "T-11": (soap.SECURITY_TOKEN_UNAVAILABLE, "Certificaat niet gevonden", "SIM-CRT-01"),
    "T-12": (soap.FAILED_AUTHENTICATION, "Certificaat is niet geldig", "SIM-CRT-05"),
    "T-13": (soap.MESSAGE_EXPIRED, "Security token is niet (meer) geldig", "SIM-TIM-01"),
    "T-14": (soap.INVALID_SECURITY_TOKEN, "Geldigheidsduur te lang", "SIM-TIM-03"),
    "T-15": (soap.INVALID_SECURITY_TOKEN, "Security token is ongeldig", "SIM-TOK-01"),
    "T-16": (soap.INVALID_SECURITY_TOKEN, "Security token is ongeldig", "SIM-TOK-01"),
    "T-17": (soap.INVALID_SECURITY_TOKEN, "Security token is ongeldig", "SIM-TOK-01"),
    "T-18": (soap.FAILED_AUTHENTICATION, "Token hoort niet bij bericht", "SIM-LNK-04"),
    "T-19": (soap.FAILED_AUTHENTICATION, "BSN komt niet overeen", "SIM-LNK-03"),
    "T-20": (soap.FAILED_AUTHENTICATION, "Autorisatieregel komt niet overeen", "SIM-LNK-05"),
    "T-21": (soap.INVALID_SECURITY, "Security header ontbreekt of is onvolledig", "SIM-SEC-01"),
}
"""Per rule: fault code, text and code of the simulator (tokens.md section 8.2); protocol.saml words what it finds."""


def token_fault(rule: str, reason: str = "") -> FaultRefusal:
    """Return the refusal for a token rule, as if it had failed.

    Raises KeyError for a rule that tokens.md section 7.4 does not have; ``rules`` names those it has.
    """
    code, text, diagnosis = RULE_FAULTS[rule]
    return FaultRefusal(code, text, diagnosis=diagnosis, reasons=(f"{rule}: {reason or text}",))


def fault_code(text: str) -> soap.FaultCode:
    """Return the fault code that a setting names: Server, Client, wsse:FailedCheck.

    Raises ValueError, in Dutch, for a prefix other than soap, wsse and wsu.
    """
    prefix, _, name = text.rpartition(":")
    namespaces = {"": soap.ENVELOPE_NS, "soap": soap.ENVELOPE_NS, "wsse": soap.WSSE_NS, "wsu": soap.WSU_NS}
    if prefix not in namespaces or not name:
        raise ValueError(f"SOAP-foutcode '{text}' bestaat niet; het voorvoegsel is soap, wsse of wsu")
    return soap.FaultCode(namespaces[prefix], name)


def rules() -> tuple[str, ...]:
    """Return the ids of the rules for which a fault is known."""
    return tuple(RULE_FAULTS)
