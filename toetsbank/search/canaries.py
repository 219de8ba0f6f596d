"""What is looked for: data that a run put into the system under test, and a word planted beside its store."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

FORMAT: Final = "toetsbank-kanaries/1"
KINDS: Final = ("bsn", "token", "naam")
SHORTEST: Final = 8
LONGEST: Final = 200
"""Characters of a canary: a shorter one is found by chance, a longer one is no id or name."""
PLANT_NAME: Final = "toetsbank-kanarie.txt"


class SearchError(Exception):
    """Input that cannot be used; one Dutch sentence."""


@dataclass(frozen=True, slots=True)
class Canary:
    """One thing to look for; ``name`` stands for it in results, which never show its value."""

    name: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Canaries:
    """The canaries of a run."""

    run: str
    begin: datetime
    """When the run began and ended, in UTC; files of a store that was used changed in between."""
    end: datetime
    planted: str
    """The word that stands in clear text beside the store and has to be found."""
    canaries: tuple[Canary, ...]

    def text(self) -> str:
        """Return the JSON of the file."""
        return json.dumps(
            {
                "formaat": FORMAT,
                "run": self.run,
                "begin": self.begin.isoformat(),
                "eind": self.end.isoformat(),
                "geplant": self.planted,
                "kanaries": [{"naam": c.name, "soort": c.kind, "waarde": c.value} for c in self.canaries],
            },
            ensure_ascii=False,
            indent=1,
        )


def named(kind: str, values: Iterable[str]) -> tuple[Canary, ...]:
    """Make canaries of one kind: bsn-1, bsn-2, and so on."""
    return tuple(Canary(f"{kind}-{number}", kind, value) for number, value in enumerate(values, start=1))


def new_plant() -> str:
    """Return a word that stands nowhere else."""
    return f"TOETSBANK-KANARIE-{secrets.token_hex(16)}"


def load(path: Path) -> Canaries:
    """Read a file of canaries. Raises SearchError with a Dutch sentence if it is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SearchError(f"{path} is niet te lezen: {error.strerror}.") from error
    except ValueError as error:
        raise SearchError(f"{path} is geen JSON; verwacht wordt wat 'zoek kanaries' schreef.") from error
    if not isinstance(data, dict) or data.get("formaat") != FORMAT:
        raise SearchError(f"{path} heeft niet het formaat {FORMAT}; maak het met 'zoek kanaries'.")
    try:
        found = Canaries(
            str(data["run"]),
            _moment(data["begin"]),
            _moment(data["eind"]),
            str(data["geplant"]),
            tuple(Canary(str(c["naam"]), str(c["soort"]), str(c["waarde"])) for c in data["kanaries"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise SearchError(f"{path}: een veld ontbreekt of klopt niet ({error}); maak het bestand opnieuw.") from error
    _check(path, found)
    return found


def _check(path: Path, found: Canaries) -> None:
    if not found.canaries:
        raise SearchError(f"{path} noemt geen enkele kanarie; maak het van een run die berichten zag.")
    if found.begin > found.end:
        raise SearchError(f"{path}: het begin van de run ligt na het eind.")
    for canary in (*found.canaries, Canary("geplant", "geplant", found.planted)):
        if not SHORTEST <= len(canary.value) <= LONGEST:
            raise SearchError(f"{path}: {canary.name} is niet tussen {SHORTEST} en {LONGEST} tekens lang.")


def _moment(text: Any) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("tijdstip zonder tijdzone")
    return moment
