"""The common pieces of HL7v3 messages: writing them as text, reading them from elements."""

from datetime import datetime
from typing import Final

from lxml import etree

from protocol.hl7.timestamps import format_ts, parse_ts
from protocol.ids import InstanceIdentifier
from protocol.xml import escape, place

NS: Final = "urn:hl7-org:v3"
_PREFIX: Final = f"{{{NS}}}"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"


class Hl7Error(ValueError):
    """A message that lacks what its wrapper must have; the text is a Dutch sentence that ends with the place."""

    def __init__(self, text: str, where: str) -> None:
        super().__init__(f"{text} ({where})")
        self.text = text
        self.where = where


class Node:
    """An element whose children are found by local name in the namespace of HL7v3.

    It remembers its children: who reads a message more than once keeps the Node. Several times as fast as paths of
    ElementTree, which counts at a thousand messages per second.
    """

    __slots__ = ("_children", "element")

    def __init__(self, element: etree._Element) -> None:
        self.element = element
        self._children: dict[str, list[Node]] | None = None

    def find(self, *names: str) -> "Node | None":
        """Return the first descendant along these names, or None."""
        node = self
        for name in names:
            found = (node._children or node._read()).get(_PREFIX + name)
            if found is None:
                return None
            node = found[0]
        return node

    def need(self, *names: str) -> "Node":
        """Return the first descendant along these names; raises Hl7Error if there is none."""
        found = self.find(*names)
        if found is None:
            raise Hl7Error(f"Het element '{'/'.join(names)}' ontbreekt.", self.place)
        return found

    def all(self, name: str) -> "list[Node]":
        """Return all children of this name."""
        return (self._children or self._read()).get(_PREFIX + name, [])

    def get(self, name: str) -> str | None:
        """Return an attribute without white space around it, None if it is absent or empty."""
        value = self.element.get(name)
        return value.strip() or None if value else None

    def attribute(self, name: str) -> str:
        """Return an attribute without white space around it; raises Hl7Error if it is absent or empty."""
        value = self.get(name)
        if value is None:
            raise Hl7Error(f"Het attribuut '{name}' ontbreekt of is leeg.", self.place)
        return value

    @property
    def text(self) -> str:
        """Return the text without white space around it."""
        return (self.element.text or "").strip()

    @property
    def place(self) -> str:
        """Return where the element stands."""
        return place(self.element)

    def ii(self) -> InstanceIdentifier:
        """Read an instance identifier; raises Hl7Error if root or extension is missing."""
        return InstanceIdentifier(self.attribute("root"), self.attribute("extension"))

    def ts(self) -> datetime:
        """Read a point in time as UTC; raises Hl7Error for what is none."""
        value = self.attribute("value")
        try:
            return parse_ts(value)
        except ValueError as error:
            raise Hl7Error(str(error), self.place) from error

    def extension_under(self, root: str, name: str = "id") -> str | None:
        """Return the extension of the first identifier with this root."""
        for node in self.all(name):
            if node.get("root") == root:
                return node.get("extension")
        return None

    def _read(self) -> "dict[str, list[Node]]":
        children: dict[str, list[Node]] = {}
        for child in self.element:
            tag = child.tag
            if tag in children:
                children[tag].append(Node(child))
            else:
                children[tag] = [Node(child)]
        self._children = children
        return children


def qualified(name: str) -> str:
    """Return a local name as a qualified one."""
    return _PREFIX + name


def ii(name: str, identifier: InstanceIdentifier) -> str:
    """Write an instance identifier."""
    return f'<{name} root="{escape(identifier.root)}" extension="{escape(identifier.extension)}"/>'


def code(name: str, value: str, system: str | None = None, display: str | None = None) -> str:
    """Write a code, with its code system and display name where given."""
    of = "" if system is None else f' codeSystem="{escape(system)}"'
    shown = "" if display is None else f' displayName="{escape(display)}"'
    return f'<{name} code="{escape(value)}"{of}{shown}/>'


def ts(name: str, moment: datetime) -> str:
    """Write a point in time."""
    return f'<{name} value="{format_ts(moment)}"/>'


def text(name: str, value: str) -> str:
    """Write an element with text."""
    return f"<{name}>{escape(value)}</{name}>"
