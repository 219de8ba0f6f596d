"""The choice of an answer."""

from simulators.zim.answers import another_patient
from tests.simulators.zim.conftest import Unit
from tests.simulators.zim.requests import BSN

MEMBERS = b"<MedicationDispenseList"


def test_another_patient_is_another_and_fictitious() -> None:
    first = another_patient(BSN)

    assert first.startswith("9999")
    assert first != BSN
    assert another_patient(first) not in (first, BSN) or another_patient(first) != first


def test_answer_holds_the_list_of_each_source_that_has_data(unit: Unit) -> None:
    one = unit.handle(unit.maker.request()).body
    none = unit.handle(unit.maker.request(), sources=()).body

    assert (one.count(MEMBERS), none.count(MEMBERS)) == (1, 0)
    assert b'<transmissionQuantity value="0"/>' in none
