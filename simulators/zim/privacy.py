"""Keeping real burgerservicenummers out of everything that is stored.

Only fictitious numbers (9999xxxxx) may be used. A number outside that range is refused, shown masked, and taken out of
the message before it goes to the event log (DESIGN section 9).
"""

import re
from typing import Final

from lxml import etree

from protocol import bsn, ids

_SHAPE: Final = bytes(48 if 48 <= code < 58 else 32 for code in range(256))
"""Turns every digit into 0 and everything else into a space: to look for the one shape of a BSN in that is five times
faster than a regular expression."""
_NINE_ALONE: Final = b" " + bsn.LENGTH * b"0" + b" "
_NINE_DIGITS: Final = re.compile("(?<![0-9])[0-9]{9}(?![0-9])")
_POSITIONS: Final = etree.XPath(
    "//*[@root=$root]/@extension"
    " | //saml:NameID/text()"
    " | //saml:Attribute[@Name='burgerServiceNummer']/saml:AttributeValue/text()",
    namespaces={"saml": "urn:oasis:names:tc:SAML:2.0:assertion"},
)


def foreign_numbers(body: bytes, root: etree._Element | None, known: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the BSNs in a message that are not fictitious.

    ``known`` are values that stood where a BSN belongs: of these, anything that is no fictitious BSN counts. In a
    message that was read (``root``) other numbers count where a BSN stands; in one that was not, anywhere.
    """
    found = {number for number in set(known) if not bsn.is_fictitious(number)}
    suspects = {text for text in map(bytes.decode, _runs(body)) if _is_foreign(text)} - found
    if not suspects:
        return frozenset(found)
    if root is None:
        return frozenset(found | suspects)
    values = _POSITIONS(root, root=ids.BSN)
    positions = {str(value).strip() for value in values} if isinstance(values, list) else set()
    return frozenset(found | suspects & positions)


def storable(body: bytes, foreign: frozenset[str]) -> bytes | None:
    """Return a message as it may be stored: foreign numbers masked; None if they cannot be taken out.

    That is so for a body that is no UTF-8, and for numbers that are there in another notation.
    """
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    for number in foreign:
        if not number or number not in text:
            return None
        text = text.replace(number, bsn.mask(number))
    return text.encode() if foreign else body


def masked(text: str) -> str:
    """Return a short text, such as a path, with every number masked that may be a real BSN."""
    if len(text) < bsn.LENGTH:
        return text
    return _NINE_DIGITS.sub(lambda found: bsn.mask(found[0]) if _is_foreign(found[0]) else found[0], text)


def _runs(body: bytes) -> set[bytes]:
    """Return the runs of exactly nine digits in a message."""
    shape = b" " + body.translate(_SHAPE) + b" "
    found = set()
    at = shape.find(_NINE_ALONE)
    while at >= 0:
        found.add(body[at : at + bsn.LENGTH])
        at = shape.find(_NINE_ALONE, at + 1)
    return found


def _is_foreign(text: str) -> bool:
    return not text.startswith(bsn.FICTITIOUS_PREFIX) and bsn.is_bsn(text)
