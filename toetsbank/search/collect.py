"""The canaries of a run, from its event log: the BSNs and the ids of tokens that went over the wire."""

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from protocol.bsn import is_fictitious
from reports.events import AnyEvent, Observed, RunStarted
from reports.log import read
from toetsbank.search.canaries import LONGEST, SHORTEST, Canaries, SearchError, named, new_plant
from toetsbank.search.patterns import shared_length

MOST_SCATTERED: Final = 25
"""Token ids that are looked for if they do not begin alike."""
_SHARED: Final = 4


def of_run(folder: Path, population: Path | None = None) -> Canaries:
    """Return the canaries of a run: BSNs, token ids, and the names of its patients where the population is given.

    Raises LogError if the folder is no run, SearchError if nothing went over the wire.
    """
    events = read(folder)
    facts = [event.facts for event in events if isinstance(event, Observed) and event.facts.get("kind") == "bericht"]
    bsns = _distinct(str(fact.get("bsn") or "") for fact in facts)
    patients = [bsn for bsn in bsns if is_fictitious(bsn)]
    tokens = _distinct(str(token.get("token_id", "")) for fact in facts for token in _tokens(fact))
    tokens = [token for token in tokens if SHORTEST <= len(token) <= LONGEST]
    if not patients and not tokens:
        raise SearchError(f"In de run {folder} is geen BSN en geen token gezien; zoek naar een run met berichten.")
    return Canaries(
        run=_run(events),
        begin=datetime.fromisoformat(events[0].time),
        end=datetime.fromisoformat(max(event.time for event in events)),
        planted=new_plant(),
        canaries=(
            *named("bsn", patients),
            *named("token", _affordable(tokens)),
            *named("naam", _names(population, frozenset(patients)) if population else ()),
        ),
    )


def _affordable(tokens: list[str]) -> list[str]:
    """Return all tokens if they begin alike, else some of them: words without a common beginning are slow to find."""
    if shared_length([token.encode() for token in tokens]) >= _SHARED or len(tokens) <= MOST_SCATTERED:
        return tokens
    return tokens[:: -(-len(tokens) // MOST_SCATTERED)]


def _tokens(fact: dict[str, Any]) -> list[dict[str, Any]]:
    return list(fact.get("tokens") or ())


def _run(events: Iterable[AnyEvent]) -> str:
    return next((event.run for event in events if isinstance(event, RunStarted)), "")


def _names(population: Path, bsns: frozenset[str]) -> list[str]:
    try:
        with population.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            return _distinct(row["naam"] for row in rows if row["bsn"] in bsns and len(row["naam"]) >= SHORTEST)
    except OSError as error:
        raise SearchError(f"{population} is niet te lezen: {error.strerror}.") from error
    except (KeyError, TypeError, UnicodeError, csv.Error) as error:
        raise SearchError(f"{population} is geen populatie; verwacht wordt CSV met de kolommen bsn en naam.") from error


def _distinct(values: Iterable[str]) -> list[str]:
    return sorted({value for value in values if value})
