from dataclasses import replace

import pytest

from protocol.hl7.batch import (
    Answer,
    BatchAnswer,
    Counts,
    build_answer,
    build_batch,
    parse_answer,
    parse_batch,
)
from protocol.hl7.controlact import Device
from protocol.hl7.markup import Hl7Error
from protocol.hl7.schema import validate
from protocol.xml import parse
from tests.protocol.hl7.samples import BATCH, FAILED, FOUND, ISSUE, NOTHING, NOW, PAYLOAD, edited


@pytest.mark.parametrize(
    "answer",
    [
        FOUND,
        NOTHING,
        FAILED,
        replace(FOUND, counts=Counts(None, 1, None), trigger_event="QURX_TE990012NL", effective_time=NOW),
        replace(FOUND, payloads=(PAYLOAD, PAYLOAD), counts=Counts(2, 2, 0)),
        replace(FAILED, issues=(ISSUE, ISSUE), status=None),
    ],
)
def test_an_answer_is_read_back_and_valid(answer: Answer) -> None:
    element = parse(build_answer(answer))
    assert parse_answer(element) == answer
    assert validate(element) == ()


@pytest.mark.parametrize("batch", [BATCH, replace(BATCH, members=()), replace(BATCH, members=(FOUND,) * 20)])
def test_a_batch_is_read_back_and_valid(batch: BatchAnswer) -> None:
    element = parse(build_batch(batch))
    assert parse_batch(element) == batch
    assert validate(element) == ()


def test_the_zim_speaks_where_no_author_is_given() -> None:
    assert FAILED.author == Device(application="1")
    assert (FAILED.response_code, FAILED.counts) == ("AE", Counts(0, 0, 0))


def test_members_of_any_name_are_read() -> None:
    message = build_batch(replace(BATCH, members=(FOUND,))).replace(b"QURX_IN990113NL", b"QURX_IN990103NL")
    assert parse_batch(parse(message)).members[0].transmission.interaction == "QURX_IN990103NL"


def test_another_message_is_no_batch() -> None:
    with pytest.raises(Hl7Error, match="Verwacht wordt MCCI_IN200101, gevonden is QURX_IN990113NL"):
        parse_batch(parse(build_answer(FOUND)))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("<targetTransmission>", '<targetTransmission xmlns="urn:x">', "targetTransmission/id"),
        ("<queryAck>", '<queryAck xmlns="urn:x">', "queryAck"),
        ('resultTotalQuantity value="1"', 'resultTotalQuantity value="-1"', "'-1' is geen aantal"),
        ('resultTotalQuantity value="1"', 'resultTotalQuantity value="9999999999"', "is geen aantal"),
    ],
)
def test_what_is_wrong_is_told(old: str, new: str, sentence: str) -> None:
    with pytest.raises(Hl7Error, match=sentence):
        parse_batch(parse(edited(build_batch(BATCH), old, new)))
