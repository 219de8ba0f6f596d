"""Whom the ZIM may call; what it sends is tested by every scenario in which it does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.steps.scenes import Scene, scene_of
from toetsbank.eventlog import EventLog, RunFolder
from toetsbank.outcomes import Inconclusive
from toetsbank.recorder import Recorder
from toetsbank.zim_calls import REACHABLE, ZimCaller


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    folder = RunFolder(tmp_path)
    folder.prepare()
    log = EventLog(folder, "1-bank")
    yield scene_of(Recorder(log))
    log.close()


@pytest.mark.parametrize(("answer", "may"), [({}, True), ({REACHABLE: True}, True), ({REACHABLE: False}, False)])
def test_a_sut_that_says_it_cannot_be_reached_is_not_called(scene: Scene, answer: dict[str, bool], may: bool) -> None:
    profile = scene.world.profile
    pics = profile.pics.model_copy(update={"voorwaarden": answer})
    scene.world.profile = profile.model_copy(update={"pics": pics})
    assert ZimCaller(scene.world).may_call is may


def test_a_sut_without_address_says_what_is_missing(scene: Scene) -> None:
    with pytest.raises(Inconclusive, match=r"sut\.adres"):
        ZimCaller(scene.world).ping()
