"""The fictitious medication."""

from datetime import date

from lxml import etree

from protocol import ids
from simulators.zim.medication import HL7, dispenses, payload

TODAY = date(2026, 3, 1)


def test_same_patient_gets_the_same_list() -> None:
    assert dispenses("999900018", TODAY) == dispenses("999900018", TODAY)


def test_patients_differ() -> None:
    lists = {dispenses(bsn, TODAY)[0].product for bsn in ("999900018", "999900021", "999900043", "999900055")}

    assert len(lists) > 1


def test_payload_is_xml_about_the_patient_with_every_dispense() -> None:
    element = etree.fromstring(payload("999900018", TODAY))

    assert element.tag == f"{{{HL7}}}MedicationDispenseList"
    assert element.xpath("//*[@root=$root]/@extension", root=ids.BSN) == ["999900018"]
    assert len(element.findall(f"{{{HL7}}}component")) == len(dispenses("999900018", TODAY))
