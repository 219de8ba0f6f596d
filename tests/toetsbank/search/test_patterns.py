"""Forms of a word in a file, and expressions that find exactly those."""

import base64
import random

import pytest

from tests.toetsbank.search.samples import NAME, PLANTED, TOKEN, canaries
from toetsbank.search.canaries import Canary, named
from toetsbank.search.patterns import Table, all_forms, clear_forms, shared_length


def found(table: Table, text: bytes) -> list[bytes]:
    """Return the first form that each finder finds."""
    return [match.group() for finder in table.finders if (match := finder.next(text, 0)) is not None]


@pytest.mark.parametrize("value", ["999900006", TOKEN, NAME])
def test_each_form_stands_in_what_it_is_a_form_of(value: str) -> None:
    forms = list(all_forms(value))
    for before in range(6):
        text = b"x" * before + value.encode() + b"y" * 7
        plain = [form for kind, form in forms if kind == "base64" and form in base64.b64encode(text)]
        assert len(plain) == 1
        for_urls = [form for kind, form in forms if kind == "base64" and form in base64.urlsafe_b64encode(text)]
        assert len(for_urls) == 1
        assert any(form in text.hex().encode() for kind, form in forms if kind == "hex")
        assert any(form in text.hex().upper().encode() for kind, form in forms if kind == "hex")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        assert any(form in f"a{value}z".encode(encoding) for _, form in clear_forms(value)), encoding


def test_the_expressions_find_each_form_and_nothing_else() -> None:
    table = Table(canaries().canaries, Canary("geplant", "geplant", PLANTED))
    for form in table.forms:
        assert found(table, b"..." + form + b"...") == [form]
    noise = random.Random(1).randbytes(200_000)
    assert not found(table, noise)


def test_many_words_that_begin_alike_share_expressions() -> None:
    table = Table(named("bsn", [f"9999{number:05d}" for number in range(0, 10_000, 7)]))
    assert len(table.finders) <= 8


def test_many_words_without_a_common_beginning_are_found_too() -> None:
    chance = random.Random(2)
    values = [chance.randbytes(8).hex() for _ in range(300)]
    table = Table(named("token", values))
    for value in values:
        assert found(table, b"id=" + value.encode()) == [value.encode()]


def test_a_beginning_without_the_rest_is_passed_over() -> None:
    table = Table(named("token", ["token_0f8fad5b-d9cb", "token_0f8fad5b-e0aa"]))
    assert found(table, b"token_0f8fad5b-xxxx token_0f8fad5b-e0aa") == [b"token_0f8fad5b-e0aa"]


def test_a_word_that_begins_as_another_is_found() -> None:
    table = Table(named("naam", ["Testlaar", "Testlaar-de-Groot"]))
    (form,) = found(table, b"mw Testlaar.")
    assert table.forms[form].canary.value == "Testlaar"


def test_the_beginning_that_words_share() -> None:
    assert [shared_length(words) for words in ([], [b"ab"], [b"abc", b"abd", b"ab"], [b"a", b"b"])] == [0, 2, 2, 0]
