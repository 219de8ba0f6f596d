"""The burgerservicenummer: form, 11-proef and the range of fictitious numbers (identity.md section 3)."""

from collections.abc import Iterator
from typing import Final

LENGTH: Final = 9
FICTITIOUS_PREFIX: Final = "9999"
_WEIGHTS: Final = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def is_bsn(text: str) -> bool:
    """Tell whether a text is nine digits, not all zero, that pass the 11-proef."""
    if len(text) != LENGTH or not (text.isascii() and text.isdigit()) or text == "0" * LENGTH:
        return False
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text, strict=True)) % 11 == 0


def is_fictitious(text: str) -> bool:
    """Tell whether a text is a BSN of the range that is set apart for tests, 9999xxxxx."""
    return text.startswith(FICTITIOUS_PREFIX) and is_bsn(text)


def fictitious_bsns() -> Iterator[str]:
    """Yield all BSNs of the test range in ascending order; there are 9,091."""
    for number in range(100_000):
        text = f"{FICTITIOUS_PREFIX}{number:05d}"
        if is_bsn(text):
            yield text


def mask(text: str) -> str:
    """Return a BSN as it may be shown: fictitious numbers whole, of all others only the last two digits."""
    return text if is_fictitious(text) else "*" * max(0, len(text) - 2) + text[-2:]
