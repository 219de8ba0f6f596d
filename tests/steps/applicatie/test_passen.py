"""What steps about passes make of what was observed."""

import pytest

from reports.verdicts import Verdict
from steps.applicatie import passen, verbinding
from steps.deciding import Tried
from tests.steps.scenes import END, TWIN, Scene, act, nothing
from tests.toetsbank.samples import (
    WEAK_SUITE,
    connection,
    message,
)
from toetsbank.acts import Act

NO_SESSION = {"handshake_completed": False, "version": None, "suite": None, "requests": 0, "application_records": 0}


@pytest.mark.parametrize(
    ("planted", "verdict"),
    [
        (act(connection(3, **NO_SESSION), refused=True), Verdict.PASS),
        (act(connection(3, suite=WEAK_SUITE), message(4)), Verdict.FAIL),
        (act(connection(3, suite=WEAK_SUITE), refused=True), Verdict.FAIL),
        (nothing(), Verdict.INCONCLUSIVE),
    ],
)
def test_session_that_should_not_be(scene: Scene, planted: Act, verdict: Verdict) -> None:
    with END[verdict]():
        verbinding.no_session(scene.judge, scene.world, [TWIN, planted, TWIN])


@pytest.mark.parametrize(
    ("planted", "verdict"),
    [
        (nothing(), Verdict.PASS),
        (act(connection(3), message(4, level="laag"), refused=True), Verdict.PASS),
        (act(connection(3), message(4)), Verdict.FAIL),
        (act(connection(3), message(4, status=500, refused=("T-13: verlopen",)), refused=True), Verdict.FAIL),
    ],
)
def test_session_of_level_midden_starts_with_a_message_of_that_level(
    scene: Scene, planted: Act, verdict: Verdict
) -> None:
    with END[verdict]():
        passen.no_session_started(scene.judge, scene.world, Tried([TWIN, planted, TWIN], "een verlopen pas"))
    (said,) = scene.said
    assert said["expected"] == "met een verlopen pas bereikt geen bericht van niveau midden de ZIM"
    assert said["observations"], "a refusal shows what went well before and after it"


TURNED_DOWN = act(connection(3), message(4, status=500, refused=("T-13: verlopen",)), refused=True)

AFTER_REFUSAL = [
    ("no more messages", [TWIN, TURNED_DOWN, nothing(), TWIN], Verdict.PASS),
    ("going on, by a form that was not supplied", [TWIN, TURNED_DOWN, TWIN, TWIN], Verdict.INCONCLUSIVE),
    ("no message that could be refused", [TWIN, nothing(), nothing(), TWIN], Verdict.INCONCLUSIVE),
    ("a session that never worked", [nothing(), TURNED_DOWN, nothing(), TWIN], Verdict.INCONCLUSIVE),
    ("a new session that does not work", [TWIN, TURNED_DOWN, nothing(), nothing()], Verdict.INCONCLUSIVE),
]


@pytest.mark.parametrize(("acts", "verdict"), [r[1:] for r in AFTER_REFUSAL], ids=[r[0] for r in AFTER_REFUSAL])
def test_exchange_after_a_refusal_by_the_lsp(scene: Scene, acts: list[Act], verdict: Verdict) -> None:
    with END[verdict]():
        passen.no_exchange_after_refusal(scene.judge, scene.world, acts)
