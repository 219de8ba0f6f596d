"""Reading a message."""

import pytest

from protocol import soap
from protocol.hl7.controlact import Organisation, Person
from protocol.hl7.query import Query, build_query
from protocol.hl7.timestamps import format_ts
from protocol.xml import parse
from simulators.zim.content import Message, read_message
from simulators.zim.exchange import Facts
from simulators.zim.faults import FaultRefusal
from tests.simulators.zim.conftest import Unit
from tests.simulators.zim.requests import BSN, QUERY_ROW


def read(body: bytes) -> tuple[Message, Facts]:
    facts = Facts()
    return read_message(QUERY_ROW, parse(body), facts), facts


def test_healthy_query_has_no_problem(unit: Unit) -> None:
    query = unit.maker.query()

    message, facts = read(build_query(query))

    assert message.problem is None
    assert message.numbers == (BSN, BSN)
    assert (facts.message_id, facts.sender, facts.bsn) == (str(query.id), "90000001", BSN)
    assert facts.created == format_ts(query.transmission.creation_time)


def _with_overseer(query: Query) -> Query:
    overseer = Person("900001235", "17.000", "B", Organisation("90000123", "Apotheek"))
    return Query(query.transmission, query.trigger_event, query.author, overseer, query.query_id, query.bsn)


def test_role_is_that_of_the_responsible_person(unit: Unit) -> None:
    assert read(build_query(unit.maker.query()))[0].role == "01.015"
    assert read(build_query(_with_overseer(unit.maker.query())))[0].role == "17.000"


def test_what_the_schema_refuses_is_a_problem_and_still_a_query(unit: Unit) -> None:
    body = build_query(unit.maker.query()).replace(b'code="T"', b'code="X"')

    message, _ = read(body)

    assert message.query is not None
    assert message.problem is not None
    assert message.problem.code == "SYN113"


def test_only_the_wrapper_can_be_read(unit: Unit) -> None:
    message, facts = read(build_query(unit.maker.query()).replace(b"queryByParameter", b"anders"))

    assert message.query is None
    assert message.problem is not None
    assert facts.message_id is not None


def test_no_wrapper_is_a_fault(unit: Unit) -> None:
    with pytest.raises(FaultRefusal) as refused:
        read(build_query(unit.maker.query()).replace(b"<sender>", b"<afzender>").replace(b"</sender>", b"</afzender>"))

    assert refused.value.fault.code == soap.CLIENT
