"""What rules over all traffic look at, and how what they say becomes one judgement per clause (DESIGN section 2.5)."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from catalogue import Catalogue
from reports.verdicts import Ground, Verdict, under_reading, worst
from simulators.observations import ConnectionObservation, MessageObservation, NameObservation
from toetsbank.judge import ground_under, weaker_note
from toetsbank.profile import Profile
from toetsbank.rulings.base import Ruling

LATEST = 8
"""How many answers of the DNS before a connection are looked at; of these only the last can still be valid."""


class Traffic:
    """All that was observed between the SUT and the ZIM, by the name it has in the report."""

    def __init__(
        self,
        connections: Mapping[str, ConnectionObservation],
        messages: Mapping[str, MessageObservation],
        names: Mapping[str, NameObservation] = MappingProxyType({}),
    ) -> None:
        by_time = sorted(connections.items(), key=lambda pair: (clock_of(pair[0]), pair[1].opened))
        of_zim = [(id_, c) for id_, c in by_time if c.simulator == "zim"]
        self._to_zim = tuple((id_, c) for id_, c in of_zim if c.sut_role == "client")
        self._from_zim = tuple((id_, c) for id_, c in of_zim if c.sut_role == "server")
        self._messages = tuple(messages.items())
        self._asked: dict[tuple[str, str], list[NameObservation]] = {}
        for id_, question in sorted(names.items(), key=lambda pair: pair[1].moment):
            self._asked.setdefault((clock_of(id_), question.name.lower()), []).append(question)
        self._first_seen: dict[str, float] = {}
        seen = [(id_, c.opened.low) for id_, c in connections.items()] + [(i, q.moment.low) for i, q in names.items()]
        for id_, moment in seen:
            self._first_seen[clock_of(id_)] = min(self._first_seen.get(clock_of(id_), moment), moment)
        self._levels: dict[str, set[str]] = {}
        for name, message in messages.items():
            if message.level and message.sut_role == "afzender":
                self._levels.setdefault(f"{clock_of(name)}.{message.connection}", set()).add(message.level)
        self._starts: dict[str, list[float]] = {}
        self._spans: dict[str, tuple[float, float]] = {}
        for id_, connection in self._to_zim:
            self._add(clock_of(id_), connection)

    def to_zim(self) -> Iterator[tuple[str, ConnectionObservation]]:
        """Yield the connections that the SUT opened to the ZIM, oldest first within each clock."""
        return iter(self._to_zim)

    def from_zim(self) -> Iterator[tuple[str, ConnectionObservation]]:
        """Yield the connections that the ZIM opened to the SUT, oldest first within each clock."""
        return iter(self._from_zim)

    def messages(self) -> Iterator[tuple[str, MessageObservation]]:
        """Yield all messages between SUT and ZIM, whoever sent them."""
        return iter(self._messages)

    @property
    def has_names(self) -> bool:
        """Tell whether anyone asked the DNS for a name."""
        return bool(self._asked)

    def asked(self, id_: str, connection: ConnectionObservation, name: str) -> tuple[NameObservation, ...]:
        """Return the last questions for a name that can have come before a connection, on the same clock."""
        questions = self._asked.get((clock_of(id_), name.lower()), [])
        before = bisect_right(questions, connection.opened.high, key=lambda question: question.moment.low)
        return tuple(questions[max(0, before - LATEST) : before])

    def first_seen(self, id_: str) -> float:
        """Return when the first thing was observed on the clock of a connection."""
        return self._first_seen[clock_of(id_)]

    def levels(self, id_: str) -> frozenset[str]:
        """Return the vertrouwensniveaus of the messages that the SUT sent over a connection."""
        return frozenset(self._levels.get(id_, ()))

    def lasted(self, id_: str) -> float:
        """Return for how many seconds the SUT exchanged data with the ZIM in all, on the clock of a connection."""
        first, last = self._spans.get(clock_of(id_), (0.0, 0.0))
        return last - first

    def paused(self, id_: str, connection: ConnectionObservation) -> float:
        """Return how long the SUT sent nothing at all after the last data of a connection, before it sent more."""
        ended = connection.opened.high + connection.longest_use
        starts = self._starts[clock_of(id_)]
        later = bisect_right(starts, ended)
        return max(connection.longest_idle, starts[later] - ended if later < len(starts) else 0.0)

    def offered_versions(self) -> frozenset[str]:
        """Return the TLS versions that the SUT offered on any connection."""
        return frozenset(version for _, c in self._to_zim for version in c.offered_versions)

    def _add(self, clock: str, connection: ConnectionObservation) -> None:
        self._starts.setdefault(clock, []).append(connection.opened.low)
        if connection.application_records:
            first, last = connection.opened.high, connection.opened.low + connection.longest_use
            known = self._spans.get(clock, (first, last))
            self._spans[clock] = (min(known[0], first), max(known[1], last))


def clock_of(id_: str) -> str:
    """Return the process, and so the clock, that an observation belongs to."""
    return id_.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Context:
    """What rules need beside the traffic."""

    profile: Profile
    catalogue: Catalogue

    def limit(self, parameter: str) -> float:
        """Return the value of a parameter that is a norm; raises ValueError for one without a number."""
        value = self.catalogue.parameters[parameter].waarde
        if not isinstance(value, float | int):
            raise ValueError(f"parameter {parameter} has no number: {value!r}")
        return float(value)

    def chosen(self, ruling: Ruling) -> str:
        """Return the option by which a ruling is judged: the profile's or the catalogue's; empty without a reading."""
        if ruling.reading is None:
            return ""
        return self.profile.chosen.get(ruling.reading, self.catalogue.readings[ruling.reading].gekozen)


Rule = Callable[[Traffic, Context], Iterator[tuple[str, Ruling]]]


def sum_up(clause: str, name: str, found: tuple[tuple[str, Ruling], ...], context: Context) -> dict[str, Any]:
    decided = sorted(((id_, r) for id_, r in found if r.satisfied is not None), key=lambda pair: pair[1].rank)
    judged = [_verdict(ruling, context) for _, ruling in decided]
    wrong = [pair for pair, (verdict, _) in zip(decided, judged, strict=True) if verdict is not Verdict.PASS]
    shown = wrong or decided[:1]
    verdict = worst(verdict for verdict, _ in judged)
    ruling = shown[0][1] if shown else Ruling(None, name, "geen waarneming waarop de regel slaat", ())
    ground = ground_under(ruling.outcomes) if ruling.outcomes else ruling.ground
    chosen = context.chosen(ruling)
    others = {option: ok for option, ok in ruling.outcomes.items() if option != chosen}
    findings = {*(note for _, note in judged if note), *(finding for _, r in found for finding in r.findings)}
    in_order = f"{len(decided)} keer in orde, bijvoorbeeld " if verdict is Verdict.PASS else ""
    return {
        "clause": clause,
        "rule": name,
        "verdict": verdict,
        "ground": ground,
        "ground_source": ruling.source or (ruling.reading if ground is Ground.LEZING else None) or clause,
        "reading": ruling.reading,
        "under_other_readings": {o: Verdict.PASS if ok else Verdict.FAIL for o, ok in others.items()},
        "expected": ruling.expected,
        "observed": f"{in_order}{ruling.observed}",
        "observations": tuple(id_ for id_, _ in shown[:5]),
        "findings": tuple(sorted(findings)),
        "population": (len(decided) - len(wrong), len(decided)),
        "missing": f"Hangt af van {ruling.reading}." if verdict is Verdict.INCONCLUSIVE else "",
    }


def _verdict(ruling: Ruling, context: Context) -> tuple[Verdict, str]:
    """Return the verdict of one ruling, and the finding that its reading brings, empty if none."""
    if ruling.reading is None:
        return Verdict.PASS if ruling.satisfied else Verdict.FAIL, ""
    chosen, strictest = context.chosen(ruling), context.catalogue.readings[ruling.reading].strengste
    verdict, weaker = under_reading(ruling.outcomes, chosen, strictest)
    return verdict, weaker_note(ruling.reading, chosen, strictest) if weaker else ""
