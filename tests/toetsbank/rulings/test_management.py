import pytest

from toetsbank.rulings import management
from toetsbank.rulings.management import Attempt, Values


@pytest.mark.parametrize(
    ("entered", "satisfied"),
    [
        ((True, False, True), True),
        ((True, True, True), False),
        ((True, False, False), False),
        ((False, False, False), None),
        ((False, True, True), None),
    ],
)
def test_a_pass_opens_as_long_as_it_is_in_the_table(entered: tuple[bool, bool, bool], satisfied: bool | None) -> None:
    assert management.follows_table(entered, ()).satisfied is satisfied


@pytest.mark.parametrize(
    ("listed", "satisfied"),
    [
        ((True, False, True), True),
        ((True, True, True), False),
        ((True, False, False), False),
        ((False, False, False), False),
    ],
)
def test_the_table_names_whom_it_admits(listed: tuple[bool, bool, bool], satisfied: bool) -> None:
    assert management.lists_admitted(listed).satisfied is satisfied


@pytest.mark.parametrize(
    ("attempt", "satisfied"),
    [
        (Attempt(True, False, True), True),
        (Attempt(True, True, True), False),
        (Attempt(False, True, False), False),
        (Attempt(False, False, True), None),
        (Attempt(True, False, False), None),
    ],
)
def test_a_refusal_counts_between_twins_and_access_always(attempt: Attempt, satisfied: bool | None) -> None:
    assert management.stays_closed(attempt, "de registratie").satisfied is satisfied


@pytest.mark.parametrize(
    ("values", "satisfied"),
    [
        (Values("2", ("1",), ("2",)), True),
        (Values("2", ("1",), ("1",)), False),
        (Values("2", ("1",), ("1", "2")), False),
        (Values("2", ("1",), ("1",), "niet bevoegd"), False),
        (Values("2", ("1",), ()), None),
        (Values("2", ("2",), ("2",)), None),
        (Values("2", (), ("2",)), None),
    ],
)
def test_what_is_set_counts_from_the_next_message(values: Values, satisfied: bool | None) -> None:
    ruling = management.counts_from_next(values, "ontvanger")
    assert ruling.satisfied is satisfied
    assert values.refusal in ruling.observed


def test_a_role_opens_everything_it_is_for() -> None:
    assert management.role_opens({"a": True, "b": True}, "tokens").satisfied is True
    ruling = management.role_opens({"a": True, "b": False}, "tokens")
    assert (ruling.satisfied, ruling.observed) == (False, "niet te bereiken: b")


@pytest.mark.parametrize(
    ("had", "kept", "satisfied"), [(True, False, True), (True, True, False), (False, False, None), (False, True, None)]
)
def test_access_ends_with_the_role(had: bool, kept: bool, satisfied: bool | None) -> None:
    assert management.ends_with_role(had, kept, "tokens").satisfied is satisfied
