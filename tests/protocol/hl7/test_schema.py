from dataclasses import replace
from datetime import timedelta

import pytest

from protocol.hl7.batch import build_answer, build_batch
from protocol.hl7.ping import build_ping
from protocol.hl7.query import build_query
from protocol.hl7.receipt import build_receipt
from protocol.hl7.schema import validate
from protocol.hl7.transmission import Acknowledgement, Problem
from protocol.soap import build_envelope, parse_envelope
from protocol.xml import parse
from tests.protocol.hl7.samples import (
    BATCH,
    FAILED,
    FOUND,
    MESSAGE_ID,
    NOTHING,
    NOW,
    PING,
    QUERY,
    RECEIPT,
    edited,
)

ACT = "/QURX_IN990111NL/ControlActProcess"
PARAMETERS = f"{ACT}/queryByParameter"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("<creationTime", "<effectiveTime", "hoort hier niet; verwacht: creationTime (/QURX_IN990111NL/effectiveTime)"),
        (
            'creationTime value="20260301101500"',
            'creationTime value="202603011015"',
            "'202603011015' (/QURX_IN990111NL/",
        ),
        ('code="NICTIZEd2005-Okt"', 'code="V3-2006"', "de ongeldige waarde 'V3-2006' (/QURX_IN990111NL/versionCode)"),
        ('extension="810"', 'extension="811"', "de ongeldige waarde '811' (/QURX_IN990111NL/profileId)"),
        ('<processingCode code="P"/>', "", "verwacht: processingCode (/QURX_IN990111NL/processingModeCode)"),
        ('processingModeCode code="T"', 'processingModeCode code="A"', "'A' (/QURX_IN990111NL/processingModeCode)"),
        ('acceptAckCode code="NE"', 'acceptAckCode code="ER"', "'ER' (/QURX_IN990111NL/acceptAckCode)"),
        (' extension="bericht-1"', "", "Het attribuut 'extension' ontbreekt (/QURX_IN990111NL/id)"),
        ('xsi:type="II" ', "", "/QURX_IN990111NL/attentionLine/value"),
        ('moodCode="EVN"', 'moodCode="RQO"', f"'RQO' ({ACT})"),
        ('typeCode="AUT"', 'typeCode="ENT"', f"'ENT' ({ACT}/authorOrPerformer)"),
        ('typeCode="RESP"', 'typeCode="AUT"', f"'AUT' ({ACT}/overseer)"),
        ('statusCode code="executing"', 'statusCode code="aborted"', f"'aborted' ({PARAMETERS}/statusCode)"),
        ('responsePriorityCode code="I"', 'responsePriorityCode code="D"', f"'D' ({PARAMETERS}/responsePriorityCode)"),
        ("<queryId ", "<initialQuantity/><queryId ", f"verwacht: queryId ({PARAMETERS}/initialQuantity)"),
        ("<name>Ánna Arts</name></assignedPerson>", "<name>A</name></assignedPerson><x/>", "hoort hier niet"),
        ('extension="QURX_IN990111NL"', 'extension="QURX_IN990101NL"', "De interactionId is anders dan de naam"),
        (
            'code="QURX_TE990011NL"',
            'code="QURX_TE990001NL"',
            f"anders dan de trigger event QURX_TE990011NL ({ACT}/code)",
        ),
        ('responseModalityCode code="B"', 'responseModalityCode code="R"', "De responseModalityCode is niet B"),
        ("20260301101530", "20260301101504", f"geen 5 seconden na de creationTime ({PARAMETERS}/executionAnd"),
        ("20260301101530", "20261345101504", "is geen bestaand tijdstip"),
    ],
)
def test_a_query_that_departs_in_one_place_is_told_so(old: str, new: str, sentence: str) -> None:
    element = parse(edited(build_query(QUERY), old, new))
    problems = validate(element)
    assert len(problems) == 1 or "xsi:type" in old
    assert sentence in problems[0]


def test_five_seconds_are_enough() -> None:
    assert validate(parse(build_query(replace(QUERY, execution_and_delivery_time=NOW + timedelta(seconds=5))))) == ()


def test_the_overseer_is_mandatory_at_level_midden() -> None:
    assert validate(parse(build_query(replace(QUERY, overseer=None)))) == (
        f"De overseer ontbreekt; bij vertrouwensniveau midden is die verplicht ({ACT}).",
    )


def test_an_attention_line_occurs_once_per_keyword() -> None:
    message = build_query(QUERY)
    line = message[message.index(b"<attentionLine>") : message.index(b"<receiver>")]
    assert validate(parse(message.replace(line, line * 2))) == (
        "Een trefwoord komt in meer dan een attentionLine voor (/QURX_IN990111NL/attentionLine[1]).",
    )


def test_places_are_told_from_the_envelope_on() -> None:
    message = edited(build_query(QUERY), 'acceptAckCode code="NE"', 'acceptAckCode code="ER"')
    body = parse_envelope(build_envelope(message)).body
    assert body is not None
    assert "(/Envelope/Body/QURX_IN990111NL/acceptAckCode)" in validate(body)[0]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            replace(FOUND, transmission=replace(FOUND.transmission, acknowledgement=Acknowledgement("CA", MESSAGE_ID))),
            "CA",
        ),
        (replace(FOUND, response_code="AE"), "De queryResponseCode AE past niet bij de acknowledgement"),
        (replace(FOUND, payloads=()), "is niet het aantal subjects (0)"),
        (replace(FOUND, response_code="NF"), "De queryResponseCode is NF, maar er is een subject"),
        (replace(NOTHING, response_code="OK"), "De queryResponseCode is OK, maar er is geen subject"),
        (replace(FAILED, issues=()), "Het bericht is afwijzend, maar geeft geen reden"),
    ],
)
def test_an_answer_that_contradicts_itself_is_told_so(answer: object, sentence: str) -> None:
    assert isinstance(answer, type(FOUND))
    assert any(sentence in problem for problem in validate(parse(build_answer(answer))))


def test_a_negative_receipt_needs_a_reason_that_can_be_read() -> None:
    def receipt(*problems: Problem) -> tuple[str, ...]:
        acknowledgement = Acknowledgement("CE", MESSAGE_ID, problems)
        wrapper = replace(RECEIPT.transmission, acknowledgement=acknowledgement)
        return validate(parse(build_receipt(replace(RECEIPT, transmission=wrapper))))

    assert "geeft geen reden" in receipt()[0]
    assert "geen displayName en geen tekst" in receipt(Problem("SYN105", "1.2"))[0]
    assert receipt(Problem("SYN105", "1.2", display="element ontbreekt")) == ()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('transmissionQuantity value="3"', 'transmissionQuantity value="2"', "is niet het aantal berichten (3)"),
        ('<acknowledgement typeCode="AA"><targetT', '<acknowledgement typeCode="AE"><targetT', "waarde 'AE'"),
        ("<transmissionQuantity", "<batchComment/><transmissionQuantity", "verwacht: transmissionQuantity"),
    ],
)
def test_a_batch_that_departs_is_told_so(old: str, new: str, sentence: str) -> None:
    assert sentence in validate(parse(edited(build_batch(BATCH), old, new)))[0]


def test_members_of_a_batch_are_judged_too() -> None:
    wrong = replace(BATCH, members=(FOUND, replace(NOTHING, response_code="OK")))
    assert "QURX_IN990113NL[2]" in validate(parse(build_batch(wrong)))[0]


def test_payloads_are_not_judged() -> None:
    answer = replace(FOUND, payloads=(b'<x xmlns="urn:y" z="1">tekst<a><b/></a></x>',))
    assert validate(parse(build_answer(answer))) == ()


@pytest.mark.parametrize(
    "root", ["<QURX_IN999999NL/>", '<QURX_IN990111NL xmlns="urn:x"/>', '<x xmlns="urn:hl7-org:v3"/>']
)
def test_an_unknown_interaction_is_told(root: str) -> None:
    assert "is hier onbekend" in validate(parse(root.encode()))[0]


def test_what_hl7_lets_every_class_begin_with_is_allowed() -> None:
    message = edited(build_ping(PING), "<id root", '<realmCode code="NL"/><templateId root="1.2.3"/><id root')
    message = edited(message, "<receiver>", '<receiver typeCode="RCV">')
    message = edited(message, "<device>", '<device classCode="DEV" determinerCode="INSTANCE">')
    assert validate(parse(message)) == ()
