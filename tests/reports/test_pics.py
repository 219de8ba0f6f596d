from typing import Any

import pytest

from reports.pics import Pics
from tests.reports.samples import clause


def pics(**table: Any) -> Pics:
    return Pics.of({"pics": table})


@pytest.mark.parametrize(
    ("claims", "fields", "exclusion"),
    [
        (pics(type="GBZ"), {}, ""),
        (pics(type="GBZ"), {"geldt_voor": ("GBK", "GBP")}, "type GBZ geclaimd, de clausule geldt voor GBK en GBP"),
        (pics(), {"geldt_voor": ("GBK",)}, ""),
        (pics(type="GBZ", rollen=["HIS"]), {"rol": "KIS"}, "rol KIS niet geclaimd"),
        (pics(type="GBZ", rollen=["KIS"]), {"rol": "KIS"}, ""),
        (pics(voorwaarden={"opent": False}), {"voorwaarde": "opent"}, "voorwaarde “opent” met nee beantwoord"),
        (pics(voorwaarden={"opent": True}), {"voorwaarde": "opent"}, ""),
        (pics(), {"voorwaarde": "opent"}, ""),
    ],
)
def test_names_the_claim_that_excludes_a_clause(claims: Pics, fields: dict[str, Any], exclusion: str) -> None:
    assert claims.exclusion(clause(**fields)) == exclusion


def test_lists_the_questions_that_the_profile_leaves_open() -> None:
    asked = [clause(voorwaarde="opent"), clause(voorwaarde="stuurt"), clause(voorwaarde="x", rol="KIS"), clause()]
    assert pics(voorwaarden={"stuurt": True}).unanswered(asked) == ("opent",)
