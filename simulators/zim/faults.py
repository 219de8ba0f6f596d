"""The errors that the ZIM reports, each once: refusals by HTTP, SOAP faults and HL7 errors.

Which layer reports what: transport.md section 1.5; HL7 codes: sections 3.2 to 3.4; faults for tokens: tokens.md
section 8.2. The codes are assumed where those sections say so; the texts are ours.
"""

from dataclasses import dataclass
from typing import Final, Literal

from protocol import ids, soap
from protocol.saml.rules import BY_RULE

FAULT_CODES: Final = ("Client", "Server", "MustUnderstand", "VersionMismatch")
"""The fault codes of SOAP 1.1."""


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
    """A readable message that is answered with an HL7 error in an HL7v3 answer (HTTP 200).

    ``chosen`` tells that the bench asked for the error: the message broke no rule.
    """

    def __init__(self, error: Hl7Error, unexpected: str = "", *, chosen: bool = False) -> None:
        super().__init__(error.text)
        self.error = error
        self.unexpected = unexpected
        self.chosen = chosen


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


def token_fault(rule: str) -> FaultRefusal:
    """Return the refusal for a token rule (T-13, ...), as if it had failed.

    Raises ValueError, in Dutch, for a rule that tokens.md section 7.4 does not have.
    """
    failure = BY_RULE.get(rule)
    if failure is None:
        raise ValueError(f"tokenregel '{rule}' bestaat niet; kies uit {', '.join(BY_RULE)}")
    return FaultRefusal(failure.fault, failure.faultstring, diagnosis=failure.detail)


def fault_code(text: str) -> soap.FaultCode:
    """Return the fault code that a setting names: Server, Client, wsse:FailedCheck.

    Raises ValueError, in Dutch, for a prefix other than soap, wsse and wsu.
    """
    prefix, _, name = text.rpartition(":")
    namespaces = {"": soap.ENVELOPE_NS, "soap": soap.ENVELOPE_NS, "wsse": soap.WSSE_NS, "wsu": soap.WSU_NS}
    known = prefix in namespaces and name.isalnum() and name.isascii()
    if not known or (namespaces[prefix] == soap.ENVELOPE_NS and name not in FAULT_CODES):
        raise ValueError(
            f"SOAP-foutcode '{text}' bestaat niet; kies uit {', '.join(FAULT_CODES)}"
            " of geef een code van WS-Security, zoals wsse:FailedCheck"
        )
    return soap.FaultCode(namespaces[prefix], name)
