"""What a run holds on to, what a resumption skips, and which traffic counts."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalogue import load
from catalogue.model import SystemType
from reports.events import EVENT, AnyEvent
from reports.verdicts import Verdict
from simulators.observations import ConnectionObservation
from tests.toetsbank.samples import WEAK_SUITE, connection
from toetsbank.eventlog import Lock, RunFolder
from toetsbank.identity import bench_facts
from toetsbank.outcomes import BadInput
from toetsbank.profile import embedded
from toetsbank.runner import Request, decided, new_folder, opened, sut_names, traffic


class Events:
    """An event log, made by hand."""

    def __init__(self) -> None:
        self.all: list[AnyEvent] = []

    def add(self, type_: str, **fields: Any) -> None:
        n = len(self.all) + 1
        time = f"2026-01-01T00:00:{n:02d}.000Z"
        self.all.append(EVENT.validate_python({"type": type_, "writer": "1-gw0", "n": n, "time": time, **fields}))

    def begin(self, attempt: str, scenario: str) -> None:
        self.add(
            "scenario-started", attempt=attempt, scenario=scenario, title="x", feature="x", line=1, alias="GBX.XYZ.e1",
            clause="GBX.XYZ.e1/1", way="script",
        )  # fmt: skip

    def end(self, attempt: str, scenario: str, verdict: Verdict = Verdict.PASS) -> None:
        self.add("scenario-finished", attempt=attempt, scenario=scenario, clause="GBX.XYZ.e1/1", verdict=verdict)

    def observed(self, seen: ConnectionObservation, attempt: str | None, defect: str | None = None) -> None:
        facts = seen.model_dump(mode="json")
        self.add("observed", id=f"1-gw0.{seen.number}", attempt=attempt, defect=defect, facts=facts)

    def traffic(self, defect: str | None = None) -> dict[str, ConnectionObservation]:
        return dict(traffic(tuple(self.all), defect).to_zim())


@pytest.fixture
def events() -> Events:
    return Events()


@pytest.mark.parametrize("verdict", list(Verdict))
def test_resumption_skips_what_was_decided_but_not_faults_of_the_bench(events: Events, verdict: Verdict) -> None:
    events.begin("1", "een")
    events.end("1", "een", verdict)
    events.begin("2", "afgebroken")
    assert decided(tuple(events.all)) == (frozenset() if verdict is Verdict.ERROR else {"een"})


def test_traffic_of_attempts_that_count_and_of_none_counts(events: Events) -> None:
    events.begin("1", "een")
    events.observed(connection(1), "1")
    events.end("1", "een")
    events.begin("2", "afgebroken")
    events.observed(connection(2), "2")
    events.observed(connection(3), None)
    assert set(events.traffic()) == {"1-gw0.1", "1-gw0.3"}


def test_last_state_of_an_observation_counts(events: Events) -> None:
    events.observed(connection(1), None)
    events.observed(connection(1, suite=WEAK_SUITE), None)
    assert events.traffic()["1-gw0.1"].suite == WEAK_SUITE


def test_traffic_of_a_defect_is_kept_apart(events: Events) -> None:
    events.observed(connection(1), None)
    events.observed(connection(2), None, "Slordig")
    assert set(events.traffic()) == {"1-gw0.1"}
    assert set(events.traffic("Slordig")) == {"1-gw0.2"}


def test_folder_is_released_whatever_happens(tmp_path: Path) -> None:
    request = Request(tmp_path / "run", embedded(), True)
    with pytest.raises(ZeroDivisionError), opened(request, load()) as run:
        print(1 / (run.number - 1))
    assert not (tmp_path / "run" / "werk").exists(), "test keys are no evidence"
    with pytest.raises(BadInput, match="--resume"), opened(request, load()):
        pass
    with opened(Request(tmp_path / "run", embedded(), True, resume=True), load()) as run:
        assert run.number == 2


BEGUN = Request(Path("run"), embedded(), True, selection="script")
CHANGED = {
    "het profiel": replace(BEGUN, profile=embedded(SystemType.GBK)),
    r"de selectie \(-m\)": replace(BEGUN, selection=""),
}


def begun(folder: Path, fingerprint: str | None = None) -> Request:
    """Begin a run and return the request that would resume it."""
    request = replace(BEGUN, folder=folder / "run")
    with opened(request, load()) as run:
        facts = bench_facts() if fingerprint is None else {"fingerprint": fingerprint}
        profile = request.profile.model_dump(mode="json")
        run.log.write(
            "run-started", run="run", resumed=False, mode="ingebed", profile=profile, bench=facts, criteria={},
            operator={}, selection=request.selection, planned=(), planned_clauses=(),
        )  # fmt: skip
    return replace(request, resume=True)


def test_same_run_is_resumed(tmp_path: Path) -> None:
    with opened(begun(tmp_path), load()) as run:
        assert run.number == 2


@pytest.mark.parametrize("what", CHANGED)
def test_run_under_other_conditions_is_not_resumed(tmp_path: Path, what: str) -> None:
    request = replace(CHANGED[what], folder=begun(tmp_path).folder, resume=True)
    with pytest.raises(BadInput, match=f"{what} is veranderd; begin een nieuwe run") as caught, opened(request, load()):
        pass
    assert "\n" not in str(caught.value)


def test_run_of_another_version_of_the_suite_is_not_resumed(tmp_path: Path) -> None:
    request = begun(tmp_path, "0" * 64)
    with pytest.raises(BadInput, match="de suite zelf is veranderd"), opened(request, load()):
        pass
    Lock(RunFolder(request.folder)).take().release()


def test_pki_is_made_for_the_names_of_the_profile() -> None:
    profile = embedded()
    names = sut_names(profile)
    assert (names.fqdn, names.ura, names.zim_host) == (profile.sut.fqdn, profile.sut.ura, "zim.toetsbank.test")


def test_folders_are_named_by_their_moment(tmp_path: Path) -> None:
    assert new_folder(tmp_path).parent == tmp_path
    assert new_folder(tmp_path).name.endswith("Z")
