import pytest

from protocol.bsn import fictitious_bsns, is_bsn, is_fictitious, mask


def test_the_test_range_has_9091_numbers_in_ascending_order() -> None:
    numbers = list(fictitious_bsns())
    assert len(numbers) == 9091
    assert numbers == sorted(set(numbers))
    assert all(is_fictitious(number) for number in numbers)


@pytest.mark.parametrize("text", ["999990019", "999990044", "999991000", "999999138"])
def test_published_test_numbers_pass(text: str) -> None:
    assert is_bsn(text)


@pytest.mark.parametrize(
    "text", ["", "99999001", "999990018", "9999900190", "99999001a", "000000000", "９９９９９００１９"]
)
def test_other_texts_are_no_bsn(text: str) -> None:
    assert not is_bsn(text)


def test_a_number_outside_the_range_is_not_fictitious() -> None:
    assert is_bsn("000000012")
    assert not is_fictitious("000000012")


def test_only_fictitious_numbers_are_shown_whole() -> None:
    assert mask("999990019") == "999990019"
    assert mask("000000012") == "*******12"
    assert mask("1") == "1"
