"""The common pieces of HL7v3 messages: writing them as text, reading them from elements."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from lxml import etree

from protocol.hl7.timestamps import format_ts, parse_ts
from protocol.ids import InstanceIdentifier
from protocol.xml import escape, place

NS: Final = "urn:hl7-org:v3"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"


class Hl7Error(ValueError):
    """A message that lacks what its wrapper must have; the text is a Dutch sentence that ends with the place."""

    def __init__(self, text: str, where: str) -> None:
        super().__init__(f"{text} ({where})")
        self.text = text
        self.where = where


def path(steps: str) -> str:
    """Return a path of local names as a qualified one: ``receiver/device/id``."""
    return "/".join(f"{{{NS}}}{step}" for step in steps.split("/"))


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


def need(element: etree._Element, steps: str) -> etree._Element:
    """Return the first element at a qualified path; raises Hl7Error if there is none."""
    found = element.find(steps)
    if found is None:
        names = "/".join(part.rpartition("}")[2] for part in steps.split("/{"))
        raise Hl7Error(f"Het element '{names}' ontbreekt.", place(element))
    return found


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute without white space around it; raises Hl7Error if it is absent or empty."""
    value = (element.get(name) or "").strip()
    if not value:
        raise Hl7Error(f"Het attribuut '{name}' ontbreekt of is leeg.", place(element))
    return value


def read_ii(element: etree._Element) -> InstanceIdentifier:
    """Read an instance identifier; raises Hl7Error if root or extension is missing."""
    return InstanceIdentifier(attribute(element, "root"), attribute(element, "extension"))


def read_ts(element: etree._Element) -> datetime:
    """Read a point in time as UTC; raises Hl7Error for what is none."""
    try:
        return parse_ts(attribute(element, "value"))
    except Hl7Error:
        raise
    except ValueError as error:
        raise Hl7Error(str(error), place(element)) from error


def extension_under(elements: Iterable[etree._Element], root: str) -> str | None:
    """Return the extension of the first identifier with this root."""
    return next((found.get("extension") for found in elements if found.get("root") == root), None)
