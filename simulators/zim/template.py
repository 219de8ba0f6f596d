"""Text with holes: an answer that is written once in full and then filled in for each message."""

import re
from collections.abc import Mapping


class Template:
    """A text in which every occurrence of a marker is to be replaced."""

    def __init__(self, text: str, markers: tuple[str, ...]) -> None:
        """Cut a text at its markers; a marker may not be part of another."""
        self._pieces = re.split("(" + "|".join(map(re.escape, markers)) + ")", text)
        self._holes = tuple((at, marker) for at, marker in enumerate(self._pieces) if at % 2)

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the text with a value for each marker; raises KeyError if one is missing."""
        pieces = self._pieces.copy()
        for at, marker in self._holes:
            pieces[at] = values[marker]
        return "".join(pieces)
