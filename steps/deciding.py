"""How what was seen of stimuli becomes a judgement: shared by the steps of all chapters."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from simulators.observations import ConnectionObservation
from toetsbank.acts import Act
from toetsbank.endings import ended
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings.base import Ruling
from toetsbank.world import World


@dataclass(frozen=True, slots=True)
class Tried:
    """Someone who came in, then tried to in another way, and then came in again as at first."""

    acts: list[Act]
    planted: str
    """What was used the second time, in Dutch: a pass, a token, a code."""


RuleOfConnection = Callable[[ConnectionObservation], Ruling]
"""What one connection says about a clause."""


def judge_each(judge: Judge, world: World, acts: list[Act], rule: RuleOfConnection) -> None:
    decide(judge, world, worst_of(rulings_of(acts, rule), acts))


def rulings_of(acts: list[Act], rule: RuleOfConnection) -> list[Ruling]:
    latest = {c.number: c for act in acts for c in act.connections}
    return [rule(connection) for connection in latest.values()]


def worst_of(found: list[Ruling], acts: list[Act]) -> Ruling:
    decided = sorted((r for r in found if r.satisfied is not None), key=lambda r: r.rank)
    if not decided:
        shown = " ".join(text for act in acts for text in act.result.shown)
        raise Inconclusive(f"Er is geen verbinding met de ZIM waargenomen waarop dit te zien is; getoond: {shown}")
    if decided[0].satisfied:
        require_success(acts)
    return decided[0]


def decide(judge: Judge, world: World, ruling: Ruling) -> None:
    said = {"expected": ruling.expected, "observed": ruling.observed}
    observations = names_of(world, ruling.observations)
    if ruling.reading is not None:
        judge.decide_under(ruling.reading, ruling.outcomes, observations=observations, findings=ruling.findings, **said)
        return
    judge.decide(
        bool(ruling.satisfied),
        observations=observations,
        ground=ruling.ground,
        source=ruling.source,
        findings=ruling.findings,
        **said,
    )


def decided_or_not(judge: Judge, world: World, ruling: Ruling) -> None:
    if ruling.satisfied is None:
        raise Inconclusive(f"Verwacht: {ruling.expected}; waargenomen: {ruling.observed}.")
    decide(judge, world, ruling)


def decide_no_midden(
    judge: Judge, world: World, act: Act, assumed_form: str | None = None, *, twins: Iterable[Act], after: str
) -> None:
    """Judge that nothing of level midden reached the ZIM; ``after`` says in Dutch what should have prevented it.

    The twins are what went well before and after it: they show that nothing else kept a message from leaving.
    """
    proof = list(twins)
    require_success(proof)
    own = [message for message in act.messages if message.level == "midden"]
    seen = own or [message for twin in proof for message in twin.messages]
    if own:
        observed = f"{len(own)} {'bericht' if len(own) == 1 else 'berichten'} van niveau midden bij de ZIM"
    else:
        observed = "geen bericht, terwijl er ervoor en erna onder geldige omstandigheden wel een kwam (de waarnemingen)"
    judge.decide(
        not act.reached_zim,
        expected=f"{after} bereikt geen bericht van niveau midden de ZIM",
        observed=f"{observed}; getoond: {' '.join(act.result.shown) or 'niets'}",
        observations=names_of(world, (message.number for message in seen)),
        assumed_form=assumed_form,
    )


def middle_of_twins(acts: list[Act]) -> Act:
    before, planted, after = acts
    require_success([before, after])
    return planted


def require_success(acts: Iterable[Act]) -> None:
    for act in acts:
        if not act.succeeded:
            shown = " ".join(act.result.shown) or "niets"
            raise Inconclusive(f"Een opvraag onder geldige omstandigheden lukte niet; het GBx toonde: {shown}")


def ended_by_sut(connection: ConnectionObservation) -> bool:
    return connection.end_by == "sut" or any(alert.by == "sut" for alert in connection.alerts)


def ends_of(connections: Iterable[ConnectionObservation]) -> str:
    return "; ".join(dict.fromkeys(ended(connection) for connection in connections))


def alert_findings(connections: Iterable[ConnectionObservation]) -> tuple[str, ...]:
    silent = [c for c in connections if not any(alert.by == "sut" for alert in c.alerts)]
    return ("Het GBx gaf bij de weigering geen TLS-alert; geen eis vraagt erom.",) if silent else ()


def names_of(world: World, numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(world.recorder.id_of(number) for number in numbers)
