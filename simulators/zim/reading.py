"""From an HTTP request to an HL7v3 message of a known operation: what HTTP and SOAP refuse (transport.md section 1).

Nothing here looks at tokens or at the content of the message.
"""

from email.message import Message
from functools import lru_cache

from lxml import etree

from protocol import soap
from protocol.hl7.interactions import Interaction
from protocol.hl7.markup import NS as HL7_NS
from protocol.xml import first, local_name
from simulators.zim import routes
from simulators.zim.exchange import Facts, Request
from simulators.zim.faults import FaultRefusal, HttpRefusal
from simulators.zim.privacy import masked


def check_http(request: Request) -> None:
    """Raise HttpRefusal for what is no SOAP 1.1 over HTTP 1.1 (WS-I R1113 to R1115, R1132; INT-56)."""
    if request.version < (1, 1):
        raise HttpRefusal(505, "HTTP 1.1 is vereist")
    if request.method != "POST":
        raise HttpRefusal(405, f"Methode {request.method[:20]} kan hier niet; alleen POST", (("Allow", "POST"),))
    if _media_type(request.content_type[:200]) != ("text/xml", "utf-8"):
        raise HttpRefusal(
            415, f"Content-Type '{request.content_type[:80]}' kan hier niet; vereist is {soap.CONTENT_TYPE}"
        )
    if not request.body.strip():
        raise HttpRefusal(400, "Het HTTP-bericht is leeg; verwacht wordt een SOAP-envelop")


def read_envelope(request: Request, facts: Facts, *, limit: int) -> soap.Envelope:
    """Return the envelope of a request and note what it carries; raises FaultRefusal."""
    try:
        envelope = soap.parse_envelope(request.body, limit=limit)
    except soap.SoapError as error:
        raise FaultRefusal(error.code, error.text) from error
    facts.root = envelope.root
    if envelope.body is not None and envelope.body.tag.startswith(f"{{{HL7_NS}}}"):
        facts.interaction = local_name(envelope.body)
    return envelope


def find_operation(request: Request) -> tuple[Interaction, ...]:
    """Return the interactions of the operation that path and SOAPAction name; raises FaultRefusal.

    SOAPAction belongs in double quotes (WS-I R1109); the ZIM takes it without as well, the observation shows it.
    """
    path = masked(request.path[:200])
    at_path = routes.served_at(request.path)
    if not at_path:
        raise FaultRefusal(
            soap.CLIENT,
            "Onbekende webservice",
            detail=f"Pad {path}; bekend zijn {', '.join(routes.services())}",
            unexpected=f"bericht voor een onbekende webservice: {path}",
        )
    served = routes.served_by(request.path, request.soap_action)
    if not served:
        action = masked(request.soap_action[:200])
        raise FaultRefusal(
            soap.CLIENT,
            "SOAPAction hoort niet bij deze webservice",
            detail=f"SOAPAction {action} op {path}; verwacht wordt {at_path[0].soap_action}",
            unexpected=f"bericht met een onbekende SOAPAction op {path}: {action}",
        )
    return served


def find_interaction(
    served: tuple[Interaction, ...], body: etree._Element | None
) -> tuple[Interaction, etree._Element]:
    """Return which of the interactions stands in the Body, with its element; raises FaultRefusal if none does."""
    if body is None:
        raise FaultRefusal(soap.CLIENT, "De SOAP-Body bevat geen HL7v3-bericht")
    name = local_name(body) if body.tag.startswith(f"{{{HL7_NS}}}") else body.tag
    interaction = next((row for row in served if row.id == name), None)
    if interaction is None:
        raise FaultRefusal(
            soap.CLIENT,
            "Interactie hoort niet bij deze webservice",
            detail=f"{name[:200]}; verwacht wordt {served[0].id}",
            unexpected=f"onbekende interactie: {name[:200]}",
        )
    element = first(body, f"{{{HL7_NS}}}interactionId")
    named = None if element is None else element.get("extension")
    if named != interaction.id:
        raise FaultRefusal(
            soap.CLIENT,
            "Het bericht en zijn interactionId noemen verschillende interacties",
            detail=f"element {interaction.id}, interactionId {(named or 'ontbreekt')[:100]}",
        )
    return interaction, body


@lru_cache(maxsize=32)
def _media_type(content_type: str) -> tuple[str, str]:
    """Return media type and charset of a Content-Type header, utf-8 if it names none."""
    header = Message()
    header["Content-Type"] = content_type or "application/octet-stream"
    return header.get_content_type(), header.get_content_charset("utf-8")
