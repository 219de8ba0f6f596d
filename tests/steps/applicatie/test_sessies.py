"""What steps about the end of a session make of what was observed."""

from typing import Any

import pytest

from reports.verdicts import Verdict
from steps.applicatie import sessies
from steps.applicatie.sessies import Ended, Hour, Raised, Settings
from tests.steps.scenes import END, TWIN, Scene, act, nothing
from tests.toetsbank.samples import message
from toetsbank.acts import Act
from toetsbank.upper_tester import Result

LEFT = act(message(4), refused=True)
"""The screen refuses, and yet something left."""

ENDS = [
    ("nothing left", [TWIN, nothing(), TWIN], Verdict.PASS),
    ("nothing left in two attempts", [TWIN, nothing(), nothing(), TWIN], Verdict.PASS),
    ("only a ping left", [TWIN, act(message(4, level="laag"), refused=True), TWIN], Verdict.PASS),
    ("the session goes on", [TWIN, TWIN, TWIN], Verdict.FAIL),
    ("something left although the screen refused", [TWIN, LEFT, TWIN], Verdict.FAIL),
    ("it left at the second attempt", [TWIN, nothing(), TWIN, TWIN], Verdict.FAIL),
    ("a session that never worked", [nothing(), nothing(), TWIN], Verdict.INCONCLUSIVE),
    ("a new session that does not work", [TWIN, nothing(), nothing()], Verdict.INCONCLUSIVE),
]


@pytest.mark.parametrize(("acts", "verdict"), [row[1:] for row in ENDS], ids=[row[0] for row in ENDS])
def test_after_its_end_nothing_leaves(scene: Scene, acts: list[Act], verdict: Verdict) -> None:
    with END[verdict]():
        sessies.nothing_left(scene.judge, scene.world, Ended("na uitloggen", tuple(acts)))


SETTINGS = [
    ("the setting decides", (TWIN, TWIN, TWIN, nothing(), TWIN), Verdict.PASS),
    ("it makes no difference, sessions stay open", (TWIN, TWIN, TWIN, TWIN, TWIN), Verdict.FAIL),
    ("sessions are over in both", (TWIN, nothing(), TWIN, nothing(), TWIN), Verdict.INCONCLUSIVE),
    ("no session to begin with", (nothing(), nothing(), TWIN, nothing(), TWIN), Verdict.INCONCLUSIVE),
    ("it broke down during the last silence", (TWIN, TWIN, TWIN, nothing(), nothing()), Verdict.INCONCLUSIVE),
]


@pytest.mark.parametrize(("acts", "verdict"), [row[1:] for row in SETTINGS], ids=[row[0] for row in SETTINGS])
def test_the_time_of_silence_is_a_setting(scene: Scene, acts: tuple[Act, ...], verdict: Verdict) -> None:
    with END[verdict]():
        sessies.setting_decided(scene.judge, scene.world, Settings("12", "20", "2", acts))


REFUSED, TAKEN = Result(True, ("Kan niet.",), {}), {"vorige": 2.0, "waarde": 61.0}
RAISED = [
    ("refused, and the old setting works", REFUSED, nothing(), Verdict.PASS, 0),
    ("refused, but the old setting works no more", REFUSED, TWIN, Verdict.INCONCLUSIVE, 0),
    ("taken", Result(False, ("Goed.",), TAKEN), TWIN, Verdict.FAIL, 0),
    ("taken on the screen", Result(False, ("Goed.",), TAKEN), nothing(), Verdict.FAIL, 0),
    ("made into an hour", Result(False, ("60.",), {"waarde": 60.0}), TWIN, Verdict.PASS, 1),
    ("not refused, and nothing told", Result(False, ("Goed.",), {}), TWIN, Verdict.INCONCLUSIVE, 0),
]


@pytest.mark.parametrize(
    ("result", "after", "verdict", "findings"), [row[1:] for row in RAISED], ids=[row[0] for row in RAISED]
)
def test_more_than_an_hour_is_not_taken(
    scene: Scene, result: Result, after: Act, verdict: Verdict, findings: int
) -> None:
    with END[verdict]():
        sessies.setting_not_taken(scene.judge, scene.world, Raised(61.0, result, TWIN, after))
    assert sum(len(said["findings"]) for said in scene.said) == findings


HOURS: list[tuple[str, dict[str, Any], Verdict, dict[str, Verdict]]] = [
    ("both ended", {}, Verdict.PASS, {"b": Verdict.PASS}),
    ("the busy one goes on", {"busy": TWIN}, Verdict.INCONCLUSIVE, {"b": Verdict.PASS}),
    ("the quiet one goes on", {"quiet": TWIN}, Verdict.FAIL, {"b": Verdict.FAIL}),
    ("both go on", {"busy": TWIN, "quiet": TWIN}, Verdict.FAIL, {"b": Verdict.FAIL}),
    ("it did not last until then", {"uses": (TWIN, TWIN, nothing())}, Verdict.INCONCLUSIVE, {}),
    ("nobody can log in again", {"again": (TWIN, nothing())}, Verdict.INCONCLUSIVE, {}),
]


@pytest.mark.parametrize(("changes", "verdict", "otherwise"), [row[1:] for row in HOURS], ids=[row[0] for row in HOURS])
def test_after_an_hour(scene: Scene, changes: dict[str, Any], verdict: Verdict, otherwise: dict[str, Verdict]) -> None:
    facts = {"uses": (TWIN, TWIN, TWIN), "busy": nothing(), "quiet": nothing(), "again": (TWIN, TWIN)}
    with END[verdict]():
        sessies.ended_after_an_hour(scene.judge, scene.world, Hour(**{**facts, **changes}))
    assert {k: v for said in scene.said for k, v in said["under_other_readings"].items()} == otherwise


def test_a_limit_in_minutes(scene: Scene) -> None:
    assert sessies.minutes_of(scene.world, sessies.LONGEST_IDLE) == 60
