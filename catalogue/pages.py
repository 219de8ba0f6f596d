"""Reads a user's own copy of the source: PDF or text, with what pages and fonts add to it taken away.

Left as they are: the words, and where lines end. Taken away: running headers and footers, ligatures, soft hyphens and
hard spaces, and the private characters that fonts use for bullets.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

LARGEST = 50 * 1024 * 1024
"""Bytes; the source has some 80 pages."""
_ALIAS_LINE = re.compile(r"^\s*Alias:", re.MULTILINE)
_CHARACTERS = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        "\u00a0": " ",
        "\u2007": " ",
        "\u202f": " ",
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u2060": None,
        "\ufeff": None,
        "\uf0b7": "•",
        "\uf0a7": "•",
        "▪": "•",
        "●": "•",
    }
)
_EDGE = 2
"""Headers and footers are looked for in this many lines at either end of a page."""
_OFTEN = 0.6
_FEWEST_PAGES = 4
_NEVER_RUNNING = re.compile(r"^\s*(?:Vzvz_|Alias:|(?:Details|Eis|Toelichting[\w ]*)\s*:?\s*$)")


class DocumentError(ValueError):
    """A document that cannot be read; one Dutch sentence."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The text of a document, and what tells it apart from other files."""

    name: str
    sha256: str
    """Of the file as it is."""
    text: str
    count: int | None = None
    """How many pages, where the file says so."""


def read_pages(path: Path) -> Pages:
    """Return the text of a document; raises ``DocumentError``."""
    try:
        if path.is_file() and path.stat().st_size > LARGEST:
            raise DocumentError(f"{path} is groter dan {LARGEST // 2**20} MB; wijs het document zelf aan.")
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path} is niet te lezen: {error.strerror}. Wijs een PDF of tekstbestand aan.") from error
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(b"%PDF"):
        pages = _pdf(path, data)
        return Pages(path.name, digest, clean(pages), len(pages))
    text = _decoded(path, data)
    pages = tuple(text.split("\f"))
    return Pages(path.name, digest, clean(pages), len(pages) if len(pages) > 1 else None)


def clean(pages: Sequence[str]) -> str:
    """Return the pages as one text, without headers, footers and the characters that only fonts need."""
    lined = [page.translate(_CHARACTERS).splitlines() for page in pages]
    running = _running(lined)
    return "\n\n".join("\n".join(_without(running, lines) if len(lined) > 1 else lines) for lines in lined)


def _without(running: frozenset[str], lines: Sequence[str]) -> Sequence[str]:
    """Return the lines of a page between its headers and footers: the page may have cut a heading from its text."""
    edges = _edges(lines) if running else frozenset()
    filled = [
        number for number, line in enumerate(lines) if line.strip() and not (number in edges and _key(line) in running)
    ]
    return lines[filled[0] : filled[-1] + 1] if filled else ()


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the lines, with their digits masked, that stand at an end of most pages."""
    if len(pages) < _FEWEST_PAGES:
        return frozenset()
    counted = Counter(
        key for lines in pages for key in {_key(lines[number]) for number in _edges(lines)} if key is not None
    )
    return frozenset(key for key, number in counted.items() if number >= _OFTEN * len(pages))


def _edges(lines: Sequence[str]) -> frozenset[int]:
    filled = [number for number, line in enumerate(lines) if line.strip()]
    return frozenset((*filled[:_EDGE], *filled[-_EDGE:]))


def _key(line: str) -> str | None:
    return None if _NEVER_RUNNING.match(line) else re.sub(r"\d+", "#", " ".join(line.split()))


def _pdf(path: Path, data: bytes) -> tuple[str, ...]:
    """Return the text per page: in the layout of the page, or plain where that finds more requirements."""
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError(f"{path} is beveiligd met een wachtwoord; geef een kopie zonder.")
        layout = tuple(page.extract_text(extraction_mode="layout") for page in reader.pages)
        if _requirements(layout):
            plain = tuple(page.extract_text() for page in reader.pages)
            return layout if _requirements(layout) >= _requirements(plain) else plain
        plain = tuple(page.extract_text() for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        if isinstance(error, DocumentError):
            raise
        raise DocumentError(
            f"{path} is geen leesbare PDF ({type(error).__name__}); geef een andere PDF of de tekst ervan."
        ) from error
    if not any(page.strip() for page in plain):
        raise DocumentError(f"{path} is een PDF zonder tekst, bijvoorbeeld een scan; geef een PDF met tekst.")
    return plain


def _requirements(pages: Sequence[str]) -> int:
    return sum(len(_ALIAS_LINE.findall(page)) for page in pages)


def _decoded(path: Path, data: bytes) -> str:
    if b"\0" in data:
        raise DocumentError(f"{path} is geen PDF en geen tekst; geef een PDF of een tekstbestand in UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
