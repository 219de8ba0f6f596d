"""Rules that hold for every message, judged once more at the end on every observation of the run (DESIGN section 2.5).

A rule is a pure function of one observation; what it says of all of them together becomes one judgement per clause.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalogue import Catalogue
from reports.verdicts import Ground, Verdict
from simulators.observations import ConnectionObservation, MessageObservation
from toetsbank import rulings
from toetsbank.applicability import why_not
from toetsbank.profile import Profile
from toetsbank.rulings import Ruling

KEY_SECONDS = 300.0
IDLE_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class Traffic:
    """All that was observed between the SUT and the ZIM, by the name it has in the report."""

    connections: Mapping[str, ConnectionObservation]
    messages: Mapping[str, MessageObservation]

    def to_zim(self) -> Iterator[tuple[str, ConnectionObservation]]:
        """Yield the connections that the SUT opened to the ZIM."""
        return ((id_, c) for id_, c in self.connections.items() if c.simulator == "zim" and c.sut_role == "client")

    def with_level(self, level: str) -> Iterator[tuple[str, ConnectionObservation]]:
        """Yield the connections to the ZIM that carried a message of a vertrouwensniveau."""
        carrying = {
            f"{id_.rpartition('.')[0]}.{message.connection}"
            for id_, message in self.messages.items()
            if message.level == level and message.sut_role == "afzender"
        }
        return ((id_, c) for id_, c in self.to_zim() if id_ in carrying)


@dataclass(frozen=True, slots=True)
class Context:
    """What rules need beside the traffic."""

    profile: Profile
    catalogue: Catalogue


Rule = Callable[[Traffic, Context], Iterator[tuple[str, Ruling]]]


def _each(
    select: Callable[[Traffic], Iterable[tuple[str, ConnectionObservation]]],
    judge: Callable[[ConnectionObservation, Context], Ruling],
) -> Rule:
    return lambda traffic, context: ((id_, judge(c, context)) for id_, c in select(traffic))


RULES: Mapping[str, tuple[str, Rule]] = {
    "GBX.CON.e4080.5/1": ("elke uitwisseling over TLS", _each(Traffic.to_zim, lambda c, _: rulings.over_tls(c))),
    "GBX.CON.e4080.5/3": (
        "eigen servercertificaat bij niveau midden",
        _each(lambda t: t.with_level("midden"), lambda c, x: rulings.shows_certificate(c, x.profile)),
    ),
    "GBX.CON.e4080.5/4": (
        "eigen servercertificaat bij niveau laag",
        _each(lambda t: t.with_level("laag"), lambda c, x: rulings.shows_certificate(c, x.profile)),
    ),
    "GBX.CON.e4080.5/5": ("leeftijd van sleutels", _each(Traffic.to_zim, lambda c, _: rulings.key_age(c, KEY_SECONDS))),
    "GBX.CON.e4080.5/6": (
        "middel van verversen",
        _each(Traffic.to_zim, lambda c, _: rulings.refresh_means(c, KEY_SECONDS)),
    ),
    "GBX.CON.e4080.5/7": (
        "niveau van de gekozen suite",
        _each(Traffic.to_zim, lambda c, x: rulings.suite_level(c, x.catalogue.ncsc)),
    ),
    "GBX.CON.e4080.5/8": (
        "sterkste gedeelde suite",
        _each(Traffic.to_zim, lambda c, x: rulings.strongest_shared(c, x.catalogue.ncsc)),
    ),
    "GBX.CON.e4080.5/9": (
        "hoogste gedeelde TLS-versie",
        _each(Traffic.to_zim, lambda c, x: rulings.highest_version(c, x.profile.pics.tls_versies)),
    ),
    "GBX.CON.e4080.5/10": (
        "ongebruikte verbindingen en hervatte sessies",
        lambda traffic, _: (
            (id_, ruling)
            for id_, c in traffic.to_zim()
            for ruling in (rulings.idle(c, IDLE_SECONDS), rulings.resumption(c, IDLE_SECONDS))
        ),
    ),
}
"""By clause: the name of the rule, and what it says of each observation it looks at."""


def judge(traffic: Traffic, context: Context, clauses: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the fields of a ``checked`` event for every rule of the given clauses that binds this SUT."""
    for clause in clauses:
        if clause in RULES and not why_not(context.catalogue, clause, context.profile.pics):
            name, rule = RULES[clause]
            yield _sum_up(clause, name, tuple(rule(traffic, context)), context)


def _sum_up(clause: str, name: str, rulings_: tuple[tuple[str, Ruling], ...], context: Context) -> dict[str, Any]:
    decided = [(id_, ruling) for id_, ruling in rulings_ if ruling.satisfied is not None]
    wrong = [(id_, ruling) for id_, ruling in decided if not ruling.satisfied]
    findings = tuple(sorted({finding for _, ruling in decided for finding in ruling.findings}))
    shown = wrong or decided[:1]
    verdict, reading = _verdict(clause, bool(decided), bool(wrong), context)
    return {
        "clause": clause,
        "rule": name,
        "verdict": verdict,
        "ground": shown[0][1].ground if shown else Ground.EIS,
        "ground_source": (shown[0][1].source if shown else "") or clause,
        "reading": reading,
        "expected": shown[0][1].expected if shown else name,
        "observed": shown[0][1].observed if shown else "geen waarneming waarop de regel slaat",
        "observations": tuple(id_ for id_, _ in shown[:5]),
        "findings": findings,
        "population": (len(decided) - len(wrong), len(decided)),
        "missing": f"Hangt af van {reading}." if verdict is Verdict.INCONCLUSIVE else "",
    }


def _verdict(clause: str, decided: bool, wrong: bool, context: Context) -> tuple[Verdict, str | None]:
    if not decided:
        return Verdict.NOT_TESTED, None
    if not wrong:
        return Verdict.PASS, None
    if clause == "GBX.CON.e4080.5/4" and context.profile.pics.type != "GBK":
        return Verdict.INCONCLUSIVE, "INT-35"
    return Verdict.FAIL, None
