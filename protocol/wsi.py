"""What a SOAP message looks like on the wire, for the rules of WS-I Basic Profile 1.0 (transport.md section 1.6).

Only facts: which of them break a rule is judged elsewhere. Hostile bytes are read like any others; names are cut off.
"""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from protocol.soap import WSSE_NS
from protocol.xml import XmlError, children, local_name, parse

SAML2_NS: Final = "urn:oasis:names:tc:SAML:2.0:assertion"
LEGACY_TOKENS: Final = "authenticationTokens"
"""Header block with tokens from before SAML (transport.md section 1.4)."""

_LONGEST: Final = 120
_DECLARATION: Final = re.compile(rb"""^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_PROLOG: Final = re.compile(rb"^\s*<\?xml\s.*?\?>", re.DOTALL)
_READABLE: Final = frozenset({"utf-8", "utf-16", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252"})
_BYTE_ORDER_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_INSTRUCTIONS: Final = etree.XPath("boolean(//processing-instruction())")


@dataclass(frozen=True, slots=True)
class FaultFacts:
    """A fault of whatever version of SOAP: its children by qualified name, and its code as namespace and name."""

    children: tuple[str, ...]
    code_namespace: str
    code: str


@dataclass(frozen=True, slots=True)
class EnvelopeFacts:
    """One message as it was sent; qualified names have the form ``{namespace}name``."""

    encoding: str = "utf-8"
    """By its byte order mark or XML declaration, in small letters; utf-8 where neither tells."""
    doctype: bool = False
    instructions: bool = False
    """There is a processing instruction; the XML declaration is none."""
    unreadable: str = ""
    """Why no more is known of it, as a Dutch sentence; empty for what could be read."""
    root: str = ""
    encoding_styles: tuple[str, ...] = ()
    """Elements of SOAP itself, and children of Body, that have an encodingStyle."""
    body: tuple[str, ...] = ()
    """The children of Body."""
    after_body: tuple[str, ...] = ()
    must_understand: tuple[str, ...] = ()
    """The values of mustUnderstand on header blocks."""
    tokens: tuple[str, ...] = ()
    """Security tokens: the version before the name for a SAML assertion, for instance ``2.0 {namespace}Assertion``."""
    fault: FaultFacts | None = None

    @property
    def namespace(self) -> str:
        """The namespace of the envelope; empty for what is no envelope."""
        return self.root[1:].rpartition("}")[0] if self.root.endswith("}Envelope") else ""


def read_facts(data: bytes, root: etree._Element | None = None) -> EnvelopeFacts | None:
    """Return the facts of a message, None for an empty one; ``root`` is its document where that was read already."""
    if not data or data.isspace():
        return None
    encoding = _encoding(data)
    start = _text(data, encoding)
    if root is None:
        try:
            root = parse(start if encoding == "utf-8" else _PROLOG.sub(b"", start))
        except XmlError as error:
            return EnvelopeFacts(encoding, doctype="DOCTYPE" in str(error), unreadable=str(error))
    instructions = data.count(b"<?") > data.startswith(b"<?xml ") and bool(_INSTRUCTIONS(root))
    return _of_root(root, encoding, instructions)


def _of_root(root: etree._Element, encoding: str, instructions: bool) -> EnvelopeFacts:
    namespace = root.tag[: root.tag.rfind("}") + 1]
    header, body, after = _parts(root, namespace)
    content = [] if body is None else children(body)
    blocks = [] if header is None else children(header)
    fault = next((element for element in content if element.tag == f"{namespace}Fault"), None)
    style, must = f"{namespace}encodingStyle", f"{namespace}mustUnderstand"
    of_soap = [root, *(part for part in (header, body) if part is not None), *content]
    if fault is not None:
        of_soap += children(fault)
    return EnvelopeFacts(
        encoding,
        instructions=instructions,
        root=_name(root),
        encoding_styles=tuple([_name(element) for element in of_soap if element.get(style) is not None]),
        body=tuple([_name(element) for element in content]),
        after_body=tuple([_name(element) for element in after]),
        must_understand=tuple([value[:_LONGEST] for block in blocks if (value := block.get(must)) is not None]),
        tokens=tuple([name for block in blocks for name in _tokens(block)]),
        fault=None if fault is None else _fault(fault),
    )


def _parts(
    root: etree._Element, namespace: str
) -> tuple[etree._Element | None, etree._Element | None, list[etree._Element]]:
    """Return Header, Body, and what comes after Body."""
    header: etree._Element | None = None
    body: etree._Element | None = None
    after = []
    for part in children(root):
        if body is not None:
            after.append(part)
        elif part.tag == f"{namespace}Body":
            body = part
        elif part.tag == f"{namespace}Header":
            header = part
    return header, body, after


def _tokens(block: etree._Element) -> list[str]:
    if local_name(block) == LEGACY_TOKENS:
        return [_name(block)]
    if block.tag != f"{{{WSSE_NS}}}Security":
        return []
    return [
        f"{element.get('Version') or '?'} {_name(element)}" if local_name(element) == "Assertion" else _name(element)
        for element in children(block)
    ]


def _fault(fault: etree._Element) -> FaultFacts:
    code = next((element for element in children(fault) if local_name(element) == "faultcode"), None)
    prefix, colon, name = ("" if code is None else (code.text or "").strip()).rpartition(":")
    namespace = "" if code is None else code.nsmap.get(prefix if colon else None) or ""
    return FaultFacts(tuple(map(_name, children(fault))), namespace[:_LONGEST], name[:_LONGEST])


def _name(element: etree._Element) -> str:
    return str(element.tag)[-_LONGEST:]


def _encoding(data: bytes) -> str:
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return name
    if data[:4] in (b"<\x00?\x00", b"\x00<\x00?"):
        return "utf-16"
    declared = _DECLARATION.match(data)
    return "utf-8" if declared is None else declared[1].decode("ascii").lower().replace("utf8", "utf-8")


def _text(data: bytes, encoding: str) -> bytes:
    """Return the message in UTF-8 if its encoding is a usual one, else as it is."""
    if encoding == "utf-8" or encoding not in _READABLE:
        return data
    try:
        return data.decode(encoding).lstrip("\ufeff").encode()
    except UnicodeError:
        return data
