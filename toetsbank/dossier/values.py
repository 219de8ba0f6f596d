"""From what stands in a form to typed values; every wrong one gives one Dutch phrase that says what would be right."""

import hashlib
import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from reports.mask import mask
from toetsbank.dossier.model import Answers, Evidence, FieldSpec

MOST_BYTES = 64 * 1024 * 1024
"""A file of evidence larger than this is not read into memory."""

PHONE = re.compile(r"(?:(?:\+31|0031)0?|0)(?:[1-9]\d{8}|(?:800|900|906|909)\d{4}(?:\d{3})?)")
"""A Dutch telephone number without its separators: nine digits after the 0 or +31, or a service number."""
_SEPARATORS = re.compile(r"[\s().-]")
_MAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_FQDN = re.compile(r"(?=.{4,253}$)(?:(?!-)[A-Za-z0-9-]{1,63}(?<!-)\.)+[A-Za-z]{2,63}")


class Wrong(Exception):
    """A value cannot be used; the text says why, as a phrase."""


def is_blank(value: Any) -> bool:
    """Tell whether a value is what an empty form holds."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(map(is_blank, value.values()))
    return isinstance(value, list) and all(map(is_blank, value))


def evidence(folder: Path, name: str) -> Evidence:
    """Read a file of the dossier; raises Wrong."""
    path = folder / name
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise Wrong(f"{name} ligt buiten de map van het dossier")
        if path.stat().st_size > MOST_BYTES:
            raise Wrong(f"{name} is groter dan {MOST_BYTES // 1024 // 1024} MiB")
        content = path.read_bytes()
    except OSError as error:
        raise Wrong(f"{name} is niet te lezen ({error.strerror})") from error
    except ValueError as error:
        raise Wrong(f"{name!r} kan geen naam van een bestand zijn") from error
    return Evidence(name, hashlib.sha256(content).hexdigest(), content)


def day(value: Any) -> date:
    """Read a date, written with or without quotes; raises Wrong."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        raise Wrong(f"{value!r} is geen datum; schrijf jaar-maand-dag, bijvoorbeeld 2026-01-31") from None


def text(value: Any) -> str:
    """Read a text; raises Wrong."""
    if not isinstance(value, str):
        raise Wrong(f"{value!r} is geen tekst; zet hem tussen aanhalingstekens")
    if mask(value) != value:
        raise Wrong("hier staat een nummer dat een BSN kan zijn; laat het weg of neem een fictief nummer")
    return value.strip()


def phone(value: Any) -> str:
    """Read a Dutch telephone number; raises Wrong."""
    if not PHONE.fullmatch(_SEPARATORS.sub("", text(value))):
        raise Wrong(f"{value!r} is geen Nederlands telefoonnummer, zoals 070-1234567 of +31 6 12345678")
    return text(value)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise Wrong(f"{value!r} is geen getal van 0 of meer; schrijf het zonder aanhalingstekens")
    return float(value)


def _yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong(f"{value!r} is geen antwoord; schrijf true of false, zonder aanhalingstekens")
    return value


def _shaped(pattern: re.Pattern[str], should: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not pattern.fullmatch(text(value)):
            raise Wrong(f"{value!r} is geen {should}")
        return text(value)

    return read


def _address(value: Any) -> str:
    try:
        return str(ipaddress.ip_address(text(value)))
    except ValueError:
        raise Wrong(f"{value!r} is geen IP-adres") from None


def _range(value: Any) -> str:
    try:
        return str(ipaddress.ip_network(text(value)))
    except ValueError:
        raise Wrong(f"{value!r} is geen reeks van IP-adressen, zoals 10.0.0.0/24") from None


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Wrong(f"{value!r} is geen lijst; schrijf [ ] eromheen")
    return [each for each in value if not is_blank(each)]


_SINGLE: Mapping[str, Callable[[Any], Any]] = {
    "tekst": text,
    "datum": day,
    "getal": _number,
    "ja_nee": _yes_no,
    "telefoon": phone,
    "e-mail": _shaped(_MAIL, "e-mailadres, zoals servicedesk@voorbeeld.nl"),
    "tijd": _shaped(_TIME, "tijd, zoals 09:00"),
    "land": _shaped(re.compile(r"[A-Z]{2}"), "landcode van twee hoofdletters (ISO 3166-1), zoals NL"),
    "kvk": _shaped(re.compile(r"\d{8}"), "KVK-nummer van acht cijfers tussen aanhalingstekens"),
    "fqdn": _shaped(_FQDN, "volledige hostnaam, zoals xis.voorbeeld.nl"),
    "adres": _address,
    "reeks": _range,
}
_SEVERAL: Mapping[str, Callable[[Any], Any]] = {"lijst": text, "reeksen": _range}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A field that has no usable answer, and why."""

    field: str
    text: str


def answers(data: Mapping[str, Any], fields: Mapping[str, FieldSpec], folder: Path) -> tuple[Answers, list[Mistake]]:
    """Return the fields that have a usable answer, and a mistake for each of the others."""
    found: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for name, spec in fields.items():
        given = data.get(name, "")
        if is_blank(given):
            if spec.minstens == 0 and isinstance(given, list):
                found[name] = ()
            elif spec.verplicht:
                mistakes.append(Mistake(name, f"niet ingevuld{f' ({spec.uitleg})' if spec.uitleg else ''}"))
            continue
        try:
            value, inner = _read(given, spec, folder)
        except Wrong as wrong:
            mistakes.append(Mistake(name, str(wrong)))
            continue
        mistakes += [Mistake(f"{name}{each.field}", each.text) for each in inner]
        if not inner:
            found[name] = value
    return Answers(found), mistakes


def stray_keys(data: Mapping[str, Any], known: Mapping[str, Any] | tuple[str, ...]) -> Iterator[Mistake]:
    """Yield a mistake for every key that a form does not have, with the one that may have been meant."""
    for key in data:
        if key not in known:
            near = get_close_matches(key, tuple(known), n=1)
            yield Mistake(key, f"deze sleutel bestaat niet{f'; bedoeld is misschien {near[0]}' if near else ''}")


def _read(value: Any, spec: FieldSpec, folder: Path) -> tuple[Any, list[Mistake]]:
    if spec.soort == "rijen":
        return _rows(value, spec, folder)
    if spec.soort == "bestand":
        return evidence(folder, text(value)), []
    if spec.soort == "keuze":
        if value not in spec.keuzes:
            raise Wrong(f"{value!r} kan hier niet; kies uit {', '.join(spec.keuzes)}")
        return value, []
    if spec.soort in _SINGLE:
        return _SINGLE[spec.soort](value), []
    items = _list(value)
    if len(items) < spec.minstens:
        raise Wrong(f"er horen er ten minste {spec.minstens} te staan, en er staan er {len(items)}")
    if spec.soort == "bestanden":
        return tuple(evidence(folder, text(each)) for each in items), []
    return tuple(_SEVERAL[spec.soort](each) for each in items), []


def _rows(value: Any, spec: FieldSpec, folder: Path) -> tuple[tuple[Answers, ...], list[Mistake]]:
    items = _list(value)
    if len(items) < spec.minstens:
        raise Wrong(f"er horen ten minste {spec.minstens} regels te staan, en er staan er {len(items)}")
    rows, mistakes = [], []
    for number, item in enumerate(items, 1):
        if not isinstance(item, Mapping):
            raise Wrong(f"regel {number} is geen tabel; schrijf {{ {', '.join(f'{k} = …' for k in spec.kolommen)} }}")
        row, wrong = answers(item, spec.kolommen, folder)
        wrong += stray_keys(item, spec.kolommen)
        mistakes += [Mistake(f"[{number}].{each.field}", each.text) for each in wrong]
        rows.append(row)
    return tuple(rows), mistakes
