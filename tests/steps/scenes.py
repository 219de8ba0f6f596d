"""A world without counterparties, in which Dan steps judge what tests say was seen."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pytest

from catalogue import load
from catalogue.model import SystemType
from reports.verdicts import Verdict
from simulators.clock import Clock
from simulators.observations import ConnectionObservation, MessageObservation
from tests.toetsbank.samples import (
    connection,
    message,
)
from toetsbank.acts import Act
from toetsbank.judge import Judge
from toetsbank.outcomes import Failed, Inconclusive
from toetsbank.profile import embedded
from toetsbank.recorder import Recorder
from toetsbank.upper_tester import Result
from toetsbank.world import World

CATALOGUE = load()


END: dict[Verdict, Callable[[], AbstractContextManager[object]]] = {
    Verdict.PASS: nullcontext,
    Verdict.NOT_APPLICABLE: nullcontext,
    Verdict.FAIL: lambda: pytest.raises(Failed),
    Verdict.INCONCLUSIVE: lambda: pytest.raises(Inconclusive),
}


@dataclass
class Scene:
    """A world without counterparties, and a judge that keeps its judgements."""

    world: World
    judge: Judge
    said: list[dict[str, Any]]


def scene_of(
    recorder: Recorder, type_: SystemType = SystemType.GBZ, chosen: Mapping[str, str] = MappingProxyType({})
) -> Scene:
    said: list[dict[str, Any]] = []
    world = World(embedded(type_), CATALOGUE, recorder, Clock())
    world.loop.stop()
    return Scene(world, Judge("GBX.XYZ.e1.1/1", said.append, CATALOGUE.readings, chosen, ()), said)


def act(*observed: ConnectionObservation | MessageObservation, refused: bool = False) -> Act:
    return Act(
        Result(refused, ("Geweigerd",) if refused else ("Medicatie",), {}),
        tuple(o for o in observed if isinstance(o, MessageObservation)),
        tuple(o for o in observed if isinstance(o, ConnectionObservation)),
    )


TWIN = act(connection(1), message(2))


def nothing() -> Act:
    """An act of which the network saw nothing."""
    return act(refused=True)
