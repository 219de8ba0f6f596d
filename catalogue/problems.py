"""What can be wrong with a file of the catalogue: the place, and one Dutch sentence each."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails

_HEADER = re.compile(r"^\s*(?P<open>\[\[?)\s*(?P<name>[A-Za-z0-9_.\"-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*\"?(?P<name>[A-Za-z0-9_-]+)\"?\s*=")
_WANTED = {
    "string": "een tekst tussen aanhalingstekens",
    "int": "een geheel getal",
    "float": "een getal",
    "tuple": "een lijst",
    "model": "een tabel",
    "dict": "een tabel",
}


_GIVEN = {
    str: "een tekst",
    int: "een getal",
    float: "een getal",
    bool: "true of false",
    list: "een lijst",
    dict: "een tabel",
}
_NO_FIELDS = frozenset({"[key]", "float", "str"})
"""What pydantic adds to a place that is no field: a key of a table, and the members of a union."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: the file, its line where that is known (else 0), and a Dutch sentence."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        """Return the place and the sentence on one line."""
        return f"{self.file}, regel {self.line}: {self.text}" if self.line else f"{self.file}: {self.text}"


class CatalogueError(ValueError):
    """The catalogue cannot be used; ``problems`` names everything that is wrong, in the order of the files."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems, sorted by file and line."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def line_of(text: str, location: Sequence[int | str]) -> int:
    """Return the line of a TOML document where a value stands, or of the nearest table around it; 0 if unknown.

    ``location`` is that of pydantic: names of tables and keys, and positions in arrays of tables. A key of an inline
    table is found at the line of the table.
    """
    best, depth, here = 0, 0, tuple[int | str, ...]()
    counts: dict[tuple[int | str, ...], int] = {}
    in_string = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.count('"""') % 2:
            in_string = not in_string
            if not in_string:
                continue
        elif in_string:
            continue
        path = here
        if header := _HEADER.match(line):
            here = path = _table(header, counts)
        elif key := _KEY.match(line):
            path = (*here, key["name"])
        else:
            continue
        if len(path) > depth and tuple(location[: len(path)]) == path:
            best, depth = number, len(path)
    return best


def _table(header: re.Match[str], counts: dict[tuple[int | str, ...], int]) -> tuple[int | str, ...]:
    """Return the path of a table, with the position of each array of tables it stands in."""
    path = tuple[int | str, ...]()
    names = header["name"].split(".")
    for depth, name in enumerate(names, start=1):
        path = (*path, name)
        if header["open"] == "[[" and depth == len(names):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def syntax_problem(file: str, message: str) -> Problem:
    """Turn a message of tomllib into a Dutch sentence with its line."""
    place = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line = int(place[1]) if place else 0
    if "at end of document" in message:
        return Problem(file, 0, "de TOML-tekst houdt op voordat een waarde, lijst of tekst is afgesloten.")
    if "Cannot overwrite" in message or "already" in message or "Cannot declare" in message:
        return Problem(file, line, "hier staat een sleutel of tabel die al eerder in dit bestand staat.")
    column = f" bij teken {place[2]}" if place else ""
    return Problem(file, line, f"dit is geen geldige TOML{column}; verwacht wordt: sleutel = waarde.")


def field_problem(file: str, text: str, error: ErrorDetails, fields: Mapping[str, Sequence[str]]) -> Problem:
    """Turn one error of pydantic into a Dutch sentence.

    ``fields`` names the fields of each table ('' is the document itself), so that a misspelt one is recognised.
    """
    location = error["loc"]
    names = [str(part) for part in location if isinstance(part, str) and part not in _NO_FIELDS]
    name = names[-1] if names else "het bestand"
    table = ".".join(names[:-1])
    return Problem(file, line_of(text, location), _sentence(error, name, fields.get(table, ())))


def _sentence(error: ErrorDetails, name: str, known: Sequence[str]) -> str:
    kind = error["type"]
    given: Any = error.get("input")
    limits = error.get("ctx", {})
    if kind == "missing":
        return f"het veld '{name}' ontbreekt."
    if kind == "extra_forbidden":
        close = difflib.get_close_matches(name, known, n=1)
        hint = f"; bedoeld is waarschijnlijk '{close[0]}'" if close else f"; wel bestaan: {', '.join(known)}"
        return f"het veld '{name}' bestaat niet{hint if known else ''}."
    if kind in {"literal_error", "enum"}:
        allowed = str(limits.get("expected", "")).replace(" or ", " of ")
        return f"'{given}' kan niet bij '{name}'; toegestaan is {allowed}."
    if kind == "greater_than_equal":
        return f"'{name}' is {given}, maar hoort minstens {limits.get('ge')} te zijn."
    if kind == "string_too_short":
        return f"het veld '{name}' is leeg."
    if kind == "value_error":
        return f"{limits.get('error')}."
    wanted = next((text for stem, text in _WANTED.items() if kind.startswith(stem)), "een andere soort waarde")
    return f"bij '{name}' hoort {wanted}, maar er staat {_GIVEN.get(type(given), 'iets anders')}."
