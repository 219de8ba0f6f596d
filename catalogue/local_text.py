"""The literal text that a user's own copy gave, kept on his machine only, so that a report can show it.

It is one JSON file in a folder of its own; a ``.gitignore`` beside it keeps the folder out of any repository.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pydantic import Field, ValidationError

from catalogue.model import Record

FILE = "bron.json"


class LocalTextError(ValueError):
    """A folder without usable local text; one Dutch sentence."""


class Literal(Record):
    """The literal words of a requirement or clause, and what was put right in them."""

    tekst: str
    hersteld: str = ""


NO_COPY: Mapping[str, Literal] = MappingProxyType({})
"""The literal text where no copy was read."""


class LocalRequirement(Record):
    """What was read of one requirement."""

    woorden: tuple[str, ...]
    """As the fingerprint counts them, so that a later copy can be compared word by word."""
    sha256: str
    zinnen: tuple[tuple[str, str], ...]
    """Place and sentence, in the order of the text."""
    hersteld: str = ""
    clausules: dict[str, Literal] = Field(default_factory=dict)


class LocalText(Record):
    """All that was read of one document."""

    document: str
    sha256: str
    editie: str
    eisen: dict[str, LocalRequirement]

    def literal(self) -> dict[str, Literal]:
        """Return the literal text of every requirement, by alias, and of every clause, by id."""
        found: dict[str, Literal] = {}
        for alias, requirement in self.eisen.items():
            found[alias] = Literal(tekst=_joined(requirement.zinnen), hersteld=requirement.hersteld)
            found |= requirement.clausules
        return found

    def texts(self) -> dict[str, tuple[str, ...]]:
        """Return the words of every requirement by their hash."""
        return {requirement.sha256: requirement.woorden for requirement in self.eisen.values()}


def _joined(sentences: tuple[tuple[str, str], ...]) -> str:
    """Return the sentences with a line for each paragraph and list item; numbers of items are ours, in brackets."""
    lines: list[str] = []
    last = ""
    for place, text in sentences:
        block = place.rpartition(", ")[0]
        if block == last:
            lines[-1] += f" {text}"
        else:
            part, number = block.partition(", ")[0], block.rpartition(" item ")[2]
            label = "" if last.partition(", ")[0] == part else f"{part}: "
            lines.append(f"{label}[{number}] {text}" if " item " in block else f"{label}{text}")
        last = block
    return "\n".join(lines)


def save(folder: Path, local: LocalText) -> Path:
    """Write the text into a folder, with a ``.gitignore`` for all of it, and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    path = folder / FILE
    draft = path.with_name(f".{FILE}.nieuw")
    draft.write_text(local.model_dump_json(indent=1) + "\n", encoding="utf-8")
    draft.replace(path)
    return path


def load(folder: Path) -> LocalText:
    """Read the text back from a folder that ``save`` wrote; raises ``LocalTextError``."""
    path = folder / FILE
    try:
        return LocalText.model_validate_json(path.read_bytes())
    except OSError as error:
        raise LocalTextError(
            f"{path} is niet te lezen: {error.strerror}. Maak hem met: python -m toetsbank bron DOCUMENT --uit {folder}"
        ) from error
    except ValidationError as error:
        raise LocalTextError(
            f"{path} is niet door deze versie gemaakt; maak hem opnieuw met: "
            f"python -m toetsbank bron DOCUMENT --uit {folder}"
        ) from error
