"""Passive rules: what they look at, the count, and what they say when there was nothing to look at."""

from dataclasses import replace

import pytest

from catalogue import Catalogue, load
from catalogue.model import SystemType
from reports.events import EVENT
from reports.verdicts import Ground, Verdict
from simulators.observations import ConnectionObservation, MessageObservation
from tests.toetsbank.samples import (
    GOOD_SUITE,
    TLS13_SUITE,
    WEAK_SUITE,
    at,
    certificate,
    connection,
    envelope,
    message,
    renegotiation,
    token,
)
from toetsbank.passive import Context, Traffic, judge
from toetsbank.passive.applicatie import IDLE_LIMIT, KEY_LIMIT, RULES
from toetsbank.profile import ChosenReading, Profile, embedded

ALIAS = next(clause for clause, (name, _) in RULES.items() if name == "leeftijd van sleutels").rpartition("/")[0]


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


IDLE = connection(1, longest_idle=960.0, longest_use=961.0)
RESUMED = connection(2, opened=at(1_000), resumed=True, resumed_age=960.0)
EVERYTHING = traffic(
    connection(1, longest_use=10.0, bench_suites=(GOOD_SUITE, WEAK_SUITE)),
    message(2, tokens=(token(),)),
    connection(3, opened=at(350), longest_use=310.0, oldest_key_age=250.0, refreshes=(renegotiation(550),)),
    message(4, connection=3, level="laag"),
    connection(5, opened=at(2_000)),
    connection(6, sut_role="server", sut_signature="rsa_pss_rsae_sha256"),
)
"""Connections that together give every rule something to decide, with a pause of more than a quarter of an hour."""


def test_healthy_traffic_passes_every_rule(catalogue: Catalogue) -> None:
    found = {f["clause"]: f["verdict"] for f in judge(EVERYTHING, Context(embedded(), catalogue), RULES)}
    assert found == dict.fromkeys(RULES, Verdict.PASS)


def test_short_traffic_decides_only_what_it_can_show(catalogue: Catalogue) -> None:
    seen = traffic(connection(1), message(2, tokens=(token(),)))
    found = {f["clause"]: f["verdict"] for f in judge(seen, Context(embedded(), catalogue), RULES)}
    undecided = {clause for clause, verdict in found.items() if verdict is Verdict.NOT_TESTED}
    inbound = {clause for clause, (name, _) in RULES.items() if name.endswith(("de ZIM", "de ZIM stuurt", "in TLS"))}
    assert undecided == inbound | {f"{ALIAS}/{number}" for number in (4, 5, 6, 8, 10)}, (
        "nothing from the ZIM, no message of level laag, no session of 300 seconds, no weaker suite at hand, no pause"
    )
    assert len(inbound) == 4
    assert {verdict for clause, verdict in found.items() if clause not in undecided} == {Verdict.PASS}


@pytest.mark.parametrize(
    ("facts", "system", "tokens"),
    [
        ({"name_id": "900001234:01.015"}, Verdict.NOT_TESTED, Verdict.PASS),
        ({"certificate_serial": "01"}, Verdict.FAIL, Verdict.FAIL),
    ],
)
def test_only_what_a_system_signs_shows_its_certificates(
    catalogue: Catalogue, facts: dict[str, str], system: Verdict, tokens: Verdict
) -> None:
    seen = traffic(connection(1), message(2, tokens=(token(**facts),)))
    clauses = [clause for clause, (name, _) in RULES.items() if "certificaat" in name and "TLS" in name]
    found = [fields["verdict"] for fields in judge(seen, Context(embedded(), catalogue), clauses)]
    assert found == [system, tokens, system]


@pytest.mark.parametrize(("use", "verdict"), [(300.0, Verdict.NOT_TESTED), (301.0, Verdict.PASS)])
def test_age_of_keys_needs_traffic_of_more_than_five_minutes(
    catalogue: Catalogue, use: float, verdict: Verdict
) -> None:
    seen = traffic(connection(1, longest_use=1.0), connection(2, opened=at(use - 1), longest_use=1.0))
    assert outcome(catalogue, seen, 5)["verdict"] is verdict


@pytest.mark.parametrize(("again", "verdict"), [(900.0, Verdict.NOT_TESTED), (902.0, Verdict.PASS)])
def test_unused_connection_needs_a_pause_with_traffic_after_it(
    catalogue: Catalogue, again: float, verdict: Verdict
) -> None:
    seen = traffic(connection(1, longest_use=1.0), connection(2, opened=at(again)))
    assert outcome(catalogue, seen, 10)["verdict"] is verdict
    assert outcome(catalogue, traffic(connection(1)), 10)["verdict"] is Verdict.NOT_TESTED


def test_clocks_of_workers_are_kept_apart(catalogue: Catalogue) -> None:
    """Each worker has a clock of its own, so a pause between the traffic of two workers is no pause."""
    seen = Traffic({"1-gw0.1": connection(1, longest_use=1.0), "1-gw1.1": connection(1, opened=at(5_000))}, {})
    assert outcome(catalogue, seen, 5)["verdict"] is Verdict.NOT_TESTED
    assert outcome(catalogue, seen, 10)["verdict"] is Verdict.NOT_TESTED


def test_version_offered_on_some_connections_only_is_a_finding(catalogue: Catalogue) -> None:
    seen = traffic(connection(1), connection(2, offered_versions=("TLS 1.2", "TLS 1.3")))
    found = outcome(catalogue, seen, 9)
    assert found["verdict"] is Verdict.PASS
    assert "TLS 1.3" in str(found["findings"])


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
    bound = {fields["clause"] for fields in judge(traffic(connection(1)), Context(passive_only, catalogue), RULES)}
    assert bound == {c for c in RULES if catalogue.clauses[c].voorwaarde != "opent_zelf_verbindingen"}
    assert bound != set(RULES)


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
    bare = connection(1, sut_certificates=(certificate(uzi_name=None),))
    assert outcome(catalogue, Traffic({"1-gw0.1": bare}, {"1-gw0.2": message(2)}), 3)["verdict"] is Verdict.FAIL
    elsewhere = Traffic({"1-gw0.1": bare}, {"1-gw1.2": message(2)})
    assert outcome(catalogue, elsewhere, 3)["verdict"] is Verdict.NOT_TESTED


def test_connection_without_a_message_speaks_for_the_sut_and_never_against_it(catalogue: Catalogue) -> None:
    bare = connection(1, sut_certificates=(certificate(uzi_name=None),))
    assert outcome(catalogue, traffic(bare), 3)["verdict"] is Verdict.NOT_TESTED
    assert outcome(catalogue, traffic(connection(1)), 3)["verdict"] is Verdict.PASS


def test_both_ways_of_living_on_are_looked_at(catalogue: Catalogue) -> None:
    """INT-53: data on an idle connection violates every reading, resumption of an old session two of three."""
    found = outcome(catalogue, traffic(IDLE), 10)
    assert (found["verdict"], found["ground"], found["ground_source"]) == (Verdict.FAIL, Ground.EIS, f"{ALIAS}/10")
    assert found["under_other_readings"] == {"b": Verdict.FAIL, "c": Verdict.FAIL}
    found = outcome(catalogue, traffic(RESUMED), 10)
    assert (found["verdict"], found["ground"], found["ground_source"]) == (
        Verdict.INCONCLUSIVE,
        Ground.LEZING,
        "INT-53",
    )
    assert found["under_other_readings"] == {"b": Verdict.PASS, "c": Verdict.FAIL}
    assert found["missing"] == "Hangt af van INT-53."


def test_what_violates_every_reading_comes_first(catalogue: Catalogue) -> None:
    late = connection(3, opened=at(2_000), longest_idle=960.0, longest_use=961.0)
    found = outcome(catalogue, traffic(RESUMED, late), 10)
    assert found["verdict"] is Verdict.FAIL
    assert found["observations"] == ("1-gw0.3", "1-gw0.2")
    assert found["observed"] == "960 s"


def with_reading(name: str, option: str) -> Profile:
    choice = ChosenReading(keuze=option, reden="zo bedoelt VZVZ het", door="A. Tester")
    return embedded().model_copy(update={"lezingen": {name: choice}})


def test_profile_chooses_the_reading(catalogue: Catalogue) -> None:
    found = outcome(catalogue, traffic(RESUMED), 10, with_reading("INT-53", "b"))
    assert found["verdict"] is Verdict.PASS
    assert found["under_other_readings"] == {"a": Verdict.FAIL, "c": Verdict.FAIL}
    assert found["findings"] == ("Voldoet onder lezing INT-53 (b), niet onder de strengste (a).",)


def test_pass_that_the_strictest_reading_would_not_give_is_a_finding(catalogue: Catalogue) -> None:
    long = connection(1, version="TLS 1.3", suite=TLS13_SUITE, longest_use=400.0)
    found = outcome(catalogue, traffic(long, connection(2)), 5)
    assert (found["verdict"], found["ground_source"]) == (Verdict.PASS, "INT-23")
    assert found["findings"] == ("Voldoet onder lezing INT-23 (a), niet onder de strengste (b).",)
    assert str(found["observed"]).startswith("2 keer in orde, bijvoorbeeld")
    assert found["population"] == (2, 2)


def test_edition_of_the_ncsc_chooses_the_reading(catalogue: Catalogue) -> None:
    """INT-51: in edition 2025-05 no suite of TLS 1.2 is good, in 2.1 this one is."""
    newer = embedded().model_copy(update={"ncsc_editie": "2025-05"})
    found = outcome(catalogue, traffic(connection(1)), 7, newer)
    assert (found["verdict"], found["reading"]) == (Verdict.INCONCLUSIVE, "INT-51")
    assert found["under_other_readings"] == {"a": Verdict.PASS}
    assert "in orde" not in str(found["observed"])
    assert found["population"] == (0, 1)
    assert outcome(catalogue, traffic(connection(1, suite=WEAK_SUITE)), 7, newer)["verdict"] is Verdict.FAIL


@pytest.mark.parametrize(("number", "parameter"), [(5, KEY_LIMIT), (6, KEY_LIMIT), (10, IDLE_LIMIT)])
def test_limits_are_parameters_of_the_catalogue(catalogue: Catalogue, number: int, parameter: str) -> None:
    assert (Context(embedded(), catalogue).limit(KEY_LIMIT), Context(embedded(), catalogue).limit(IDLE_LIMIT)) == (
        300.0,
        900.0,
    )
    short = catalogue.parameters[parameter].model_copy(update={"waarde": 20})
    stricter = replace(catalogue, parameters={**catalogue.parameters, parameter: short})
    seen = traffic(connection(1, longest_use=40.0, oldest_key_age=30.0, longest_idle=30.0))
    before, after = outcome(catalogue, seen, number), outcome(stricter, seen, number)
    assert before["verdict"] is Verdict.NOT_TESTED
    assert (after["verdict"], bool(after["findings"])) == (
        (Verdict.PASS, True) if number == 6 else (Verdict.FAIL, False)
    )


def test_parameter_without_a_number_is_no_limit(catalogue: Catalogue) -> None:
    empty = catalogue.parameters[KEY_LIMIT].model_copy(update={"waarde": None})
    without = replace(catalogue, parameters={**catalogue.parameters, KEY_LIMIT: empty})
    with pytest.raises(ValueError, match=KEY_LIMIT):
        outcome(without, traffic(connection(1)), 5)


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
    assert found["findings"] == ("Voldoet onder lezing INT-51 (a), niet onder de strengste (b).",)


def verdict_on(catalogue: Catalogue, seen: Traffic, clause: str) -> dict[str, object]:
    (fields,) = judge(seen, Context(embedded(), catalogue), [clause])
    return fields


PROFILE = next(clause for clause in RULES if RULES[clause][0].startswith("WS-I"))


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("WS-I", message(9, method="PUT")),
        ("HL7v3", message(9, envelope=envelope(body=("{urn:x}iets",)))),
        ("SOAP 1.1", message(9, envelope=envelope(root="{urn:schemas-xmlsoap-org:soap.v1}Envelope"))),
        ("SAML 2.0", message(9, envelope=envelope(tokens=("? {urn:oasis:names:tc:SAML:1.0:assertion}Assertion",)))),
        ("HTTP 1.1", message(9, http_version="1.0")),
        ("TLS 1.2", connection(9, version="TLS 1.1")),
        ("TLS 1.2", connection(9, version="TLS 1.1", sut_role="server")),
    ],
)
def test_one_message_among_many_is_noticed(
    catalogue: Catalogue, name: str, broken: ConnectionObservation | MessageObservation
) -> None:
    clause = next(clause for clause in RULES if RULES[clause][0].startswith(name))
    assert verdict_on(catalogue, traffic(connection(1), message(2)), clause)["verdict"] is Verdict.PASS
    found = verdict_on(catalogue, traffic(connection(1), message(2), broken), clause)
    assert (found["verdict"], found["observations"], found["population"]) == (Verdict.FAIL, ("1-gw0.9",), (1, 2))


def test_each_broken_rule_of_the_profile_is_named(catalogue: Catalogue) -> None:
    seen = traffic(message(2, method="PUT", content_type="text/xml"))
    said = str(verdict_on(catalogue, seen, PROFILE)["observed"])
    assert "R1018" in said
    assert "R1132" in said


def test_messages_with_others_than_the_zim_are_not_held_to_the_profile(catalogue: Catalogue) -> None:
    seen = traffic(message(2), message(3, simulator="sbvz", method="PUT"))
    assert verdict_on(catalogue, seen, PROFILE)["population"] == (1, 1)
