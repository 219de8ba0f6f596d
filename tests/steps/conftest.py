"""A scene for the tests of steps."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulators.uzi import Pki
from tests.steps.scenes import Scene, scene_of
from toetsbank.eventlog import EventLog, RunFolder
from toetsbank.recorder import Recorder


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    """All certificates, made once."""
    return Pki.create(tmp_path_factory.mktemp("pki") / "pki")


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    folder = RunFolder(tmp_path)
    folder.prepare()
    log = EventLog(folder, "1-bank")
    yield Recorder(log)
    log.close()


@pytest.fixture
def scene(recorder: Recorder) -> Scene:
    return scene_of(recorder)
