"""What a controller tells its workers, and the variants of the SUT in a proof."""

from pathlib import Path

import pytest

from catalogue.model import SystemType
from toetsbank.eventlog import RunFolder
from toetsbank.profile import embedded
from toetsbank.session import DefectRun, Session

DEFECTS = (
    DefectRun(name="Slordig", aliases=("GBX.XYZ.e1.1",), type=SystemType.GBZ),
    DefectRun(name="AndereSoort", aliases=("GBX.XYZ.e1.1", "GBX.XYZ.e2"), type=SystemType.GBK),
    DefectRun(name="VanIetsAnders", aliases=("GBX.XYZ.e3",), type=SystemType.GBZ),
)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    RunFolder(tmp_path).prepare()
    return Session(folder=tmp_path, number=2, profile=embedded(), done=frozenset({"a"}), defects=DEFECTS)


def test_session_comes_back_as_it_was(session: Session) -> None:
    assert Session.load(session.save()) == session


def test_scenario_meets_health_and_each_defect_of_its_requirement(session: Session) -> None:
    found = session.variants(frozenset({"GBX.XYZ.e1.1", "script"}))
    assert [variant.name for variant in found] == ["gezond-GBZ", "gezond-GBK", "Slordig", "AndereSoort"]
    assert [variant.defect for variant in found] == [None, None, "Slordig", "AndereSoort"]
    assert found[3].type is SystemType.GBK


def test_scenario_without_defects_meets_health_only(session: Session) -> None:
    (only,) = session.variants(frozenset({"GBX.XYZ.e4"}))
    assert only.defect is None
