import pytest

from toetsbank.rulings import management
from toetsbank.rulings.management import Asked, Attempt, Deed, Values


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


@pytest.mark.parametrize(
    ("reached", "satisfied"),
    [
        ((True, False, True), True),
        ((True, True, True), False),
        ((True, False, False), False),
        ((False, False, True), None),
    ],
)
def test_the_right_to_use_the_lsp_can_be_given_and_taken(
    reached: tuple[bool, bool, bool], satisfied: bool | None
) -> None:
    assert management.follows_right(reached, (1,)).satisfied is satisfied


@pytest.mark.parametrize(
    ("attempt", "satisfied", "findings"),
    [
        (Attempt(True, False, True), True, 0),
        (Attempt(True, True, True), True, 1),
        (Attempt(False, True, False), True, 1),
        (Attempt(False, False, True), None, 0),
    ],
)
def test_what_is_advised_gives_a_finding_at_most(attempt: Attempt, satisfied: bool | None, findings: int) -> None:
    ruling = management.advised_to_refuse(attempt, "een medewerker")
    assert (ruling.satisfied, len(ruling.findings)) == (satisfied, findings)


@pytest.mark.parametrize(
    ("enrols", "queries", "is_shown", "satisfied"),
    [
        (True, False, True, True),
        (False, True, True, True),
        (False, False, True, True),
        (True, True, True, False),
        (True, True, False, False),
        (True, False, False, None),
    ],
)
def test_whoever_enrols_does_not_query(enrols: bool, queries: bool, is_shown: bool, satisfied: bool | None) -> None:
    assert management.separates(enrols, queries, is_shown).satisfied is satisfied


INSPECTED = {"beheerder": "beheerder-f", "handeling": "bericht.inspect", "onderwerp": "1.2^m1"}
OTHER = {"beheerder": "beheerder-f", "handeling": "inloggen", "onderwerp": ""}


@pytest.mark.parametrize(
    ("lines", "words", "satisfied"),
    [
        ((INSPECTED,), (), True),
        ((OTHER, INSPECTED), (), True),
        ((), (), False),
        ((OTHER,), (), None),
        ((OTHER,), ("inloggen",), True),
    ],
)
def test_a_deed_is_in_the_log(
    lines: tuple[dict[str, object], ...], words: tuple[str, ...], satisfied: bool | None
) -> None:
    assert management.deed_is_logged(Deed("bericht.inspect", lines, words)).satisfied is satisfied


@pytest.mark.parametrize(
    ("lines", "wanted", "others", "satisfied"),
    [
        ((INSPECTED,), ("beheerder-f",), (), True),
        ((INSPECTED,), ("900001242", "beheerder-f"), (), True),
        ((INSPECTED,), ("900001242",), (), False),
        ((INSPECTED,), ("m1",), ("m2",), True),
        ((INSPECTED, {**INSPECTED, "onderwerp": "1.2^m2"}), ("m1",), ("m2",), False),
        ((OTHER,), ("beheerder-f",), (), None),
    ],
)
def test_the_log_names_who_and_which(
    lines: tuple[dict[str, object], ...], wanted: tuple[str, ...], others: tuple[str, ...], satisfied: bool | None
) -> None:
    assert management.log_names(Deed("bericht.inspect", lines), wanted, others, "wie").satisfied is satisfied


WITH_CAUSE, WITHOUT = Asked("999990019", "m1", 1, "afspraak"), Asked("999990044", "m2", 2)


@pytest.mark.parametrize(
    ("asked", "satisfied"),
    [((WITH_CAUSE,), True), ((WITH_CAUSE, WITHOUT), False), ((WITHOUT,), False), ((), None)],
)
def test_each_query_of_the_system_has_a_trigger(asked: tuple[Asked, ...], satisfied: bool | None) -> None:
    ruling = management.has_trigger(asked)
    assert ruling.satisfied is satisfied
    assert 2 in ruling.observations if satisfied is False else 2 not in ruling.observations


@pytest.mark.parametrize(("asked", "satisfied"), [((WITH_CAUSE,), True), ((WITH_CAUSE, WITHOUT), False), ((), None)])
def test_a_user_sets_off_queries_about_his_patient_only(asked: tuple[Asked, ...], satisfied: bool | None) -> None:
    assert management.asks_no_more(asked, "999990019").satisfied is satisfied
