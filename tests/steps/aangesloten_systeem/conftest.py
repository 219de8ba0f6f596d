"""A scene in which the SUT asks the DNS of the bench."""

from collections.abc import Iterator

import pytest

from simulators.loop import LoopThread
from simulators.lsp import Lsp
from tests.steps.scenes import Scene


@pytest.fixture
def named(scene: Scene) -> Iterator[Scene]:
    loop = LoopThread()
    scene.world.lsp = Lsp.start(loop, scene.world.clock)
    yield scene
    scene.world.lsp.stop()
    loop.stop()
