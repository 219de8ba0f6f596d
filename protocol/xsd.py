"""Validation against schemas of our own, with Dutch sentences that name the place.

Schemas are compiled once, when they are first loaded; validating changes nothing.
"""

import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Final, cast

from lxml import etree

from protocol.xml import place

_EXPECTED: Final = re.compile(r"Expected is(?: one of)? \( (.*?) \)")
_NAME: Final = re.compile(r"(?:\{[^}]*\}|##other:|##)?([\w.*-]+)")
_PREFIXED: Final = re.compile(r"[\w.-]+:([\w.-]+)")
_ATTRIBUTE: Final = re.compile(r"attribute '(?:\{[^}]*\})?([^']+)'")
_VALUE: Final = re.compile(
    r"'([^']*)' is not (?:a valid value|an element of the set)|\[facet '[^']+'\] The value '([^']*)'"
)
_EVERYWHERE: Final = ("realmCode", "typeId", "templateId")
_QUOTED: Final = 60
_MOST: Final = 20
"""Number of problems that are told; a hostile document could have a hundred thousand."""


class Schema:
    """A compiled schema."""

    def __init__(self, file: Path) -> None:
        """Compile ``file``; what it includes is looked for beside it. Raises etree.XMLSchemaParseError."""
        self._schema = etree.XMLSchema(etree.parse(str(file)))

    def problems(self, element: etree._Element) -> tuple[str, ...]:
        """Return a Dutch sentence for every place where an element departs from the schema; empty if there is none."""
        if self._schema.validate(element):
            return ()
        return tuple(dict.fromkeys(_sentence(entry, element) for entry in islice(_entries(self._schema), _MOST)))


def _entries(schema: etree.XMLSchema) -> Iterable[etree._LogEntry]:
    return cast(Iterable[etree._LogEntry], schema.error_log)  # the stubs do not know that it can be iterated


def _sentence(entry: etree._LogEntry, root: etree._Element) -> str:
    where = _place_of(entry, root)
    message = entry.message
    if "No matching global declaration" in message:
        return f"Het element is hier onbekend ({where})."
    if "Missing child element" in message:
        return f"Er ontbreekt een element; verwacht: {_expected(message)} ({where})."
    if "This element is not expected" in message:
        expected = _expected(message)
        return f"Dit element hoort hier niet{f'; verwacht: {expected}' if expected else ''} ({where})."
    attribute = _ATTRIBUTE.search(message)
    if "is required but missing" in message and attribute:
        return f"Het attribuut '{attribute[1]}' ontbreekt ({where})."
    if "is not allowed" in message and attribute:
        return f"Het attribuut '{attribute[1]}' is hier niet toegestaan ({where})."
    value = _VALUE.search(message)
    shown = (value[1] if value[1] is not None else value[2])[:_QUOTED] if value else ""
    if attribute:
        return f"Het attribuut '{attribute[1]}' heeft de ongeldige waarde '{shown}' ({where})."
    if "content" in message.lower() and value is None:
        return f"De inhoud van dit element is niet toegestaan ({where})."
    return f"De waarde '{shown}' is ongeldig ({where})."


def _expected(message: str) -> str:
    """Return the names that would be right, without those that may begin every class."""
    found = _EXPECTED.search(message)
    named = [] if found is None else _NAME.findall(found[1])
    return " of ".join([name for name in named if name not in _EVERYWHERE] or named)


def _place_of(entry: etree._LogEntry, root: etree._Element) -> str:
    """Return the place as local names; libxml2 gives a path of positions that begins at the validated element."""
    _, _, steps = (entry.path or "").removeprefix("/").partition("/")
    # A prefix may be declared anywhere; the local name and the number that follows it say enough.
    relative = _PREFIXED.sub(r"*[local-name()='\1']", steps)
    try:
        found = root.xpath(f"./{relative}" if relative else ".")
    except etree.XPathError:
        found = []
    if isinstance(found, list) and found and isinstance(found[0], etree._Element):
        return place(found[0])
    return place(root)
