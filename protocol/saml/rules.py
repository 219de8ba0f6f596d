"""What a refused token is answered with (tokens.md sections 7.4 and 8.2); the mapping is assumed, our own."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from protocol import soap
from protocol.soap import FaultCode


class Failure(NamedTuple):
    """How one kind of failure is told to the sender."""

    fault: FaultCode
    faultstring: str
    detail: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """One rule that a token broke, and what the sender is told."""

    rule: str
    reason: str
    """Dutch sentence: what is wrong, and what would be right."""
    failure: Failure

    @property
    def fault(self) -> FaultCode:
        """Return the fault code."""
        return self.failure.fault

    @property
    def faultstring(self) -> str:
        """Return the faultstring."""
        return self.failure.faultstring

    @property
    def detail(self) -> str:
        """Return the detail code of the simulator, such as ``SIM-TIM-01``."""
        return self.failure.detail

    def __str__(self) -> str:
        """Return rule and reason, as they stand in an observation."""
        return f"{self.rule}: {self.reason}"


_CERTIFICATE: Final = "Certificaat is niet geldig"
_TIME: Final = "Security token is niet (meer) geldig"

INCOMPLETE: Final = Failure(soap.INVALID_SECURITY, "Security header ontbreekt of is onvolledig", "SIM-SEC-01")
MALFORMED: Final = Failure(soap.INVALID_SECURITY_TOKEN, "Security token is ongeldig", "SIM-TOK-01")
UNSUPPORTED: Final = Failure(soap.UNSUPPORTED_SECURITY_TOKEN, "Security token wordt niet ondersteund", "SIM-TOK-02")
EXPIRED: Final = Failure(soap.MESSAGE_EXPIRED, _TIME, "SIM-TIM-01")
NOT_YET_VALID: Final = Failure(soap.MESSAGE_EXPIRED, _TIME, "SIM-TIM-02")
TOO_LONG: Final = Failure(soap.INVALID_SECURITY_TOKEN, "Geldigheidsduur te lang", "SIM-TIM-03")
REPLAYED: Final = Failure(soap.FAILED_AUTHENTICATION, "Security token is reeds gebruikt", "SIM-RPL-01")
SIGNATURE: Final = Failure(soap.FAILED_CHECK, "Handtekening is ongeldig", "SIM-SIG-01")
ALGORITHM: Final = Failure(soap.UNSUPPORTED_ALGORITHM, "Algoritme niet toegestaan", "SIM-SIG-02")
CERTIFICATE_ABSENT: Final = Failure(soap.SECURITY_TOKEN_UNAVAILABLE, "Certificaat niet gevonden", "SIM-CRT-01")
CERTIFICATE_TIME: Final = Failure(soap.FAILED_AUTHENTICATION, _CERTIFICATE, "SIM-CRT-02")
CERTIFICATE_REVOKED: Final = Failure(soap.FAILED_AUTHENTICATION, _CERTIFICATE, "SIM-CRT-03")
CERTIFICATE_CHAIN: Final = Failure(soap.FAILED_AUTHENTICATION, _CERTIFICATE, "SIM-CRT-04")
CERTIFICATE_USAGE: Final = Failure(soap.FAILED_AUTHENTICATION, _CERTIFICATE, "SIM-CRT-05")
CERTIFICATE_PASTYPE: Final = Failure(soap.FAILED_AUTHENTICATION, _CERTIFICATE, "SIM-CRT-06")
AUTHOR: Final = Failure(soap.FAILED_AUTHENTICATION, "Auteur komt niet overeen met token", "SIM-LNK-01")
ORGANISATION: Final = Failure(soap.FAILED_AUTHENTICATION, "Zorgaanbieder komt niet overeen", "SIM-LNK-02")
PATIENT: Final = Failure(soap.FAILED_AUTHENTICATION, "BSN komt niet overeen", "SIM-LNK-03")
MESSAGE: Final = Failure(soap.FAILED_AUTHENTICATION, "Token hoort niet bij bericht", "SIM-LNK-04")
CONTEXT: Final = Failure(soap.FAILED_AUTHENTICATION, "Autorisatieregel komt niet overeen", "SIM-LNK-05")

BY_RULE: Final = {
    "T-01": INCOMPLETE,
    "T-02": INCOMPLETE,
    "T-03": MALFORMED,
    "T-04": REPLAYED,
    "T-05": ORGANISATION,
    "T-06": AUTHOR,
    "T-07": MALFORMED,
    "T-08": INCOMPLETE,
    "T-09": SIGNATURE,
    "T-10": CERTIFICATE_CHAIN,
    "T-11": CERTIFICATE_ABSENT,
    "T-12": CERTIFICATE_USAGE,
    "T-13": EXPIRED,
    "T-14": TOO_LONG,
    "T-15": MALFORMED,
    "T-16": MALFORMED,
    "T-17": MALFORMED,
    "T-18": MESSAGE,
    "T-19": PATIENT,
    "T-20": CONTEXT,
    "T-21": INCOMPLETE,
}
"""The usual failure of each rule; T-09, T-10, T-12 and T-13 have others beside it."""


def refuse(rule: str, reason: str, failure: Failure | None = None) -> Refusal:
    """Return the refusal of a rule with its usual failure, or with another one that belongs to it."""
    return Refusal(rule, reason, failure or BY_RULE[rule])
