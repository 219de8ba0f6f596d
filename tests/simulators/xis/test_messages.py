from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from protocol import ids
from protocol.hl7.batch import Answer, BatchAnswer, build_answer, build_batch, failed, found, nothing_found
from protocol.hl7.controlact import Device, Organisation
from protocol.hl7.ping import Ping, Pong, build_pong
from protocol.hl7.query import Query, build_query, parse_query
from protocol.hl7.transmission import Acknowledgement, Problem, Transmission
from protocol.ids import InstanceIdentifier
from protocol.xml import parse
from simulators.clock import Clock
from simulators.uzi import Pki
from simulators.xis.configuration import Configuration
from simulators.xis.messages import AnswerError, Messages, check_pong, read_query_answer
from simulators.xis.model import SourceResult, User
from simulators.xis.sessions import UserSession
from tests.simulators.xis.conftest import BSN, OTHER_BSN

SOURCE = Device(application="90000002", organisation=Organisation("90000457", "Apotheek Voorbeeld"))
PAYLOAD = '<Lijst xmlns="urn:hl7-org:v3"><id root="%s" extension="%s"/><code displayName="middel"/></Lijst>'


@pytest.fixture
def messages(config: dict[str, Any], real_clock: Clock) -> Messages:
    """Messages of the organisation in the configuration."""
    return Messages(Configuration.model_validate(config), real_clock)


@pytest.fixture
def query(messages: Messages, pki: Pki, real_clock: Clock) -> Query:
    """A query of Arts A."""
    pas, now = pki.person("arts-a"), real_clock.now()
    user = User("arts-a", pas.uzi_nummer, frozenset({"zorgverlener"}), lsp=True)
    return messages.query(UserSession(user, pas.rol, pas.name, "w", pas.authenticiteit, (), "s", now, now), BSN)


def _wrapper(query: Query, kind: str = "AA", problems: tuple[Problem, ...] = ()) -> Transmission:
    return replace(
        query.transmission,
        id=InstanceIdentifier("1.2", "antwoord"),
        interaction="QURX_IN990113NL",
        sender="1",
        receiver=query.transmission.sender,
        patient=None,
        acknowledgement=Acknowledgement(kind, query.id, problems),
    )


def _batch(query: Query, *members: Answer) -> etree._Element:
    batch = BatchAnswer(
        InstanceIdentifier("1.2", "batch"),
        query.transmission.creation_time,
        query.transmission.sender,
        query.id,
        members,
    )
    return parse(build_batch(batch))


def _one(query: Query, answer: Answer) -> SourceResult:
    _, (source,) = read_query_answer(_batch(query, answer), query)
    return source


def test_a_query_survives_the_wire_and_names_who_asks(query: Query) -> None:
    read = parse_query(parse(build_query(query)))
    assert (read.bsn, read.transmission.patient, read.modality) == (BSN, BSN, "B")
    assert read.author == read.overseer == query.author
    assert read.execution_and_delivery_time is not None
    assert (read.execution_and_delivery_time - read.transmission.creation_time).total_seconds() >= 5


def test_ids_are_never_used_again(messages: Messages) -> None:
    made = {messages.new_id() for _ in range(100)}
    assert len(made) == 100
    assert {identifier.root for identifier in made} == {"2.16.528.1.1007.3.3.90000123.12"}


def test_each_source_is_read(query: Query) -> None:
    members = (
        found(_wrapper(query), SOURCE, query.query_id, (PAYLOAD % (ids.BSN, BSN)).encode()),
        nothing_found(_wrapper(query), SOURCE, query.query_id),
        failed(_wrapper(query, "AE"), query.query_id, Problem("QABRTITI", ids.AORTA_ERROR, "te laat")),
    )
    answer_id, sources = read_query_answer(_batch(query, *members), query)
    assert str(answer_id) == "1.2^batch"
    assert [source.line() for source in sources] == [
        "Apotheek Voorbeeld (URA 90000457): middel",
        "Apotheek Voorbeeld (URA 90000457): geen gegevens gevonden",
        "LSP: fout: QABRTITI: te laat",
    ]


def test_a_single_answer_will_do(query: Query) -> None:
    _, sources = read_query_answer(parse(build_answer(nothing_found(_wrapper(query), SOURCE, query.query_id))), query)
    assert sources[0].uitkomst == "NF"


def test_another_patient_is_refused(query: Query) -> None:
    source = _one(query, found(_wrapper(query), SOURCE, query.query_id, (PAYLOAD % (ids.BSN, OTHER_BSN)).encode()))
    assert source.inhoud == ()
    assert "een andere patiënt" in source.line()


def test_an_answer_to_another_question_is_refused(query: Query) -> None:
    other = InstanceIdentifier("1.2", "andere vraag")
    source = _one(query, found(_wrapper(query), SOURCE, other, (PAYLOAD % (ids.BSN, BSN)).encode()))
    assert source.inhoud == ()
    assert "hoort niet bij deze opvraag" in source.line()


def test_a_batch_for_another_message_is_refused(query: Query) -> None:
    other = replace(query, transmission=replace(query.transmission, id=InstanceIdentifier("1.2", "ander")))
    with pytest.raises(AnswerError, match="hoort niet bij deze opvraag"):
        read_query_answer(_batch(other), query)


def test_an_error_in_the_acknowledgement_is_shown(query: Query) -> None:
    problem = Problem("NOSTORE", ids.ACKNOWLEDGEMENT_DETAIL, None, "kan niet opslaan")
    source = _one(query, nothing_found(_wrapper(query, "AE", (problem,)), SOURCE, query.query_id))
    assert source.meldingen == ("NOSTORE: kan niet opslaan",)


def test_what_is_no_answer_is_refused(query: Query) -> None:
    with pytest.raises(AnswerError, match="niet te lezen"):
        read_query_answer(parse(b'<x xmlns="urn:hl7-org:v3"/>'), query)


def _pong(ping: Ping, change: Callable[[Transmission], Transmission]) -> etree._Element:
    wrapper = replace(
        ping.transmission, interaction="COMT_IN229229", acknowledgement=Acknowledgement("AA", ping.transmission.id)
    )
    return parse(build_pong(Pong(change(wrapper))))


def test_a_pong_answers_its_ping(messages: Messages) -> None:
    ping = messages.ping()
    check_pong(_pong(ping, lambda wrapper: wrapper), ping)


def test_a_pong_of_another_ping_or_with_an_error_is_refused(messages: Messages) -> None:
    ping = messages.ping()
    other = Acknowledgement("AA", InstanceIdentifier("1.2", "ander"))
    wrong = Acknowledgement("AE", ping.transmission.id, (Problem("RTEDEST", ids.ACKNOWLEDGEMENT_DETAIL),))
    for acknowledgement, words in ((other, "hoort niet bij"), (wrong, "RTEDEST")):
        body = _pong(ping, lambda wrapper, a=acknowledgement: replace(wrapper, acknowledgement=a))  # type: ignore[misc]
        with pytest.raises(AnswerError, match=words):
            check_pong(body, ping)
    with pytest.raises(AnswerError, match="niet te lezen"):
        check_pong(parse(b'<x xmlns="urn:hl7-org:v3"/>'), ping)
