"""No BSN of a real person is shown: numbers that could be one and are not fictitious are masked (DESIGN section 9)."""

import re
from typing import Any

from protocol import bsn

_NINE_DIGITS = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{32,}(?![0-9A-Za-z])|(?<![0-9])([0-9]{9})(?![0-9])")
"""A hexadecimal number of the length of a hash is found whole, so that no nine digits of it are taken for a BSN."""


def mask(text: str) -> str:
    """Return the text with every nine-digit number that passes the 11-proef masked, except those from 9999xxxxx.

    Other numbers of nine digits pass the 11-proef by chance, one in eleven; those are masked too.
    """
    return text if len(text) < bsn.LENGTH else _NINE_DIGITS.sub(_replacement, text)


def mask_value(value: Any) -> Any:
    """Return a JSON value with all texts and whole numbers in it masked, keys included."""
    # Plain type tests: this runs over every fact of every observation in a report.
    if isinstance(value, str):
        return mask(value)
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        text = str(value)
        masked = mask(text)
        return value if masked == text else masked
    if isinstance(value, dict):
        return {mask(str(key)): mask_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [mask_value(item) for item in value]
    return mask(str(value))


def _replacement(found: re.Match[str]) -> str:
    digits = found.group(1)
    if digits is None:
        return found.group()
    return bsn.mask(digits) if bsn.is_bsn(digits) else digits
