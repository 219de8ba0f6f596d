from datetime import UTC, datetime

import pytest

from protocol.hl7.markup import Hl7Error, Node, code, ii, qualified, text, ts
from protocol.ids import InstanceIdentifier
from protocol.xml import XmlError, parse

ROOT = parse(
    b'<a xmlns="urn:hl7-org:v3"><!-- c --><b root="1.2" extension=" x "/><b root="1.3" extension="y"/>'
    b'<t value="20260301101500"/><b xmlns="urn:ander"/><s> tekst </s></a>'
)


def node() -> Node:
    return Node(ROOT)


def test_children_are_found_by_name_in_our_namespace() -> None:
    assert node().need("b").get("root") == "1.2"
    assert [found.get("root") for found in node().all("b")] == ["1.2", "1.3"]
    assert node().find("b", "c") is None
    assert node().find() is not None


def test_values_are_read() -> None:
    assert node().need("b").ii() == InstanceIdentifier("1.2", "x")
    assert node().need("t").ts() == datetime(2026, 3, 1, 9, 15, tzinfo=UTC)
    assert node().need("s").text == "tekst"
    assert node().extension_under("1.3", "b") == "y"
    assert node().extension_under("1.4", "b") is None


def test_what_is_missing_is_told_with_its_place() -> None:
    with pytest.raises(Hl7Error, match=r"Het element 'b/c' ontbreekt\. \(/a\)"):
        node().need("b", "c")
    with pytest.raises(Hl7Error, match=r"Het attribuut 'value' ontbreekt of is leeg\. \(/a/b\[1\]\)"):
        node().need("b").attribute("value")
    with pytest.raises(Hl7Error, match=r"'root' ontbreekt"):
        node().need("t").ii()


def test_a_wrong_moment_is_told_with_its_place() -> None:
    wrong = Node(parse(b'<a xmlns="urn:hl7-org:v3"><t value="gisteren"/></a>'))
    with pytest.raises(Hl7Error, match=r"'gisteren' is geen tijdstip.*\(/a/t\)") as raised:
        wrong.need("t").ts()
    assert raised.value.where == "/a/t"


def test_pieces_are_written_escaped() -> None:
    assert ii("id", InstanceIdentifier('1"', "<2>")) == '<id root="1&quot;" extension="&lt;2&gt;"/>'
    assert code("c", "A&B") == '<c code="A&amp;B"/>'
    assert code("c", "A", "1.2", "naam") == '<c code="A" codeSystem="1.2" displayName="naam"/>'
    assert text("n", "a<b") == "<n>a&lt;b</n>"
    assert ts("t", datetime(2026, 3, 1, 9, 15, tzinfo=UTC)) == '<t value="20260301101500"/>'
    assert qualified("x") == "{urn:hl7-org:v3}x"


def test_a_control_character_cannot_be_written() -> None:
    with pytest.raises(XmlError):
        text("n", "a\x07")
