"""Small catalogues and event logs that the tests of reports/ build on, and a large one for measuring."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from catalogue.loader import Catalogue
from catalogue.model import Clause, Reading, ReadingOption, Requirement, Source
from catalogue.ncsc import Ncsc
from reports.events import EVENT, AnyEvent
from reports.paper import Answer, FactLookedAt, Paper, PaperFile
from reports.verdicts import Ground, Verdict

ALIAS = "GBX.VBD.e4010.1"
CLAUSE = f"{ALIAS}/1"
SCENARIO = "features/x.feature::een"
BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def clause(number: int = 1, **fields: Any) -> Clause:
    """Return a clause; ``fields`` replace what it has by default."""
    defaults: dict[str, Any] = {
        "nummer": number,
        "tekst": f"Bewering {number} over het voorbeeld.",
        "plaats": f"item {number}",
        "waarneming": "netwerk",
        "weg": "volg",
    }
    return Clause.model_validate(defaults | fields)


def requirement(*clauses: Clause, alias: str = ALIAS, **fields: Any) -> Requirement:
    """Return a requirement with these clauses; ``fields`` replace what it has by default."""
    defaults: dict[str, Any] = {
        "alias": alias,
        "paragraaf": "2.1",
        "titel": f"Voorbeeld {alias}",
        "domein": "applicatie",
        "onderwerp": "Een eis om rapporten mee te beproeven.",
        "moscow": "Verplicht",
        "verificatie": "Acceptatietest",
        "soort": "Functioneel",
        "type": "Product",
        "bron": Source(editie="proef", woorden=1, sha256="0" * 64),
        "clausules": clauses,
    }
    return Requirement.model_validate(defaults | fields)


def reading(name: str = "INT-90", status: str = "voorlopig", aliases: tuple[str, ...] = (ALIAS,)) -> Reading:
    """Return an interpretation with a strict, a chosen and a lenient reading."""
    return Reading(
        id=name,
        aliassen=aliases,
        plaats="item 1",
        kwestie="Telt de eerste keer mee?",
        lezingen=tuple(ReadingOption(naam=each, tekst=f"De {each} lezing.") for each in ("streng", "gewoon", "ruim")),
        gekozen="gewoon",
        strengste="streng",
        waarom="De zin spreekt van nogmaals.",
        status=status,
    )


def catalogue(*requirements: Requirement, readings: Iterable[Reading] = ()) -> Catalogue:
    """Return a catalogue of these requirements."""
    return Catalogue(
        requirements={each.alias: each for each in requirements},
        clauses={each.clause_id(item): item for each in requirements for item in each.clausules},
        readings={each.id: each for each in readings},
        parameters={},
        ncsc=Ncsc(edities={}),
    )


def paper(**fields: Any) -> Paper:
    """Return a form that is complete; ``fields`` replace what it has by default."""
    defaults: dict[str, Any] = {
        "kind": "formulier",
        "file": f"dossier/{ALIAS}.toml",
        "state": "volledig",
        "asked": "hoe het gaat",
        "statement": "Zo gaat het bij ons.",
        "party": "leverancier",
        "author": "A. Een (maker)",
        "reviewer": "B. Twee (keurder)",
        "day": "2025-03-03",
        "until": "2035-12-31",
        "answers": (Answer(name="document", texts=("handboek, versie 3",)), Answer(name="plaatsen", texts=("a", "b"))),
        "facts": (FactLookedAt(what="het handboek is van nu", outcome="in orde"),),
        "files": (PaperFile(name="stukken/handboek.pdf", sha256="ab" * 32),),
    }
    return Paper.model_validate(defaults | fields)


class LogBuilder:
    """Writes the events of an imaginary run, one second apart."""

    def __init__(self) -> None:
        self.events: list[AnyEvent] = []
        self._numbers: dict[str, int] = {}
        self._attempts = 0

    def add(self, type_: str, *, writer: str = "1-bank", **fields: Any) -> AnyEvent:
        """Append one event."""
        self._numbers[writer] = self._numbers.get(writer, 0) + 1
        moment = BEGIN + timedelta(seconds=len(self.events))
        time = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        event = EVENT.validate_python(
            {"type": type_, "writer": writer, "n": self._numbers[writer], "time": time, **fields}
        )
        self.events.append(event)
        return event

    def start(self, *, writer: str = "1-bank", **fields: Any) -> "LogBuilder":
        """Begin or resume a run."""
        defaults: dict[str, Any] = {
            "run": "proefrun",
            "mode": "vreemd",
            "profile": {"pics": {"type": "GBZ", "rollen": [], "voorwaarden": {}}},
            "bench": {"tag": "v0.1.0", "commit": "abc", "clean": True},
            "criteria": {"document": "AORTA eisen", "editie": "proef"},
            "operator": {"naam": "Tester"},
        }
        self.add("run-started", writer=writer, **(defaults | fields))
        return self

    def begin_scenario(self, *, scenario: str = SCENARIO, clause: str = CLAUSE, way: str = "volg") -> str:
        """Begin an attempt and return its id."""
        self._attempts += 1
        attempt = f"1-bank/{self._attempts}"
        self.add(
            "scenario-started",
            attempt=attempt,
            scenario=scenario,
            title=scenario.rpartition("::")[2],
            feature="features/x.feature",
            line=8,
            alias=clause.rpartition("/")[0],
            clause=clause,
            way=way,
        )
        return attempt

    def check(self, verdict: Verdict = Verdict.PASS, *, clause: str = CLAUSE, **fields: Any) -> None:
        """Judge a clause."""
        defaults: dict[str, Any] = {
            "ground": Ground.EIS,
            "ground_source": clause,
            "expected": "iets goeds",
            "observed": "iets anders" if verdict is Verdict.FAIL else "iets goeds",
        }
        self.add("checked", clause=clause, verdict=verdict, **(defaults | fields))

    def end_scenario(
        self,
        attempt: str,
        verdict: Verdict = Verdict.PASS,
        *,
        scenario: str = SCENARIO,
        clause: str = CLAUSE,
        message: str = "",
    ) -> None:
        """End an attempt."""
        self.add(
            "scenario-finished",
            attempt=attempt,
            scenario=scenario,
            clause=clause,
            verdict=verdict,
            message=message,
            seconds=0.1,
        )

    def scenario(
        self,
        verdict: Verdict = Verdict.PASS,
        *,
        scenario: str = SCENARIO,
        clause: str = CLAUSE,
        message: str = "",
        way: str = "volg",
        **check: Any,
    ) -> str:
        """Add a whole attempt with one check of its clause."""
        attempt = self.begin_scenario(scenario=scenario, clause=clause, way=way)
        self.check(verdict, clause=clause, attempt=attempt, **check)
        self.end_scenario(attempt, verdict, scenario=scenario, clause=clause, message=message)
        return attempt

    def finish(self) -> "LogBuilder":
        """End the run."""
        self.add("run-finished", exit_code=0, seconds=1.0)
        return self


def write(folder: Path, events: Sequence[AnyEvent], payloads: Mapping[str, bytes] | None = None) -> Path:
    """Write events as a run folder, one file per writer."""
    (folder / "events").mkdir(parents=True)
    (folder / "payloads").mkdir()
    lines: dict[str, list[str]] = {}
    for event in events:
        lines.setdefault(event.writer, []).append(event.model_dump_json() + "\n")
    for writer, found in lines.items():
        (folder / "events" / f"{writer}.jsonl").write_text("".join(found), encoding="utf-8")
    for name, payload in (payloads or {}).items():
        (folder / "payloads" / name).write_bytes(payload)
    return folder
