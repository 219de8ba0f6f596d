"""The two kinds that most facts are."""

from datetime import date

import pytest

from tests.toetsbank.dossier.samples import TODAY
from toetsbank.dossier.facts.base import dutch, in_order, rows_that
from toetsbank.dossier.model import Answers, Situation, Unanswered, Weight

HERE = Situation(TODAY, "XIS", "1", "xis.toetsbank.test", "Praktijk", "90000001", "GBZ", ())


def test_one_day_may_be_the_other_but_not_after_it() -> None:
    fact = in_order("eerst", "dan", "te laat")
    same = Answers({"eerst": date(2025, 1, 1), "dan": date(2025, 1, 1)})
    late = Answers({"eerst": date(2025, 1, 2), "dan": date(2025, 1, 1)})
    assert list(fact(same, HERE)) == []
    (remark,) = fact(late, HERE)
    assert (remark.weight, remark.field) == (Weight.CONTRADICTS, "eerst")
    assert remark.text == "te laat: 2-1-2025 ligt na 1-1-2025 (dan)"


def test_each_wrong_row_is_named_by_its_number_and_label() -> None:
    fact = rows_that("regels", "naam", lambda row: not row.is_so("goed"), "deugt niet")
    rows = (Answers({"naam": "een", "goed": True}), Answers({"naam": "twee", "goed": False}))
    assert [(r.field, r.text) for r in fact(Answers({"regels": rows}), HERE)] == [("regels[2]", "twee deugt niet")]
    dated = (Answers({"naam": date(2025, 1, 2), "goed": False}),)
    assert [r.text for r in fact(Answers({"regels": dated}), HERE)] == ["op 2-1-2025 deugt niet"]


def test_a_fact_cannot_do_without_its_field() -> None:
    with pytest.raises(Unanswered):
        list(in_order("eerst", "dan", "te laat")(Answers({}), HERE))


def test_days_are_written_as_dutch_readers_do() -> None:
    assert dutch(date(2025, 3, 9)) == "9-3-2025"
