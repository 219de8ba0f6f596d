from dataclasses import replace

import pytest

from protocol import ids
from protocol.hl7.markup import Hl7Error
from protocol.hl7.transmission import (
    Acknowledgement,
    Problem,
    Transmission,
    creation_time,
    parse_transmission,
    write_transmission,
)
from protocol.xml import children, local_name, parse
from tests.protocol.hl7.samples import BSN, MESSAGE_ID, NOW, RECEIPT, edited

PLAIN = Transmission(MESSAGE_ID, NOW, "QURX_IN990111NL", "1", "90000001")


@pytest.mark.parametrize(
    "wrapper",
    [
        PLAIN,
        replace(PLAIN, patient=BSN),
        replace(PLAIN, patient=BSN, context=("KZDI", ids.CONTEXT_CODE)),
        replace(PLAIN, respond_to="90000009", accept_acknowledgement="AL", processing_code="T"),
        replace(PLAIN, acknowledgement=Acknowledgement("AA", MESSAGE_ID)),
        replace(
            PLAIN,
            acknowledgement=Acknowledgement(
                "CE",
                MESSAGE_ID,
                (
                    Problem("RTEDEST", ids.ACKNOWLEDGEMENT_DETAIL, "niet <bereikbaar>", "Destination unreachable"),
                    Problem("SYN105", ids.ACKNOWLEDGEMENT_DETAIL, "element ontbreekt", location="/a/b[1]"),
                ),
            ),
        ),
    ],
)
def test_what_was_written_is_read_back(wrapper: Transmission) -> None:
    assert parse_transmission(parse(write_transmission(wrapper))) == wrapper


def test_the_order_is_that_of_the_specification() -> None:
    wrapper = replace(RECEIPT.transmission, patient=BSN, respond_to="9")
    names = [local_name(child) for child in children(parse(write_transmission(wrapper)))]
    assert names == [
        "id",
        "creationTime",
        "versionCode",
        "interactionId",
        "profileId",
        "processingCode",
        "processingModeCode",
        "acceptAckCode",
        "acknowledgement",
        "attentionLine",
        "receiver",
        "respondTo",
        "sender",
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("<id root", "<idd root", "Het element 'id' ontbreekt"),
        (' extension="bericht-1"', "", "Het attribuut 'extension' ontbreekt"),
        ('value="20260301101500"', 'value="2026"', "is geen tijdstip"),
        ('extension="QURX_IN990111NL"', 'extension="QURX_IN990113NL"', "anders dan het element"),
        ("<receiver>", "<ontvanger>", "Het element 'receiver/device' ontbreekt"),
        (f'<sender><device><id root="{ids.APPLICATION}"', '<sender><device><id root="1.2"', "applicatie-id ontbreekt"),
    ],
)
def test_what_is_missing_is_told(old: str, new: str, sentence: str) -> None:
    message = edited(write_transmission(PLAIN), old, new)
    closing = {"<receiver>": (b"</receiver>", b"</ontvanger>")}.get(old)
    message = message.replace(*closing) if closing else message
    with pytest.raises(Hl7Error, match=sentence):
        parse_transmission(parse(message))


def test_an_acknowledgement_names_its_message() -> None:
    message = edited(write_transmission(RECEIPT.transmission), "targetMessage><id", "targetMessage><x")
    with pytest.raises(Hl7Error, match="'targetMessage/id' ontbreekt"):
        parse_transmission(parse(message))


def test_an_attention_line_without_keyword_says_nothing() -> None:
    message = edited(write_transmission(replace(PLAIN, patient=BSN)), 'code="PATID"', 'code="ANDERS"')
    assert parse_transmission(parse(message)).patient is None


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("20260301101500", "20260301101500"),
        ("20260301101500.125+0100", "20260301101500.125+0100"),
        (" 202603011015 ", "202603011015"),
        ("gisteren", None),
        ("", None),
    ],
)
def test_the_creation_time_keeps_its_digits(value: str, read: str | None) -> None:
    assert creation_time(parse(f'<x xmlns="urn:hl7-org:v3"><creationTime value="{value}"/></x>'.encode())) == read


def test_a_message_without_creation_time_has_none() -> None:
    assert creation_time(parse(b'<x xmlns="urn:hl7-org:v3"/>')) is None
