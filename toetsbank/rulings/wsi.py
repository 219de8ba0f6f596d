"""The rules of WS-I Basic Profile 1.0 that show on the wire, each on one message of the SUT (transport.md section 1.6).

What AORTA asks more narrowly (INT-56) is judged where AORTA asks it: UTF-8 here, HTTP 1.1 with the protocol stack.
Not on the wire and so not here: what binds a WSDL (R2201, R2204), what a receiver may do (R1131) or does inside
(R1025, R1028). AORTA has no RPC (R1007), no answers without SOAP (R1112) and no operations without SOAPAction (R2745).
R1125 cannot be told apart: a 5xx to a bad request does not itself say that the format was the problem.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from email.message import Message
from typing import Final

from protocol.hl7.interactions import INTERACTIONS
from protocol.hl7.markup import NS as HL7_NS
from protocol.hl7.ping import PING
from protocol.soap import ENVELOPE_NS
from protocol.wsi import EnvelopeFacts
from reports.verdicts import Ground
from simulators.observations import MessageObservation
from toetsbank.rulings.base import Ruling, under

PROFILE: Final = "WS-I Basic Profile 1.0"

ASSUMED_ACTIONS: Final = frozenset({PING})
"""Interactions whose SOAPAction is assumed (transport.md section 2.8), so that no one can break R2744 with it."""
_FAULT_CHILDREN: Final = frozenset({"faultcode", "faultstring", "faultactor", "detail"})
_FAULT_CODES: Final = frozenset({"VersionMismatch", "MustUnderstand", "Client", "Server"})


def is_soap(message: MessageObservation) -> bool:
    """Tell whether what the SUT wrote is meant as SOAP: every request, and every answer that is an envelope."""
    if message.envelope is None:
        return False
    if message.sut_role == "afzender":
        return True
    return bool(message.envelope.namespace) or (message.status == 200 and message.method == "POST")


def has_content(message: MessageObservation) -> bool:
    """Tell whether the SUT wrote an HL7v3 message."""
    facts = message.envelope
    return facts is not None and any(name.startswith(f"{{{HL7_NS}}}") for name in facts.body)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it asks, in Dutch, and what a message does wrong; "" if nothing, None if it is not about it."""

    asks: str
    wrong: Callable[[MessageObservation], str | None]
    binds: bool = True
    """False for what the profile advises (SHOULD)."""


def _request(wrong: Callable[[MessageObservation], str | None]) -> Callable[[MessageObservation], str | None]:
    return lambda message: wrong(message) if message.sut_role == "afzender" else None


def _envelope(
    wrong: Callable[[MessageObservation, EnvelopeFacts], str | None],
) -> Callable[[MessageObservation], str | None]:
    """A rule about an envelope of SOAP 1.1 that could be read; which version it should be is no rule of the profile."""

    def of(message: MessageObservation) -> str | None:
        facts = message.envelope
        readable = facts is not None and facts.namespace == ENVELOPE_NS and is_soap(message)
        return wrong(message, facts) if readable and facts is not None else None

    return of


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(name or "(leeg)" for name in names)


def _doctype(message: MessageObservation) -> str | None:
    facts = message.envelope
    return None if facts is None or not is_soap(message) else "een DOCTYPE" if facts.doctype else ""


def _encoding(message: MessageObservation) -> str | None:
    facts = message.envelope
    if facts is None or not is_soap(message):
        return None
    return "" if facts.encoding in ("utf-8", "utf-16") else f"tekenset {facts.encoding}"


def _charset(message: MessageObservation) -> str | None:
    facts = message.envelope
    if facts is None or not is_soap(message):
        return None
    header = Message()
    header["Content-Type"] = message.content_type or "application/octet-stream"
    told = str(header.get_param("charset", ""))
    fits = told.lower().replace("utf8", "utf-8").startswith(facts.encoding)
    return "" if fits else f"Content-Type '{message.content_type[:80]}' bij tekenset {facts.encoding}"


def _one_element(message: MessageObservation) -> str | None:
    facts = message.envelope
    if facts is None or not is_soap(message) or facts.doctype:
        return None
    if facts.unreadable:
        return f"geen leesbare envelop: {facts.unreadable}"
    return "" if len(facts.body) == 1 else f"{len(facts.body)} elementen in de SOAP-Body"


def _quoted(message: MessageObservation) -> str:
    action = message.soap_action.strip()
    quoted = len(action) >= 2 and action[0] == action[-1] == '"'
    return "" if quoted else f"SOAPAction {action[:80] or 'ontbreekt'}"


def _action(message: MessageObservation) -> str | None:
    row = INTERACTIONS.get(message.interaction or "")
    if row is None or row.soap_action is None or row.id in ASSUMED_ACTIONS:
        return None
    said = message.soap_action.strip().strip('"')
    return "" if said == row.soap_action else f"SOAPAction {said[:80] or 'leeg'} bij {row.id}"


def _version(message: MessageObservation) -> str | None:
    if not message.http_version:
        return None
    return "" if message.http_version in ("1.0", "1.1") else f"HTTP/{message.http_version}"


def _preferred_version(message: MessageObservation) -> str | None:
    """Of answers only those with content: a refusal may be in the version of the request that is refused."""
    if not message.http_version or (message.sut_role == "ontvanger" and not has_content(message)):
        return None
    return "" if message.http_version == "1.1" else f"HTTP/{message.http_version}"


def _success(message: MessageObservation) -> str | None:
    if message.sut_role == "afzender" or not has_content(message) or message.status is None:
        return None
    return "" if message.status // 100 == 2 else f"HTTP {message.status} met een HL7v3-bericht"


def _success_is_200(message: MessageObservation) -> str | None:
    if _success(message) != "":
        return None
    return "" if message.status == 200 else f"HTTP {message.status}"


def _redirect(message: MessageObservation) -> str | None:
    if message.sut_role == "afzender" or message.status is None or message.status // 100 != 3:
        return None
    return "" if message.status == 307 else f"HTTP {message.status}"


def _fault_status(message: MessageObservation, facts: EnvelopeFacts) -> str | None:
    if facts.fault is None or message.sut_role == "afzender":
        return None
    return "" if message.status == 500 else f"een SOAP-fault met HTTP {message.status}"


def _fault_children(_message: MessageObservation, facts: EnvelopeFacts) -> str | None:
    if facts.fault is None:
        return None
    other = tuple(name for name in facts.fault.children if name.rpartition("}")[2] not in _FAULT_CHILDREN)
    return _listed(other)


def _fault_names(_message: MessageObservation, facts: EnvelopeFacts) -> str | None:
    if facts.fault is None:
        return None
    return _listed(tuple(name for name in facts.fault.children if name.startswith("{")))


def _fault_code(_message: MessageObservation, facts: EnvelopeFacts) -> str | None:
    fault = facts.fault
    if fault is None:
        return None
    known = fault.code in _FAULT_CODES if fault.code_namespace == ENVELOPE_NS else bool(fault.code_namespace)
    return "" if known else f"faultcode {fault.code or 'ontbreekt'}"


def _must_understand(_message: MessageObservation, facts: EnvelopeFacts) -> str | None:
    return _listed(tuple(value for value in facts.must_understand if value not in ("0", "1")))


def _styles(of_soap: bool) -> Callable[[MessageObservation], str | None]:
    def wrong(_message: MessageObservation, facts: EnvelopeFacts) -> str:
        return _listed(
            tuple(name for name in facts.encoding_styles if name.startswith(f"{{{ENVELOPE_NS}}}") is of_soap)
        )

    return _envelope(wrong)


RULES: Final = {
    "R1000": Rule("een SOAP-fault heeft alleen de vier elementen van SOAP 1.1", _envelope(_fault_children)),
    "R1001": Rule("de elementen van een SOAP-fault hebben geen namespace", _envelope(_fault_names)),
    "R1004": Rule("de foutcode is er een van SOAP 1.1 of heeft een eigen namespace", _envelope(_fault_code), False),
    "R1005": Rule("geen encodingStyle op elementen van SOAP", _styles(True)),
    "R1006": Rule("geen encodingStyle op wat in de SOAP-Body staat", _styles(False)),
    "R1008": Rule("geen DOCTYPE", _doctype),
    "R1009": Rule(
        "geen verwerkingsinstructies", _envelope(lambda _, facts: "een verwerkingsinstructie" * facts.instructions)
    ),
    "R1011": Rule("niets na de SOAP-Body", _envelope(lambda _, facts: _listed(facts.after_body))),
    "R1012": Rule("tekenset UTF-8", _encoding),
    "R1013": Rule("mustUnderstand is 0 of 1", _envelope(_must_understand)),
    "R1014": Rule(
        "wat in de SOAP-Body staat heeft een namespace",
        _envelope(lambda _, facts: _listed(tuple(name for name in facts.body if not name.startswith("{")))),
    ),
    "R1018": Rule("het Content-Type noemt de tekenset die het is", _charset),
    "R1109": Rule("SOAPAction staat tussen dubbele aanhalingstekens", _request(_quoted)),
    "R1111": Rule("een gelukt antwoord heeft HTTP 200", _success_is_200, False),
    "R1124": Rule("een gelukt antwoord heeft HTTP 2xx", _success),
    "R1126": Rule("een SOAP-fault heeft HTTP 500", _envelope(_fault_status)),
    "R1130": Rule("omleiden gebeurt met HTTP 307", _redirect),
    "R1132": Rule("POST", _request(lambda m: "" if m.method == "POST" else f"methode {m.method[:20]}")),
    "R1140": Rule("HTTP 1.1", _preferred_version, False),
    "R1141": Rule("HTTP 1.1 of 1.0", _version),
    "R2712": Rule("precies een element in de SOAP-Body", _one_element),
    "R2744": Rule("SOAPAction is die van de operatie in de WSDL", _request(_action)),
}
"""By their number in the profile."""


def rule(number: str, message: MessageObservation) -> Ruling:
    """Judge one message by one rule; raises KeyError for a rule that is not here."""
    known = RULES[number]
    wrong = known.wrong(message)
    ruling = Ruling(
        None if wrong is None else True,
        f"{number}: {known.asks}",
        wrong or "in orde",
        (message.number,),
        ground=Ground.STANDAARD,
        source=f"{PROFILE} {number}",
    )
    if number == "R1012" and not wrong and message.envelope is not None and message.envelope.encoding == "utf-16":
        narrower = replace(ruling, observed="tekenset UTF-16, die het profiel toelaat en AORTA niet")
        return under("INT-56", narrower, a=False)
    if not wrong:
        return ruling
    if not known.binds:
        return replace(ruling, findings=(f"{number} ({known.asks}) is niet gevolgd: {wrong}.",))
    return replace(ruling, satisfied=False)


def profile(message: MessageObservation) -> Ruling:
    """Judge one message by every rule that is about it, and name each one that it breaks."""
    found = {number: rule(number, message) for number in RULES}
    about = {number: ruling for number, ruling in found.items() if ruling.satisfied is not None}
    broken = {number: ruling for number, ruling in about.items() if not ruling.satisfied}
    said = "; ".join(f"tegen {number} ({RULES[number].asks}): {r.observed}" for number, r in broken.items())
    ruling = Ruling(
        not broken if about else None,
        f"een bericht volgens elke regel van {PROFILE} die op de lijn te zien is",
        said or f"{kind_of(message)}, in orde volgens {', '.join(about)}",
        (message.number,),
        tuple(finding for ruling in about.values() for finding in ruling.findings),
        ground=Ground.STANDAARD,
        source=PROFILE,
    )
    # Where AORTA is narrower than the profile, the reading is what the judgement rests on.
    debated = next((other.reading for other in broken.values() if other.reading is not None), None)
    return ruling if debated is None or len(broken) > 1 else under(debated, ruling, a=False)


def kind_of(message: MessageObservation) -> str:
    """Return what the SUT wrote, for a reader."""
    if message.sut_role == "afzender":
        return f"bericht {message.interaction or 'zonder leesbare interactie'}"
    return f"antwoord {message.answer}"
