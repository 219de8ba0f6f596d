"""What the Dan step on the clock makes of a measurement."""

from dataclasses import replace

import pytest

from protocol.clock_offset import Exchange, Stamping, evaluate
from reports.verdicts import Ground, Verdict
from steps.aangesloten_systeem.klok import Measured, clock_is_near
from tests.steps.scenes import END, Scene
from toetsbank.outcomes import Inconclusive

MOMENT = 1_772_366_400.0


def measured(offset: float, unit: str = ".001", stampings: tuple[Stamping, ...] = (Stamping.AFKAPPEN,)) -> Measured:
    asked = MOMENT - offset
    exchanges = [Exchange(asked, asked + 0.002, f"20260301120000{unit}+0000") for _ in range(2)]
    return Measured(evaluate(exchanges, stampings=stampings), (7, 8), 0.5)


@pytest.mark.parametrize(
    ("offset", "verdict"),
    [(0.0, Verdict.PASS), (-0.45, Verdict.PASS), (0.55, Verdict.FAIL), (-0.6, Verdict.FAIL)],
)
def test_clock_is_judged(scene: Scene, offset: float, verdict: Verdict) -> None:
    with END[verdict]():
        clock_is_near(scene.judge, scene.world, measured(offset))
    assert scene.said[0]["observations"] == ("1-bank.7", "1-bank.8")


def test_questions_to_the_ntp_server_stand_beside_the_measurement(scene: Scene) -> None:
    clock_is_near(scene.judge, scene.world, replace(measured(0.0), asked=(1, 2, 3)))
    clock_is_near(scene.judge, scene.world, measured(0.0))
    asking, silent = scene.said
    assert asking["observed"].endswith("; 3 vragen aan de NTP-server van de toetsbank gezien")
    assert asking["observations"][-2:] == ("1-bank.2", "1-bank.3")
    assert silent["observed"].endswith("; geen vraag via NTP gezien")


def test_clock_that_is_too_near_the_limit_is_not_judged(scene: Scene) -> None:
    with pytest.raises(Inconclusive, match="te dicht bij 0,500 s"):
        clock_is_near(scene.judge, scene.world, measured(0.5))
    assert scene.said == []


def test_pass_on_how_seconds_are_cut_off_says_so(scene: Scene) -> None:
    exchanges = [
        Exchange(MOMENT + 0.01, MOMENT + 0.012, "20260301120000+0000"),
        Exchange(MOMENT + 0.99, MOMENT + 0.992, "20260301120000+0000"),
        Exchange(MOMENT + 1.7, MOMENT + 1.702, "20260301120001+0000"),
    ]
    clock_is_near(scene.judge, scene.world, Measured(evaluate(exchanges), (1,), 0.5))
    assert (scene.said[0]["verdict"], scene.said[0]["ground"]) == (Verdict.PASS, Ground.AANNAME)
    assert "afkapt" in scene.said[0]["findings"][0]
