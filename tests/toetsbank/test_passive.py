"""Passive rules: what they look at, the count, and what they say when there was nothing to look at."""

import pytest

from catalogue import Catalogue, load
from catalogue.model import SystemType
from reports.events import EVENT
from reports.verdicts import Ground, Verdict
from simulators.observations import ConnectionObservation, MessageObservation
from tests.toetsbank.samples import WEAK_SUITE, certificate, connection, message, renegotiation
from toetsbank.passive import RULES, Context, Traffic, judge
from toetsbank.profile import Profile, embedded

ALIAS = next(iter(RULES)).rpartition("/")[0]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def traffic(*observations: ConnectionObservation | MessageObservation, writer: str = "1-gw0") -> Traffic:
    return Traffic(
        {f"{writer}.{o.number}": o for o in observations if isinstance(o, ConnectionObservation)},
        {f"{writer}.{o.number}": o for o in observations if isinstance(o, MessageObservation)},
    )


def outcome(catalogue: Catalogue, seen: Traffic, number: int, profile: Profile | None = None) -> dict[str, object]:
    (fields,) = judge(seen, Context(profile or embedded(), catalogue), [f"{ALIAS}/{number}"])
    return fields


def test_healthy_traffic_passes_every_rule_that_it_bears_on(catalogue: Catalogue) -> None:
    seen = traffic(connection(1, bench_maximum_version="TLS 1.2"), message(2))
    found = {f["clause"]: f["verdict"] for f in judge(seen, Context(embedded(), catalogue), RULES)}
    undecided = {clause for clause, verdict in found.items() if verdict is Verdict.NOT_TESTED}
    assert undecided == {f"{ALIAS}/4", f"{ALIAS}/6"}, "no message of level laag, no session of 300 seconds"
    assert {verdict for clause, verdict in found.items() if clause not in undecided} == {Verdict.PASS}


def test_count_is_of_what_the_rule_decided(catalogue: Catalogue) -> None:
    seen = traffic(
        connection(1), connection(2, suite=WEAK_SUITE), connection(3, suite=WEAK_SUITE), connection(4, suite=None)
    )
    found = outcome(catalogue, seen, 7)
    assert found["verdict"] is Verdict.FAIL
    assert found["population"] == (1, 3)
    assert found["observations"] == ("1-gw0.2", "1-gw0.3")
    assert WEAK_SUITE in str(found["observed"])


def test_failure_names_five_observations_at_most(catalogue: Catalogue) -> None:
    found = outcome(catalogue, traffic(*(connection(n, suite=WEAK_SUITE) for n in range(1, 10))), 7)
    assert found["observations"] == tuple(f"1-gw0.{n}" for n in range(1, 6))
    assert found["population"] == (0, 9)


def test_without_traffic_nothing_was_tested(catalogue: Catalogue) -> None:
    for fields in judge(traffic(), Context(embedded(), catalogue), RULES):
        assert fields["verdict"] is Verdict.NOT_TESTED
        assert fields["population"] == (0, 0)
        assert fields["observations"] == ()


def test_outcome_is_an_event(catalogue: Catalogue) -> None:
    for seen in (traffic(), traffic(connection(1, suite=WEAK_SUITE), message(2))):
        for fields in judge(seen, Context(embedded(), catalogue), RULES):
            EVENT.validate_python({"type": "checked", "writer": "1-controller", "n": 1, "time": "", **fields})


def test_only_the_clauses_asked_for_are_judged(catalogue: Catalogue) -> None:
    found = judge(traffic(), Context(embedded(), catalogue), [f"{ALIAS}/5", "GBX.IDA.e4085.2/1"])
    assert [fields["clause"] for fields in found] == [f"{ALIAS}/5"]


def test_rules_that_do_not_bind_this_sut_are_silent(catalogue: Catalogue) -> None:
    profile = embedded()
    pics = profile.pics.model_copy(update={"voorwaarden": {"opent_zelf_verbindingen": False}})
    passive_only = profile.model_copy(update={"pics": pics})
    assert list(judge(traffic(connection(1)), Context(passive_only, catalogue), RULES)) == []


def test_only_connections_that_the_sut_opened_to_the_zim_count(catalogue: Catalogue) -> None:
    seen = traffic(connection(1, sut_role="server", suite=WEAK_SUITE), connection(2, simulator="uzi", suite=WEAK_SUITE))
    assert outcome(catalogue, seen, 7)["verdict"] is Verdict.NOT_TESTED


def test_certificate_is_judged_per_level(catalogue: Catalogue) -> None:
    bare = {"sut_certificates": (certificate(uzi_name=None),)}
    seen = traffic(
        connection(1), connection(2, **bare), message(3, connection=1), message(4, connection=2, level="laag")
    )
    assert outcome(catalogue, seen, 3)["verdict"] is Verdict.PASS
    assert outcome(catalogue, seen, 3)["population"] == (1, 1)
    assert outcome(catalogue, seen, 4)["verdict"] is Verdict.INCONCLUSIVE


def test_level_laag_is_a_reading_for_all_but_a_gbk(catalogue: Catalogue) -> None:
    """INT-35: by the other reading a certificate at level laag binds the GBK only."""
    seen = traffic(connection(1, sut_certificates=(certificate(),)), message(2, level="laag"))
    wrong = traffic(connection(1, sut_certificates=(certificate(uzi_name=None),)), message(2, level="laag"))
    found = outcome(catalogue, wrong, 4)
    assert (found["verdict"], found["reading"]) == (Verdict.INCONCLUSIVE, "INT-35")
    assert found["missing"]
    assert outcome(catalogue, seen, 4, embedded(SystemType.GBK))["verdict"] is Verdict.FAIL


def test_messages_belong_to_connections_of_their_own_worker(catalogue: Catalogue) -> None:
    one = traffic(connection(1, sut_certificates=(certificate(uzi_name=None),)), writer="1-gw0")
    other = traffic(message(2, connection=1), writer="1-gw1")
    seen = Traffic(one.connections, other.messages)
    assert outcome(catalogue, seen, 3)["verdict"] is Verdict.NOT_TESTED


def test_both_ways_of_living_on_are_looked_at(catalogue: Catalogue) -> None:
    """INT-53: application data on an idle connection, and resumption of an old session."""
    for wrong in ({"longest_idle": 960.0}, {"resumed": True, "resumed_age": 960.0}):
        assert outcome(catalogue, traffic(connection(1, **wrong)), 10)["verdict"] is Verdict.FAIL


def test_ground_is_that_of_the_ruling(catalogue: Catalogue) -> None:
    insecure = connection(1, refreshes=(renegotiation(),), secure_renegotiation=False)
    found = outcome(catalogue, traffic(insecure), 6)
    assert (found["verdict"], found["ground"], found["ground_source"]) == (
        Verdict.FAIL,
        Ground.STANDAARD,
        "RFC 5746",
    )


def test_findings_are_told_once(catalogue: Catalogue) -> None:
    found = outcome(catalogue, traffic(connection(1), connection(2)), 7)
    assert found["verdict"] is Verdict.PASS
    assert len(found["findings"]) == 1  # type: ignore[arg-type]
