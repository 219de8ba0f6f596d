"""Facts about the result of the search program, read from the file that it wrote (docs/zoek.md).

The controls are looked at one by one: what the file itself concludes could have been typed in.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final, Literal

from pydantic import BaseModel, Field, ValidationError

from toetsbank.dossier.facts.base import dutch
from toetsbank.dossier.model import Answers, Remark, Situation, contradicts, open_
from toetsbank.registers.calendar import day_of
from toetsbank.search.result import FORMAT, UNDECIDED

FILE: Final = "uitslag"
"""The field of the form."""
MOST: Final = 3


class _Place(BaseModel):
    plaats: str
    geplant_gevonden: int


class _Controls(BaseModel):
    plaatsen: tuple[_Place, ...]
    bytes: int
    gewijzigd_tijdens_run: int


class _Hit(BaseModel):
    plaats: str
    aantallen: dict[str, dict[str, int]]

    @property
    def times(self) -> int:
        return sum(times for by_encoding in self.aantallen.values() for times in by_encoding.values())


class SearchResult(BaseModel):
    """What the search program says; other keys are of no concern here."""

    formaat: Literal["toetsbank-zoek/1"]
    gemaakt: datetime
    uitslag: str
    redenen: tuple[str, ...] = ()
    kanaries: dict[str, int] = Field(min_length=1)
    controle: _Controls
    treffers: tuple[_Hit, ...] = ()

    @property
    def day(self) -> date:
        """The day on which the search ended, by the Dutch calendar."""
        return day_of(self.gemaakt)


def was_sound(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """Finding nothing counts only where something could be found (DESIGN section 4, positive control)."""
    found = _read(answers)
    if found is None:
        yield open_(FILE, f"het bestand is geen uitslag van toetsbank zoek (formaat {FORMAT})")
        return
    without = [place.plaats for place in found.controle.plaatsen if not place.geplant_gevonden]
    if without or not found.controle.plaatsen:
        yield open_(FILE, f"de kanarie ter controle is niet gevonden in {', '.join(without) or 'enige plaats'}")
    if found.controle.bytes <= 0:
        yield open_(FILE, "er is geen enkele byte gelezen")
    if found.controle.gewijzigd_tijdens_run <= 0:
        yield open_(FILE, "geen doorzocht bestand veranderde tijdens de run")
    if found.uitslag == UNDECIDED:
        yield open_(FILE, f"het zoekprogramma kon niet beslissen: {' '.join(found.redenen[:MOST])}")
    if found.day > situation.today:
        yield open_(FILE, f"{dutch(found.day)} ligt in de toekomst")


def nothing_legible(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """No canary stood anywhere in clear text."""
    found = _read(answers)
    for hit in found.treffers[:MOST] if found else ():
        yield contradicts(FILE, f"in {hit.plaats} stond {hit.times} keer een kanarie leesbaar")


def _read(answers: Answers) -> SearchResult | None:
    try:
        return SearchResult.model_validate(json.loads(answers.file(FILE)))
    except (ValueError, RecursionError, ValidationError):
        return None
