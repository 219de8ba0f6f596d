from pathlib import Path

import pytest

from protocol.xml import parse
from protocol.xsd import Schema

SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:x" xmlns="urn:x"
  elementFormDefault="qualified"><xs:element name="a"><xs:complexType><xs:sequence>
  <xs:element name="b" type="xs:integer"/><xs:element name="c" minOccurs="0" maxOccurs="2"/></xs:sequence>
  <xs:attribute name="d" use="required"><xs:simpleType><xs:restriction base="xs:token"><xs:enumeration value="1"/>
  <xs:enumeration value="2"/></xs:restriction></xs:simpleType></xs:attribute>
  <xs:attribute name="e"><xs:simpleType><xs:restriction base="xs:token"><xs:pattern value="[0-9]+"/></xs:restriction>
  </xs:simpleType></xs:attribute></xs:complexType></xs:element></xs:schema>"""


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    file = tmp_path_factory.mktemp("xsd") / "x.xsd"
    Path(file).write_text(SCHEMA, "utf-8")
    return Schema(file)


def test_a_valid_element_has_no_problems(schema: Schema) -> None:
    assert schema.problems(parse(b'<a xmlns="urn:x" d="1"><b>1</b></a>')) == ()


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ('<a xmlns="urn:x" d="1"/>', "Er ontbreekt een element; verwacht: b (/a)."),
        ('<a xmlns="urn:x" d="1"><c/></a>', "Dit element hoort hier niet; verwacht: b (/a/c)."),
        ('<a xmlns="urn:x" d="1"><b>1</b><c/><c/><c/></a>', "Dit element hoort hier niet (/a/c[3])."),
        ('<a xmlns="urn:x"><b>1</b></a>', "Het attribuut 'd' ontbreekt (/a)."),
        ('<a xmlns="urn:x" d="1" f="2"><b>1</b></a>', "Het attribuut 'f' is hier niet toegestaan (/a)."),
        ('<a xmlns="urn:x" d="3"><b>1</b></a>', "Het attribuut 'd' heeft de ongeldige waarde '3' (/a)."),
        ('<a xmlns="urn:x" d="1" e="x"><b>1</b></a>', "Het attribuut 'e' heeft de ongeldige waarde 'x' (/a)."),
        ('<a xmlns="urn:x" d="1"><b>een</b></a>', "De waarde 'een' is ongeldig (/a/b)."),
        ('<a xmlns="urn:x" d="1">tekst<b>1</b></a>', "De inhoud van dit element is niet toegestaan (/a)."),
        ('<z xmlns="urn:x"/>', "Het element is hier onbekend (/z)."),
        ('<a d="1"/>', "Het element is hier onbekend (/a)."),
    ],
)
def test_a_problem_is_one_dutch_sentence_with_its_place(schema: Schema, document: str, sentence: str) -> None:
    assert schema.problems(parse(document.encode())) == (sentence,)


def test_places_are_counted_within_a_larger_document(schema: Schema) -> None:
    root = parse(b'<r><a xmlns="urn:x" d="1"><b>1</b></a><a xmlns="urn:x" d="1"><b/></a></r>')
    assert schema.problems(root[0]) == ()
    assert schema.problems(root[1]) == ("De waarde '' is ongeldig (/r/a[2]/b).",)


def test_a_long_value_is_cut_off(schema: Schema) -> None:
    problem = schema.problems(parse(f'<a xmlns="urn:x" d="{"9" * 5000}"><b>1</b></a>'.encode()))
    assert problem == (f"Het attribuut 'd' heeft de ongeldige waarde '{'9' * 60}' (/a).",)


def test_a_prefix_that_is_declared_deep_down_does_not_matter(schema: Schema) -> None:
    root = parse(b'<r><p:a xmlns:p="urn:x" d="1"><q:b xmlns:q="urn:x">x</q:b></p:a></r>')
    assert schema.problems(root[0]) == ("De waarde 'x' is ongeldig (/r/a/b).",)


def test_the_number_of_problems_is_bounded(schema: Schema) -> None:
    attributes = " ".join(f'x{number}="1"' for number in range(200))
    assert len(schema.problems(parse(f'<a xmlns="urn:x" d="1" {attributes}><b>1</b></a>'.encode()))) == 20
