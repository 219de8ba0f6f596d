"""SOAP 1.1 envelopes, header blocks and faults (SOAP 1.1, WS-I Basic Profile 1.0, transport.md section 1).

Envelopes are put together from bytes: what was signed elsewhere is carried over octet for octet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from lxml import etree

from protocol.xml import (
    DEFAULT_LIMIT,
    XML_DECLARATION,
    XmlError,
    children,
    escape,
    local_name,
    parse,
    refuse_processing_instructions,
)

ENVELOPE_NS: Final = "http://schemas.xmlsoap.org/soap/envelope/"
WSSE_NS: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
WSU_NS: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
SIM_NS: Final = "urn:toetsbank:simulator"
"""Our own namespace, for what a simulator adds to a fault; nobody may depend on it."""
ZIM_ACTOR: Final = "http://www.aortarelease.nl/actor/zim"
NEXT_ACTOR: Final = "http://schemas.xmlsoap.org/soap/actor/next"
CONTENT_TYPE: Final = "text/xml; charset=utf-8"

_ENVELOPE: Final = f"{{{ENVELOPE_NS}}}Envelope"
_HEADER: Final = f"{{{ENVELOPE_NS}}}Header"
_BODY: Final = f"{{{ENVELOPE_NS}}}Body"
_FAULT: Final = f"{{{ENVELOPE_NS}}}Fault"
_ACTOR: Final = f"{{{ENVELOPE_NS}}}actor"
_MUST_UNDERSTAND: Final = f"{{{ENVELOPE_NS}}}mustUnderstand"
_ENCODING_STYLE: Final = f"{{{ENVELOPE_NS}}}encodingStyle"
SECURITY: Final = f"{{{WSSE_NS}}}Security"


class FaultCode(NamedTuple):
    """A qualified fault code."""

    namespace: str
    name: str

    def __str__(self) -> str:
        """Return the code with its usual prefix, for people."""
        return f"{_PREFIXES.get(self.namespace, '?')}:{self.name}"


_PREFIXES: Final = {ENVELOPE_NS: "soap", WSSE_NS: "wsse", WSU_NS: "wsu"}

CLIENT: Final = FaultCode(ENVELOPE_NS, "Client")
SERVER: Final = FaultCode(ENVELOPE_NS, "Server")
VERSION_MISMATCH: Final = FaultCode(ENVELOPE_NS, "VersionMismatch")
MUST_UNDERSTAND: Final = FaultCode(ENVELOPE_NS, "MustUnderstand")
INVALID_SECURITY: Final = FaultCode(WSSE_NS, "InvalidSecurity")
INVALID_SECURITY_TOKEN: Final = FaultCode(WSSE_NS, "InvalidSecurityToken")
UNSUPPORTED_SECURITY_TOKEN: Final = FaultCode(WSSE_NS, "UnsupportedSecurityToken")
UNSUPPORTED_ALGORITHM: Final = FaultCode(WSSE_NS, "UnsupportedAlgorithm")
FAILED_AUTHENTICATION: Final = FaultCode(WSSE_NS, "FailedAuthentication")
FAILED_CHECK: Final = FaultCode(WSSE_NS, "FailedCheck")
SECURITY_TOKEN_UNAVAILABLE: Final = FaultCode(WSSE_NS, "SecurityTokenUnavailable")
MESSAGE_EXPIRED: Final = FaultCode(WSU_NS, "MessageExpired")


class SoapError(ValueError):
    """A message that SOAP itself refuses; the text is Dutch and may be the faultstring of the answer."""

    def __init__(self, code: FaultCode, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """One header block: its content, whom it addresses, and whether that party must understand it."""

    element: etree._Element
    actor: str | None
    must_understand: bool

    def is_for(self, actor: str) -> bool:
        """Tell whether the party with this actor, being the next one, is addressed by the block."""
        return self.actor in (None, "", actor, NEXT_ACTOR)


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message that was received; ``body`` is the only element in Body, ``None`` for an empty one."""

    root: etree._Element
    headers: tuple[HeaderBlock, ...]
    body: etree._Element | None

    def blocks(self, tag: str, actor: str) -> tuple[HeaderBlock, ...]:
        """Return the blocks of this qualified name whose actor is exactly ``actor``."""
        return tuple(block for block in self.headers if block.element.tag == tag and block.actor == actor)


@dataclass(frozen=True, slots=True)
class Fault:
    """A SOAP fault; ``detail`` is the text of the detail element, ``diagnosis`` that of our own header block."""

    code: FaultCode
    text: str
    actor: str | None = None
    detail: str | None = None
    diagnosis: str | None = None


def parse_envelope(data: bytes, *, limit: int = DEFAULT_LIMIT) -> Envelope:
    """Read an envelope; ``limit`` is in bytes.

    Raises SoapError with Client for what is not a SOAP 1.1 envelope, VersionMismatch for one of another version.
    """
    try:
        root = parse(data, limit=limit)
        if b"<?" in data.removeprefix(b"<?xml "):
            refuse_processing_instructions(root)
    except XmlError as error:
        raise SoapError(CLIENT, str(error)) from error
    if local_name(root) != "Envelope":
        raise SoapError(CLIENT, f"Het bericht is geen SOAP-envelop: het begint met <{local_name(root)[:60]}>.")
    if root.tag != _ENVELOPE:
        raise SoapError(VERSION_MISMATCH, "De SOAP-envelop heeft een andere namespace dan die van SOAP 1.1.")
    return _read_parts(root)


def check_understood(envelope: Envelope, understood: Iterable[str], actor: str) -> None:
    """Raise SoapError with MustUnderstand for a block that is addressed to us and that we do not know.

    ``understood`` are qualified names in the form ``{namespace}name``.
    """
    known = frozenset(understood)
    for block in envelope.headers:
        if block.must_understand and block.is_for(actor) and block.element.tag not in known:
            name = local_name(block.element)[:60]
            raise SoapError(MUST_UNDERSTAND, f"SOAP header niet begrepen: <{name}> is hier onbekend.")


def build_envelope(body: bytes, headers: Iterable[bytes] = ()) -> bytes:
    """Return an envelope around serialised XML, unchanged octets included; without headers it has no Header."""
    blocks = b"".join(headers)
    header = b"<soap:Header>" + blocks + b"</soap:Header>" if blocks else b""
    return (
        XML_DECLARATION
        + b'<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">'
        + header
        + b"<soap:Body>"
        + body
        + b"</soap:Body></soap:Envelope>"
    )


def build_security(tokens: Iterable[bytes], *, actor: str = ZIM_ACTOR) -> bytes:
    """Return the header block ``wss:Security`` with signed tokens as they are (tokens.md section 2.8)."""
    start = (
        f'<wss:Security xmlns:wss="{WSSE_NS}" xmlns:soap="{ENVELOPE_NS}"'
        f' soap:actor="{escape(actor)}" soap:mustUnderstand="1">'
    )
    return start.encode() + b"".join(tokens) + b"</wss:Security>"


def build_unknown_block(*, actor: str | None = None, must_understand: bool = True) -> bytes:
    """Return a header block that nobody can know, for a receiver (None: no actor, so whoever receives it)."""
    named = "" if actor is None else f' soap:actor="{escape(actor)}"'
    return (
        f'<sim:Onbekend xmlns:sim="{SIM_NS}" xmlns:soap="{ENVELOPE_NS}"{named}'
        f' soap:mustUnderstand="{int(must_understand)}"/>'
    ).encode()


def build_fault(fault: Fault) -> bytes:
    """Return an envelope with a fault; its children are unqualified (SOAP 1.1 section 4.4)."""
    prefix = _PREFIXES.get(fault.code.namespace, "f")
    declaration = "" if prefix == "soap" else f' xmlns:{prefix}="{escape(fault.code.namespace)}"'
    actor = "" if fault.actor is None else f"<faultactor>{escape(fault.actor)}</faultactor>"
    detail = (
        ""
        if fault.detail is None
        else f'<detail><sim:info xmlns:sim="{SIM_NS}">{escape(fault.detail)}</sim:info></detail>'
    )
    body = (
        f"<soap:Fault><faultcode{declaration}>{prefix}:{escape(fault.code.name)}</faultcode>"
        f"<faultstring>{escape(fault.text)}</faultstring>{actor}{detail}</soap:Fault>"
    )
    headers = []
    if fault.diagnosis is not None:
        # SOAP 1.1 keeps errors of a header out of <detail>; a header block of our own may carry them.
        headers.append(
            f'<sim:Diagnose xmlns:sim="{SIM_NS}" xmlns:soap="{ENVELOPE_NS}" soap:mustUnderstand="0">'
            f"{escape(fault.diagnosis)}</sim:Diagnose>".encode()
        )
    return build_envelope(body.encode(), headers)


def fault_of(error: SoapError, *, actor: str | None = None) -> Fault:
    """Return the fault that answers a refused message."""
    return Fault(error.code, error.text, actor)


def parse_fault(envelope: Envelope) -> Fault | None:
    """Return the fault of an envelope, or None if its body is something else."""
    body = envelope.body
    if body is None or body.tag != _FAULT:
        return None
    detail = body.find("detail")
    diagnosis = next((b.element for b in envelope.headers if b.element.tag == f"{{{SIM_NS}}}Diagnose"), None)
    return Fault(
        _fault_code(body.find("faultcode")),
        (body.findtext("faultstring") or "").strip(),
        body.findtext("faultactor"),
        None if detail is None else "".join(str(text) for text in detail.itertext()).strip(),
        None if diagnosis is None else diagnosis.text,
    )


def _fault_code(element: etree._Element | None) -> FaultCode:
    if element is None:
        return FaultCode("", "")
    prefix, colon, name = (element.text or "").strip().rpartition(":")
    return FaultCode(element.nsmap.get(prefix if colon else None) or "", name)


def _read_parts(root: etree._Element) -> Envelope:
    parts = children(root)
    header = parts.pop(0) if parts and parts[0].tag == _HEADER else None
    if not parts or parts[0].tag != _BODY:
        raise SoapError(CLIENT, "De SOAP-envelop heeft geen Body op de plaats waar die hoort.")
    if len(parts) > 1:
        raise SoapError(CLIENT, f"Na de SOAP-Body staat nog een element, <{local_name(parts[1])[:60]}>.")
    if any(_ENCODING_STYLE in part.attrib for part in (root, parts[0])):
        raise SoapError(CLIENT, "De SOAP-envelop heeft een encodingStyle; dat is niet toegestaan (WS-I R1005).")
    content = children(parts[0])
    if len(content) > 1:
        raise SoapError(CLIENT, f"De SOAP-Body heeft {len(content)} elementen; het moet er precies een zijn.")
    if content and not str(content[0].tag).startswith("{"):
        raise SoapError(CLIENT, f"Het element <{local_name(content[0])[:60]}> in de SOAP-Body heeft geen namespace.")
    blocks = () if header is None else tuple(_block(element) for element in children(header))
    return Envelope(root, blocks, content[0] if content else None)


def _block(element: etree._Element) -> HeaderBlock:
    name = local_name(element)[:60]
    if not str(element.tag).startswith("{"):
        raise SoapError(CLIENT, f"Het SOAP-headerblok <{name}> heeft geen namespace.")
    must = element.get(_MUST_UNDERSTAND)
    if must not in (None, "0", "1"):
        raise SoapError(CLIENT, f"mustUnderstand van <{name}> is '{must[:20]}'; alleen 0 en 1 zijn toegestaan.")
    return HeaderBlock(element, element.get(_ACTOR), must == "1")
