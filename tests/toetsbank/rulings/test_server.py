"""What the texts say of a TLS server: each ruling satisfied, violated, and not decided."""

from typing import Any

import pytest

from catalogue import Ncsc, load
from reports.verdicts import Ground
from toetsbank.rulings import server
from toetsbank.tls_probe.facts import (
    AcceptedSuites,
    Choice,
    ChosenVersion,
    ClientCertificate,
    Renegotiation,
    ServerFacts,
    TriedVersion,
)

NCSC: Ncsc = load().ncsc
GOOD, GOOD_128 = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
CBC, RSA, RC4 = "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", "TLS_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_RC4_128_SHA"
NEW, NEW_128, CCM_8 = "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256", "TLS_AES_128_CCM_8_SHA256"
UNLISTED = "TLS_RSA_WITH_AES_128_CCM"
ROOT, SUBORDINATE, OLDER, FOREIGN = "CN=Stam", "CN=Tussen", "CN=Oude stam", "CN=Elders"


def tried(**accepted: bool | None) -> tuple[TriedVersion, ...]:
    """Return attempts; the name tls12 stands for TLS 1.2."""
    names = {"ssl30": "SSL 3.0", "tls10": "TLS 1.0", "tls11": "TLS 1.1", "tls12": "TLS 1.2", "tls13": "TLS 1.3"}
    return tuple(
        TriedVersion(names[name], outcome, "koos" if outcome else "alert protocol_version", (number,))
        for number, (name, outcome) in enumerate(accepted.items(), 1)
    )


def facts(versions: tuple[TriedVersion, ...] | None = None, **more: Any) -> ServerFacts:
    """Return a server with TLS 1.2 and 1.3, or one that differs."""
    usual = tried(ssl30=False, tls10=False, tls11=False, tls12=True, tls13=True)
    return ServerFacts("127.0.0.1:443", "xis.toetsbank.test", usual if versions is None else versions, **more)


def suites(*accepted: str, version: str = "TLS 1.2", complete: bool = True) -> AcceptedSuites:
    return AcceptedSuites(version, accepted, complete, "" if complete else "geen antwoord", (8, 9))


def asked(version: str = "TLS 1.2", names: tuple[str, ...] | None = (ROOT,), **more: Any) -> ClientCertificate:
    usual: dict[str, Any] = {"demand": "required", "answered": None, "said": "alert", "observations": (5,)}
    return ClientCertificate(version=version, ca_names=names, **(usual | more))


@pytest.mark.parametrize(
    ("versions", "satisfied", "observations"),
    [
        (tried(ssl30=False, tls10=False, tls11=False, tls12=True), True, (1, 2, 3)),
        (tried(ssl30=False, tls10=False, tls11=True, tls12=True), False, (3,)),
        (tried(ssl30=True, tls10=None, tls12=False), False, (1,)),
        (tried(ssl30=False, tls10=None, tls11=False, tls12=True), None, (1, 2, 3)),
        (tried(ssl30=False, tls10=False, tls11=False, tls12=False, tls13=False), None, (1, 2, 3)),
        (tried(tls12=True), None, ()),
    ],
)
def test_no_lower_version(
    versions: tuple[TriedVersion, ...], satisfied: bool | None, observations: tuple[int, ...]
) -> None:
    ruling = server.no_lower_version(facts(versions))
    assert (ruling.satisfied, ruling.observations) == (satisfied, observations)


@pytest.mark.parametrize(
    ("versions", "satisfied", "rank"),
    [
        (tried(tls12=True, tls13=True), True, 2),
        (tried(tls12=True, tls13=False), True, 2),
        (tried(tls12=False, tls13=True), True, 1),
        (tried(tls10=True, tls12=False, tls13=False), False, 0),
        (tried(tls12=None, tls13=True), True, 2),
        (tried(tls10=True, tls12=None, tls13=False), None, None),
        (tried(tls10=False, tls12=False, tls13=False), None, None),
    ],
)
def test_speaks_an_allowed_version(
    versions: tuple[TriedVersion, ...], satisfied: bool | None, rank: int | None
) -> None:
    ruling = server.speaks_allowed_version(facts(versions))
    assert (ruling.satisfied, ruling.reading) == (satisfied, "INT-58")
    assert rank is None or ruling.rank == rank
    assert bool(ruling.findings) is (rank == 1)


@pytest.mark.parametrize(
    ("chosen", "satisfied"), [("TLS 1.3", True), ("TLS 1.2", False), ("TLS 1.0", False), (None, None)]
)
def test_the_highest_version(chosen: str | None, satisfied: bool | None) -> None:
    offered = ChosenVersion(("TLS 1.3", "TLS 1.2"), chosen, "alert", (7,))
    ruling = server.highest_version(facts(highest=offered))
    assert (ruling.satisfied, ruling.expected, ruling.observations) == (satisfied, "TLS 1.3", (7,))


def test_the_highest_version_is_not_decided_without_one() -> None:
    assert server.highest_version(facts()).satisfied is None
    old = ChosenVersion(("TLS 1.0",), "TLS 1.0", "koos", (7,))
    assert server.highest_version(facts(tried(tls10=True, tls12=False), highest=old)).satisfied is None


@pytest.mark.parametrize(
    ("found", "rank"),
    [
        (suites(NEW, version="TLS 1.3"), 2),
        (suites(NEW, NEW_128, version="TLS 1.3"), 1),
        (suites(GOOD, GOOD_128), 1),
        (suites(GOOD, CBC), 0),
        (suites(RSA, complete=False), 0),
        (suites(NEW, CCM_8, version="TLS 1.3"), 0),
        (suites(GOOD, complete=False), None),
        (suites(), None),
    ],
)
def test_suites(found: AcceptedSuites, rank: int | None) -> None:
    ruling = server.suites_level(found, NCSC)
    if rank is None:
        assert ruling.satisfied is None
    else:
        assert ruling.rank == rank
    assert bool(ruling.findings) is not found.complete
    assert (CBC in ruling.observed) is (CBC in found.accepted)


def test_the_weakest_come_first() -> None:
    assert server.weakest_first("TLS 1.2", [GOOD, RSA, RC4, GOOD_128, CBC], NCSC) == (RC4, RSA, CBC, GOOD_128, GOOD)


@pytest.mark.parametrize(
    ("offered", "chosen", "satisfied", "rank"),
    [
        ((CBC, GOOD), GOOD, True, 2),
        ((CBC, GOOD_128, GOOD), GOOD_128, True, 1),
        ((CBC, GOOD), CBC, False, 0),
        ((GOOD_128, GOOD), GOOD_128, None, None),
        ((CBC, GOOD), None, None, None),
        ((CBC, GOOD), RSA, None, None),
    ],
)
def test_the_strongest(offered: tuple[str, ...], chosen: str | None, satisfied: bool | None, rank: int | None) -> None:
    choice = Choice("TLS 1.2", offered, chosen, "alert", (3,))
    ruling = server.strongest_chosen(choice, {CBC, GOOD, GOOD_128}, NCSC)
    assert (ruling.satisfied, ruling.observations) == (satisfied, (3,))
    assert rank is None or ruling.rank == rank


def test_what_the_server_does_not_take_is_not_shared() -> None:
    choice = Choice("TLS 1.2", (CBC, GOOD), CBC, "gekozen", (3,))
    assert server.strongest_chosen(choice, {CBC}, NCSC).satisfied is None


@pytest.mark.parametrize(
    ("demand", "satisfied"), [("required", True), ("optional", None), ("none", None), (None, None)]
)
def test_asking_for_a_certificate(demand: str | None, satisfied: bool | None) -> None:
    assert server.asks_certificate(asked(demand=demand)).satisfied is satisfied


@pytest.mark.parametrize(
    ("names", "satisfied", "rank"),
    [
        ((ROOT, SUBORDINATE), True, 2),
        ((ROOT, OLDER), True, 1),
        ((ROOT, FOREIGN), False, 0),
        ((), None, None),
        (None, None, None),
    ],
)
def test_known_authorities(names: tuple[str, ...] | None, satisfied: bool | None, rank: int | None) -> None:
    ruling = server.names_known_authorities(asked(names=names), {ROOT, SUBORDINATE, OLDER}, {ROOT, SUBORDINATE})
    assert ruling.satisfied is satisfied
    assert rank is None or ruling.rank == rank
    assert (FOREIGN in ruling.observed) is (rank == 0)


@pytest.mark.parametrize(
    ("version", "names", "rank"),
    [
        ("TLS 1.2", (ROOT,), 2),
        ("TLS 1.2", (SUBORDINATE,), 0),
        ("TLS 1.2", (), 0),
        ("TLS 1.2", None, None),
        ("TLS 1.3", (SUBORDINATE, ROOT), 2),
        ("TLS 1.3", (SUBORDINATE,), 0),
        ("TLS 1.3", (), 1),
    ],
)
def test_the_root_is_named(version: str, names: tuple[str, ...] | None, rank: int | None) -> None:
    ruling = server.names_root(asked(version, names), {ROOT})
    assert (None if ruling.satisfied is None else ruling.rank) == rank
    assert bool(ruling.findings) is (rank == 1)


@pytest.mark.parametrize(
    ("secure", "by_client", "satisfied"),
    [(True, True, True), (False, True, False), (True, False, None), (False, None, None), (None, True, None)],
)
def test_renegotiation(secure: bool | None, by_client: bool | None, satisfied: bool | None) -> None:
    found = Renegotiation("TLS 1.2", secure, by_client, "x", (4,))
    ruling = server.renegotiates_securely(facts(renegotiation=found))
    assert (ruling.satisfied, ruling.observations) == (satisfied, (4,))
    assert satisfied is None or ruling.ground is Ground.STANDAARD


def test_renegotiation_does_not_exist_in_tls13() -> None:
    assert server.renegotiates_securely(facts()).observed == "bestaat niet in TLS 1.3"


@pytest.mark.parametrize(
    ("found", "satisfied", "said", "findings"),
    [
        (facts(suites=(suites(GOOD),)), True, "TLS 1.2, TLS 1.3", 0),
        (facts(suites=(suites(GOOD, CBC, RSA),)), True, "TLS 1.2, TLS 1.3", 2),
        (facts(suites=(suites(GOOD, UNLISTED),)), True, "TLS 1.2, TLS 1.3", 1),
        (facts(suites=(suites(GOOD, RC4),)), False, f"{RC4} in TLS 1.2", 0),
        (facts(suites=(suites(GOOD, RC4, complete=False),)), False, f"{RC4} in TLS 1.2", 0),
        (facts(suites=(suites(GOOD, complete=False),)), None, "TLS 1.2, TLS 1.3", 0),
        (facts(tried(ssl30=True, tls12=True)), False, "SSL 3.0", 0),
        (facts(tried(tls10=True, tls12=True)), True, "TLS 1.0, TLS 1.2", 1),
        (facts(tried(tls10=None, tls12=True)), None, "TLS 1.2", 0),
        (facts(tried(tls12=False)), None, "TLS 1.2: alert protocol_version", 0),
        (facts(compression=True), False, "TLS-compressie", 0),
        (
            facts(renegotiation=Renegotiation("TLS 1.2", False, True, "x", (4,))),
            False,
            "heronderhandeling zonder RFC 5746",
            0,
        ),
        (facts(renegotiation=Renegotiation("TLS 1.2", False, False, "x", (4,))), True, "TLS 1.2, TLS 1.3", 0),
    ],
)
def test_hardening(found: ServerFacts, satisfied: bool | None, said: str, findings: int) -> None:
    ruling = server.hardened(found, NCSC)
    assert (ruling.satisfied, ruling.observed, len(ruling.findings)) == (satisfied, said, findings)
    assert ruling.source
