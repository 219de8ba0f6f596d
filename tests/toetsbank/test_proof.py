"""The proof: a defect is noticed where it must be, and nowhere else without a reason."""

from pathlib import Path
from typing import Any

import pytest

from catalogue import Catalogue, load
from catalogue.model import SystemType
from reports.events import EVENT, AnyEvent, ScenarioStarted
from reports.verdicts import Ground, Verdict
from simulators.observations import ConnectionObservation, MessageObservation
from simulators.xis.defects import Defect, all_defects
from tests.toetsbank.samples import certificate, connection, message
from toetsbank import proof
from toetsbank.defect_proof import DefectProof
from toetsbank.identity import fingerprint
from toetsbank.proof import ProofFile
from toetsbank.scenarios import read
from toetsbank.session import HEALTHY, DefectRun


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def only(condition: Any) -> Defect:
    """Return the first defect of the reference XIS of some kind."""
    return next(defect for defect in all_defects() if condition(defect))


PLAIN = only(lambda d: len(d.violates) == 1 and not d.findings and not d.also and d.violates[0].endswith("85.2/1"))
CLAUSE = PLAIN.violates[0]
NEIGHBOUR = CLAUSE.rpartition("/")[0] + "/2"
ELSEWHERE = "GBX.CON.e4080.5/7"
CERTIFICATE = "GBX.CON.e4080.5/3"
EXPLAINING = only(lambda d: d.also)
FINDING = only(lambda d: len(d.findings) == 1)
DOUBTED = only(lambda d: len(d.undecided) == 1)
WEAK = connection(1, suite="TLS_RSA_WITH_AES_256_CBC_SHA256")


class Events:
    """Events of a proof, made by hand."""

    def __init__(self) -> None:
        self.all: list[AnyEvent] = []

    def scenario(
        self,
        clause: str,
        verdict: Verdict,
        defect: str | None = None,
        name: str = "een",
        findings: tuple[str, ...] = (),
        reading: str | None = None,
        kind: SystemType = SystemType.GBZ,
    ) -> "Events":
        attempt = f"1-gw0/{len(self.all)}"
        node = f"features/x.feature::test_{name}_{clause}[{defect or f'{HEALTHY}-{kind}'}]"
        self._add(
            "scenario-started", attempt=attempt, scenario=node, title=name, feature="x", line=1,
            alias=clause.rpartition("/")[0], clause=clause, way="script", defect=defect,
        )  # fmt: skip
        self._add(
            "checked", attempt=attempt, clause=clause, verdict=verdict, ground=Ground.EIS, expected="x",
            observed="y", findings=findings, defect=defect, reading=reading,
            missing="z" if verdict is Verdict.INCONCLUSIVE else "",
        )  # fmt: skip
        self._add(
            "scenario-finished", attempt=attempt, scenario=node, clause=clause, verdict=verdict, defect=defect
        )  # fmt: skip
        return self

    def observed(self, seen: ConnectionObservation, defect: str | None = None, attempt: str | None = None) -> "Events":
        facts = seen.model_dump(mode="json")
        self._add("observed", id=f"1-gw0.{seen.number}", attempt=attempt, defect=defect, facts=facts)
        return self

    def exchange(self, seen: MessageObservation, attempt: str) -> "Events":
        facts = seen.model_dump(mode="json")
        self._add("observed", id=f"1-gw0.{seen.number}", attempt=attempt, facts=facts)
        return self

    @property
    def last_attempt(self) -> str:
        return next(e.attempt for e in reversed(self.all) if isinstance(e, ScenarioStarted))

    def _add(self, type_: str, **fields: Any) -> None:
        n = len(self.all) + 1
        event = {"type": type_, "writer": "1-gw0", "n": n, "time": f"2026-01-01T00:00:{n:02d}.000Z", **fields}
        self.all.append(EVENT.validate_python(event))


def evaluated(events: Events, catalogue: Catalogue, *defects: Defect) -> ProofFile:
    return proof.evaluate(tuple(events.all), catalogue, [run_of(d) for d in defects], tuple(catalogue.clauses))


def run_of(defect: Defect) -> DefectRun:
    return DefectRun(name=defect.name, aliases=proof.aliases(defect), type=SystemType(defect.system_type))


def test_defect_that_fails_its_clause_is_noticed(catalogue: Catalogue) -> None:
    events = Events().scenario(CLAUSE, Verdict.PASS).scenario(CLAUSE, Verdict.FAIL, PLAIN.name)
    found = evaluated(events, catalogue, PLAIN)
    assert found.defects[PLAIN.name].noticed == (CLAUSE,)
    assert found.is_good
    assert found.fingerprint == fingerprint()


@pytest.mark.parametrize("verdict", [Verdict.PASS, Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.NOT_APPLICABLE])
def test_defect_that_fails_nothing_is_not_noticed(catalogue: Catalogue, verdict: Verdict) -> None:
    """A defect that stops the SUT from answering proves nothing: the failure must name the clause."""
    events = Events().scenario(CLAUSE, Verdict.PASS).scenario(CLAUSE, verdict, PLAIN.name)
    found = evaluated(events, catalogue, PLAIN)
    assert found.defects[PLAIN.name].noticed == ()
    assert not found.is_good
    assert found.unproven == (CLAUSE,)


def test_one_scenario_or_example_that_notices_is_enough(catalogue: Catalogue) -> None:
    events = Events().scenario(CLAUSE, Verdict.PASS)
    events.scenario(CLAUSE, Verdict.FAIL, PLAIN.name, "a").scenario(CLAUSE, Verdict.PASS, PLAIN.name, "b")
    assert evaluated(events, catalogue, PLAIN).is_good


def test_failure_of_another_clause_of_the_requirement_needs_a_reason(catalogue: Catalogue) -> None:
    events = Events().scenario(CLAUSE, Verdict.PASS).scenario(CLAUSE, Verdict.FAIL, PLAIN.name)
    events.scenario(NEIGHBOUR, Verdict.FAIL, PLAIN.name)
    found = evaluated(events, catalogue, PLAIN)
    assert found.defects[PLAIN.name].unexplained == (NEIGHBOUR,)
    assert not found.is_good
    assert f"ONVERKLAARD ook {NEIGHBOUR}" in proof.matrix(found)


def test_failure_that_the_defect_explains_is_shown_with_its_reason(catalogue: Catalogue) -> None:
    (also, reason), *_ = EXPLAINING.also.items()
    events = Events().scenario(also, Verdict.FAIL, EXPLAINING.name)
    for clause in EXPLAINING.violates:
        events.scenario(clause, Verdict.FAIL, EXPLAINING.name)
    found = evaluated(events, catalogue, EXPLAINING).defects[EXPLAINING.name]
    assert found.explained[also] == reason
    assert found.is_good


def test_explained_failure_proves_nothing_about_that_clause(catalogue: Catalogue) -> None:
    (also, _), *_ = EXPLAINING.also.items()
    events = Events().scenario(also, Verdict.PASS).scenario(also, Verdict.FAIL, EXPLAINING.name)
    assert also in evaluated(events, catalogue, EXPLAINING).unproven


def test_failure_of_another_requirement_is_no_business_of_this_proof(catalogue: Catalogue) -> None:
    events = Events().scenario(CLAUSE, Verdict.FAIL, PLAIN.name).scenario(ELSEWHERE, Verdict.FAIL, PLAIN.name)
    assert evaluated(events, catalogue, PLAIN).defects[PLAIN.name].unexplained == ()


def test_defect_that_can_only_be_found_needs_its_finding(catalogue: Catalogue) -> None:
    must = FINDING.findings[0]
    bare, told = Events(), Events()
    for events, findings in ((bare, ()), (told, ("niet ververst",))):
        for clause in FINDING.violates:
            events.scenario(clause, Verdict.FAIL, FINDING.name)
        events.scenario(must, Verdict.PASS, FINDING.name, findings=findings)
    assert not evaluated(bare, catalogue, FINDING).is_good
    assert must in evaluated(told, catalogue, FINDING).defects[FINDING.name].noticed


def test_finding_that_the_healthy_xis_gives_too_proves_nothing(catalogue: Catalogue) -> None:
    must = FINDING.findings[0]
    for healthy, is_found in ((("niet ververst",), False), (("iets anders",), True), ((), True)):
        events = Events().scenario(must, Verdict.PASS, findings=healthy)
        events.scenario(must, Verdict.PASS, FINDING.name, findings=("niet ververst",))
        assert (must in evaluated(events, catalogue, FINDING).defects[FINDING.name].noticed) is is_found


@pytest.mark.parametrize(
    ("verdict", "reading", "is_good"),
    [
        (Verdict.INCONCLUSIVE, "INT-53", True),
        (Verdict.INCONCLUSIVE, None, False),
        (Verdict.PASS, "INT-53", False),
        (Verdict.FAIL, "INT-53", False),
    ],
)
def test_defect_that_is_debated_must_hang_on_a_reading(
    catalogue: Catalogue, verdict: Verdict, reading: str | None, is_good: bool
) -> None:
    (clause,) = DOUBTED.undecided
    events = Events().scenario(clause, Verdict.PASS).scenario(clause, verdict, DOUBTED.name, reading=reading)
    found = evaluated(events, catalogue, DOUBTED)
    assert found.defects[DOUBTED.name].is_good is is_good
    assert found.defects[DOUBTED.name].unexplained == ((clause,) if verdict is Verdict.FAIL else ())
    assert found.unproven == (clause,), "what is debated proves no failure"
    assert found.proof().of(clause) == ()
    assert f"{clause} (hangt af van een lezing)" in proof.matrix(found)


@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE])
def test_healthy_xis_must_do_well(catalogue: Catalogue, verdict: Verdict) -> None:
    events = Events().scenario(CLAUSE, verdict).scenario(CLAUSE, Verdict.FAIL, PLAIN.name)
    found = evaluated(events, catalogue, PLAIN)
    assert CLAUSE in found.unhealthy
    assert not found.is_good


def test_clause_that_a_scenario_decides_and_no_defect_fails_is_unproven(catalogue: Catalogue) -> None:
    events = Events().scenario(CLAUSE, Verdict.PASS).scenario(NEIGHBOUR, Verdict.PASS)
    events.scenario(CLAUSE, Verdict.FAIL, PLAIN.name)
    found = evaluated(events, catalogue, PLAIN)
    assert found.unproven == (NEIGHBOUR,)
    assert f"ONBEWEZEN        {NEIGHBOUR}" in proof.matrix(found)


def test_rules_for_all_traffic_are_judged_on_the_traffic_of_the_defect(catalogue: Catalogue) -> None:
    defect = only(lambda d: d.violates == (ELSEWHERE,))
    events = Events().observed(connection(1)).observed(WEAK, defect.name)
    assert evaluated(events, catalogue, defect).defects[defect.name].noticed == (ELSEWHERE,)
    healthy = Events().observed(WEAK).observed(connection(1), defect.name)
    assert evaluated(healthy, catalogue, defect).defects[defect.name].noticed == ()


def test_clause_that_a_scenario_decides_is_noticed_by_a_scenario_only(catalogue: Catalogue) -> None:
    """The rule would notice the defect if the scenario of the clause could not fail at all."""
    defect = only(lambda d: d.violates == (ELSEWHERE,))
    events = Events().scenario(ELSEWHERE, Verdict.PASS).scenario(ELSEWHERE, Verdict.PASS, defect.name)
    events.observed(WEAK, defect.name)
    found = evaluated(events, catalogue, defect)
    assert found.defects[defect.name].noticed == ()
    assert found.unproven == (ELSEWHERE,)
    events.scenario(ELSEWHERE, Verdict.FAIL, defect.name, "ander")
    assert evaluated(events, catalogue, defect).is_good


def test_healthy_xis_must_do_well_by_the_rules_too(catalogue: Catalogue) -> None:
    found = evaluated(Events().observed(WEAK), catalogue)
    assert found.unhealthy[ELSEWHERE].startswith("voldoet niet: ")
    assert not found.is_good
    assert f"NIET GEZOND      {ELSEWHERE}" in proof.matrix(found)
    assert evaluated(Events(), catalogue).unhealthy == {}, "a rule that had nothing to look at says nothing"


def test_rules_look_at_one_kind_of_healthy_xis_at_a_time(catalogue: Catalogue) -> None:
    """A GBK shows a certificate of PKIoverheid, which would be wrong for the GBZ that the healthy XIS is."""
    bare = connection(1, sut_certificates=(certificate(uzi_name=None),))
    for kind, unhealthy in ((SystemType.GBK, False), (SystemType.GBZ, True)):
        events = Events().scenario(CERTIFICATE, Verdict.PASS, kind=kind)
        events.observed(bare, attempt=events.last_attempt)
        events.exchange(message(2), attempt=events.last_attempt)
        assert (CERTIFICATE in evaluated(events, catalogue).unhealthy) is unhealthy, kind


def test_planned_are_the_defects_of_the_clauses_asked_for() -> None:
    assert {run.name for run in proof.planned([CLAUSE])} == {d.name for d in all_defects() if CLAUSE in d.violates}
    assert proof.planned([]) == ()
    assert FINDING.name in {run.name for run in proof.planned(FINDING.findings)}
    assert DOUBTED.name in {run.name for run in proof.planned(DOUBTED.undecided)}
    assert proof.seen_at(FINDING) == {*FINDING.violates, *FINDING.findings}


def test_file_is_the_same_for_the_same_outcome_and_comes_back(tmp_path: Path, catalogue: Catalogue) -> None:
    events = Events().scenario(CLAUSE, Verdict.PASS).scenario(CLAUSE, Verdict.FAIL, PLAIN.name)
    found = evaluated(events, catalogue, PLAIN)
    path = tmp_path / "proof.json"
    path.write_text(found.text(), encoding="utf-8")
    assert proof.load(path) == found
    assert found.text() == evaluated(events, catalogue, PLAIN).text()


@pytest.mark.parametrize("content", [None, "", "{}", "[]"])
def test_file_that_is_no_proof_is_none(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "proof.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert proof.load(path) is None


def test_reports_learn_what_proves_a_clause_and_for_which_version() -> None:
    defect = DefectProof(
        summary="x", violates=(CLAUSE,), must_find=(), must_doubt=(), noticed=(CLAUSE,), explained={}, unexplained=()
    )
    made = ProofFile(fingerprint=fingerprint(), defects={"A": defect, "B": defect}, unhealthy={}, unproven=())
    assert made.proof().of(CLAUSE) == ("A", "B")
    assert made.proof().of_this_version
    assert not made.model_copy(update={"fingerprint": "0" * 64}).proof().of_this_version
    assert proof.summary(made) == {"defecten": 2, "opgemerkt": 2, "onbewezen": 0}


def test_papers_add_their_defects_and_what_is_unproven(catalogue: Catalogue) -> None:
    known = ProofFile(fingerprint=fingerprint(), defects={}, unhealthy={CLAUSE: "x"}, unproven=(CLAUSE,))
    register, form = "GBX.BET.e4010.1/1", "GBX.BET.e4010.1/3"
    found = proof.with_papers(known, catalogue, [register, form])
    assert (found.unhealthy, found.unproven) == (known.unhealthy, known.unproven), "what scenarios left stays"
    noticed = {"DertiendeKleineStoring", "StoringenKortBijgehouden", "RegisterVanStoringenOntbreekt"}
    assert set(found.proof().of(register)) == noticed
    assert {"ProcedureNietGevolgd", "VerklaringNietNagekeken", "StukKloptNiet"} <= set(found.proof().of(form))
    assert proof.with_papers(known, catalogue, ()) == known


def test_long_lists_of_clauses_are_shortened_on_the_terminal() -> None:
    clauses = tuple(f"GBX.XYZ.e1/{number}" for number in range(1, 10))
    defect = DefectProof(
        summary="x", violates=clauses, must_find=(), must_doubt=(), noticed=clauses, explained={}, unexplained=()
    )
    made = ProofFile(fingerprint="0", defects={"A": defect}, unhealthy={}, unproven=())
    assert proof.matrix(made).endswith("GBX.XYZ.e1/5, en nog 4")


def test_narrowed_proof_runs_the_scenarios_of_the_clauses_themselves(catalogue: Catalogue) -> None:
    (narrow,) = proof.narrowed([run_of(PLAIN)], read())
    assert narrow.aliases == (CLAUSE,)
    (whole,) = proof.narrowed([run_of(PLAIN)], ())
    assert whole.aliases == proof.aliases(PLAIN), "a clause without a scenario needs the traffic of its requirement"
    (explained,) = proof.narrowed([run_of(EXPLAINING)], read())
    assert set(EXPLAINING.also) <= set(explained.aliases)


def test_narrowed_proof_confirms_one_of_the_same_version_that_noticed_the_same() -> None:
    defect = DefectProof(
        summary="x",
        violates=(CLAUSE,),
        must_find=(),
        must_doubt=(),
        noticed=(CLAUSE,),
        explained={},
        unexplained=(),
    )
    committed = ProofFile(fingerprint="a", defects={"A": defect, "B": defect}, unhealthy={}, unproven=())
    part = committed.model_copy(update={"defects": {"A": defect}})
    assert part.confirms(committed)
    assert not committed.confirms(part), "a defect that was never proven"
    assert not part.model_copy(update={"fingerprint": "b"}).confirms(committed)
    missed = defect.model_copy(update={"noticed": ()})
    assert not part.model_copy(update={"defects": {"A": missed}}).confirms(committed)
    assert not part.model_copy(update={"unhealthy": {CLAUSE: "x"}}).confirms(committed)


def test_of_a_selection_only_its_own_clauses_are_asked(catalogue: Catalogue) -> None:
    two = only(lambda d: len(d.violates) > 1)
    first, *others = two.violates
    events = Events().scenario(first, Verdict.PASS).scenario(first, Verdict.FAIL, two.name)
    everything = proof.evaluate(tuple(events.all), catalogue, [run_of(two)], tuple(catalogue.clauses))
    assert not everything.defects[two.name].is_good, others
    part = proof.evaluate(tuple(events.all), catalogue, [run_of(two)], (first,))
    assert part.defects[two.name].is_good
