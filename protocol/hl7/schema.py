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
from protocol.hl7.markup import NS, Hl7Error, path, read_ts
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
_ACT: Final = path("ControlActProcess")


def validate(element: etree._Element) -> tuple[str, ...]:
    """Return a Dutch sentence with its place for everything that is wrong with a message; empty if nothing is."""
    interaction = INTERACTIONS.get(local_name(element))
    if interaction is None or element.tag != path(local_name(element)):
        return (f"De interactie {local_name(element)[:60]} in namespace {NS} is hier onbekend ({place(element)}).",)
    problems = _SCHEMA.problems(element)
    return problems or tuple(_beyond_schema(element, interaction))


def _beyond_schema(element: etree._Element, interaction: Interaction) -> Iterator[str]:
    yield from _identity(element)
    yield from _attention_lines(element, interaction)
    yield from _acknowledgement(element, interaction)
    act = element.find(_ACT)
    if interaction.soort == "batch":
        yield from _batch(element)
    elif act is not None:
        yield from _trigger_event(act, interaction)
        if interaction.soort == "vraag":
            yield from _query(element, act, interaction)
        elif interaction.soort == "antwoord":
            yield from _answer(element, act)


def _identity(element: etree._Element) -> Iterator[str]:
    said = element.find(path("interactionId"))
    if said is not None and said.get("extension") != local_name(element):
        yield _sentence("De interactionId is anders dan de naam van het bericht", said)


def _attention_lines(element: etree._Element, interaction: Interaction) -> Iterator[str]:
    lines = element.findall(path("attentionLine"))
    keywords = [keyword.get("code") for line in lines for keyword in line.iterfind(path("keyWordText"))]
    if len(set(keywords)) < len(keywords):
        yield _sentence("Een trefwoord komt in meer dan een attentionLine voor", lines[0])
    if interaction.attention_bsn and "PATID" not in keywords:
        yield _sentence("De attentionLine met het trefwoord PATID ontbreekt", element)
    if interaction.attention_context and "CONTEXT" not in keywords:
        yield _sentence("De attentionLine met het trefwoord CONTEXT ontbreekt", element)


def _acknowledgement(element: etree._Element, interaction: Interaction) -> Iterator[str]:
    acknowledgement = element.find(path("acknowledgement"))
    allowed = _ACK_KINDS.get(interaction.soort)
    if acknowledgement is None or allowed is None:
        return
    kind = acknowledgement.get("typeCode")
    if kind not in allowed:
        yield _sentence(
            f"De typeCode {kind} hoort niet bij dit bericht; verwacht: {', '.join(allowed)}", acknowledgement
        )
    details = acknowledgement.findall(path("acknowledgementDetail"))
    if kind in _NEGATIVE and not details and element.find(f"{_ACT}/{path('reasonOf')}") is None:
        yield _sentence("Het bericht is afwijzend, maar geeft geen reden", acknowledgement)
    for detail in details:
        coded = detail.find(path("code"))
        if detail.find(path("text")) is None and (coded is None or coded.get("displayName") is None):
            yield _sentence("De fout heeft geen displayName en geen tekst", detail)


def _trigger_event(act: etree._Element, interaction: Interaction) -> Iterator[str]:
    coded = act.find(path("code"))
    if coded is not None and coded.get("code") != interaction.trigger_event:
        yield _sentence(f"De code is anders dan de trigger event {interaction.trigger_event}", coded)


def _query(element: etree._Element, act: etree._Element, interaction: Interaction) -> Iterator[str]:
    if interaction.needs_token and act.find(path("overseer")) is None:
        yield _sentence("De overseer ontbreekt; bij vertrouwensniveau midden is die verplicht", act)
    modality = act.find(path("queryByParameter/responseModalityCode"))
    expected = {"Indirect": "B", "Direct": "R"}.get(interaction.vraagtype or "")
    if modality is not None and expected is not None and modality.get("code") != expected:
        yield _sentence(f"De responseModalityCode is niet {expected}", modality)
    delivery = act.find(path("queryByParameter/executionAndDeliveryTime"))
    creation = element.find(path("creationTime"))
    try:
        if delivery is None or creation is None:
            return
        if read_ts(delivery) - read_ts(creation) < LEAST_DELIVERY:
            yield _sentence("De executionAndDeliveryTime ligt geen 5 seconden na de creationTime", delivery)
    except Hl7Error as error:
        yield f"{error}"


def _answer(element: etree._Element, act: etree._Element) -> Iterator[str]:
    acknowledged = act.find(path("queryAck"))
    acknowledgement = element.find(path("acknowledgement"))
    if acknowledged is None or acknowledgement is None:
        return
    response = acknowledged.find(path("queryResponseCode"))
    code = None if response is None else response.get("code")
    positive = acknowledgement.get("typeCode") == "AA"
    if positive != (code in ("OK", "NF")):
        yield _sentence(f"De queryResponseCode {code} past niet bij de acknowledgement", acknowledged)
    subjects = len(act.findall(path("subject")))
    current = acknowledged.find(path("resultCurrentQuantity"))
    if current is not None and current.get("value") not in (None, str(subjects)):
        yield _sentence(f"Het aantal resultaten is niet het aantal subjects ({subjects})", current)
    if code == "OK" and subjects == 0:
        yield _sentence("De queryResponseCode is OK, maar er is geen subject", acknowledged)
    if code == "NF" and subjects > 0:
        yield _sentence("De queryResponseCode is NF, maar er is een subject", acknowledged)


def _batch(element: etree._Element) -> Iterator[str]:
    elements = children(element)
    quantity = element.find(path("transmissionQuantity"))
    members = [child for child in elements if local_name(child) in INTERACTIONS]
    if quantity is not None and int(quantity.get("value") or "0") != len(members):
        yield _sentence(f"De transmissionQuantity is niet het aantal berichten ({len(members)})", quantity)
    for member in members:
        yield from _beyond_schema(member, INTERACTIONS[local_name(member)])


def _sentence(text: str, element: etree._Element) -> str:
    return f"{text} ({place(element)})."
