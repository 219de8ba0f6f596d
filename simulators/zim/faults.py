"""The errors that the ZIM reports, each once: refusals by HTTP, SOAP faults and HL7 errors.

Which layer reports what: transport.md section 1.5; HL7 codes: sections 3.2 to 3.4; faults for tokens: tokens.md
section 8.2. The codes are assumed where those sections say so; the texts are ours.
"""

from dataclasses import dataclass
from typing import Literal

ZIM_ACTOR = "http://www.aortarelease.nl/actor/zim"

AORTA_ERRORS = "2.16.840.1.113883.2.4.6.6.1.1000"
HL7_ACKNOWLEDGEMENT_DETAILS = "2.16.840.1.113883.5.1100"
HL7_ISSUES = "2.16.840.1.113883.5.4"

TARGET_NAMESPACE = "urn:toetsbank:zim"


class HttpRefusal(Exception):
    """A request that does not get as far as SOAP; answered with this status and no HL7v3."""

    def __init__(self, status: int, reason: str, headers: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.headers = headers


class FaultRefusal(Exception):
    """A message that is answered with a SOAP fault.

    ``code`` is a SOAP 1.1 fault code without prefix, or a code with the prefix wsse or wsu. ``text`` is for the sender;
    ``reasons`` are the refusals as the observation shows them. ``unexpected`` tells that the message fits no expectation.
    """

    def __init__(
        self,
        code: str,
        text: str,
        detail: str = "",
        reasons: tuple[str, ...] = (),
        unexpected: str = "",
    ) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.detail = detail
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
    "NOSTORE": (HL7_ACKNOWLEDGEMENT_DETAILS, "ontvangst", "Bericht kan nu niet worden opgeslagen"),
    "INTERR": (HL7_ACKNOWLEDGEMENT_DETAILS, "ontvangst", "Interne fout bij de ZIM"),
    "RTEDEST": (HL7_ACKNOWLEDGEMENT_DETAILS, "ontvangst", "Doelapplicatie is niet bereikbaar"),
    "RTUDEST": (HL7_ACKNOWLEDGEMENT_DETAILS, "ontvangst", "Doelapplicatie is onbekend"),
    "NS200": (HL7_ACKNOWLEDGEMENT_DETAILS, "ontvangst", "Interactie wordt niet ondersteund"),
    "NS203": (HL7_ACKNOWLEDGEMENT_DETAILS, "ontvangst", "Versie wordt niet ondersteund"),
    "NS260": (HL7_ACKNOWLEDGEMENT_DETAILS, "ontvangst", "Afzender is onbekend"),
    "KEY204": (HL7_ISSUES, "issue", "Patiënt is onbekend in het bronsysteem"),
    "KEY205": (HL7_ISSUES, "issue", "Bericht is al eerder verwerkt"),
    "KEY206": (HL7_ISSUES, "issue", "Patiëntgegevens komen niet overeen"),
    "ILLEGAL": (HL7_ISSUES, "issue", "Burgerservicenummer ligt buiten de reeks voor testpatiënten (9999xxxxx)"),
    "QABRTITI": (AORTA_ERRORS, "issue", "Antwoord van de bron kwam niet op tijd"),
    "AUTERR_MEDISCH": (AORTA_ERRORS, "issue", "Rol is niet bevoegd voor deze gegevens"),
    "AUTERR_SWV_FALSE": (AORTA_ERRORS, "issue", "Gegevens bestaan buiten het samenwerkingsverband"),
    "AUTERR_CONFRCV": (AORTA_ERRORS, "issue", "Ontvanger is niet bevoegd voor deze gegevens"),
}


def hl7_error(code: str, text: str = "", location: str = "") -> Hl7Error:
    """Return the HL7 error of a code, with our own text unless another is given.

    An unknown code is taken as one of AcknowledgementDetailCode (SYN105 and the like).
    """
    code_system, place, usual = _TEXTS.get(code, (HL7_ACKNOWLEDGEMENT_DETAILS, "ontvangst", f"Fout {code}"))
    return Hl7Error(code, code_system, text or usual, place, location)


RULE_FAULTS: dict[str, tuple[str, str, str]] = {
    "T-01": ("wsse:InvalidSecurity", "Security header ontbreekt of is onvolledig", "SIM-SEC-01"),
    "T-02": ("wsse:InvalidSecurity", "Security header ontbreekt of is onvolledig", "SIM-SEC-01"),
    "T-03": ("wsse:InvalidSecurityToken", "Security token is ongeldig", "SIM-TOK-01"),
    "T-04": ("wsse:FailedAuthentication", "Security token is reeds gebruikt", "SIM-RPL-01"),
    "T-05": ("wsse:FailedAuthentication", "Zorgaanbieder komt niet overeen", "SIM-LNK-02"),
    "T-06": ("wsse:FailedAuthentication", "Auteur komt niet overeen met token", "SIM-LNK-01"),
    "T-07": ("wsse:InvalidSecurityToken", "Security token is ongeldig", "SIM-TOK-01"),
    "T-08": ("wsse:InvalidSecurity", "Security header ontbreekt of is onvolledig", "SIM-SEC-01"),
    "T-09": ("wsse:FailedCheck", "Handtekening is ongeldig", "SIM-SIG-01"),
    "T-10": ("wsse:FailedAuthentication", "Certificaat is niet geldig", "SIM-CRT-02"),
    "T-11": ("wsse:SecurityTokenUnavailable", "Certificaat niet gevonden", "SIM-CRT-01"),
    "T-12": ("wsse:FailedAuthentication", "Certificaat is niet geldig", "SIM-CRT-05"),
    "T-13": ("wsu:MessageExpired", "Security token is niet (meer) geldig", "SIM-TIM-01"),
    "T-14": ("wsse:InvalidSecurityToken", "Geldigheidsduur te lang", "SIM-TIM-03"),
    "T-15": ("wsse:InvalidSecurityToken", "Security token is ongeldig", "SIM-TOK-01"),
    "T-16": ("wsse:InvalidSecurityToken", "Security token is ongeldig", "SIM-TOK-01"),
    "T-17": ("wsse:InvalidSecurityToken", "Security token is ongeldig", "SIM-TOK-01"),
    "T-18": ("wsse:FailedAuthentication", "Token hoort niet bij bericht", "SIM-LNK-04"),
    "T-19": ("wsse:FailedAuthentication", "BSN komt niet overeen", "SIM-LNK-03"),
    "T-20": ("wsse:FailedAuthentication", "Autorisatieregel komt niet overeen", "SIM-LNK-05"),
    "T-21": ("wsse:InvalidSecurity", "Security header ontbreekt of is onvolledig", "SIM-SEC-01"),
}
"""Per rule: fault code, text and code of the simulator (tokens.md section 8.2). What protocol.saml finds it words itself."""


def token_fault(rule: str, reason: str = "") -> FaultRefusal:
    """Return the refusal for a token rule, as if it had failed.

    Raises KeyError for a rule that tokens.md section 7.4 does not have; ``rules`` names those it has.
    """
    code, text, detail = RULE_FAULTS[rule]
    return FaultRefusal(code, text, detail, (f"{rule}: {reason or text}",))


def rules() -> tuple[str, ...]:
    """Return the ids of the rules for which a fault is known."""
    return tuple(RULE_FAULTS)
