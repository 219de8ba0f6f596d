import pytest
from pydantic import ValidationError

from reports.results import build
from tests.reports.samples import LogBuilder, catalogue, clause, requirement


def test_results_cannot_be_changed() -> None:
    results = build(LogBuilder().start().finish().events, catalogue(requirement(clause())))
    with pytest.raises(ValidationError):
        setattr(results.run, "id", "anders")  # noqa: B010
    assert [found.id for found in results.clauses] == ["GBX.VBD.e4010.1/1"]
