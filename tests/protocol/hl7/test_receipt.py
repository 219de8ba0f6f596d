from dataclasses import replace

import pytest

from protocol.hl7.markup import Hl7Error
from protocol.hl7.receipt import Receipt, build_receipt, parse_receipt
from protocol.hl7.schema import validate
from protocol.hl7.transmission import Acknowledgement, Problem, write_transmission
from protocol.ids import ACKNOWLEDGEMENT_DETAIL
from protocol.xml import parse
from tests.protocol.hl7.samples import MESSAGE_ID, RECEIPT

REFUSED = Receipt(
    replace(
        RECEIPT.transmission,
        acknowledgement=Acknowledgement(
            "CE", MESSAGE_ID, (Problem("RTEDEST", ACKNOWLEDGEMENT_DETAIL, "niet bereikbaar"),)
        ),
    )
)


@pytest.mark.parametrize("receipt", [RECEIPT, REFUSED])
def test_a_receipt_is_read_back_and_valid(receipt: Receipt) -> None:
    element = parse(build_receipt(receipt))
    assert parse_receipt(element) == receipt
    assert validate(element) == ()


def test_it_has_an_acknowledgement() -> None:
    without = Receipt(replace(RECEIPT.transmission, acknowledgement=None))
    with pytest.raises(ValueError, match="names the message"):
        build_receipt(without)
    with pytest.raises(ValueError, match="has an acknowledgement"):
        _ = without.acknowledgement
    with pytest.raises(Hl7Error, match="'acknowledgement' ontbreekt"):
        parse_receipt(parse(write_transmission(without.transmission)))


def test_another_message_is_no_receipt() -> None:
    with pytest.raises(Hl7Error, match="Verwacht wordt MCCI_IN000002"):
        parse_receipt(parse(b'<a xmlns="urn:hl7-org:v3"/>'))
