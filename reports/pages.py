"""What all HTML pages share: where their templates are, how text is escaped, and the order of chapters."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from catalogue.model import Domain
from reports.local_time import clock_time, day_in_words, duration, in_words
from reports.verdicts import WORST_FIRST
from reports.wording import SHORT, WAYS, label, lines, number, plural

TEMPLATES = Path(__file__).parent / "templates"
T = TypeVar("T")


def environment(**more: Any) -> Environment:
    """Return an environment in which every value is escaped and a name that is not there is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    made.filters |= {
        "moment": in_words,
        "day": day_in_words,
        "clock": clock_time,
        "number": number,
        "label": label,
        "short": lambda verdict: SHORT[verdict],
        "way": lambda way: WAYS.get(way, way),
        "number_of": lambda clause_id: clause_id.rpartition("/")[2],
    }
    made.globals |= {
        "lines": lambda facts: list(lines(facts)),
        "plural": plural,
        "duration": duration,
        "verdicts": WORST_FIRST,
    }
    made.globals |= more
    return made


def by_chapter(found: Iterable[T], domain_of: Callable[[T], Domain]) -> Mapping[Domain, tuple[T, ...]]:
    """Return requirements by chapter, in the order in which they come."""
    return {name: tuple(group) for name, group in groupby(found, key=domain_of)}
