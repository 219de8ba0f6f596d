"""XML as AORTA exchanges it: UTF-8, no document type, bounded size, depth and number of nodes.

Reading is closed to entities, external files and the network; writing goes through ``escape``, so that no value can
add markup. Sources: WS-I Basic Profile 1.0 (R1008, R1009, R1012) and transport.md section 1.1.
"""

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

XML_DECLARATION: Final = b'<?xml version="1.0" encoding="utf-8"?>'
DEFAULT_LIMIT: Final = 10 * 1024 * 1024
MAXIMUM_DEPTH: Final = 100
MAXIMUM_TAGS: Final = 400_000
"""Number of ``<`` in a document: start tags, end tags, comments."""
MAXIMUM_EQUALS: Final = 500_000
"""Number of ``=`` in a document, an upper bound on its attributes."""

MAXIMUM_NAMES: Final = 2_000
"""Number of different names in a document that is large enough to have more; libxml2 never forgets a name."""

_BOM: Final = b"\xef\xbb\xbf"
_ENCODING: Final = re.compile(rb"""\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_NAMES: Final = re.compile(rb"""<([^\s<>/!?=]+)|\s([^\s<>/=]+)\s*=""")
_NOT_A_CHARACTER: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL: Final = re.compile("[&<>\"'\t\n\r]")
_REFERENCES: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}
_TOO_DEEP: Final = etree.XPath("boolean(/" + "/".join("*" * (MAXIMUM_DEPTH + 1)) + ")")
_INSTRUCTIONS: Final = etree.XPath("//processing-instruction()")
_STRING: Final = etree.XPath("string()", smart_strings=False)


_SEPARATOR: Final = "\uf8ff"
"""A character of nobody (private use) between values that are read together."""
_BETWEEN: Final = f", '{_SEPARATOR}', "


class XmlError(ValueError):
    """Bytes that are not XML as it may be exchanged here; the text is one Dutch sentence."""


def parse(data: bytes, *, limit: int = DEFAULT_LIMIT) -> etree._Element:
    """Read a document and return its root element.

    ``limit`` is in bytes. Raises XmlError for what is too large, too deep, not well-formed, not UTF-8, or has a
    document type declaration.
    """
    if len(data) > limit:
        raise XmlError(f"Het XML-document is {len(data)} bytes groot; toegestaan is hoogstens {limit} bytes.")
    _check_prolog(data)
    _check_names(data)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise XmlError(_syntax_sentence(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlError(_DOCTYPE_SENTENCE)
    # Whatever holds another element has an end tag: with few of those nothing can be deep.
    if data.count(b"</") >= MAXIMUM_DEPTH and _TOO_DEEP(root):
        raise XmlError(f"Het XML-document is te diep genest; toegestaan zijn hoogstens {MAXIMUM_DEPTH} niveaus.")
    return root


class Fields:
    """Reads many values of an element at once: a tenth of the time of as many searches.

    Values are XPath expressions; of several nodes the first one counts. White space around a value is dropped.
    """

    def __init__(self, namespaces: Mapping[str, str], paths: Mapping[str, str]) -> None:
        self._names = tuple(paths)
        self._read = etree.XPath(
            f"concat({_BETWEEN.join(paths.values())}, '')",
            namespaces=dict(namespaces),
            smart_strings=False,
        )

    def read(self, element: etree._Element) -> dict[str, str]:
        """Return the values by name, empty where there is none; raises XmlError if one has a forbidden character."""
        found = str(self._read(element)).split(_SEPARATOR)
        if len(found) != len(self._names):
            raise XmlError("Het bericht bevat het teken U+F8FF op een plaats waar het niet mag staan.")
        return dict(zip(self._names, map(str.strip, found), strict=True))


def first(element: etree._Element, tag: str) -> etree._Element | None:
    """Return the first child of a qualified name; faster than a path of ElementTree."""
    return next(element.iterchildren(tag), None)


def text_of(element: etree._Element | None) -> str:
    """Return all text in an element, as XPath does, without white space around it; empty if there is no element."""
    if element is None:
        return ""
    return (str(_STRING(element)) if len(element) else element.text or "").strip()


def refuse_processing_instructions(root: etree._Element) -> None:
    """Raise XmlError if the document of ``root`` has a processing instruction (WS-I R1009)."""
    found = _INSTRUCTIONS(root)
    if isinstance(found, list) and found:
        raise XmlError("Het XML-document bevat een verwerkingsinstructie (<?...?>); die is hier niet toegestaan.")


def escape(value: str) -> str:
    """Return a value as it may stand in an attribute or as text.

    Raises XmlError for a character that XML 1.0 does not know, such as a control character.
    """
    wrong = _NOT_A_CHARACTER.search(value)
    if wrong is not None:
        raise XmlError(f"De tekst bevat het teken U+{ord(wrong[0]):04X}, dat in XML niet bestaat.")
    if _SPECIAL.search(value) is None:
        return value
    return _SPECIAL.sub(lambda found: _REFERENCES[found[0]], value)


def serialise(element: etree._Element) -> bytes:
    """Return an element as UTF-8 without XML declaration and without what follows it in its document."""
    return etree.tostring(element, encoding="utf-8", with_tail=False)


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace; empty for a comment or processing instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element) -> list[etree._Element]:
    """Return the child elements, without comments and processing instructions."""
    return [child for child in element if isinstance(child.tag, str)]


def place(element: etree._Element) -> str:
    """Return where an element stands, as a path of local names; repeated names are numbered from 1."""
    steps: list[str] = []
    current: etree._Element | None = element
    while current is not None:
        parent = current.getparent()
        step = local_name(current)
        if parent is not None:
            same = [child for child in parent if child.tag == current.tag]
            step = f"{step}[{same.index(current) + 1}]" if len(same) > 1 else step
        steps.append(step)
        current = parent
    return "/" + "/".join(reversed(steps))


_DOCTYPE_SENTENCE: Final = "Het XML-document heeft een DOCTYPE; documenttypen en entiteiten zijn niet toegestaan."


def _parser() -> etree.XMLParser:
    # A parser per document: one parser object that is shared between threads makes them wait for each other.
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        collect_ids=False,
    )


def _check_prolog(data: bytes) -> None:
    """Refuse another encoding and a document type before the parser sees them."""
    start = len(_BOM) if data.startswith(_BOM) else 0
    if not data[start : start + 200].lstrip().startswith(b"<"):
        raise XmlError("Het bericht is geen XML in UTF-8: het begint niet met '<'.")
    if data.startswith(b"<?xml", start):
        declaration = data[start : data.find(b"?>", start, start + 200) + 2]
        encoding = _ENCODING.search(declaration)
        if encoding is not None and encoding[1].lower() not in (b"utf-8", b"utf8"):
            raise XmlError(f"Het XML-document staat in de tekenset {encoding[1].decode()}; vereist is UTF-8.")
    position = start
    while (position := data.find(b"<", position)) >= 0:
        if data.startswith(b"<?", position):
            end = data.find(b"?>", position)
        elif data.startswith(b"<!--", position):
            end = data.find(b"-->", position + 4)
        elif data.startswith(b"<!", position):
            raise XmlError(_DOCTYPE_SENTENCE)
        else:
            return
        if end < 0:
            return
        position = end


def _check_names(data: bytes) -> None:
    """Refuse more nodes or different names than any message has, before memory is spent on them."""
    tags, equals = data.count(b"<"), data.count(b"=")
    if tags > MAXIMUM_TAGS or equals > MAXIMUM_EQUALS:
        raise XmlError(
            f"Het XML-document heeft te veel elementen of attributen; toegestaan zijn hoogstens {MAXIMUM_TAGS} tags."
        )
    if tags + equals <= MAXIMUM_NAMES:
        return
    names: set[bytes] = set()
    for found in _NAMES.finditer(data):
        names.add(found[1] or found[2])
        if len(names) > MAXIMUM_NAMES:
            raise XmlError(f"Het XML-document heeft meer dan {MAXIMUM_NAMES} verschillende namen van elementen.")


def _syntax_sentence(error: etree.XMLSyntaxError) -> str:
    line, column = error.position
    return f"Het bericht is geen welgevormde XML: de fout staat op regel {line}, kolom {column}."
