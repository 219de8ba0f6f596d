"""No BSN of a real person is shown: numbers that could be one and are not fictitious are masked (DESIGN section 9)."""

import re
from collections.abc import Mapping
from typing import Any

_NINE_DIGITS = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_FICTITIOUS = "9999"
MASKED = "▒▒▒▒▒▒▒▒▒"


def mask(text: str) -> str:
    """Return the text with every nine-digit number that passes the 11-proef masked, except those from 9999xxxxx."""
    return _NINE_DIGITS.sub(_replacement, text)


def mask_value(value: Any) -> Any:
    """Return a JSON value with all texts and whole numbers in it masked, keys included."""
    match value:
        case str():
            return mask(value)
        case bool() | float() | None:
            return value
        case int():
            masked = mask(str(value))
            return value if masked == str(value) else masked
        case Mapping():
            return {mask(str(key)): mask_value(item) for key, item in value.items()}
        case list() | tuple():
            return [mask_value(item) for item in value]
        case _:
            return mask(str(value))


def _replacement(found: re.Match[str]) -> str:
    digits = found.group()
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    is_real = total % 11 == 0 and not digits.startswith(_FICTITIOUS)
    return MASKED if is_real else digits
