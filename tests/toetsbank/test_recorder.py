"""The recorder: checks and steps go to the running attempt, late traffic to the attempt that it belongs to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.events import Observed, ScenarioFinished, StepDone
from reports.log import read
from reports.verdicts import Ground, Verdict
from tests.toetsbank.samples import BSN, OTHER_BSN, connection, message
from toetsbank.eventlog import EventLog, RunFolder
from toetsbank.recorder import Attempt, Recorder


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    folder = RunFolder(tmp_path)
    folder.prepare()
    log = EventLog(folder, "1-gw0")
    yield Recorder(log)
    log.close()


def started(recorder: Recorder, name: str, defect: str | None = None) -> Attempt:
    return recorder.start(
        scenario=f"features/x.feature::test_{name}",
        title=name,
        feature="features/x.feature",
        line=1,
        alias="GBX.XYZ.e1.1",
        clause="GBX.XYZ.e1.1/1",
        way="script",
        defect=defect,
    )


def checked(verdict: Verdict) -> dict[str, Any]:
    return {
        "clause": "GBX.XYZ.e1.1/1",
        "verdict": verdict,
        "ground": Ground.EIS,
        "expected": "x",
        "observed": "y",
    }


def observed(recorder: Recorder) -> list[Observed]:
    return [event for event in read(recorder.log.folder.path) if isinstance(event, Observed)]


def finished(recorder: Recorder) -> list[ScenarioFinished]:
    return [event for event in read(recorder.log.folder.path) if isinstance(event, ScenarioFinished)]


def test_attempts_have_names_of_their_own(recorder: Recorder) -> None:
    first = started(recorder, "een")
    recorder.finish()
    assert started(recorder, "een").id != first.id


def test_attempt_has_the_worst_verdict_of_its_checks(recorder: Recorder) -> None:
    started(recorder, "een")
    for verdict in (Verdict.PASS, Verdict.INCONCLUSIVE, Verdict.PASS):
        recorder.check(checked(verdict))
    recorder.finish()
    assert finished(recorder)[0].verdict is Verdict.INCONCLUSIVE
    assert recorder.current is None


def test_attempt_without_a_check_was_not_tested(recorder: Recorder) -> None:
    started(recorder, "een")
    recorder.finish()
    assert finished(recorder)[0].verdict is Verdict.NOT_TESTED


def test_step_has_the_time_since_the_step_before_it(recorder: Recorder) -> None:
    recorder.step(keyword="Als", text="niemand kijkt", outcome="gedaan")
    started(recorder, "een")
    for text in ("a", "b"):
        recorder.step(keyword="Als", text=text, outcome="gedaan")
    steps = [event for event in read(recorder.log.folder.path) if isinstance(event, StepDone)]
    assert [step.text for step in steps] == ["a", "b"], "outside an attempt there is nothing to log"
    assert all(0 <= step.seconds < 5 for step in steps)


def test_observation_belongs_to_the_running_attempt(recorder: Recorder) -> None:
    attempt = started(recorder, "een", defect="Slordig")
    recorder.sink(connection(7), {})
    (event,) = observed(recorder)
    assert (event.id, event.attempt, event.defect) == ("1-gw0.7", attempt.id, "Slordig")
    assert event.id == recorder.id_of(7)


def test_late_message_belongs_to_the_attempt_that_claimed_its_patient(recorder: Recorder) -> None:
    first = started(recorder, "een")
    recorder.claim(BSN)
    recorder.finish()
    second = started(recorder, "twee")
    recorder.claim(OTHER_BSN)
    recorder.sink(message(8, bsn=BSN), {})
    recorder.sink(message(9, bsn=OTHER_BSN), {})
    assert [event.attempt for event in observed(recorder)] == [first.id, second.id]


def test_late_message_carries_the_defect_of_its_own_attempt(recorder: Recorder) -> None:
    started(recorder, "een", defect="Slordig")
    recorder.claim(BSN)
    recorder.finish()
    started(recorder, "twee")
    recorder.sink(message(8, bsn=BSN), {})
    assert observed(recorder)[0].defect == "Slordig"


def test_later_state_of_a_connection_stays_with_the_attempt_that_opened_it(recorder: Recorder) -> None:
    first = started(recorder, "een")
    recorder.sink(connection(7), {})
    recorder.finish()
    started(recorder, "twee")
    recorder.sink(connection(7, end_by="sut", end_how="FIN"), {})
    assert [event.attempt for event in observed(recorder)] == [first.id, first.id]


def test_observation_between_attempts_belongs_to_none_and_carries_the_defect_in_force(recorder: Recorder) -> None:
    recorder.idle_defect = "Slordig"
    recorder.sink(connection(7), {})
    (event,) = observed(recorder)
    assert event.attempt is None
    assert event.defect == "Slordig"


def test_payloads_stand_beside_the_log_before_the_line_that_names_them(recorder: Recorder) -> None:
    recorder.sink(message(8), {"ab" * 32: b"<x/>"})
    (event,) = observed(recorder)
    assert event.payloads == ("ab" * 32,)
    assert (recorder.log.folder.payloads / event.payloads[0]).read_bytes() == b"<x/>"
