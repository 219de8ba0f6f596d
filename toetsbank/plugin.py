"""The pytest plugin: Gherkin tags become markers, scenarios become attempts in the event log, exceptions verdicts.

It does nothing unless a session file is given, so that the unit tests run under plain pytest.
"""

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import parser as bdd
from pytest_bdd.scenario import scenario_wrapper_template_registry

from catalogue import Catalogue, load
from catalogue.model import SystemType
from reports.verdicts import Ground, Verdict
from toetsbank import collector, dossier
from toetsbank.applicability import why_not
from toetsbank.eventlog import EventLog, Lock, RunFolder
from toetsbank.judge import Judge
from toetsbank.outcomes import Failed, Inconclusive, NotCarriedOut
from toetsbank.profile import ALL_FORMS, Profile, embedded
from toetsbank.recorder import Attempt, Recorder
from toetsbank.session import HEALTHY, Session, Variant
from toetsbank.world import World, build

WAYS = ("zim", "volg", "script", "adapter", "dossier", "belasting")


class Worker:
    """What one pytest process that runs scenarios holds on to."""

    def __init__(self, session: Session, worker: str) -> None:
        self.session = session
        self.catalogue: Catalogue = load()
        self.folder = RunFolder(session.folder)
        self.lock = Lock(self.folder)
        self.name = f"{session.number}-{worker}"
        self._recorder: Recorder | None = None
        self._worlds: dict[SystemType, World] = {}
        self._defects: dict[SystemType, str | None] = {}
        self.failed: set[tuple[str | None, str]] = set()
        """Defect and clause of every scenario that failed in this process."""

    @property
    def recorder(self) -> Recorder:
        """The writer of this worker's events, made when the first scenario runs."""
        if self._recorder is None:
            self.lock.join()
            self._recorder = Recorder(EventLog(self.folder, self.name))
        return self._recorder

    def world(self, variant: Variant) -> World:
        """Return the counterparties and the SUT of a variant, started when first needed and switched to its defect."""
        world = self._worlds.get(variant.type)
        if world is None:
            profile = profile_of(self.session, variant)
            world = build(profile, self.catalogue, self.recorder, self.folder, self.session.pki)
            self._worlds[variant.type] = world
            self._see(world, "begin")
        world.revive()
        if self._defects.get(variant.type) != variant.defect:
            world.use_defects(() if variant.defect is None else (variant.defect,))
            self._defects[variant.type] = variant.defect
            self.recorder.idle_defect = variant.defect
        return world

    def has_noticed(self, variant: Variant, clause: str) -> bool:
        """Tell whether a scenario has failed on a defect at its clause, where once is enough."""
        enough = any(run.name == variant.defect and clause in run.until_noticed for run in self.session.defects)
        return enough and (variant.defect, clause) in self.failed

    def stop(self) -> None:
        """End all counterparties, after asking the SUT once more what it is."""
        for world in self._worlds.values():
            self._see(world, "eind")
            world.stop()

    def _see(self, world: World, when: str) -> None:
        try:
            facts = world.upper.perform("systeem.version").data
        except Inconclusive as reason:
            facts = {"onbekend": str(reason)}
        self.recorder.log.write("object-seen", when=when, facts=facts)


WORKER = pytest.StashKey[Worker]()
ERROR = pytest.StashKey[BaseException]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one option that tells where the session file stands."""
    parser.addoption("--toetsbank", metavar="SESSIE", help="sessiebestand van python -m toetsbank")


def pytest_configure(config: pytest.Config) -> None:
    """Register every alias and clause as a marker, so that -m GBX.CON.e4080.5/5 selects and a wrong tag is refused."""
    path = config.getoption("--toetsbank")
    if path is None:
        return
    workerinput: dict[str, str] = getattr(config, "workerinput", {})
    worker = Worker(Session.load(Path(path)), workerinput.get("workerid", "bank"))
    config.stash[WORKER] = worker
    for name in (*worker.catalogue.requirements, *worker.catalogue.clauses, *WAYS):
        config.addinivalue_line("markers", f"{name}: tag in features/")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect feature files."""
    return collector.collect(file_path, parent)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """In a proof, run each scenario healthy and once per defect of its requirement."""
    worker = metafunc.config.stash.get(WORKER, None)
    if worker is None or not worker.session.defects or "variant" not in metafunc.fixturenames:
        return
    marks = frozenset(mark.name for mark in metafunc.definition.iter_markers())
    variants = worker.session.variants(marks)
    metafunc.parametrize("variant", variants, ids=[variant.name for variant in variants])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what an earlier session decided and what does not apply to this SUT; in a proof, group by defect."""
    worker = config.stash.get(WORKER, None)
    if worker is None:
        return
    kept = [item for item in items if item.nodeid not in worker.session.done and _applies(item, worker)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    if worker.session.defects:
        kept.sort(key=lambda item: str(variant_of(item, worker.session)))
    items[:] = kept


def pytest_collection_finish(session: pytest.Session) -> None:
    """Watch a SUT that cannot be made to act, before the scenarios that need more than watching."""
    worker = session.config.stash.get(WORKER, None)
    if worker is not None and worker.session.pki is None:
        worker.world(Variant(HEALTHY, None, worker.session.profile.pics.type)).watch()


def _applies(item: pytest.Item, worker: Worker) -> bool:
    pics = profile_of(worker.session, variant_of(item, worker.session)).pics
    clause = clause_of(item, worker)
    return not why_not(worker.catalogue, clause, pics) and not _is_left_to_dossier(clause, worker)


def _is_left_to_dossier(clause: str, worker: Worker) -> bool:
    """Tell whether the dossier says of a system of someone else what the bench can only see of its own."""
    folder = worker.session.profile.dossier
    if worker.session.pki is not None or folder is None:
        return False
    return dossier.speaks_of(folder, clause, worker.catalogue)


def variant_of(item: pytest.Item, session: Session) -> Variant:
    """Return the SUT that an item is run with."""
    callspec = getattr(item, "callspec", None)
    variant: Variant | None = callspec.params.get("variant") if callspec else None
    return variant or Variant(HEALTHY, None, session.profile.pics.type)


def profile_of(session: Session, variant: Variant) -> Profile:
    """Return the profile of a variant: that of the session, or of a reference XIS of another kind."""
    return session.profile if variant.type == session.profile.pics.type else embedded(variant.type)


def clause_of(item: pytest.Item, worker: Worker) -> str:
    """Return the one clause whose tag a scenario carries."""
    clauses = sorted({mark.name for mark in item.iter_markers()} & set(worker.catalogue.clauses))
    if len(clauses) != 1:
        raise pytest.UsageError(f"{item.nodeid} draagt {len(clauses)} clausuletags; precies één is nodig.")
    return clauses[0]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Finish the attempt when the scenario and the resetting after it are done; without that it counts for nothing."""
    result = yield
    worker = item.config.stash.get(WORKER, None)
    if worker is not None and worker.recorder.current is not None:
        attempt = worker.recorder.finish()
        if Verdict.FAIL in attempt.verdicts:
            worker.failed.add((attempt.defect, attempt.clause))
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn an exception into a verdict."""
    report = yield
    worker = item.config.stash.get(WORKER, None)
    if worker is None or worker.recorder.current is None:
        return report
    if call.excinfo is not None:
        _conclude(worker.recorder, call.excinfo.value, call.when)
    if call.when == "teardown":
        attempt = worker.recorder.current
        report.user_properties.append(("verdicts", [str(verdict) for verdict in attempt.verdicts]))
        report.user_properties.append(("message", attempt.message))
        report.user_properties.append(("clause", attempt.clause))
    return report


def _conclude(recorder: Recorder, error: BaseException, phase: str) -> None:
    attempt = recorder.current
    assert attempt is not None
    if isinstance(error, Failed):
        attempt.message = str(error)
        return
    if isinstance(error, Inconclusive):
        attempt.message = str(error)
        if Verdict.INCONCLUSIVE not in attempt.verdicts:
            stopped = isinstance(error, NotCarriedOut)
            _check(recorder, attempt, Verdict.INCONCLUSIVE, missing=str(error), not_carried_out=stopped)
        return
    attempt.message = f"Fout van de toetsbank ({phase}): {type(error).__name__}: {error}"
    _check(recorder, attempt, Verdict.ERROR, missing=attempt.message)


def _check(recorder: Recorder, attempt: Attempt, verdict: Verdict, **fields: object) -> None:
    recorder.check(
        {
            "clause": attempt.clause,
            "verdict": verdict,
            "ground": Ground.EIS,
            "ground_source": attempt.clause,
            "expected": "een beslissing",
            "observed": "geen beslissing",
            **fields,
        }
    )


def pytest_bdd_after_step(step: bdd.Step, request: pytest.FixtureRequest) -> None:
    """Log a step that was carried out."""
    _log_step(request, step, "gedaan")


def pytest_bdd_step_error(step: bdd.Step, request: pytest.FixtureRequest) -> None:
    """Log a step that was not."""
    _log_step(request, step, "mislukt")


def _log_step(request: pytest.FixtureRequest, step: bdd.Step, outcome: str) -> None:
    worker = request.config.stash.get(WORKER, None)
    if worker is not None:
        worker.recorder.step(keyword=step.keyword, text=step.name, outcome=outcome)


@pytest.fixture
def variant(request: pytest.FixtureRequest) -> Variant | None:
    """The SUT to run with; replaced by a parameter in a proof, None outside the bench."""
    worker = request.config.stash.get(WORKER, None)
    return None if worker is None else variant_of(request.node, worker.session)


@pytest.fixture(autouse=True)
def _attempt(request: pytest.FixtureRequest, variant: Variant | None) -> Iterator[World | None]:
    worker = request.config.stash.get(WORKER, None)
    if worker is None or variant is None:
        yield None
        return
    item = request.node
    if worker.has_noticed(variant, clause_of(item, worker)):
        pytest.skip("dit defect is bij deze clausule al opgemerkt")
    worker.recorder.start(**_facts(item, worker, variant))
    world = worker.world(variant)
    yield world
    world.reset()


def _facts(item: Any, worker: Worker, variant: Variant) -> dict[str, Any]:
    marks = {mark.name for mark in item.iter_markers()}
    clause = clause_of(item, worker)
    ways = [way for way in WAYS if way in marks]
    template = scenario_wrapper_template_registry[item.function]
    example = item.callspec.params.get("_pytest_bdd_example", {}) if hasattr(item, "callspec") else {}
    values = f" ({', '.join(example.values())})" if example else ""
    return {
        "scenario": item.nodeid,
        "title": f"{template.name}{values}",
        "feature": str(item.path.relative_to(item.config.rootpath)),
        "line": template.line_number,
        "alias": clause.rpartition("/")[0],
        "clause": clause,
        "way": ways[0] if ways else "",
        "defect": variant.defect,
    }


@pytest.fixture
def world(_attempt: World) -> World:
    """The surroundings of this worker."""
    return _attempt


@pytest.fixture
def judge(request: pytest.FixtureRequest, world: World) -> Judge:
    """The judge of the clause that this scenario decides."""
    worker = request.config.stash[WORKER]
    forms = ALL_FORMS if world.is_embedded else world.profile.forms
    clause = clause_of(request.node, worker)
    return Judge(clause, worker.recorder.check, worker.catalogue.readings, world.profile.chosen, forms)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """End the counterparties of this process."""
    worker = session.config.stash.get(WORKER, None)
    if worker is not None:
        worker.stop()
