from reports.attempts import Attempts
from reports.verdicts import Verdict
from tests.reports.samples import CLAUSE, SCENARIO, LogBuilder


def test_the_last_finished_attempt_counts() -> None:
    log = LogBuilder().start()
    first = log.begin_scenario()
    log.end_scenario(first, Verdict.ERROR, message="poort bezet")
    second = log.scenario()
    third = log.begin_scenario()
    attempts = Attempts(log.events)
    assert [attempt.begun.attempt for attempt in attempts.counting] == [second]
    assert [(thrown.attempt, thrown.reason) for thrown in attempts.thrown_away()] == [
        (first, "fout van de toetsbank: poort bezet; overgedaan"),
        (third, "afgebroken: de poging is niet afgemaakt"),
    ]
    assert not attempts.missing()


def test_a_verdict_that_was_replaced_stays_visible() -> None:
    log = LogBuilder().start()
    log.scenario(Verdict.FAIL, message="het ging mis")
    log.scenario()
    (thrown,) = Attempts(log.events).thrown_away()
    assert thrown.verdict is Verdict.FAIL
    assert thrown.reason == "vervangen door een latere poging; kwam tot “voldoet niet”: het ging mis"


def test_a_crashed_attempt_is_thrown_away_and_its_scenario_is_missing() -> None:
    log = LogBuilder().start()
    log.begin_scenario()
    log.add("scenario-crashed", scenario=SCENARIO, clause=CLAUSE, message="signaal 9")
    attempts = Attempts(log.events)
    (thrown,) = attempts.thrown_away()
    assert thrown.reason == "het proces dat het scenario uitvoerde is omgevallen: signaal 9"
    assert [(missing.clause, missing.crash) for missing in attempts.missing()] == [(CLAUSE, "signaal 9")]


def test_a_crash_before_the_first_line_is_listed_too() -> None:
    log = LogBuilder().start()
    log.add("scenario-crashed", scenario=SCENARIO, clause=CLAUSE, message="signaal 9")
    (thrown,) = Attempts(log.events).thrown_away()
    assert (thrown.attempt, thrown.scenario) == ("", SCENARIO)


def test_a_planned_scenario_that_never_began_is_missing_at_its_clause() -> None:
    log = LogBuilder().start(planned=(SCENARIO, "x::twee"), planned_clauses=(CLAUSE, "X.1/2"))
    log.scenario()
    attempts = Attempts(log.events)
    assert attempts.planned == (SCENARIO, "x::twee")
    assert [(missing.scenario, missing.clause) for missing in attempts.missing()] == [("x::twee", "X.1/2")]


def test_collects_steps_and_observations_of_an_attempt() -> None:
    log = LogBuilder().start()
    attempt = log.begin_scenario()
    log.add("step-done", attempt=attempt, keyword="Stel", text="iets", outcome="gedaan", seconds=0.1)
    for _ in range(2):
        log.add("observed", id="1-bank.1", attempt=attempt, facts={})
    log.end_scenario(attempt)
    (counting,) = Attempts(log.events).counting
    scenario = counting.scenario()
    assert [step.text for step in scenario.steps] == ["iets"]
    assert scenario.observations == ("1-bank.1",)
