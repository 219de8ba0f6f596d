from typing import Any

import pytest

from catalogue.model import Clause
from reports.model import ClauseResult, RequirementResult
from reports.proof import NO_PROOF, Proof
from reports.results import build
from reports.verdicts import Ground, Verdict
from tests.reports.samples import CLAUSE, SCENARIO, LogBuilder, catalogue, clause, reading, requirement


def judged(log: LogBuilder, *clauses: Clause, proof: Proof = NO_PROOF, **fields: Any) -> RequirementResult:
    norms = catalogue(requirement(*(clauses or (clause(),)), **fields), readings=[reading()])
    return build(log.events, norms, proof).requirements[0]


def first(log: LogBuilder, *clauses: Clause) -> ClauseResult:
    return judged(log, *clauses).clauses[0]


def started(**fields: Any) -> LogBuilder:
    return LogBuilder().start(**fields)


@pytest.mark.parametrize("verdict", [verdict for verdict in Verdict if verdict is not Verdict.WAIVED])
def test_a_clause_has_the_verdict_of_its_one_check(verdict: Verdict) -> None:
    log = started()
    log.scenario(verdict, message="waarom")
    assert first(log.finish()).verdict is verdict


def test_the_worst_of_all_checks_decides() -> None:
    log = started()
    for position, verdict in enumerate((Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE)):
        log.scenario(verdict, scenario=f"x::{position}")
    found = first(log.finish())
    assert found.verdict is Verdict.FAIL
    assert found.reason == "verwacht iets goeds, waargenomen iets anders"
    assert found.population.scenarios == 3


def test_a_tag_alone_never_counts() -> None:
    log = started()
    log.end_scenario(log.begin_scenario())
    found = first(log.finish())
    assert (found.verdict, found.reason) == (Verdict.NOT_TESTED, "geen controle uitgevoerd")


def test_a_clause_without_check_shows_the_reason_of_the_catalogue() -> None:
    found = first(started().finish(), clause(reden="geen tekst noemt een waarde"))
    assert (found.verdict, found.reason) == (Verdict.NOT_TESTED, "geen tekst noemt een waarde")


def test_a_planned_scenario_that_was_not_finished_leaves_its_clause_untested() -> None:
    log = started(planned=(SCENARIO, "x::twee"), planned_clauses=(CLAUSE, CLAUSE))
    log.scenario()
    found = first(log)
    assert (found.verdict, found.reason) == (Verdict.NOT_TESTED, "run onderbroken: x::twee is niet afgemaakt")


def test_a_crash_that_was_not_made_good_is_an_error_of_the_bench() -> None:
    log = started()
    log.begin_scenario()
    log.add("scenario-crashed", scenario=SCENARIO, clause=CLAUSE, message="signaal 9")
    found = first(log.finish())
    assert found.verdict is Verdict.ERROR
    assert found.reason == "het proces dat het scenario uitvoerde is omgevallen: signaal 9"


def test_a_crash_that_was_made_good_by_a_resumption_leaves_no_trace_in_the_verdict() -> None:
    log = started()
    log.begin_scenario()
    log.add("scenario-crashed", scenario=SCENARIO, clause=CLAUSE, message="signaal 9")
    log.start(resumed=True)
    log.scenario()
    assert first(log.finish()).verdict is Verdict.PASS


def test_a_check_by_a_scenario_of_another_clause_counts_for_the_clause_it_names() -> None:
    log = started()
    attempt = log.begin_scenario(clause=CLAUSE)
    log.check(clause=CLAUSE, attempt=attempt)
    log.check(Verdict.FAIL, clause="GBX.VBD.e4010.1/2", attempt=attempt)
    log.end_scenario(attempt, Verdict.FAIL)
    one, two = judged(log.finish(), clause(1), clause(2)).clauses
    assert (one.verdict, two.verdict) == (Verdict.PASS, Verdict.FAIL)
    assert two.scenarios == (attempt,)


def test_of_a_rule_the_last_judgement_after_the_last_resumption_counts() -> None:
    log = started()
    log.check(Verdict.FAIL, rule="regel", population=(1, 2))
    log.start(resumed=True)
    log.check(Verdict.FAIL, rule="regel", population=(3, 4))
    log.check(rule="regel", population=(412, 412))
    found = first(log.finish())
    assert found.verdict is Verdict.PASS
    assert (found.population.satisfied, found.population.of) == (412, 412)


def test_a_judgement_of_before_the_resumption_is_stale() -> None:
    log = started()
    log.check(rule="regel", population=(3, 3))
    log.start(resumed=True)
    found = first(log)
    assert (found.verdict, found.reason) == (Verdict.NOT_TESTED, "run onderbroken; geen controle uitgevoerd")


def test_a_rule_that_applied_to_nothing_decides_nothing() -> None:
    log = started()
    log.check(rule="regel", population=(0, 0))
    found = first(log.finish())
    assert found.verdict is Verdict.NOT_TESTED
    assert found.reason == "geen enkele waarneming waarop de regel van toepassing was"
    log.scenario()
    assert first(log).verdict is Verdict.PASS


def test_what_the_claims_exclude_is_not_applicable_whatever_was_seen() -> None:
    log = started()
    log.scenario(Verdict.FAIL)
    found = first(log.finish(), clause(rol="KIS"))
    assert (found.verdict, found.reason, found.applicable) == (Verdict.NOT_APPLICABLE, "rol KIS niet geclaimd", False)
    assert found.findings == ("Ondanks de uitsluiting waargenomen: verwacht iets goeds, waargenomen iets anders",)


@pytest.mark.parametrize(
    ("until", "verdict"), [("2026-03-02", Verdict.WAIVED), ("2026-03-01", Verdict.FAIL), ("onzin", Verdict.FAIL)]
)
def test_a_deviation_has_effect_until_it_expires(until: str, verdict: Verdict) -> None:
    waiver = {"clausule": CLAUSE, "reden": "komt in 7.3", "geldig_tot": until}
    log = started(profile={"pics": {"type": "GBZ"}, "afwijkingen": [waiver]})
    log.scenario(Verdict.FAIL)
    assert first(log.finish()).verdict is verdict


def test_a_deviation_does_not_hide_an_error_of_the_bench() -> None:
    waiver = {"clausule": CLAUSE, "reden": "komt in 7.3", "geldig_tot": "2026-12-31"}
    log = started(profile={"afwijkingen": [waiver]})
    log.scenario(Verdict.FAIL)
    log.scenario(Verdict.ERROR, scenario="x::twee", missing="poort bezet")
    found = first(log.finish())
    assert (found.verdict, found.reason) == (Verdict.ERROR, "poort bezet")


def test_permissions_and_the_lsp_do_not_count() -> None:
    found = judged(started().finish(), clause(1, modaliteit="mag"), clause(2, gericht_aan="lsp"))
    assert [each.counted for each in found.clauses] == [False, False]
    assert found.verdict is Verdict.NOT_APPLICABLE


def test_a_requirement_has_the_worst_of_its_counted_clauses() -> None:
    log = started()
    log.scenario()
    log.scenario(Verdict.INCONCLUSIVE, scenario="x::2", clause="GBX.VBD.e4010.1/2", missing="adapter")
    found = judged(log.finish(), clause(1), clause(2), clause(3, modaliteit="mag"))
    assert (found.verdict, found.reason) == (Verdict.INCONCLUSIVE, "bepaald door clausule 2")


def test_a_requirement_that_was_not_worked_out_is_not_tested() -> None:
    norms = catalogue(requirement(reden="nog niet uitgewerkt"))
    found = build(started().finish().events, norms).requirements[0]
    assert (found.verdict, found.reason) == (Verdict.NOT_TESTED, "nog niet uitgewerkt")


def test_a_pass_under_the_chosen_reading_only_says_so() -> None:
    log = started()
    log.scenario(reading="INT-90", ground=Ground.LEZING, under_other_readings={"streng": Verdict.FAIL})
    found = first(log.finish())
    assert found.label == "voldoet onder lezing INT-90"
    assert found.rests_on_unconfirmed_reading
    assert found.under_other_readings == {"INT-90": {"streng": Verdict.FAIL}}


def test_a_pass_under_every_reading_rests_on_none() -> None:
    log = started()
    log.scenario(reading="INT-90", ground=Ground.LEZING, under_other_readings={"streng": Verdict.PASS})
    found = first(log.finish())
    assert (found.label, found.rests_on_unconfirmed_reading) == ("voldoet", False)


def test_a_clause_outside_the_selection_says_so() -> None:
    log = started(selection="GBX.VBD.e4010.1/1", planned=(SCENARIO,), planned_clauses=(CLAUSE,))
    log.scenario()
    inside, outside = judged(log.finish(), clause(1), clause(2)).clauses
    assert (inside.selected, outside.selected) == (True, False)
    assert outside.reason == "buiten de selectie van deze run (GBX.VBD.e4010.1/1)"


def test_names_the_defects_that_prove_a_clause() -> None:
    proof = Proof({CLAUSE: ("VerverstSleutelsNiet",)})
    assert judged(started().finish(), proof=proof).clauses[0].proven_by == ("VerverstSleutelsNiet",)


def test_events_of_defects_are_left_out() -> None:
    log = started()
    log.scenario()
    log.check(Verdict.FAIL, rule="regel", defect="VerverstSleutelsNiet")
    assert first(log.finish()).verdict is Verdict.PASS


def test_a_dearer_scenario_that_could_not_be_carried_out_does_not_hide_what_was_seen() -> None:
    log = started()
    met = log.scenario(scenario="x::1", way="volg")
    stopped = log.scenario(
        Verdict.INCONCLUSIVE, scenario="x::2", way="script", not_carried_out=True, missing="Er is geen upper tester."
    )
    found = first(log.finish())
    assert (found.verdict, found.label) == (Verdict.PASS, "voldoet, niet alles uitgevoerd")
    assert found.reason == "Beslist op 1 scenario. Niet uitgevoerd: 1 scenario. Er is geen upper tester."
    assert (found.not_carried_out, found.scenarios) == ((stopped,), (met, stopped))
    assert (found.population.scenarios, len(found.checks)) == (1, 2)


def test_a_requirement_names_its_clauses_of_which_not_all_was_carried_out() -> None:
    log = started()
    log.scenario(scenario="x::1", way="volg")
    log.scenario(Verdict.INCONCLUSIVE, scenario="x::2", way="script", not_carried_out=True)
    found = judged(log.finish(), clause())
    assert (found.verdict, found.reason) == (Verdict.PASS, "niet alles uitgevoerd bij clausule 1")


def test_a_scenario_that_stopped_leaves_a_reading_as_it_was() -> None:
    log = started()
    log.scenario(scenario="x::1", way="volg", reading="INT-90", under_other_readings={"streng": Verdict.PASS})
    log.scenario(Verdict.INCONCLUSIVE, scenario="x::2", way="script", not_carried_out=True)
    assert not first(log.finish()).rests_on_unconfirmed_reading
