"""Rules of chapter 1 over all traffic: names, and the kind of certificate."""

from typing import Any

import pytest

from catalogue import Catalogue, load
from catalogue.model import SystemType
from reports.verdicts import Verdict
from simulators.observations import ConnectionObservation, NameObservation
from tests.toetsbank.rulings.test_names import FIRST, SECOND, asked, to_zim
from tests.toetsbank.samples import certificate, connection
from toetsbank.passive import Context, Traffic, judge
from toetsbank.passive.aangesloten_systeem import RULES
from toetsbank.profile import Counterparties, Profile, Sut, embedded


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def seen(*observations: ConnectionObservation | NameObservation, writer: str = "1-gw0") -> Traffic:
    return Traffic(
        {f"{writer}.{o.number}": o for o in observations if isinstance(o, ConnectionObservation)},
        {},
        {f"{writer}.{o.number}": o for o in observations if isinstance(o, NameObservation)},
    )


def verdict(catalogue: Catalogue, traffic: Traffic, clause: str, profile: Profile | None = None) -> Verdict:
    (fields,) = judge(traffic, Context(profile or embedded(), catalogue), [clause])
    found: Verdict = fields["verdict"]
    return found


FIXED = seen(connection(1), to_zim(400, number=2), asked(390, number=3))
"""A connection long after the first thing was seen, for which the name was asked."""


@pytest.mark.parametrize(
    ("clause", "traffic", "found"),
    [
        ("GBX.CON.e4020/4", FIXED, Verdict.PASS),
        ("GBX.CON.e4020/8", FIXED, Verdict.PASS),
        ("GBX.CON.e4020/5", FIXED, Verdict.NOT_TESTED),
        ("GBX.CON.e4020/5", seen(asked(0), asked(99, number=2), to_zim(100, number=3)), Verdict.PASS),
        ("GBX.CON.e4020/5", seen(asked(0), to_zim(100, number=3)), Verdict.FAIL),
        ("GBX.CON.e4020/4", seen(asked(0), to_zim(10, SECOND, number=3)), Verdict.FAIL),
        ("GBX.CON.e4020/8", seen(to_zim(0, number=1), to_zim(100, number=2), asked(200, number=3)), Verdict.FAIL),
        ("GBX.CON.e4020/8", seen(to_zim(0, number=1), to_zim(50, number=2), asked(55, number=3)), Verdict.NOT_TESTED),
        ("GBX.CON.e4020/8", seen(to_zim(0, number=1), to_zim(100, number=2)), Verdict.NOT_TESTED),
    ],
)
def test_names(catalogue: Catalogue, clause: str, traffic: Traffic, found: Verdict) -> None:
    assert verdict(catalogue, traffic, clause) is found


def test_a_sut_that_could_ask_and_never_did_is_seen(catalogue: Catalogue) -> None:
    profile = Profile(sut=Sut(product="x"), tegenpartijen=Counterparties(dns_poort=5353), pics=embedded().pics)
    never = seen(to_zim(0, number=1), to_zim(100, number=2))
    assert verdict(catalogue, never, "GBX.CON.e4020/8", profile) is Verdict.FAIL


def test_a_question_on_another_clock_proves_nothing(catalogue: Catalogue) -> None:
    mine, other = seen(to_zim(0, number=1), to_zim(100, number=2)), {"1-gw1.1": asked(0)}
    traffic = Traffic(dict(mine.to_zim()), {}, other)
    assert verdict(catalogue, traffic, "GBX.CON.e4020/8") is Verdict.FAIL


def test_only_the_last_answers_are_looked_at(catalogue: Catalogue) -> None:
    questions = [asked(second, number=second + 10) for second in range(100)]
    traffic = seen(*questions, to_zim(99.5, number=1))
    id_, reached = next(traffic.to_zim())
    assert [question.moment.low for question in traffic.asked(id_, reached, "zim.toetsbank.test")] == list(
        range(92, 100)
    )
    assert reached.reached.startswith(FIRST)


@pytest.mark.parametrize(
    ("type_", "clause", "facts", "found"),
    [
        (SystemType.GBZ, "GBX.BVL.e4080/1", {}, Verdict.PASS),
        (SystemType.GBZ, "GBX.BVL.e4080/1", {"sut_role": "server"}, Verdict.PASS),
        (SystemType.GBZ, "GBX.BVL.e4080/1", {"sut_certificates": (certificate(uzi_name=None),)}, Verdict.FAIL),
        (SystemType.GBK, "GBX.BVL.e4080/2", {"sut_certificates": (certificate(uzi_name=None),)}, Verdict.PASS),
        (SystemType.GBK, "GBX.BVL.e4080/2", {}, Verdict.FAIL),
        (SystemType.GBK, "GBX.BVL.e4080/2", {"sut_certificates": ()}, Verdict.NOT_TESTED),
    ],
)
def test_kind_of_certificate(
    catalogue: Catalogue, type_: SystemType, clause: str, facts: dict[str, Any], found: Verdict
) -> None:
    assert verdict(catalogue, seen(connection(1, **facts)), clause, embedded(type_)) is found


def test_rules_are_of_clauses_that_exist(catalogue: Catalogue) -> None:
    assert RULES.keys() <= catalogue.clauses.keys()
