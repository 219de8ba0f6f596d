"""Who a message says it is from: the pass that signed, another, or nothing to compare with."""

from typing import Any

import pytest

from simulators.observations import MessageObservation, PartyFacts, TokenFacts
from tests.toetsbank.samples import message
from toetsbank.rulings import authors

PERSON = PartyFacts(kind="persoon", number="900001234", rolcode="01.015", ura="90000123")
TOKEN = TokenFacts(
    token_id="t",
    kind="transactietoken",
    issuer="i",
    name_id="900001234:01.015",
    not_before="",
    not_on_or_after="",
    certificate_issuer="",
    certificate_serial="1",
    class_ref="",
)


WITHOUT_ROLE = TOKEN.model_copy(update={"name_id": "900001234:00.000"})


def sent(**changes: Any) -> MessageObservation:
    return message(3, **{"author": PERSON, "overseer": PERSON, "tokens": (TOKEN,), **changes})


def other(**changes: str) -> PartyFacts:
    return PERSON.model_copy(update=changes)


@pytest.mark.parametrize(
    ("changes", "number", "role"),
    [
        ({}, True, True),
        ({"author": other(number="900001235")}, False, True),
        ({"author": other(number="")}, False, True),
        ({"author": other(rolcode="17.000")}, True, False),
        (
            {"author": other(rolcode=""), "tokens": (TOKEN.model_copy(update={"name_id": "900001234:00.000"}),)},
            True,
            True,
        ),
        ({"author": PERSON.model_copy(update={"kind": "systeem"})}, None, None),
        ({"author": None}, None, None),
        ({"tokens": ()}, None, None),
        ({"level": "laag"}, None, None),
        ({"refused": ("T-09: de handtekening klopt niet",)}, None, None),
        ({"refused": ("T-06: de NameID is 'x'; volgens het certificaat is het y",)}, None, None),
        ({"refused": ("T-06: de NameID is 'x'; de auteur van het bericht is y",)}, True, True),
        ({"sut_role": "ontvanger"}, None, None),
    ],
)
def test_author_and_pass(changes: dict[str, Any], number: bool | None, role: bool | None) -> None:
    observed = sent(**changes)
    assert authors.author_number(observed).satisfied is number
    assert authors.author_role(observed).satisfied is role


@pytest.mark.parametrize(
    ("changes", "satisfied"),
    [
        ({}, True),
        ({"overseer": other(ura="90000456")}, False),
        ({"author": other(ura="")}, False),
        ({"overseer": None}, None),
        ({"author": other(ura="90000456"), "overseer": other(ura="90000456")}, False),
    ],
)
def test_one_organisation(changes: dict[str, Any], satisfied: bool | None) -> None:
    assert authors.same_organisation(sent(**changes), "90000123").satisfied is satisfied
