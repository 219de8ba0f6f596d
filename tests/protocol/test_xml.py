import time
import tracemalloc
from typing import ClassVar

import pytest
from lxml import etree

from protocol import xml
from protocol.xml import (
    Fields,
    XmlError,
    escape,
    first,
    parse,
    place,
    refuse_processing_instructions,
    serialise,
    text_of,
)

BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;">
<!ENTITY z "&y;&y;&y;&y;&y;&y;&y;&y;&y;&y;">]><a>&z;</a>"""
EXTERNAL = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
PARAMETER = b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]><a/>'


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf", b'<?xml version="1.0" encoding="UTF-8"?>', b"<!-- x -->\n"])
def test_ordinary_documents_are_read(prefix: bytes) -> None:
    assert parse(prefix + "<a>é</a>".encode()).text == "é"


@pytest.mark.parametrize("document", [BOMB, EXTERNAL, PARAMETER, b"<!DOCTYPE a><a/>", b"<!-- --><?x?><!DOCTYPE a><a/>"])
def test_a_document_type_is_refused(document: bytes) -> None:
    with pytest.raises(XmlError, match="DOCTYPE"):
        parse(document)


@pytest.mark.parametrize("document", [b"<a>&x;</a>", b'<a b="&x;"/>', b"<a>&#0;</a>", b"<a>\x01</a>", b"<a>\xff</a>"])
def test_entities_and_forbidden_characters_are_refused(document: bytes) -> None:
    with pytest.raises(XmlError, match="regel 1"):
        parse(document)


@pytest.mark.parametrize(
    "document", ["<a/>".encode("utf-16"), "<a/>".encode("utf-32"), "<a/>".encode("cp037"), b"", b"a", b"  "]
)
def test_what_is_no_utf8_xml_is_refused(document: bytes) -> None:
    with pytest.raises(XmlError, match="begint niet met '<'"):
        parse(document)


def test_another_declared_encoding_is_refused() -> None:
    with pytest.raises(XmlError, match=r"ISO-8859-1; vereist is UTF-8"):
        parse('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode("latin-1"))


@pytest.mark.parametrize(
    "document", [b"<a>", b"<a></b>", b"<a/><b/>", b"<", b"<a b=1/>", b"<!--", b"<?xml?>", b"<x:a/>"]
)
def test_what_is_not_wellformed_names_the_line(document: bytes) -> None:
    with pytest.raises(XmlError, match=r"welgevormde XML: de fout staat op regel \d+, kolom \d+\.$"):
        parse(document)


def test_a_document_that_is_too_large_is_not_looked_at() -> None:
    with pytest.raises(XmlError, match="11 bytes groot; toegestaan is hoogstens 10 bytes"):
        parse(b"<a>1234</a>", limit=10)


def test_a_gigabyte_is_refused_at_once() -> None:
    class Gigabyte(bytes):
        def __len__(self) -> int:
            return 1 << 30

    with pytest.raises(XmlError, match="1073741824 bytes groot"):
        parse(Gigabyte(b"<a/>"))


def test_depth_is_bounded() -> None:
    most = xml.MAXIMUM_DEPTH
    assert parse(b"<a>" * most + b"</a>" * most).tag == "a"
    for depth in (most + 1, 5_000, 150_000):
        with pytest.raises(XmlError, match=r"diep|welgevormd"):
            parse(b"<a>" * depth + b"</a>" * depth)


@pytest.mark.parametrize(
    "document",
    [b"<a>" + b"<b/>" * 500_000 + b"</a>", b"<a " + b" ".join(b'a%d=""' % n for n in range(600_000)) + b"/>"],
)
def test_the_number_of_nodes_is_bounded_in_memory_and_time(document: bytes) -> None:
    tracemalloc.start()
    started = time.perf_counter()
    with pytest.raises(XmlError, match="te veel elementen of attributen"):
        parse(document)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000
    assert time.perf_counter() - started < 2


def test_the_network_and_files_stay_out_of_reach() -> None:
    root = parse(
        b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/></a>'
    )
    assert b"root:" not in serialise(root)


def test_processing_instructions_are_refused_where_asked() -> None:
    for document in (b"<?x y?><a/>", b"<a><?x y?></a>", b"<a/><?x y?>"):
        with pytest.raises(XmlError, match="verwerkingsinstructie"):
            refuse_processing_instructions(parse(document))
    refuse_processing_instructions(parse(b'<?xml version="1.0"?><a/>'))


@pytest.mark.parametrize("value", ["", "gewoon", "<&>\"'", "a\tb\nc\rd", "é\U0001f600", "]]>"])
def test_what_was_escaped_is_read_back(value: str) -> None:
    root = parse(f'<a b="{escape(value)}">{escape(value)}</a>'.encode())
    assert root.get("b") == value
    assert (root.text or "") == value


@pytest.mark.parametrize("value", ["\x00", "\x1b[31m", "\ud800", "\ufffe"])
def test_what_xml_cannot_hold_is_refused(value: str) -> None:
    with pytest.raises(XmlError, match=r"U\+[0-9A-F]{4}"):
        escape(value)


def test_a_place_numbers_only_what_is_repeated() -> None:
    root = parse(b'<a xmlns="urn:x"><b/><c/><b><d/></b></a>')
    assert place(root[2][0]) == "/a/b[2]/d"
    assert place(root[1]) == "/a/c"


def test_names_and_children_leave_comments_out() -> None:
    root = parse(b'<a xmlns="urn:x"><!-- c --><b/></a>')
    assert [xml.local_name(child) for child in xml.children(root)] == ["b"]
    assert xml.local_name(root[0]) == ""


def test_serialise_leaves_out_what_follows() -> None:
    assert serialise(parse(b"<a><b/>staart</a>")[0]) == b"<b/>"


class TestFields:
    NAMES: ClassVar = {"x": "urn:x"}

    def test_values_are_read_together(self) -> None:
        fields = Fields(self.NAMES, {"one": "x:b/@c", "two": "x:d", "none": "x:e", "many": "count(x:d)"})
        root = parse(b'<a xmlns="urn:x"><b c=" 1 "/><d>first</d><d>second</d></a>')
        assert fields.read(root) == {"one": "1", "two": "first", "none": "", "many": "2"}

    def test_one_value_is_read_too(self) -> None:
        assert Fields(self.NAMES, {"only": "@c"}).read(parse(b'<a c="1"/>')) == {"only": "1"}

    def test_a_value_cannot_shift_the_others(self) -> None:
        fields = Fields(self.NAMES, {"one": "@b", "two": "@c"})
        with pytest.raises(XmlError, match=r"U\+F8FF"):
            fields.read(parse('<a b="1\uf8ff2" c="3"/>'.encode()))


@pytest.mark.parametrize("piece", [b"<n%d/>", b"<n a%d='1'/>", b"<n a%d  =  '1'/>", b"<x:n%d xmlns:x='urn:x'/>"])
def test_the_number_of_different_names_is_bounded(piece: bytes) -> None:
    """The parser's dictionary of names lives as long as the process."""
    names = b"".join(piece % number for number in range(xml.MAXIMUM_NAMES + 1))
    with pytest.raises(XmlError, match="2000 verschillende namen"):
        parse(b"<a>" + names + b"</a>")


def test_a_large_document_of_few_names_is_read() -> None:
    root = parse(b"<a>" + b"<regel nr='1' tekst='a = b, c = d'/>" * 20_000 + b"</a>")
    assert len(root) == 20_000
    assert isinstance(root, etree._Element)


@pytest.mark.parametrize(
    "inner", ["", "  een ", "een<!-- geen tekst --> twee", "a<b>c<d/></b>e", "<![CDATA[x]]>y", "<b/>"]
)
def test_text_of_an_element_is_what_xpath_says(inner: str) -> None:
    element = parse(f"<a>{inner}</a>".encode())
    assert text_of(element) == str(element.xpath("normalize-space(string())")) == " ".join(text_of(element).split())
    assert text_of(None) == ""


def test_first_child_is_found_by_its_whole_name() -> None:
    root = parse(b'<a xmlns:x="urn:x"><b>geen</b><x:b>een</x:b><x:b>twee</x:b></a>')
    assert text_of(first(root, "{urn:x}b")) == "een"
    assert first(root, "c") is None


@pytest.mark.parametrize(("depth", "closing"), [(100, "<z/>"), (99, "<z></z>")])
def test_depth_is_counted_however_elements_end(depth: int, closing: str) -> None:
    parse((depth - 1) * b"<a>" + closing.encode() + (depth - 1) * b"</a>")
    with pytest.raises(XmlError, match="te diep"):
        parse(101 * b"<a>" + b"<z/>" + 101 * b"</a>")
    with pytest.raises(XmlError, match="te diep"):
        parse(100 * b"<a>" + closing.encode() + 100 * b"</a>")
