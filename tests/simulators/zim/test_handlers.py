"""What the ZIM makes of a message: the valid twin, the one with a planted defect, and the twin again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from protocol import soap
from protocol.hl7.batch import BatchAnswer, parse_batch
from protocol.hl7.controlact import Organisation, Person
from protocol.hl7.ping import parse_pong
from protocol.hl7.query import DIRECT, Query, build_query
from simulators.zim.exchange import Peer, Reply, Request
from simulators.zim.settings import Source
from tests.simulators.zim.conftest import OWN, Unit
from tests.simulators.zim.requests import (
    APPLICATION,
    BSN,
    OTHER_BSN,
    Maker,
    envelope_request,
    foreign_bsn,
    query_request,
)


def fault_of(reply: Reply) -> soap.Fault:
    fault = soap.parse_fault(soap.parse_envelope(reply.body))
    assert fault is not None
    return fault


def batch_of(reply: Reply) -> BatchAnswer:
    body = soap.parse_envelope(reply.body).body
    assert body is not None
    return parse_batch(body)


def is_accepted(reply: Reply) -> bool:
    return reply.status == 200 and not reply.facts.refused and not reply.facts.unexpected


def between_twins(unit: Unit, planted: Request, peer: Peer | None = OWN, **changes: Any) -> Reply:
    """Have the valid twin, the planted one and the valid twin again handled; return what came of the planted one."""
    assert is_accepted(unit.handle(unit.maker.request()))
    reply = unit.handle(planted, peer, **changes)
    assert is_accepted(unit.handle(unit.maker.request()))
    return reply


def test_query_is_answered_with_a_batch_that_names_it(unit: Unit) -> None:
    query = unit.maker.query()

    reply = unit.handle(unit.maker.request(query))
    batch = batch_of(reply)

    assert (reply.status, reply.facts.answer) == (200, "MCCI_IN200101")
    assert batch.target == query.id
    assert batch.receiver == APPLICATION
    assert [member.response_code for member in batch.members] == ["OK", "NF"]
    assert all(member.query_id == query.query_id for member in batch.members)
    assert len({member.transmission.id for member in batch.members} | {batch.id}) == 3


def test_facts_of_a_query_are_noted(unit: Unit) -> None:
    query = unit.maker.query()

    facts = unit.handle(unit.maker.request(query)).facts

    assert (facts.interaction, facts.level, facts.bsn, facts.sender) == (
        "QURX_IN990111NL",
        "midden",
        BSN,
        APPLICATION,
    )
    assert facts.message_id == str(query.id)
    assert [(token.kind, token.name_id) for token in facts.tokens] == [("transactietoken", "900001234:01.015")]


def test_ping_needs_no_token(unit: Unit) -> None:
    reply = unit.handle(unit.maker.ping())
    body = soap.parse_envelope(reply.body).body

    assert body is not None
    acknowledgement = parse_pong(body).transmission.acknowledgement
    assert acknowledgement is not None
    assert (reply.status, acknowledgement.kind, reply.facts.level) == (200, "AA", "laag")
    assert str(acknowledgement.target) == reply.facts.message_id


def _tokens(**claims: Any) -> Callable[[Maker], Request]:
    return lambda maker: maker.request(None, **claims)


def _shifted(minutes: float) -> Callable[[Maker], Request]:
    def make(maker: Maker) -> Request:
        shift, now = timedelta(minutes=minutes), maker.now()
        return maker.request(not_before=now + shift, not_on_or_after=now + shift + timedelta(minutes=10))

    return make


def _without_token(maker: Maker) -> Request:
    return query_request(build_query(maker.query()))


def _other_actor(maker: Maker) -> Request:
    query = maker.query()
    return query_request(build_query(query), maker.token(query), actor="http://www.aortarelease.nl/actor/gbx")


def _two_headers(maker: Maker) -> Request:
    query = maker.query()
    header = soap.build_security([maker.token(query)])
    return envelope_request(soap.build_envelope(build_query(query), [header, header]))


def _two_tokens(maker: Maker) -> Request:
    query = maker.query()
    return query_request(build_query(query), maker.token(query), maker.token(query))


def _changed_after_signing(maker: Maker) -> Request:
    query = maker.query()
    token = maker.token(query).replace(b"SmartcardPKI", b"SmartcardPKi")
    return query_request(build_query(query), token)


def _wrapped(maker: Maker) -> Request:
    """A second, unsigned assertion under another ID; the signed one hides in an element of its own."""
    query = maker.query()
    signed = maker.token(query)
    forged = signed.replace(b'ID="token', b'ID="vals', 1)
    start = forged.index(b"<ds:Signature")
    forged = forged[:start] + forged[forged.index(b"</ds:Signature>") + 15 :]
    hidden = forged.replace(b"</saml:Assertion>", b"<saml:Advice>" + signed + b"</saml:Advice></saml:Assertion>")
    return query_request(build_query(query), hidden)


def _of_person(person: str, variant: str = "geldig") -> Callable[[Maker], Request]:
    return lambda maker: replace(maker, person=person, variant=variant).request()


def _author_differs(maker: Maker) -> Request:
    query = maker.query()
    token = maker.token(query)
    other = Person("900001235", "01.015", "B", Organisation("90000123", "Huisartspraktijk Voorbeeld"))
    return query_request(build_query(replace(query, author=other, overseer=other)), token)


def _patient_differs(maker: Maker) -> Request:
    query = maker.query()
    wrapper = replace(query.transmission, patient=OTHER_BSN)
    return query_request(build_query(replace(query, transmission=wrapper, bsn=OTHER_BSN)), maker.token(query))


@pytest.mark.parametrize(
    ("plant", "rule", "code"),
    [
        pytest.param(_without_token, "T-02", soap.INVALID_SECURITY, id="no token"),
        pytest.param(_other_actor, "T-01", soap.INVALID_SECURITY, id="header for another actor"),
        pytest.param(_two_headers, "T-01", soap.INVALID_SECURITY, id="two headers"),
        pytest.param(_two_tokens, "T-09", soap.FAILED_CHECK, id="two transactietokens"),
        pytest.param(_tokens(audience=("urn:anders",)), "T-15", soap.INVALID_SECURITY_TOKEN, id="audience"),
        pytest.param(_tokens(class_ref="urn:anders"), "T-16", soap.INVALID_SECURITY_TOKEN, id="class"),
        pytest.param(_tokens(ura="90000456"), "T-05", soap.FAILED_AUTHENTICATION, id="organisation"),
        pytest.param(_tokens(rolcode="01.016"), "T-06", soap.FAILED_AUTHENTICATION, id="role"),
        pytest.param(_author_differs, "T-06", soap.FAILED_AUTHENTICATION, id="author"),
        pytest.param(_tokens(message_ext="anders"), "T-18", soap.FAILED_AUTHENTICATION, id="message id"),
        pytest.param(_tokens(application_id="9"), "T-18", soap.FAILED_AUTHENTICATION, id="application"),
        pytest.param(_tokens(bsn=None), "T-19", soap.FAILED_AUTHENTICATION, id="no BSN in the token"),
        pytest.param(_patient_differs, "T-19", soap.FAILED_AUTHENTICATION, id="another BSN"),
        pytest.param(_shifted(-20), "T-13", soap.MESSAGE_EXPIRED, id="expired"),
        pytest.param(_shifted(20), "T-13", soap.MESSAGE_EXPIRED, id="not yet valid"),
        pytest.param(_changed_after_signing, "T-09", soap.FAILED_CHECK, id="changed after signing"),
        pytest.param(_of_person("arts-a", "sleutel-past-niet"), "T-09", soap.FAILED_CHECK, id="foreign key"),
        pytest.param(_of_person("arts-a", "verlopen"), "T-10", soap.FAILED_AUTHENTICATION, id="pass expired"),
        pytest.param(_of_person("arts-a", "nog-niet-geldig"), "T-10", soap.FAILED_AUTHENTICATION, id="pass too early"),
        pytest.param(_of_person("arts-a", "ingetrokken"), "T-10", soap.FAILED_AUTHENTICATION, id="pass revoked"),
        pytest.param(_of_person("arts-a", "onbekende-ca"), "T-10", soap.FAILED_AUTHENTICATION, id="unknown CA"),
        pytest.param(_of_person("arts-a", "type-m"), "T-12", soap.FAILED_AUTHENTICATION, id="pass M"),
        pytest.param(_of_person("assistente-c"), "T-21", soap.INVALID_SECURITY, id="pass N without mandate"),
    ],
)
def test_token_with_one_defect_is_refused_for_its_rule(
    unit: Unit, plant: Callable[[Maker], Request], rule: str, code: soap.FaultCode
) -> None:
    reply = between_twins(unit, plant(unit.maker))

    assert reply.status == 500
    assert fault_of(reply).code == code
    assert fault_of(reply).actor == soap.ZIM_ACTOR
    assert {reason.split(":")[0] for reason in reply.facts.refused} == {rule}
    assert reply.facts.answer == f"SOAP-fault {code}"
    assert reply.facts.bsn is not None


def test_pass_of_another_current_generation_is_accepted(unit: Unit) -> None:
    assert is_accepted(unit.handle(_of_person("arts-a", "andere-generatie")(unit.maker)))


def test_hidden_signed_token_does_not_prove_the_forged_one(unit: Unit) -> None:
    reply = between_twins(unit, _wrapped(unit.maker))

    assert reply.status == 500
    assert reply.facts.refused[0].startswith(("T-03", "T-09"))


def test_token_is_used_once(unit: Unit) -> None:
    query = unit.maker.query()
    token = unit.maker.token(query)
    first = query_request(build_query(query), token)

    assert is_accepted(unit.handle(first))
    again = unit.handle(first)

    assert fault_of(again).code == soap.FAILED_AUTHENTICATION
    assert [reason.split(":")[0] for reason in again.facts.refused] == ["T-04"]


def test_same_message_with_a_new_token_was_already_processed(unit: Unit) -> None:
    query = unit.maker.query()
    assert is_accepted(unit.handle(unit.maker.request(query)))

    again = unit.handle(unit.maker.request(query))

    assert again.facts.answer == "MCCI_IN200101 (AE/KEY205)"
    assert [issue.code for issue in batch_of(again).members[0].issues] == ["KEY205"]


def test_revocation_counts_from_the_moment_it_is_published(unit: Unit) -> None:
    maker = replace(unit.maker, variant="in-te-trekken")
    pki = maker.pki
    serial = maker.pas.authenticiteit.serial_number
    assert is_accepted(unit.handle(maker.request()))
    try:
        pki.crls.revoke("zorgverlener-g3", serial, unit.clock.now())
        reply = unit.handle(maker.request())
    finally:
        pki.crls.reset()

    assert [reason.split(":")[0] for reason in reply.facts.refused] == ["T-10"]
    assert is_accepted(unit.handle(maker.request()))


def test_token_expires_on_the_clock_of_the_bench(unit: Unit) -> None:
    request = unit.maker.request()
    unit.clock.set(unit.clock.now() + 301)

    assert [reason.split(":")[0] for reason in unit.handle(request).facts.refused] == ["T-13"]


def _query(**changes: object) -> Callable[[Maker], Query]:
    return lambda maker: maker.query(**changes)


def _wrapper(**changes: object) -> Callable[[Maker], Query]:
    def make(maker: Maker) -> Query:
        query = maker.query()
        return replace(query, transmission=replace(query.transmission, **changes))  # type: ignore[arg-type]

    return make


@pytest.mark.parametrize(
    ("plant", "code"),
    [
        pytest.param(_wrapper(receiver="90000009"), "RTUDEST", id="receiver"),
        pytest.param(_wrapper(sender="90000009"), "NS260", id="sender"),
        pytest.param(_wrapper(processing_mode="Q"), "SYN113", id="schema"),
        pytest.param(_query(modality=DIRECT), "SYN113", id="direct query"),
        pytest.param(_query(overseer=None), "SYN113", id="no overseer"),
    ],
)
def test_wrong_content_is_an_error_in_hl7(unit: Unit, plant: Callable[[Maker], Query], code: str) -> None:
    reply = between_twins(unit, unit.maker.request(plant(unit.maker)))

    assert reply.status == 200
    assert reply.facts.answer == f"MCCI_IN200101 (AE/{code})"
    assert reply.facts.refused[0].startswith(code)
    (member,) = batch_of(reply).members
    assert (member.response_code, member.payloads) == ("AE", ())


def test_certificate_of_another_organisation_does_not_speak_for_the_sender(unit: Unit) -> None:
    reply = between_twins(unit, unit.maker.request(), Peer("90000456"))

    assert reply.facts.answer == "MCCI_IN200101 (AE/NS260)"


def test_role_that_may_not_query_is_refused(unit: Unit) -> None:
    reply = between_twins(unit, unit.maker.request(), roles=("17",))

    assert reply.facts.answer == "MCCI_IN200101 (AE/AUTERR_MEDISCH)"


def test_real_bsn_is_refused_and_masked(unit: Unit) -> None:
    number = foreign_bsn()
    query = unit.maker.query(bsn=number)

    reply = between_twins(unit, unit.maker.request(query))

    assert reply.facts.answer == "MCCI_IN200101 (AE/ILLEGAL)"
    assert reply.facts.foreign == frozenset({number})
    assert reply.facts.bsn == f"*******{number[-2:]}"
    assert number not in reply.body.decode() + "".join(reply.facts.refused + reply.facts.unexpected)
    assert reply.facts.unexpected


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"method": "GET"}, 405),
        ({"content_type": "application/soap+xml; charset=utf-8"}, 415),
        ({"content_type": "text/xml; charset=iso-8859-1"}, 415),
        ({"content_type": ""}, 415),
        ({"body": b"  "}, 400),
        ({"version": (1, 0)}, 505),
    ],
)
def test_what_is_no_soap_over_http_gets_a_status(unit: Unit, changes: dict[str, object], status: int) -> None:
    reply = between_twins(unit, replace(unit.maker.request(), **changes))  # type: ignore[arg-type]

    assert (reply.status, reply.facts.answer) == (status, f"HTTP {status}")
    assert not reply.body.startswith(b"<")
    assert reply.facts.unexpected


@pytest.mark.parametrize("charset", ["text/xml", 'text/xml; charset="UTF-8"', "Text/XML;charset=utf-8"])
def test_content_type_may_be_written_in_several_ways(unit: Unit, charset: str) -> None:
    assert is_accepted(unit.handle(replace(unit.maker.request(), content_type=charset)))


@pytest.mark.parametrize(
    ("change", "code", "expected"),
    [
        (lambda r: replace(r, path="/Onbekend"), soap.CLIENT, True),
        (lambda r: replace(r, soap_action='"urn:hl7-org:v3/Ping_PingPong"'), soap.CLIENT, True),
        (lambda r: replace(r, soap_action=""), soap.CLIENT, True),
        (lambda r: replace(r, body=r.body[:-9]), soap.CLIENT, False),
        (lambda r: replace(r, body=r.body.replace(b"QURX_IN990111NL xmlns", b"QURX_IN990101NL xmlns")), None, None),
        (lambda r: replace(r, body=r.body.replace(b"soap/envelope/", b"soap/envelop/")), soap.VERSION_MISMATCH, False),
        (
            lambda r: replace(r, body=r.body.replace(b'extension="QURX_IN990111NL"', b'extension="QURX_IN990101NL"')),
            soap.CLIENT,
            False,
        ),
        (
            lambda r: replace(
                r,
                body=r.body.replace(
                    b"<soap:Header>", b'<soap:Header><x:Extra xmlns:x="urn:x" soap:mustUnderstand="1"/>'
                ),
            ),
            soap.MUST_UNDERSTAND,
            False,
        ),
    ],
    ids=["path", "action", "no action", "torn", "interaction", "namespace", "interactionId", "mustUnderstand"],
)
def test_what_soap_refuses_gets_a_fault(
    unit: Unit, change: Callable[[Request], Request], code: soap.FaultCode | None, expected: bool | None
) -> None:
    reply = between_twins(unit, change(unit.maker.request()))

    assert reply.status == 500
    assert fault_of(reply).code == (code or soap.CLIENT)
    if expected is not None:
        assert bool(reply.facts.unexpected) is expected


def test_block_for_another_actor_need_not_be_understood(unit: Unit) -> None:
    block = b'<x:Extra xmlns:x="urn:x" soap:actor="urn:ander" soap:mustUnderstand="1"/>'
    request = unit.maker.request()

    assert is_accepted(
        unit.handle(replace(request, body=request.body.replace(b"<soap:Header>", b"<soap:Header>" + block)))
    )


def test_message_without_readable_wrapper_is_a_fault(unit: Unit) -> None:
    request = unit.maker.request()
    planted = replace(request, body=request.body.replace(b"<creationTime", b"<aanmaakTijd"))

    reply = between_twins(unit, planted)

    assert fault_of(reply).code == soap.CLIENT


def test_query_of_which_only_the_wrapper_can_be_read_gets_a_negative_receipt(unit: Unit) -> None:
    request = unit.maker.request()
    planted = replace(request, body=request.body.replace(b"queryByParameter", b"vraagstelling"))

    reply = between_twins(unit, planted)

    assert reply.facts.answer == "MCCI_IN000002 (CE/SYN113)"


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"soap_fault": "Server"}, "SOAP-fault soap:Server"),
        ({"soap_fault": "wsse:FailedCheck"}, "SOAP-fault wsse:FailedCheck"),
        ({"refuse_token": "T-13"}, "SOAP-fault wsu:MessageExpired"),
        ({"hl7_error": "NOSTORE"}, "MCCI_IN200101 (AE/NOSTORE)"),
        ({"hl7_error": "AUTERR_MEDISCH"}, "MCCI_IN200101 (AE/AUTERR_MEDISCH)"),
    ],
)
def test_chosen_error_is_answered_and_blames_nobody(unit: Unit, changes: dict[str, Any], answer: str) -> None:
    reply = between_twins(unit, unit.maker.request(), **changes)

    assert reply.facts.answer == answer
    assert reply.facts.refused == []


def test_chosen_token_fault_does_not_meet_messages_without_token(unit: Unit) -> None:
    assert is_accepted(unit.handle(unit.maker.ping(), refuse_token="T-13"))


def test_chosen_error_meets_a_ping_too(unit: Unit) -> None:
    assert unit.handle(unit.maker.ping(), hl7_error="INTERR").facts.answer == "COMT_IN229229 (AE/INTERR)"


def test_fault_does_not_hide_a_rule_that_was_broken(unit: Unit) -> None:
    reply = unit.handle(_without_token(unit.maker), soap_fault="Server")

    assert fault_of(reply).code == soap.INVALID_SECURITY


def test_diagnosis_in_a_fault_can_be_left_out(unit: Unit) -> None:
    planted = _without_token(unit.maker)

    assert fault_of(unit.handle(planted)).diagnosis == "SIM-SEC-01"
    assert fault_of(unit.handle(planted, detail_codes=False)).diagnosis is None


def test_answer_about_another_patient(unit: Unit) -> None:
    reply = unit.handle(unit.maker.request(), wrong_patient=True)
    payload = batch_of(reply).members[0].payloads[0].decode()

    assert BSN not in payload


def test_answer_that_is_no_xml(unit: Unit) -> None:
    reply = unit.handle(unit.maker.request(), broken_xml=True)

    assert reply.status == 200
    with pytest.raises(soap.SoapError, match="welgevormde"):
        soap.parse_envelope(reply.body)


def test_an_answer_carries_the_header_blocks_that_were_chosen(unit: Unit) -> None:
    reply = unit.handle(unit.maker.request(), header_blocks=(soap.build_unknown_block(),))
    (block,) = soap.parse_envelope(reply.body).headers
    assert block.must_understand


def test_each_source_contributes_what_was_chosen(unit: Unit) -> None:
    sources = (
        Source("90000002", "90000457", "Apotheek", "gegevens"),
        Source("90000003", "90000789", "Ziekenhuis", "niets-gevonden"),
        Source("90000004", "90000788", "Kliniek", "onbekend"),
        Source("90000005", "90000787", "Lab", "te-laat"),
        Source("90000006", "90000786", "Huisarts", "fout", "AUTERR_SWV_FALSE"),
    )

    members = batch_of(unit.handle(unit.maker.request(), sources=sources)).members

    assert [(m.response_code, [issue.code for issue in m.issues]) for m in members] == [
        ("OK", []),
        ("NF", []),
        ("AE", ["KEY204"]),
        ("AE", ["QABRTITI"]),
        ("AE", ["AUTERR_SWV_FALSE"]),
    ]
