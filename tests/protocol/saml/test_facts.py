from dataclasses import replace

from protocol.hl7.controlact import Device
from protocol.hl7.query import build_query, parse_query
from protocol.saml.facts import MessageFacts, facts_of
from protocol.xml import parse
from tests.protocol.hl7.samples import BSN, MESSAGE_ID, ORGANISATION, PERSON, QUERY


def test_the_facts_of_a_query_as_it_was_received() -> None:
    assert facts_of(parse_query(parse(build_query(QUERY)))) == MessageFacts(
        MESSAGE_ID, "QURX_IN990111NL", "90000001", "90000123", "900001234", "01.015", "900001234", BSN
    )


def test_a_pass_without_role_has_role_zero() -> None:
    assert facts_of(replace(QUERY, author=replace(PERSON, rolcode=None))).author_role == "00.000"


def test_a_system_as_author_has_no_person() -> None:
    facts = facts_of(replace(QUERY, author=Device("900100001", organisation=ORGANISATION), overseer=None))
    assert (facts.author_uzi, facts.overseer_uzi, facts.ura) == (None, None, "90000123")
    assert facts_of(replace(QUERY, author=Device(application="1"))).ura is None


def test_the_bsn_is_that_of_the_parameters_or_else_of_the_attention_line() -> None:
    assert facts_of(replace(QUERY, bsn=None)).bsn == BSN
    bare = replace(QUERY, bsn=None, transmission=replace(QUERY.transmission, patient=None))
    assert facts_of(bare).bsn is None


def test_the_context_code_is_that_of_the_attention_line() -> None:
    facts = facts_of(replace(QUERY, transmission=replace(QUERY.transmission, context=("KZDI", "1.2"))))
    assert (facts.context_code, facts.context_code_system) == ("KZDI", "1.2")
