"""What the Dan steps of chapter 2 make of what was observed: each way to pass, to fail, and to leave it undecided."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from catalogue import load
from catalogue.model import SystemType
from reports.verdicts import Ground, Verdict
from simulators.clock import Clock
from simulators.observations import ConnectionObservation, MessageObservation
from steps import applicatie
from tests.toetsbank.samples import (
    GOOD_SUITE,
    WEAK_SUITE,
    alert,
    certificate,
    connection,
    message,
    renegotiation,
)
from toetsbank.acts import Act
from toetsbank.eventlog import EventLog, RunFolder
from toetsbank.judge import Judge
from toetsbank.outcomes import Failed, Inconclusive
from toetsbank.profile import embedded
from toetsbank.recorder import Recorder
from toetsbank.upper_tester import Result
from toetsbank.world import World

CATALOGUE = load()
END: dict[Verdict, Callable[[], AbstractContextManager[object]]] = {
    Verdict.PASS: nullcontext,
    Verdict.NOT_APPLICABLE: nullcontext,
    Verdict.FAIL: lambda: pytest.raises(Failed),
    Verdict.INCONCLUSIVE: lambda: pytest.raises(Inconclusive),
}


@dataclass
class Scene:
    """A world without counterparties, and a judge that keeps its judgements."""

    world: World
    judge: Judge
    said: list[dict[str, Any]]


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    folder = RunFolder(tmp_path)
    folder.prepare()
    log = EventLog(folder, "1-bank")
    yield Recorder(log)
    log.close()


def scene_of(
    recorder: Recorder, type_: SystemType = SystemType.GBZ, chosen: Mapping[str, str] = MappingProxyType({})
) -> Scene:
    said: list[dict[str, Any]] = []
    world = World(embedded(type_), CATALOGUE, recorder, Clock())
    world.loop.stop()
    return Scene(world, Judge("GBX.XYZ.e1.1/1", said.append, CATALOGUE.readings, chosen, ()), said)


@pytest.fixture
def scene(recorder: Recorder) -> Scene:
    return scene_of(recorder)


def act(*observed: ConnectionObservation | MessageObservation, refused: bool = False) -> Act:
    return Act(
        Result(refused, ("Geweigerd",) if refused else ("Medicatie",), {}),
        tuple(o for o in observed if isinstance(o, MessageObservation)),
        tuple(o for o in observed if isinstance(o, ConnectionObservation)),
    )


TWIN = act(connection(1), message(2))
NO_SESSION = {"handshake_completed": False, "version": None, "suite": None, "requests": 0, "application_records": 0}
ENDED: dict[str, Any] = {**NO_SESSION, "bench_certificate": "zim-verlopen", "end_by": "sut", "end_how": "alert"}
REFUSED = connection(3, **ENDED, alerts=(alert(45, by="sut"),))


def nothing() -> Act:
    """An act of which the network saw nothing."""
    return act(refused=True)


REFUSALS = [
    ("an alert after the certificate", act(REFUSED, refused=True), Verdict.PASS, 0),
    ("a close without an alert", act(connection(3, **ENDED), refused=True), Verdict.PASS, 1),
    ("a message on that connection", act(connection(3, bench_certificate="zim-verlopen"), message(4)), Verdict.FAIL, 0),
    ("a request of no known level", act(connection(3, bench_certificate="x"), refused=True), Verdict.FAIL, 0),
    ("an end by the bench", act(connection(3, **{**ENDED, "end_by": "bank"}), refused=True), Verdict.INCONCLUSIVE, 0),
    (
        "a connection that hangs",
        act(connection(3, **{**ENDED, "end_by": "open"}), refused=True),
        Verdict.INCONCLUSIVE,
        0,
    ),
    ("a handshake that never got so far", act(connection(3, **ENDED, certificate_sent=False)), Verdict.INCONCLUSIVE, 0),
    ("no connection at all", nothing(), Verdict.INCONCLUSIVE, 0),
]


@pytest.mark.parametrize(("planted", "verdict", "findings"), [r[1:] for r in REFUSALS], ids=[r[0] for r in REFUSALS])
def test_refusal_of_a_certificate(scene: Scene, planted: Act, verdict: Verdict, findings: int) -> None:
    with END[verdict]():
        applicatie.refused_after_certificate(
            scene.judge, scene.world, [TWIN, planted, TWIN], "standaard RFC 5280 6.1.3"
        )
    if verdict is not Verdict.INCONCLUSIVE:
        (said,) = scene.said
        assert (said["verdict"], said["ground"], said["ground_source"]) == (verdict, Ground.STANDAARD, "RFC 5280 6.1.3")
    if verdict is Verdict.PASS:
        assert len(scene.said[0]["findings"]) == findings


@pytest.mark.parametrize("broken", [0, 2], ids=["before", "after"])
def test_refusal_counts_only_between_twins_that_succeed(scene: Scene, broken: int) -> None:
    acts = [TWIN, act(REFUSED, refused=True), TWIN]
    acts[broken] = nothing()
    with pytest.raises(Inconclusive, match="geldige omstandigheden"):
        applicatie.refused_after_certificate(scene.judge, scene.world, acts, "eis")
    with pytest.raises(Inconclusive, match="geldige omstandigheden"):
        applicatie.no_session_started(scene.judge, scene.world, acts)
    assert scene.said == []


def test_ground_of_a_refusal_is_what_the_scenario_says(scene: Scene) -> None:
    applicatie.refused_after_certificate(scene.judge, scene.world, [TWIN, act(REFUSED, refused=True), TWIN], "eis")
    assert (scene.said[0]["ground"], scene.said[0]["ground_source"]) == (Ground.EIS, "GBX.XYZ.e1.1/1")
    assert scene.said[0]["observations"] == ("1-bank.3",)


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
        applicatie.no_session(scene.judge, scene.world, [TWIN, planted, TWIN])


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
    for step in (applicatie.no_session_started, applicatie.no_session_after_revocation):
        with END[verdict]():
            step(scene.judge, scene.world, [TWIN, planted, TWIN])


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
        applicatie.no_exchange_after_refusal(scene.judge, scene.world, acts)


BARE = connection(1, sut_certificates=(certificate(uzi_name=None),))


@pytest.mark.parametrize(
    ("type_", "shown", "verdict"),
    [
        (SystemType.GBZ, connection(1), Verdict.PASS),
        (SystemType.GBZ, BARE, Verdict.INCONCLUSIVE),
        (SystemType.GBK, BARE, Verdict.PASS),
        (SystemType.GBK, connection(1), Verdict.FAIL),
    ],
)
def test_certificate_at_level_laag_is_judged_under_a_reading(
    recorder: Recorder, type_: SystemType, shown: ConnectionObservation, verdict: Verdict
) -> None:
    scene = scene_of(recorder, type_)
    with END[verdict]():
        applicatie.showed_certificate_at_laag(scene.judge, scene.world, [act(shown, message(2, level="laag"))])
    assert (scene.said[0]["verdict"], scene.said[0]["reading"]) == (verdict, "INT-35")


LONG = {"longest_use": 360.0}
MEANS = [
    ("renegotiated", connection(1, **LONG, refreshes=(renegotiation(),)), Verdict.PASS, 0),
    ("not refreshed", connection(1, **LONG), Verdict.PASS, 1),
    ("short", connection(1), Verdict.NOT_APPLICABLE, 0),
    ("TLS 1.3", connection(1, **LONG, version="TLS 1.3"), Verdict.NOT_APPLICABLE, 0),
    ("insecure", connection(1, refreshes=(renegotiation(),), secure_renegotiation=False), Verdict.FAIL, 0),
]


@pytest.mark.parametrize(("seen", "verdict", "findings"), [r[1:] for r in MEANS], ids=[r[0] for r in MEANS])
def test_means_of_refreshing(scene: Scene, seen: ConnectionObservation, verdict: Verdict, findings: int) -> None:
    with END[verdict]():
        applicatie.refreshed_by_renegotiation(scene.judge, scene.world, [act(seen, message(2))], "300")
    assert scene.said[0]["verdict"] is verdict
    assert len(scene.said[0].get("findings", ())) == findings


def test_worst_connection_decides(scene: Scene) -> None:
    old = connection(5, oldest_key_age=360.0, oldest_key_record=6)
    with pytest.raises(Failed, match=r"waargenomen 360 s bij record 6 \(waarneming 1-bank\.5\)"):
        applicatie.keys_are_young(scene.judge, scene.world, [TWIN, act(old, message(6, connection=5))], "300")


def test_last_state_of_a_connection_decides(scene: Scene) -> None:
    later = act(connection(1, oldest_key_age=360.0), message(6))
    with pytest.raises(Failed):
        applicatie.keys_are_young(scene.judge, scene.world, [TWIN, later], "300")


def test_failing_query_does_not_pass_for_a_good_connection(scene: Scene) -> None:
    broken = act(connection(1), message(2, status=500), refused=True)
    with pytest.raises(Inconclusive):
        applicatie.keys_are_young(scene.judge, scene.world, [broken], "300")
    with pytest.raises(Inconclusive):
        applicatie.highest_version(scene.judge, scene.world, [broken])
    assert scene.said == []


def test_without_a_connection_nothing_is_decided(scene: Scene) -> None:
    for step in (applicatie.went_over_tls, applicatie.showed_certificate, applicatie.strongest_suite):
        with pytest.raises(Inconclusive, match="geen verbinding"):
            step(scene.judge, scene.world, [nothing()])


YOUNG = {"resumed": True, "resumed_age": 100.0}
OLD = {"resumed": True, "resumed_age": 960.0}


@pytest.mark.parametrize(
    ("second", "verdict", "reading"),
    [
        (connection(3), Verdict.PASS, None),
        (connection(3, **YOUNG), Verdict.PASS, "INT-53"),
        (connection(3, **OLD), Verdict.INCONCLUSIVE, "INT-53"),
    ],
)
def test_resumption(scene: Scene, second: ConnectionObservation, verdict: Verdict, reading: str | None) -> None:
    with END[verdict]():
        applicatie.no_old_session(scene.judge, scene.world, [TWIN, act(second, message(4, connection=3))], "900")
    assert (scene.said[0]["verdict"], scene.said[0].get("reading")) == (verdict, reading)


def test_resumption_is_judged_by_the_reading_of_the_profile(recorder: Recorder) -> None:
    scene = scene_of(recorder, chosen={"INT-53": "b"})
    resumed = act(connection(3, **OLD), message(4, connection=3))
    applicatie.no_old_session(scene.judge, scene.world, [TWIN, resumed], "900")
    assert scene.said[0]["verdict"] is Verdict.PASS
    assert scene.said[0]["findings"] == ("Voldoet onder lezing INT-53 (b), niet onder de strengste (a).",)


def test_old_session_that_is_resumed_in_vain_is_told_all_the_same(scene: Scene) -> None:
    broken = act(connection(3, **OLD), message(4, connection=3, status=500), refused=True)
    with pytest.raises(Inconclusive, match=r"Hangt af van INT-53\."):
        applicatie.no_old_session(scene.judge, scene.world, [TWIN, broken], "900")
    failing = act(connection(3, **YOUNG), message(4, connection=3, status=500), refused=True)
    for acts in ([TWIN, failing], [TWIN, act(connection(3), refused=True)]):
        with pytest.raises(Inconclusive, match="geldige omstandigheden"):
            applicatie.no_old_session(scene.judge, scene.world, acts, "900")


def test_idle_connection_violates_every_reading(scene: Scene) -> None:
    idle = act(connection(1, longest_idle=960.0), message(2))
    with pytest.raises(Failed):
        applicatie.no_idle_connection(scene.judge, scene.world, [idle], "900")
    assert (scene.said[0]["reading"], scene.said[0]["ground"]) == ("INT-53", Ground.EIS)
    assert set(scene.said[0]["under_other_readings"].values()) == {Verdict.FAIL}


def test_connection_that_violates_every_reading_comes_before_one_that_can_be_debated(scene: Scene) -> None:
    debated = {"version": "TLS 1.3", "longest_use": 400.0}
    old = connection(5, oldest_key_age=360.0, oldest_key_record=6)
    acts = [act(connection(3, **debated), message(4, connection=3)), act(old, message(6, connection=5))]
    with pytest.raises(Failed, match="360 s"):
        applicatie.keys_are_young(scene.judge, scene.world, acts, "300")
    applicatie.keys_are_young(scene.judge, scene.world, acts[:1], "300")
    assert scene.said[-1]["findings"] == ("Voldoet onder lezing INT-23 (a), niet onder de strengste (b).",)


def test_strongest_suite(scene: Scene) -> None:
    weak = {"suite": WEAK_SUITE, "offered_suites": (GOOD_SUITE, WEAK_SUITE), "bench_suites": (GOOD_SUITE, WEAK_SUITE)}
    with pytest.raises(Failed, match=WEAK_SUITE):
        applicatie.strongest_suite(scene.judge, scene.world, [act(connection(1, **weak), message(2))])


def test_key_of_a_person() -> None:
    assert applicatie.person_key("Autorisatiebeheerder G") == "autorisatiebeheerder-g"
