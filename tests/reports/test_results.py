import pytest

from reports.results import NoRun, build
from reports.verdicts import Verdict
from tests.reports.samples import CLAUSE, SCENARIO, LogBuilder, catalogue, clause, requirement

NORMS = catalogue(requirement(clause()))
REAL = "1112" + "22333"


def test_refuses_a_log_without_a_start() -> None:
    with pytest.raises(NoRun, match="geen begin van een run"):
        build([], NORMS)


def test_compares_the_object_at_begin_and_end() -> None:
    log = LogBuilder().start()
    log.add("object-seen", when="begin", facts={"versie": "1", "configuratie_sha256": "a"})
    log.add("object-seen", when="eind", facts={"versie": "1", "configuratie_sha256": "b"})
    results = build(log.finish().events, NORMS)
    assert results.object_changed == ("configuratie_sha256",)
    assert results.object_end["configuratie_sha256"] == "b"


def test_takes_along_what_checks_refer_to_in_its_last_state_with_the_connection() -> None:
    log = LogBuilder().start()
    attempt = log.begin_scenario()
    log.add("observed", id="gw0.1", attempt=attempt, facts={"kind": "verbinding", "number": 1, "version": None})
    log.add("observed", id="gw0.2", attempt=attempt, facts={"kind": "bericht", "connection": 1, "bsn": REAL})
    log.add("observed", id="gw0.3", attempt=attempt, facts={"kind": "onverwacht"})
    log.add("observed", id="gw0.1", attempt=attempt, facts={"kind": "verbinding", "number": 1, "version": "TLS 1.3"})
    log.check(attempt=attempt, observations=("gw0.2", "gw0.9"))
    log.end_scenario(attempt)
    results = build(log.finish().events, NORMS)
    assert set(results.observations) == {"gw0.1", "gw0.2"}
    assert results.observations["gw0.1"].facts["version"] == "TLS 1.3"
    assert results.observations["gw0.2"].facts["bsn"] == "*******33"
    assert results.counts.observations == 3


def test_what_a_sut_shows_is_masked() -> None:
    log = LogBuilder().start()
    log.scenario(Verdict.FAIL, expected="geen bsn", message=REAL, findings=(REAL,))
    log.scenario(scenario="x::2", expected=REAL)
    assert REAL not in build(log.finish().events, NORMS).model_dump_json()


def test_every_error_of_the_bench_is_listed_also_behind_a_failure() -> None:
    log = LogBuilder().start()
    log.scenario(Verdict.FAIL)
    log.end_scenario(log.begin_scenario(scenario="x::2"), Verdict.ERROR, scenario="x::2", message="poort bezet")
    log.add("scenario-crashed", scenario="x::3", clause=CLAUSE, message="signaal 9")
    results = build(log.finish().events, NORMS)
    assert results.clauses[0].verdict is Verdict.FAIL
    assert results.bench_errors == (
        f"{CLAUSE}, scenario “2”: poort bezet",
        f"{CLAUSE}, x::3: het proces dat het scenario uitvoerde is omgevallen: signaal 9",
    )


def test_a_rule_that_broke_is_an_error_of_the_bench() -> None:
    log = LogBuilder().start()
    log.check(Verdict.ERROR, rule="regel", missing="deling door nul")
    assert build(log.finish().events, NORMS).bench_errors == (f"{CLAUSE}: deling door nul",)


def test_shows_sessions_and_what_a_resumption_changed() -> None:
    log = LogBuilder().start(planned=(SCENARIO,), planned_clauses=(CLAUSE,))
    log.start(resumed=True, bench={"tag": "v0.2.0"})
    results = build(log.events, NORMS, remarks=("gescheurd",))
    assert [session.resumed for session in results.run.sessions] == [False, True]
    assert not results.run.finished
    assert results.bench == {"tag": "v0.2.0"}
    assert results.remarks[0] == "gescheurd"
    assert results.remarks[1].startswith("Bij het hervatten was de toetsbank anders")


def test_the_same_log_gives_the_same_results() -> None:
    log = LogBuilder().start()
    log.scenario()
    log.finish()
    assert build(log.events, NORMS).model_dump_json() == build(list(log.events), NORMS).model_dump_json()
