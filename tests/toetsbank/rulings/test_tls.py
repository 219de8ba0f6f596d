"""What the texts say of one connection: each clause satisfied, violated, and not decided."""

from collections.abc import Callable
from typing import Any

import pytest

from catalogue import Ncsc, load
from catalogue.model import SystemType
from reports.verdicts import Ground
from simulators.observations import ConnectionObservation
from tests.toetsbank.samples import (
    GOOD_SUITE,
    OTHER_UZI_NAME,
    TLS13_SUITE,
    WEAK_SUITE,
    alert,
    certificate,
    connection,
    renegotiation,
)
from toetsbank.profile import embedded
from toetsbank.rulings import tls
from toetsbank.rulings.base import Ruling, under

GBZ = embedded()
GBK = embedded(SystemType.GBK)
CBC_SUITE = "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"
CHACHA_SUITE = "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
PHASED_OUT_13 = "TLS_AES_128_CCM_8_SHA256"
ALL_SUITES = (GOOD_SUITE, CBC_SUITE, WEAK_SUITE)
GOOD_128 = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
PKIO = {"uzi_name": None}
BARE = {"sut_certificates": (certificate(**PKIO),)}
NO_SESSION: dict[str, Any] = {"handshake_completed": False, "version": None, "suite": None, "requests": 0}
UNUSED: dict[str, Any] = {"application_records": 0, "requests": 0}


@pytest.fixture(scope="module")
def ncsc() -> Ncsc:
    return load().ncsc


def over_tls(c: ConnectionObservation, _: Ncsc) -> Ruling:
    return tls.over_tls(c)


def shown_by_gbz(c: ConnectionObservation, _: Ncsc) -> Ruling:
    return tls.shows_certificate(c, GBZ)


def shown_by_gbk(c: ConnectionObservation, _: Ncsc) -> Ruling:
    return tls.shows_certificate(c, GBK)


def key_age(c: ConnectionObservation, _: Ncsc) -> Ruling:
    return tls.key_age(c, 300)


def refresh_means(c: ConnectionObservation, _: Ncsc) -> Ruling:
    return tls.refresh_means(c, 300)


def idle(c: ConnectionObservation, _: Ncsc) -> Ruling:
    return tls.idle(c, 900)


def resumption(c: ConnectionObservation, _: Ncsc) -> Ruling:
    return tls.resumption(c, 900)


def highest(c: ConnectionObservation, _: Ncsc) -> Ruling:
    return tls.highest_version(c, ("TLS 1.2", "TLS 1.3"))


def highest_observed(c: ConnectionObservation, _: Ncsc) -> Ruling:
    return tls.highest_version(c, ())


def laag_of_gbz(c: ConnectionObservation, _: Ncsc) -> Ruling:
    return tls.shows_certificate_at_laag(c, GBZ)


def laag_of_gbk(c: ConnectionObservation, _: Ncsc) -> Ruling:
    return tls.shows_certificate_at_laag(c, GBK)


def strongest(c: ConnectionObservation, ncsc: Ncsc) -> Ruling:
    """What a ZIM sees that knows suites of every level, as in the scenario of this clause."""
    knows = {"bench_suites": (*ALL_SUITES, CHACHA_SUITE, TLS13_SUITE, PHASED_OUT_13)}
    return tls.strongest_shared(c.model_copy(update=knows), ncsc)


Rule = Callable[[ConnectionObservation, Ncsc], Ruling]
CASES: list[tuple[str, Rule, dict[str, Any], bool | None]] = [
    ("an exchange over TLS", over_tls, {}, True),
    ("HTTP in the clear", over_tls, {**NO_SESSION, "clear_text": True, "requests": 1}, False),
    ("a handshake without an exchange", over_tls, {"requests": 0}, None),
    ("a connection that came to nothing", over_tls, NO_SESSION, None),
    ("the own UZI server certificate", shown_by_gbz, {}, True),
    (
        "that of another organisation",
        shown_by_gbz,
        {"sut_certificates": (certificate(uzi_name=OTHER_UZI_NAME),)},
        False,
    ),
    (
        "a pass instead of a server",
        shown_by_gbz,
        {"sut_certificates": (certificate(uzi_name=OTHER_UZI_NAME.replace("-S-90000456", "-Z-90000123")),)},
        False,
    ),
    ("a self-made one", shown_by_gbz, {"sut_certificates": (certificate(**PKIO),)}, False),
    ("a damaged UZI name", shown_by_gbz, {"sut_certificates": (certificate(uzi_name="1-2-3"),)}, False),
    ("none, and refused for it", shown_by_gbz, {**NO_SESSION, "sut_certificates": (), "alerts": (alert(116),)}, False),
    (
        "none in TLS 1.2, and refused for it",
        shown_by_gbz,
        {**NO_SESSION, "sut_certificates": (), "alerts": (alert(40),)},
        False,
    ),
    (
        "none, refused for another reason",
        shown_by_gbz,
        {**NO_SESSION, "sut_certificates": (), "alerts": (alert(70),)},
        None,
    ),
    (
        "none, because the SUT went first",
        shown_by_gbz,
        {**NO_SESSION, "sut_certificates": (), "alerts": (alert(48, by="sut"),)},
        None,
    ),
    ("none, as nobody asked", shown_by_gbz, {"sut_certificates": (), "certificate_requested": False}, None),
    ("PKIoverheid of a GBK", shown_by_gbk, {"sut_certificates": (certificate(**PKIO),)}, True),
    (
        "PKIoverheid of another name",
        shown_by_gbk,
        {"sut_certificates": (certificate(**PKIO, dns_names=("ander.test",)),)},
        False,
    ),
    ("UZI of a GBK", shown_by_gbk, {}, False),
    ("young keys", key_age, {"oldest_key_age": 299.0}, True),
    ("keys of exactly the limit", key_age, {"oldest_key_age": 300.0}, True),
    ("old keys", key_age, {"oldest_key_age": 300.5}, False),
    ("keys under which nothing went", key_age, {**UNUSED, "oldest_key_age": 900.0}, None),
    ("a short session", refresh_means, {"longest_use": 300.0}, None),
    (
        "a long session with secure renegotiation",
        refresh_means,
        {"longest_use": 400.0, "refreshes": (renegotiation(),)},
        True,
    ),
    ("a long session without", refresh_means, {"longest_use": 400.0}, True),
    (
        "insecure renegotiation",
        refresh_means,
        {"longest_use": 400.0, "refreshes": (renegotiation(),), "secure_renegotiation": False},
        False,
    ),
    (
        "insecure renegotiation in a short session",
        refresh_means,
        {"refreshes": (renegotiation(),), "secure_renegotiation": False},
        False,
    ),
    ("a long session of TLS 1.3", refresh_means, {"version": "TLS 1.3", "longest_use": 400.0}, None),
    ("a session that carried nothing", refresh_means, {**UNUSED, "longest_use": 400.0}, None),
    ("a short pause", idle, {"longest_idle": 900.0}, True),
    ("a long pause", idle, {"longest_idle": 901.0}, False),
    ("a connection that was never used", idle, {**UNUSED, "longest_idle": 901.0}, None),
    ("a young session resumed", resumption, {"resumed": True, "resumed_age": 60.0}, True),
    ("an old session resumed", resumption, {"resumed": True, "resumed_age": 901.0}, False),
    ("no resumption", resumption, {}, None),
    ("a resumption of unknown age", resumption, {"resumed": True}, None),
    ("the highest version of both", highest, {}, True),
    ("TLS 1.2 where 1.3 was possible", highest, {"bench_maximum_version": "TLS 1.3"}, False),
    (
        "TLS 1.1, because the ZIM had no better",
        highest,
        {"version": "TLS 1.1", "bench_maximum_version": "TLS 1.1"},
        False,
    ),
    ("no session with a ZIM of TLS 1.1", highest, {**NO_SESSION, "bench_maximum_version": "TLS 1.1"}, None),
    ("what was offered, without a claim", highest_observed, {"bench_maximum_version": "TLS 1.3"}, True),
    (
        "less than what was offered",
        highest_observed,
        {"bench_maximum_version": "TLS 1.3", "offered_versions": ("TLS 1.2", "TLS 1.3")},
        False,
    ),
    ("a good suite", tls.suite_level, {}, True),
    ("a weak suite", tls.suite_level, {"suite": WEAK_SUITE}, False),
    ("CBC", tls.suite_level, {"suite": CBC_SUITE}, False),
    ("a suite of TLS 1.3", tls.suite_level, {"version": "TLS 1.3", "suite": TLS13_SUITE}, True),
    ("no suite", tls.suite_level, NO_SESSION, None),
    ("the strongest of what both have", strongest, {"offered_suites": ALL_SUITES}, True),
    ("a weaker one of what both have", strongest, {"suite": WEAK_SUITE, "offered_suites": ALL_SUITES}, False),
    ("the only one that both have", strongest, {"suite": WEAK_SUITE, "offered_suites": (WEAK_SUITE,)}, True),
    (
        "another of the same level",
        strongest,
        {"suite": CHACHA_SUITE, "offered_suites": (GOOD_SUITE, CHACHA_SUITE)},
        True,
    ),
    (
        "a strong one of another version",
        strongest,
        {"suite": WEAK_SUITE, "offered_suites": (TLS13_SUITE, WEAK_SUITE)},
        True,
    ),
    ("a ZIM that left no choice", tls.strongest_shared, {"bench_suites": (GOOD_SUITE, CHACHA_SUITE)}, None),
    ("a ZIM of unknown suites", tls.strongest_shared, {"bench_suites": ()}, None),
    ("no suite shared", strongest, NO_SESSION, None),
]


@pytest.mark.parametrize(
    ("rule", "facts", "satisfied"), [row[1:] for row in CASES], ids=[f"{row[1].__name__}-{row[0]}" for row in CASES]
)
def test_ruling(ncsc: Ncsc, rule: Rule, facts: dict[str, Any], satisfied: bool | None) -> None:
    ruling = rule(connection(number=7, **facts), ncsc)
    assert ruling.satisfied is satisfied
    assert ruling.observations == (7,)
    assert ruling.expected
    assert ruling.observed


def test_each_rule_is_seen_with_each_outcome() -> None:
    seen: dict[Rule, set[bool | None]] = {}
    for _, rule, _, satisfied in CASES:
        seen.setdefault(rule, set()).add(satisfied)
    incomplete = [rule.__name__ for rule, outcomes in seen.items() if outcomes != {True, False, None}]
    assert incomplete == ["shown_by_gbk", "highest_observed", "strongest_shared"], "variants of rules that are complete"


def test_insecure_renegotiation_fails_by_a_standard_that_is_named() -> None:
    ruling = tls.refresh_means(connection(refreshes=(renegotiation(),), secure_renegotiation=False), 300)
    assert ruling.satisfied is False
    assert (ruling.ground, ruling.source) == (Ground.STANDAARD, "RFC 5746")


def test_long_session_without_refresh_is_a_finding_because_the_age_of_keys_is_another_clause() -> None:
    """INT-23: the age of keys can fail, the means is at most a finding."""
    aged = connection(longest_use=360.0, oldest_key_age=360.0)
    assert tls.key_age(aged, 300).satisfied is False
    means = tls.refresh_means(aged, 300)
    assert means.satisfied is True
    assert len(means.findings) == 1


READINGS: list[tuple[str, Rule, dict[str, Any], str, dict[str, bool]]] = [
    ("young keys", key_age, {}, "INT-23", {"a": True, "b": True}),
    ("old keys", key_age, {"oldest_key_age": 301.0}, "INT-23", {"a": False, "b": False}),
    ("renegotiated", key_age, {"longest_use": 400.0}, "INT-23", {"a": True, "b": True}),
    (
        "KeyUpdate in a long session of TLS 1.3",
        key_age,
        {"version": "TLS 1.3", "longest_use": 301.0},
        "INT-23",
        {"a": True, "b": False},
    ),
    (
        "a session of TLS 1.3 of five minutes",
        key_age,
        {"version": "TLS 1.3", "longest_use": 300.0},
        "INT-23",
        {"a": True, "b": True},
    ),
    ("shown", laag_of_gbz, {}, "INT-35", {"a": True, "b": True}),
    ("not shown by a GBZ", laag_of_gbz, BARE, "INT-35", {"a": False, "b": True}),
    ("not shown by a GBK", laag_of_gbk, {}, "INT-35", {"a": False, "b": False}),
    ("good in one edition", tls.suite_level, {}, "INT-51", {"a": True, "b": False}),
    (
        "good in both",
        tls.suite_level,
        {"version": "TLS 1.3", "suite": TLS13_SUITE},
        "INT-51",
        {"a": True, "b": True},
    ),
    ("good in none", tls.suite_level, {"suite": CBC_SUITE}, "INT-51", {"a": False, "b": False}),
    ("the longest key", strongest, {"offered_suites": ALL_SUITES}, "INT-52", {"a": True, "b": True}),
    (
        "a shorter key of the same level",
        strongest,
        {"suite": GOOD_128, "offered_suites": (GOOD_SUITE, GOOD_128)},
        "INT-52",
        {"a": True, "b": False},
    ),
    (
        "a longer key of a lower level",
        strongest,
        {"suite": GOOD_128, "offered_suites": (GOOD_128, CBC_SUITE)},
        "INT-52",
        {"a": True, "b": True},
    ),
    (
        "a lower level",
        strongest,
        {"suite": WEAK_SUITE, "offered_suites": (GOOD_SUITE, WEAK_SUITE)},
        "INT-52",
        {"a": False, "b": False},
    ),
    ("a short pause", idle, {}, "INT-53", {"a": True, "b": True, "c": True}),
    ("a long pause", idle, {"longest_idle": 901.0}, "INT-53", {"a": False, "b": False, "c": False}),
    (
        "an old session resumed",
        resumption,
        {"resumed": True, "resumed_age": 901.0},
        "INT-53",
        {"a": False, "b": True, "c": False},
    ),
    (
        "a young session resumed",
        resumption,
        {"resumed": True, "resumed_age": 1.0},
        "INT-53",
        {"a": True, "b": True, "c": True},
    ),
]


@pytest.mark.parametrize(
    ("rule", "facts", "reading", "outcomes"),
    [row[1:] for row in READINGS],
    ids=[f"{row[1].__name__}-{row[0]}" for row in READINGS],
)
def test_each_reading_says_what_it_makes_of_it(
    ncsc: Ncsc, rule: Rule, facts: dict[str, Any], reading: str, outcomes: dict[str, bool]
) -> None:
    ruling = rule(connection(**facts), ncsc)
    assert (ruling.reading, ruling.outcomes) == (reading, outcomes)
    assert ruling.satisfied is outcomes["a"]
    assert ruling.rank == (2 if all(outcomes.values()) else 1 if any(outcomes.values()) else 0)


def test_outcomes_name_every_option_of_the_reading(ncsc: Ncsc) -> None:
    readings = load().readings
    for _, rule, facts, reading, outcomes in READINGS:
        assert set(outcomes) == {option.naam for option in readings[reading].lezingen}, rule(connection(**facts), ncsc)
        assert readings[reading].gekozen == "a", "what 'under' takes for satisfied"


def test_ruling_that_decides_nothing_has_no_rank() -> None:
    undecided = under("INT-53", Ruling(None, "x", "y", (1,)), a=True, b=True, c=True)
    assert (undecided.satisfied, undecided.outcomes, undecided.reading) == (None, {}, "INT-53")
    with pytest.raises(ValueError):
        print(undecided.rank)


@pytest.mark.parametrize(("satisfied", "rank"), [(True, 2), (False, 0)])
def test_plain_text_is_met_or_not(satisfied: bool, rank: int) -> None:
    assert Ruling(satisfied, "x", "y", (1,)).rank == rank


@pytest.mark.parametrize(
    ("suite", "bits"),
    [
        (GOOD_SUITE, 256),
        (GOOD_128, 128),
        (CHACHA_SUITE, 256),
        (PHASED_OUT_13, 128),
        ("TLS_RSA_WITH_3DES_EDE_CBC_SHA", 112),
    ],
)
def test_length_of_a_key_by_the_name_of_its_suite(suite: str, bits: int) -> None:
    assert tls.key_bits(suite) == bits


def test_version_that_is_no_version_is_not_shared() -> None:
    """A ZIM that was set to speak TLS 1.1 at most shares nothing that is allowed."""
    assert tls.highest_version(connection(bench_maximum_version=""), ()).satisfied is False


def test_order_is_a_finding_where_only_some_editions_see_a_stronger_suite(ncsc: Ncsc) -> None:
    """INT-52: order counts between levels; the editions differ on the level of AES-128 in TLS 1.3."""
    offered = (TLS13_SUITE, "TLS_AES_128_GCM_SHA256")
    ruling = strongest(connection(version="TLS 1.3", suite=offered[1], offered_suites=offered), ncsc)
    assert ruling.satisfied is True
    (finding,) = ruling.findings
    assert "2025-05" in finding
    assert "2.1" not in finding
    assert strongest(connection(version="TLS 1.3", suite=offered[0], offered_suites=offered), ncsc).findings == ()


@pytest.mark.parametrize(
    ("suite", "version", "fits"),
    [
        (TLS13_SUITE, 0x0304, True),
        (TLS13_SUITE, 0x0303, False),
        (GOOD_SUITE, 0x0303, True),
        (GOOD_SUITE, 0x0304, False),
        (GOOD_SUITE, 0x0302, False),
        ("TLS_RSA_WITH_AES_128_CBC_SHA", 0x0302, True),
    ],
)
def test_suite_fits_its_versions(suite: str, version: int, fits: bool) -> None:
    assert tls.is_of(suite, version) is fits


def test_age_in_a_failure_names_the_record() -> None:
    ruling = tls.key_age(connection(oldest_key_age=360.0, oldest_key_record=6), 300)
    assert ruling.observed == "360 s bij record 6"
