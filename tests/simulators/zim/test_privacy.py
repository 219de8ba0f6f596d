"""Real BSNs stay out of what is stored."""

import pytest
from lxml import etree

from protocol import ids
from simulators.zim.privacy import foreign_numbers, masked, storable
from tests.simulators.zim.requests import foreign_bsn


def message(number: str, root: str = ids.BSN) -> bytes:
    return f'<a xmlns="urn:hl7-org:v3"><id root="{root}" extension="{number}"/></a>'.encode()


def test_fictitious_number_is_not_foreign() -> None:
    body = message("999900018")

    assert foreign_numbers(body, etree.fromstring(body), ("999900018",)) == frozenset()


def test_number_outside_the_range_is_foreign_wherever_a_bsn_stands() -> None:
    number = foreign_bsn()
    body = message(number)

    assert foreign_numbers(body, etree.fromstring(body)) == {number}


def test_other_number_that_happens_to_pass_the_check_is_not_foreign() -> None:
    body = message(foreign_bsn(), ids.UZI_PERSON)

    assert foreign_numbers(body, etree.fromstring(body)) == frozenset()


def test_unreadable_message_gets_no_benefit_of_the_doubt() -> None:
    number = foreign_bsn()

    assert foreign_numbers(f"<a>{number}".encode(), None) == {number}


def test_known_position_counts_even_without_check_digit() -> None:
    assert foreign_numbers(b"<a/>", etree.fromstring(b"<a/>"), ("123456789",)) == {"123456789"}


def test_foreign_number_is_masked_in_what_is_stored() -> None:
    number = foreign_bsn()
    stored = storable(message(number), frozenset({number}))

    assert stored is not None
    assert number.encode() not in stored
    assert b"*******" + number[-2:].encode() in stored


def test_message_without_foreign_number_is_stored_as_it_is() -> None:
    body = message("999900018")

    assert storable(body, frozenset()) is body


def test_number_in_another_notation_keeps_the_message_from_being_stored() -> None:
    number = foreign_bsn()

    assert storable("é".encode("latin-1"), frozenset()) is None
    assert storable(message("&#49;23"), frozenset({number})) is None


def test_short_text_is_masked_too() -> None:
    number = foreign_bsn()

    assert masked(f"/pad/{number}") == f"/pad/*******{number[-2:]}"
    assert masked("/pad/999900018") == "/pad/999900018"
    assert masked("/pad") == "/pad"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"123456782", True),
        (b"<a>123456782</a>", True),
        (b"123456782 111222333", True),
        (b"x123456782y", True),
        (b"1234567820", False),
        (b"12345678 2", False),
        (b"999900018 123456782", True),
    ],
)
def test_a_number_counts_when_exactly_nine_digits_stand_together(body: bytes, found: bool) -> None:
    assert ("123456782" in foreign_numbers(body, None)) is found
