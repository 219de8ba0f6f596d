"""What a description of a GBx says of its ways and parts agrees with its own boundary."""

import pytest

from tests.toetsbank.dossier.samples import assert_noticed, broken_in
from toetsbank.dossier.defects import Good, WrongFact
from toetsbank.dossier.facts import topology


@pytest.mark.parametrize("wrong", broken_in(topology), ids=lambda wrong: wrong.naam)
def test_wrong_fact_is_noticed_at_its_clauses_only(wrong: WrongFact, good: Good) -> None:
    assert_noticed(wrong, good)
