"""The transmission wrapper (MCCI_MT000100, 200 and 300): who sends what to whom (transport.md sections 2.1 to 2.3)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from lxml import etree

from protocol import ids
from protocol.hl7.markup import NS, XSI, Hl7Error, Node, code, ii, text, ts
from protocol.hl7.timestamps import parse_ts
from protocol.ids import InstanceIdentifier
from protocol.xml import escape, first, local_name

VERSION_CODE: Final = "NICTIZEd2005-Okt"
PROFILE_810: Final = InstanceIdentifier(ids.PROFILE, "810")
PATIENT_KEYWORD: Final = "PATID"
CONTEXT_KEYWORD: Final = "CONTEXT"


@dataclass(frozen=True, slots=True)
class Problem:
    """A coded error: in an acknowledgement, or as detected issue in a control act."""

    code: str
    system: str
    text: str | None = None
    display: str | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What the answer says of the message it answers: AA, AE, AR, or in a receipt CA, CE, CR."""

    kind: str
    target: InstanceIdentifier
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Transmission:
    """The fields of the transmission wrapper; ``receiver`` and ``sender`` are applicatie-ids, times are aware."""

    id: InstanceIdentifier
    creation_time: datetime
    interaction: str
    receiver: str
    sender: str
    accept_acknowledgement: str | None = "NE"
    processing_code: str | None = "P"
    processing_mode: str | None = "T"
    version_code: str = VERSION_CODE
    profile: InstanceIdentifier = PROFILE_810
    acknowledgement: Acknowledgement | None = None
    patient: str | None = None
    """BSN in the attentionLine."""
    context: tuple[str, str] | None = None
    """contextcode in the attentionLine: code and code system."""
    respond_to: str | None = field(default=None, kw_only=True)


def write_transmission(wrapper: Transmission, content: str = "") -> bytes:
    """Return the message as UTF-8: the wrapper with ``content`` (markup) at its end."""
    return message_markup(wrapper, content).encode()


def message_markup(wrapper: Transmission, content: str) -> str:
    """Return the message as markup that can stand anywhere: it declares its own namespaces."""
    parts = [
        ii("id", wrapper.id),
        ts("creationTime", wrapper.creation_time),
        code("versionCode", wrapper.version_code),
        ii("interactionId", InstanceIdentifier(ids.INTERACTION, wrapper.interaction)),
        ii("profileId", wrapper.profile),
        _optional_code("processingCode", wrapper.processing_code),
        _optional_code("processingModeCode", wrapper.processing_mode),
        _optional_code("acceptAckCode", wrapper.accept_acknowledgement),
        "" if wrapper.acknowledgement is None else write_acknowledgement(wrapper.acknowledgement, "targetMessage"),
        _attention_lines(wrapper),
        write_device("receiver", wrapper.receiver),
        "" if wrapper.respond_to is None else write_device("respondTo", wrapper.respond_to),
        write_device("sender", wrapper.sender),
        content,
    ]
    xsi = "" if wrapper.patient is None and wrapper.context is None else f' xmlns:xsi="{XSI}"'
    name = wrapper.interaction
    return f'<{name} xmlns="{NS}"{xsi}>{"".join(parts)}</{name}>'


def write_acknowledgement(acknowledgement: Acknowledgement, target: str) -> str:
    """Write an acknowledgement; ``target`` is ``targetMessage``, or in a batch ``targetTransmission``."""
    details = "".join(_write_detail(problem) for problem in acknowledgement.problems)
    named = f"<{target}>{ii('id', acknowledgement.target)}</{target}>"
    return f'<acknowledgement typeCode="{acknowledgement.kind}">{details}{named}</acknowledgement>'


def write_device(name: str, application: str) -> str:
    """Write receiver, sender or respondTo."""
    return f"<{name}><device>{ii('id', ids.application(application))}</device></{name}>"


def parse_transmission(element: etree._Element) -> Transmission:
    """Read the wrapper of a message; raises Hl7Error for what the wrapper cannot do without."""
    return read_transmission(Node(element))


def creation_time(element: etree._Element) -> str | None:
    """Return the creationTime of a message with the digits that stood there, None if there is none that is a time."""
    found = first(element, f"{{{NS}}}creationTime")
    stamp = "" if found is None else found.get("value", "").strip()
    try:
        parse_ts(stamp)
    except ValueError:
        return None
    return stamp


def read_transmission(node: Node) -> Transmission:
    """Read the wrapper of a message; raises Hl7Error for what the wrapper cannot do without."""
    interaction = node.need("interactionId").attribute("extension")
    if interaction != local_name(node.element):
        raise Hl7Error(f"De interactionId is '{interaction[:60]}', anders dan het element.", node.place)
    acknowledgement = node.find("acknowledgement")
    lines = _read_attention_lines(node)
    patient, context = lines.get(PATIENT_KEYWORD), lines.get(CONTEXT_KEYWORD)
    return Transmission(
        id=node.need("id").ii(),
        creation_time=node.need("creationTime").ts(),
        interaction=interaction,
        receiver=read_application(node, "receiver"),
        sender=read_application(node, "sender"),
        accept_acknowledgement=_code_of(node, "acceptAckCode"),
        processing_code=_code_of(node, "processingCode"),
        processing_mode=_code_of(node, "processingModeCode"),
        version_code=_code_of(node, "versionCode") or "",
        profile=node.need("profileId").ii(),
        acknowledgement=None if acknowledgement is None else read_acknowledgement(acknowledgement, "targetMessage"),
        patient=None if patient is None else patient.get("extension"),
        context=None if context is None else (context.attribute("code"), context.get("codeSystem") or ""),
        respond_to=None if node.find("respondTo") is None else read_application(node, "respondTo"),
    )


def read_application(node: Node, name: str) -> str:
    """Return the applicatie-id of receiver, sender or respondTo; raises Hl7Error if it has none."""
    application = node.need(name, "device").extension_under(ids.APPLICATION)
    if application is None:
        raise Hl7Error("Het applicatie-id ontbreekt.", node.need(name).place)
    return application


def read_acknowledgement(node: Node, target: str) -> Acknowledgement:
    """Read an acknowledgement; raises Hl7Error if it names no message."""
    return Acknowledgement(
        node.attribute("typeCode"),
        node.need(target, "id").ii(),
        tuple(_read_detail(detail) for detail in node.all("acknowledgementDetail")),
    )


def _write_detail(problem: Problem) -> str:
    shown = "" if problem.text is None else text("text", problem.text)
    where = "" if problem.location is None else text("location", problem.location)
    named = code("code", problem.code, problem.system, problem.display)
    return f'<acknowledgementDetail typeCode="E">{named}{shown}{where}</acknowledgementDetail>'


def _read_detail(node: Node) -> Problem:
    coded, said, where = node.need("code"), node.find("text"), node.find("location")
    return Problem(
        coded.attribute("code"),
        coded.get("codeSystem") or "",
        None if said is None else said.text,
        coded.get("displayName"),
        None if where is None else where.text,
    )


def _attention_lines(wrapper: Transmission) -> str:
    lines = ""
    if wrapper.patient is not None:
        lines += _attention_line(
            PATIENT_KEYWORD,
            "Patient.id",
            f'xsi:type="II" root="{ids.BSN}" extension="{escape(wrapper.patient)}"',
        )
    if wrapper.context is not None:
        value, system = wrapper.context
        lines += _attention_line(
            CONTEXT_KEYWORD, "ContextCode", f'xsi:type="CV" code="{escape(value)}" codeSystem="{escape(system)}"'
        )
    return lines


def _attention_line(keyword: str, shown: str, value: str) -> str:
    return (
        f'<attentionLine><keyWordText code="{keyword}" codeSystem="{ids.ATTENTION_KEYWORD}">{shown}</keyWordText>'
        f"<value {value}/></attentionLine>"
    )


def _read_attention_lines(node: Node) -> dict[str, Node]:
    """Return the values by their keyword."""
    values = {}
    for line in node.all("attentionLine"):
        key, value = line.find("keyWordText"), line.find("value")
        if key is not None and value is not None:
            values[key.get("code") or ""] = value
    return values


def _code_of(node: Node, name: str) -> str | None:
    found = node.find(name)
    return None if found is None else found.get("code")


def _optional_code(name: str, value: str | None) -> str:
    return "" if value is None else code(name, value)
