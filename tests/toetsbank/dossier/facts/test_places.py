"""Countries, law and language, names and ranges."""

import pytest

from tests.toetsbank.dossier.samples import assert_noticed, broken_in
from toetsbank.dossier.defects import Good, WrongFact
from toetsbank.dossier.facts import places
from toetsbank.dossier.facts.places import EU


@pytest.mark.parametrize("wrong", broken_in(places), ids=lambda wrong: wrong.naam)
def test_wrong_fact_is_noticed_at_its_clauses_only(wrong: WrongFact, good: Good) -> None:
    assert_noticed(wrong, good)


def test_the_union_has_its_members() -> None:
    assert len(EU) == 27
    assert not EU & {"GB", "CH", "NO", "IS", "LI", "US", "EL"}
