import pytest

from reports.mask import mask, mask_value

REAL = "1112" + "22333"
"""Passes the 11-proef and lies outside the fictitious range; no such number is issued."""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"bsn {REAL}.", "bsn *******33."),
        ("bsn 999900006 is fictief", "bsn 999900006 is fictief"),
        ("111222334 voldoet niet aan de 11-proef", "111222334 voldoet niet aan de 11-proef"),
        (f"1{REAL} heeft tien cijfers", f"1{REAL} heeft tien cijfers"),
        ("kort", "kort"),
    ],
)
def test_masks_what_can_be_a_real_bsn(text: str, shown: str) -> None:
    assert mask(text) == shown


def test_masks_texts_and_numbers_in_nested_values() -> None:
    value = {"a": [REAL, int(REAL), 1.5, True, None], REAL: {"b": ("x",)}}
    assert mask_value(value) == {"a": ["*******33", "*******33", 1.5, True, None], "*******33": {"b": ["x"]}}


def test_digits_of_a_hash_are_no_bsn() -> None:
    digest = f"{'a' * 24}{REAL}{'b' * 31}"
    assert mask(digest) == digest
    assert REAL not in mask(f"BSN {REAL}")
    assert REAL not in mask(f"a{REAL}b")
