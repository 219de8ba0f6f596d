"""What the XIS delivers as a source: a list about the patient who was asked for, that every reader can parse."""

from datetime import date

from protocol import ids
from protocol.xml import local_name, parse
from simulators.xis.medication import own_list


def test_the_list_is_about_this_patient_on_this_day() -> None:
    root = parse(own_list("999900006", date(2026, 7, 1)))
    assert local_name(root) == "MedicationDispenseList"
    assert [node.get("extension") for node in root.iter() if node.get("root") == ids.BSN] == ["999900006"]
    assert [node.get("value") for node in root.iter() if local_name(node) == "effectiveTime"] == ["20260701"]
