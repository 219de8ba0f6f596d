from pathlib import Path

import pytest

from protocol.hl7 import interactions
from protocol.hl7.interactions import INTERACTIONS, of_soap_action, read_interactions
from protocol.xml import parse

SCHEMA = Path(interactions.__file__).parent / "schemas" / "interactions.xsd"


def test_every_interaction_has_its_element_and_the_other_way_round() -> None:
    elements = parse(SCHEMA.read_bytes()).findall("{http://www.w3.org/2001/XMLSchema}element")
    assert {element.get("name") for element in elements} == set(INTERACTIONS)


def test_references_between_interactions_hold() -> None:
    for row in INTERACTIONS.values():
        assert row.antwoord is None or row.antwoord in INTERACTIONS
        assert row.lid is None or row.lid in INTERACTIONS
        assert (row.pad is None) == (row.soap_action is None)


def test_the_query_of_this_bench() -> None:
    row = INTERACTIONS["QURX_IN990111NL"]
    assert row.needs_token
    assert (row.vraagtype, row.antwoord, row.lid) == ("Indirect", "MCCI_IN200101", "QURX_IN990113NL")
    assert not INTERACTIONS["COMT_IN118118"].needs_token


@pytest.mark.parametrize("action", ['"urn:hl7-org:v3/Ping_PingPong"', " urn:hl7-org:v3/Ping_PingPong "])
def test_an_interaction_is_found_by_path_and_action(action: str) -> None:
    found = of_soap_action("/Ping", action)
    assert found is not None
    assert found.id == "COMT_IN118118"
    assert of_soap_action("/Anders", action) is None
    assert of_soap_action("/Ping", '""') is None


def test_a_wrong_table_is_refused() -> None:
    with pytest.raises(TypeError, match="sort"):
        read_interactions('[X]\nnaam = "x"\nsort = "vraag"\ntrigger_event = "y"\n')
