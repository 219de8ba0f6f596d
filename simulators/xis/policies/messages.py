"""What the XIS decides about its messages as HTTP and SOAP: how it writes them, and which it takes."""

from dataclasses import dataclass
from typing import Final

from protocol.soap import CONTENT_TYPE, ENVELOPE_NS, MUST_UNDERSTAND, NEXT_ACTOR, Envelope, FaultCode, SoapError
from protocol.xml import local_name

GBX_ACTOR: Final = "http://www.aortarelease.nl/actor/gbx"
"""Actor of a GBx as end destination (transport.md section 1.4, assumed)."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How an envelope goes onto the wire."""

    encoding: str = "utf-8"
    content_type: str = CONTENT_TYPE
    rewritten: tuple[tuple[str, str], ...] = ()
    """Texts of an envelope, the first of each, and what is written in their place."""

    def write(self, envelope: bytes) -> bytes:
        """Return the bytes that are sent for an envelope in UTF-8."""
        if not self.rewritten and self.encoding == "utf-8":
            return envelope
        text = envelope.decode().replace('encoding="utf-8"', f'encoding="{self.encoding}"', 1)
        for usual, written in self.rewritten:
            text = text.replace(usual, written, 1)
        return text.encode(self.encoding)


@dataclass(frozen=True, slots=True)
class RequestPolicy(Writing):
    """How the XIS sends a message."""

    method: str = "POST"
    http_version: str = "1.1"
    soap_action: str = '"{}"'
    """The SOAPAction header, with braces where the action comes."""


@dataclass(frozen=True, slots=True)
class AnswerPolicy(Writing):
    """How the XIS answers a message."""

    status: int = 200
    fault_status: int = 500


@dataclass(frozen=True, slots=True)
class HttpPolicy:
    """Which HTTP requests get as far as SOAP."""

    lowest_version: tuple[int, int] = (1, 1)
    methods: frozenset[str] = frozenset({"POST"})
    media_types: frozenset[str] | None = frozenset({"text/xml"})
    """None: whatever the request says it is."""
    other_envelopes: frozenset[str] = frozenset()
    """Namespaces of envelopes of other versions of SOAP that are taken for one of SOAP 1.1."""

    def as_soap11(self, body: bytes) -> bytes:
        """Return a message as it is read: in the namespace of SOAP 1.1 if its own is taken for that."""
        for namespace in self.other_envelopes:
            body = body.replace(namespace.encode(), ENVELOPE_NS.encode())
        return body


@dataclass(frozen=True, slots=True)
class HeaderPolicy:
    """Which header blocks are for the XIS, and what becomes of one that it does not know (SOAP 1.1, 4.2.2 and 4.2.3).

    The XIS knows no block at all.
    """

    actors: frozenset[str] | None = frozenset({"", NEXT_ACTOR, GBX_ACTOR})
    """Whom a block can address to be for the XIS; None: anyone."""
    spared: frozenset[str] = frozenset()
    """Whose blocks are for another even so."""
    heeds: bool = True
    """Refuse a message with an unknown block that must be understood."""
    optional_too: bool = False
    """Refuse a message with an unknown block that need not be understood."""
    code: FaultCode = MUST_UNDERSTAND

    def check(self, envelope: Envelope) -> None:
        """Raise SoapError for a block that is for the XIS and that it ought to know."""
        for block in envelope.headers:
            actor = block.actor or ""
            ours = actor not in self.spared and (self.actors is None or actor in self.actors)
            if ours and ((block.must_understand and self.heeds) or (not block.must_understand and self.optional_too)):
                name = local_name(block.element)[:60]
                raise SoapError(self.code, f"SOAP header niet begrepen: <{name}> is hier onbekend.")
