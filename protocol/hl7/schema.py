"""Whether a message has the form that its interaction asks for (transport.md section 2).

First our own schemas say whether the elements are right, then rules that no schema can express. Payloads inside
``subject`` are not looked at.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from lxml import etree

from protocol.hl7.interactions import INTERACTIONS, Interaction
from protocol.hl7.markup import NS, Hl7Error, Node, qualified
from protocol.xml import children, local_name, place
from protocol.xsd import Schema

LEAST_DELIVERY: Final = timedelta(seconds=5)
"""Least distance between creationTime and executionAndDeliveryTime."""

_SCHEMA: Final = Schema(Path(__file__).parent / "schemas" / "interactions.xsd")
_ACK_KINDS: Final = {
    "ontvangstbevestiging": ("CA", "CE", "CR"),
    "antwoord": ("AA", "AE", "AR"),
    "pong": ("AA", "AE", "AR"),
    "batch": ("AA",),
}
_NEGATIVE: Final = ("AE", "AR", "CE", "CR")


def validate(element: etree._Element) -> tuple[str, ...]:
    """Return a Dutch sentence with its place for everything that is wrong with a message; empty if nothing is."""
    return violations(Node(element))


def violations(message: Node) -> tuple[str, ...]:
    """Return what ``validate`` returns, for a message that is to be read as well."""
    element = message.element
    interaction = INTERACTIONS.get(local_name(element))
    if interaction is None or element.tag != qualified(local_name(element)):
        return (f"De interactie {local_name(element)[:60]} in namespace {NS} is hier onbekend ({place(element)}).",)
    return _SCHEMA.problems(element) or tuple(_beyond_schema(message, interaction))


def _beyond_schema(message: Node, interaction: Interaction) -> Iterator[str]:
    yield from _identity(message)
    yield from _attention_lines(message, interaction)
    act = message.find("ControlActProcess")
    acknowledgement = message.find("acknowledgement")
    if acknowledgement is not None:
        yield from _acknowledgement(acknowledgement, act, interaction)
    if interaction.soort == "batch":
        yield from _batch(message)
    elif act is not None:
        yield from _trigger_event(act, interaction)
        if interaction.soort == "vraag":
            yield from _query(message, act, interaction)
        elif acknowledgement is not None and interaction.soort == "antwoord":
            yield from _answer(acknowledgement, act)


def _identity(message: Node) -> Iterator[str]:
    said = message.need("interactionId")
    if said.get("extension") != local_name(message.element):
        yield _sentence("De interactionId is anders dan de naam van het bericht", said)


def _attention_lines(message: Node, interaction: Interaction) -> Iterator[str]:
    lines = message.all("attentionLine")
    keywords = [line.need("keyWordText").get("code") for line in lines]
    if len(set(keywords)) < len(keywords):
        yield _sentence("Een trefwoord komt in meer dan een attentionLine voor", lines[0])
    if interaction.attention_bsn and "PATID" not in keywords:
        yield _sentence("De attentionLine met het trefwoord PATID ontbreekt", message)
    if interaction.attention_context and "CONTEXT" not in keywords:
        yield _sentence("De attentionLine met het trefwoord CONTEXT ontbreekt", message)


def _acknowledgement(acknowledgement: Node, act: Node | None, interaction: Interaction) -> Iterator[str]:
    kind = acknowledgement.get("typeCode")
    allowed = _ACK_KINDS[interaction.soort]
    if kind not in allowed:
        yield _sentence(
            f"De typeCode {kind} hoort niet bij dit bericht; verwacht: {', '.join(allowed)}", acknowledgement
        )
    details = acknowledgement.all("acknowledgementDetail")
    if kind in _NEGATIVE and not details and (act is None or act.find("reasonOf") is None):
        yield _sentence("Het bericht is afwijzend, maar geeft geen reden", acknowledgement)
    for detail in details:
        if detail.find("text") is None and detail.need("code").get("displayName") is None:
            yield _sentence("De fout heeft geen displayName en geen tekst", detail)


def _trigger_event(act: Node, interaction: Interaction) -> Iterator[str]:
    coded = act.find("code")
    if coded is not None and coded.get("code") != interaction.trigger_event:
        yield _sentence(f"De code is anders dan de trigger event {interaction.trigger_event}", coded)


def _query(message: Node, act: Node, interaction: Interaction) -> Iterator[str]:
    if interaction.needs_token and act.find("overseer") is None:
        yield _sentence("De overseer ontbreekt; bij vertrouwensniveau midden is die verplicht", act)
    parameters = act.need("queryByParameter")
    modality = parameters.need("responseModalityCode")
    expected = {"Indirect": "B", "Direct": "R"}.get(interaction.vraagtype or "")
    if expected is not None and modality.get("code") != expected:
        yield _sentence(f"De responseModalityCode is niet {expected}", modality)
    delivery = parameters.find("executionAndDeliveryTime")
    if delivery is None:
        return
    try:
        if delivery.ts() - message.need("creationTime").ts() < LEAST_DELIVERY:
            yield _sentence("De executionAndDeliveryTime ligt geen 5 seconden na de creationTime", delivery)
    except Hl7Error as error:
        yield str(error)


def _answer(acknowledgement: Node, act: Node) -> Iterator[str]:
    acknowledged = act.need("queryAck")
    code = acknowledged.need("queryResponseCode").get("code")
    if (acknowledgement.get("typeCode") == "AA") != (code in ("OK", "NF")):
        yield _sentence(f"De queryResponseCode {code} past niet bij de acknowledgement", acknowledged)
    subjects = len(act.all("subject"))
    current = acknowledged.find("resultCurrentQuantity")
    if current is not None and current.get("value") not in (None, str(subjects)):
        yield _sentence(f"Het aantal resultaten is niet het aantal subjects ({subjects})", current)
    if code == "OK" and subjects == 0:
        yield _sentence("De queryResponseCode is OK, maar er is geen subject", acknowledged)
    if code == "NF" and subjects > 0:
        yield _sentence("De queryResponseCode is NF, maar er is een subject", acknowledged)


def _batch(message: Node) -> Iterator[str]:
    members = [child for child in children(message.element) if local_name(child) in INTERACTIONS]
    quantity = message.need("transmissionQuantity")
    if (quantity.get("value") or "").lstrip("0") != (str(len(members)) if members else ""):
        yield _sentence(f"De transmissionQuantity is niet het aantal berichten ({len(members)})", quantity)
    for member in members:
        yield from _beyond_schema(Node(member), INTERACTIONS[local_name(member)])


def _sentence(text: str, node: Node) -> str:
    return f"{text} ({node.place})."
