"""What questions and connections say of names and of the time."""

from typing import Any

import pytest

from protocol.clock_offset import Exchange, Stamping, evaluate
from reports.verdicts import Ground
from simulators.clock import Moment
from simulators.observations import ConnectionObservation, NameObservation
from tests.toetsbank.samples import at, connection
from toetsbank.rulings import names as rulings

ZIM = "zim.toetsbank.test"
FIRST, SECOND = "127.0.0.1", "127.0.0.2"


def to_zim(seconds: float, host: str = FIRST, number: int = 100, **changes: Any) -> ConnectionObservation:
    return connection(number, opened=at(seconds), reached=f"{host}:443", server_name=ZIM, **changes)


def asked(seconds: float, host: str = FIRST, number: int = 1, **changes: Any) -> NameObservation:
    facts: dict[str, Any] = {
        "number": number,
        "simulator": "lsp",
        "moment": at(seconds),
        "peer": "127.0.0.1:5000",
        "name": ZIM,
        "type": "A",
        "code": "NOERROR",
        "addresses": (host,),
        "ttl": 60,
        "location": 1,
    }
    return NameObservation(**{**facts, **changes})


NOTHING = asked(5, addresses=(), ttl=None, code="NXDOMAIN")


@pytest.mark.parametrize(
    ("seen", "questions", "satisfied", "said"),
    [
        (to_zim(10), [asked(9)], True, ZIM),
        (to_zim(10), [asked(9, name=ZIM.upper())], True, ZIM),
        (to_zim(10), [], False, "zonder vraag"),
        (to_zim(10), [asked(11)], False, "zonder vraag"),
        (to_zim(10), [NOTHING], False, "zonder vraag"),
        (to_zim(10), [asked(9, name="xis.toetsbank.test")], False, "zonder vraag"),
        (to_zim(10, SECOND), [asked(9)], False, f"het DNS {FIRST} gaf"),
        (to_zim(10, sut_role="server"), [], None, ""),
        (to_zim(10, simulator="uzi"), [], None, ""),
    ],
)
def test_the_zim_is_reached_by_name(
    seen: ConnectionObservation, questions: list[NameObservation], satisfied: bool | None, said: str
) -> None:
    ruling = rulings.by_name(seen, questions, ZIM)
    assert ruling.satisfied is satisfied
    assert said in ruling.observed


@pytest.mark.parametrize(
    ("seen", "questions", "satisfied"),
    [
        (to_zim(500), [asked(9)], True),
        (to_zim(10), [asked(400)], False),
        (to_zim(10), [], False),
        (to_zim(10).model_copy(update={"server_name": FIRST}), [asked(9)], False),
        (to_zim(10).model_copy(update={"server_name": None}), [asked(9)], True),
        (to_zim(10, sut_role="server"), [], None),
    ],
)
def test_no_address_is_fixed(
    seen: ConnectionObservation, questions: list[NameObservation], satisfied: bool | None
) -> None:
    assert rulings.never_fixed(seen, questions, ZIM).satisfied is satisfied


def test_what_was_asked_before_anyone_looked_may_still_be_used() -> None:
    for rule in (rulings.by_name, rulings.never_fixed):
        assert rule(to_zim(30), [], ZIM, since=60.0).satisfied is None
        assert rule(to_zim(61), [], ZIM, since=60.0).satisfied is False
        assert rule(to_zim(30), [asked(20)], ZIM, since=60.0).satisfied is True
    named = to_zim(30).model_copy(update={"server_name": FIRST})
    assert rulings.never_fixed(named, [], ZIM, since=60.0).satisfied is False


@pytest.mark.parametrize(
    ("seen", "questions", "satisfied"),
    [
        (to_zim(70), [asked(0), asked(69)], True),
        (to_zim(70), [asked(0)], False),
        (to_zim(61.5), [asked(0)], None),
        (to_zim(30), [asked(0)], None),
        (to_zim(70), [asked(0), asked(69, SECOND)], False),
        (to_zim(70, SECOND), [asked(0), asked(69, SECOND)], None),
        (to_zim(70), [], None),
        (to_zim(300), [asked(0, ttl=600)], None),
        (to_zim(70), [asked(0, moment=Moment(0, 40))], None),
    ],
)
def test_an_address_is_not_used_beyond_its_ttl(
    seen: ConnectionObservation, questions: list[NameObservation], satisfied: bool | None
) -> None:
    assert rulings.obeys_ttl(seen, questions, ZIM).satisfied is satisfied


@pytest.mark.parametrize(
    ("seen", "satisfied"),
    [
        ([to_zim(170, SECOND)], True),
        ([to_zim(120), to_zim(170, SECOND)], True),
        ([to_zim(170)], False),
        ([to_zim(170, SECOND), to_zim(200)], False),
        ([to_zim(150)], None),
        ([], None),
    ],
)
def test_the_second_location_is_found(seen: list[ConnectionObservation], satisfied: bool | None) -> None:
    ruling = rulings.follows(seen, moved=at(100), ttl=60, old=FIRST, new=SECOND)
    assert ruling.satisfied is satisfied


@pytest.mark.parametrize(
    ("offset", "satisfied"), [(0, True), (5, False), (0.5, None)], ids=["right", "wrong", "undecided"]
)
def test_the_clock_is_judged(offset: float, satisfied: bool | None) -> None:
    stamp = "20260301120000.001+0000"
    moment = 1_772_366_400.0 - offset
    exchanges = [Exchange(moment, moment + 0.002, stamp) for _ in range(2)]
    ruling = rulings.clock_is_right(evaluate(exchanges), (1, 2), 0.5)
    assert (ruling.satisfied, ruling.ground) == (satisfied, Ground.EIS)
    assert ruling.expected == "een afwijking van hoogstens 0,5 s"


def test_a_pass_on_an_assumption_says_so() -> None:
    moment = 1_772_366_400.0
    exchanges = [
        Exchange(moment + 0.01, moment + 0.012, "20260301120000+0000"),
        Exchange(moment + 0.99, moment + 0.992, "20260301120000+0000"),
        Exchange(moment + 1.7, moment + 1.702, "20260301120001+0000"),
    ]
    ruling = rulings.clock_is_right(evaluate(exchanges), (1,), 0.5)
    assert (ruling.satisfied, ruling.ground) == (True, Ground.AANNAME)
    assert evaluate(exchanges).assumed is Stamping.AFKAPPEN


def test_the_question_behind_a_connection_is_named() -> None:
    questions = [asked(1, number=7), asked(8, number=8), asked(20, number=9)]
    for rule in (rulings.by_name, rulings.never_fixed, rulings.obeys_ttl):
        assert rule(to_zim(10), questions, ZIM).observations == (100, 8), rule.__name__
