"""What steps about connections of the ZIM make of what was observed, beside what the rulings say of it."""

from collections.abc import Callable
from typing import Any

import pytest

from reports.verdicts import Verdict
from simulators.observations import ConnectionObservation
from steps.applicatie import certificaten, inkomend
from tests.steps.scenes import END, Scene
from tests.toetsbank.samples import at, connection, message
from toetsbank.inbound_acts import Caller, Contact
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings.base import Ruling
from toetsbank.tls_probe.facts import AcceptedSuites

FAILED: dict[str, Any] = {
    "sut_role": "server",
    "handshake_completed": False,
    "bench_maximum_version": "TLS 1.2",
    "end_by": "sut",
}


class Speaking(Caller):
    """A caller of a SUT that speaks these versions."""

    def __init__(self, scene: Scene, *versions: str) -> None:
        super().__init__(scene.world)
        self._versions = versions

    def speaks(self, version: str) -> bool:
        return version in self._versions


def answered(observed: ConnectionObservation) -> Contact:
    return Contact(observed, message(sut_role="ontvanger", status=200, answer="COMT_IN229229", answered=at(2)))


def verdict_of(scene: Scene) -> object:
    return scene.said[-1]["verdict"] if scene.said else None


def test_a_ruling_that_decides_nothing_says_what_was_seen(scene: Scene) -> None:
    with pytest.raises(Inconclusive, match=r"Te zien was: niets bijzonders \(1-bank\.7\)"):
        inkomend.settle(scene.judge, scene.world, Ruling(None, "iets", "niets bijzonders", (7,)))


def test_findings_of_the_step_come_beside_those_of_the_ruling(scene: Scene) -> None:
    inkomend.settle(scene.judge, scene.world, Ruling(True, "iets", "iets", (7,), ("een",)), ("twee",))
    assert scene.said[-1]["findings"] == ("een", "twee")


@pytest.mark.parametrize(
    ("versions", "verdict"), [(("1.3",), Verdict.NOT_APPLICABLE), (("1.2", "1.3"), None), ((), None)]
)
def test_a_version_counts_as_left_out_only_if_the_other_is_spoken(
    scene: Scene, versions: tuple[str, ...], verdict: Verdict | None
) -> None:
    caller, nothing = Speaking(scene, *versions), Contact(connection(**FAILED))
    steps: tuple[Callable[[], None], ...] = (
        lambda: inkomend.renewed(scene.judge, scene.world, caller, inkomend.Renewal("1.2", nothing, nothing)),
        lambda: inkomend.only_good_suites(
            scene.judge, scene.world, caller, inkomend.Offer("1.2", AcceptedSuites("TLS 1.2", (), True, "", (1,)))
        ),
        lambda: certificaten.names_chain_only(scene.judge, scene.world, caller, nothing),
    )
    for step in steps[: 3 if verdict else 2]:
        with END[verdict or Verdict.INCONCLUSIVE]():
            step()
        assert verdict_of(scene) == verdict


def test_without_a_list_no_authority_is_out_of_place(scene: Scene) -> None:
    caller = Speaking(scene, "1.2", "1.3")
    certificaten.names_chain_only(scene.judge, scene.world, caller, answered(connection(sut_role="server")))
    assert verdict_of(scene) is Verdict.NOT_APPLICABLE
