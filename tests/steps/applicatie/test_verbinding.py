"""What the Dan steps about the connection to the ZIM make of what was observed: pass, fail, and left undecided."""

from typing import Any

import pytest

from catalogue.model import SystemType
from reports.verdicts import Ground, Verdict
from simulators.observations import ConnectionObservation
from steps.applicatie import verbinding
from tests.steps.scenes import END, TWIN, Scene, act, nothing, scene_of
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
from toetsbank.outcomes import Failed, Inconclusive
from toetsbank.recorder import Recorder

NO_SESSION = {"handshake_completed": False, "version": None, "suite": None, "requests": 0, "application_records": 0}


ENDED: dict[str, Any] = {**NO_SESSION, "bench_certificate": "zim-verlopen", "end_by": "sut", "end_how": "alert"}


REFUSED = connection(3, **ENDED, alerts=(alert(45, by="sut"),))


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
        verbinding.refused_after_certificate(
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
        verbinding.refused_after_certificate(scene.judge, scene.world, acts, "eis")
    with pytest.raises(Inconclusive, match="geldige omstandigheden"):
        verbinding.no_session(scene.judge, scene.world, acts)
    assert scene.said == []


def test_ground_of_a_refusal_is_what_the_scenario_says(scene: Scene) -> None:
    verbinding.refused_after_certificate(scene.judge, scene.world, [TWIN, act(REFUSED, refused=True), TWIN], "eis")
    assert (scene.said[0]["ground"], scene.said[0]["ground_source"]) == (Ground.EIS, "GBX.XYZ.e1.1/1")
    assert scene.said[0]["observations"] == ("1-bank.3",)


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
        verbinding.showed_certificate_at_laag(scene.judge, scene.world, [act(shown, message(2, level="laag"))])
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
        verbinding.refreshed_by_renegotiation(scene.judge, scene.world, [act(seen, message(2))], "300")
    assert scene.said[0]["verdict"] is verdict
    assert len(scene.said[0].get("findings", ())) == findings


def test_worst_connection_decides(scene: Scene) -> None:
    old = connection(5, oldest_key_age=360.0, oldest_key_record=6)
    with pytest.raises(Failed, match=r"waargenomen 360 s bij record 6 \(waarneming 1-bank\.5\)"):
        verbinding.keys_are_young(scene.judge, scene.world, [TWIN, act(old, message(6, connection=5))], "300")


def test_last_state_of_a_connection_decides(scene: Scene) -> None:
    later = act(connection(1, oldest_key_age=360.0), message(6))
    with pytest.raises(Failed):
        verbinding.keys_are_young(scene.judge, scene.world, [TWIN, later], "300")


def test_failing_query_does_not_pass_for_a_good_connection(scene: Scene) -> None:
    broken = act(connection(1), message(2, status=500), refused=True)
    with pytest.raises(Inconclusive):
        verbinding.keys_are_young(scene.judge, scene.world, [broken], "300")
    with pytest.raises(Inconclusive):
        verbinding.highest_version(scene.judge, scene.world, [broken])
    assert scene.said == []


def test_without_a_connection_nothing_is_decided(scene: Scene) -> None:
    for step in (verbinding.went_over_tls, verbinding.showed_certificate, verbinding.strongest_suite):
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
        verbinding.no_old_session(scene.judge, scene.world, [TWIN, act(second, message(4, connection=3))], "900")
    assert (scene.said[0]["verdict"], scene.said[0].get("reading")) == (verdict, reading)


def test_resumption_is_judged_by_the_reading_of_the_profile(recorder: Recorder) -> None:
    scene = scene_of(recorder, chosen={"INT-53": "b"})
    resumed = act(connection(3, **OLD), message(4, connection=3))
    verbinding.no_old_session(scene.judge, scene.world, [TWIN, resumed], "900")
    assert scene.said[0]["verdict"] is Verdict.PASS
    assert scene.said[0]["findings"] == ("Voldoet onder lezing INT-53 (b), niet onder de strengste (a).",)


def test_old_session_that_is_resumed_in_vain_is_told_all_the_same(scene: Scene) -> None:
    broken = act(connection(3, **OLD), message(4, connection=3, status=500), refused=True)
    with pytest.raises(Inconclusive, match=r"Hangt af van INT-53\."):
        verbinding.no_old_session(scene.judge, scene.world, [TWIN, broken], "900")
    failing = act(connection(3, **YOUNG), message(4, connection=3, status=500), refused=True)
    for acts in ([TWIN, failing], [TWIN, act(connection(3), refused=True)]):
        with pytest.raises(Inconclusive, match="geldige omstandigheden"):
            verbinding.no_old_session(scene.judge, scene.world, acts, "900")


def test_idle_connection_violates_every_reading(scene: Scene) -> None:
    idle = act(connection(1, longest_idle=960.0), message(2))
    with pytest.raises(Failed):
        verbinding.no_idle_connection(scene.judge, scene.world, [idle], "900")
    assert (scene.said[0]["reading"], scene.said[0]["ground"]) == ("INT-53", Ground.EIS)
    assert set(scene.said[0]["under_other_readings"].values()) == {Verdict.FAIL}


def test_connection_that_violates_every_reading_comes_before_one_that_can_be_debated(scene: Scene) -> None:
    debated = {"version": "TLS 1.3", "longest_use": 400.0}
    old = connection(5, oldest_key_age=360.0, oldest_key_record=6)
    acts = [act(connection(3, **debated), message(4, connection=3)), act(old, message(6, connection=5))]
    with pytest.raises(Failed, match="360 s"):
        verbinding.keys_are_young(scene.judge, scene.world, acts, "300")
    verbinding.keys_are_young(scene.judge, scene.world, acts[:1], "300")
    assert scene.said[-1]["findings"] == ("Voldoet onder lezing INT-23 (a), niet onder de strengste (b).",)


def test_strongest_suite(scene: Scene) -> None:
    weak = {"suite": WEAK_SUITE, "offered_suites": (GOOD_SUITE, WEAK_SUITE), "bench_suites": (GOOD_SUITE, WEAK_SUITE)}
    with pytest.raises(Failed, match=WEAK_SUITE):
        verbinding.strongest_suite(scene.judge, scene.world, [act(connection(1, **weak), message(2))])
