"""Which clauses bind a SUT: the claims of its profile decide, and the one that excludes is named."""

import pytest

from catalogue import Catalogue, load
from catalogue.model import SystemType
from toetsbank.applicability import why_not
from toetsbank.profile import Pics


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def test_claim_that_excludes_is_named(catalogue: Catalogue) -> None:
    conditional = next(id_ for id_, clause in catalogue.clauses.items() if clause.voorwaarde)
    condition = catalogue.clauses[conditional].voorwaarde or ""
    assert condition in why_not(catalogue, conditional, Pics(voorwaarden={condition: False}))
    assert why_not(catalogue, conditional, Pics(voorwaarden={condition: True})) == ""
    assert why_not(catalogue, conditional, Pics()) == "", "no answer excludes nothing"


def test_type_that_a_clause_does_not_bind_is_named(catalogue: Catalogue) -> None:
    of_gbz = next(id_ for id_, clause in catalogue.clauses.items() if clause.geldt_voor == (SystemType.GBZ,))
    assert "GBK" in why_not(catalogue, of_gbz, Pics(type=SystemType.GBK))
