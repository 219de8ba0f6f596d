import pytest
from lxml import etree

from protocol import soap
from protocol.soap import (
    Envelope,
    Fault,
    FaultCode,
    SoapError,
    build_envelope,
    build_fault,
    parse_envelope,
    parse_fault,
)

E = soap.ENVELOPE_NS
BODY = b'<q xmlns="urn:hl7-org:v3">x</q>'


def refused(data: bytes | str) -> SoapError:
    with pytest.raises(SoapError) as raised:
        parse_envelope(data if isinstance(data, bytes) else data.encode())
    return raised.value


def envelope(header: str = "", body: str = "", attributes: str = "", after: str = "") -> str:
    return (
        f'<S:Envelope xmlns:S="{E}"{attributes}>{f"<S:Header>{header}</S:Header>" if header else ""}'
        f"<S:Body>{body}</S:Body>{after}</S:Envelope>"
    )


def test_what_was_built_is_read_back_octet_for_octet() -> None:
    block = b'<w:x xmlns:w="urn:w"   a="1"\n/>'
    data = build_envelope(BODY, [block])
    assert BODY in data
    assert block in data
    read = parse_envelope(data)
    assert read.body is not None
    assert read.body.tag == "{urn:hl7-org:v3}q"
    assert [block.element.tag for block in read.headers] == ["{urn:w}x"]


def test_without_headers_there_is_no_header() -> None:
    assert b"Header" not in build_envelope(BODY)
    assert build_envelope(BODY).startswith(b'<?xml version="1.0" encoding="utf-8"?>')


@pytest.mark.parametrize("prefix", ["SOAP-ENV", "soap", "s"])
def test_prefixes_do_not_matter(prefix: str) -> None:
    data = f'<{prefix}:Envelope xmlns:{prefix}="{E}"><{prefix}:Body/></{prefix}:Envelope>'
    assert parse_envelope(data.encode()).body is None


def test_comments_are_no_content() -> None:
    read = parse_envelope(
        f'<Envelope xmlns="{E}"><!-- a --><Body><!-- b --><q xmlns="urn:q"/></Body></Envelope>'.encode()
    )
    assert read.body is not None


@pytest.mark.parametrize("namespace", ["http://www.w3.org/2003/05/soap-envelope", "urn:x", ""])
def test_another_version_is_a_version_mismatch(namespace: str) -> None:
    error = refused(f'<Envelope xmlns="{namespace}"><Body/></Envelope>')
    assert error.code == soap.VERSION_MISMATCH
    assert "SOAP 1.1" in error.text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<a/>", "geen SOAP-envelop: het begint met <a>"),
        (f'<Envelope xmlns="{E}"/>', "heeft geen Body"),
        (f'<Envelope xmlns="{E}"><Header/></Envelope>', "heeft geen Body"),
        (f'<Envelope xmlns="{E}"><Body/><Header/></Envelope>', "Na de SOAP-Body staat nog een element, <Header>"),
        (f'<Envelope xmlns="{E}"><Header/><Header/><Body/></Envelope>', "heeft geen Body"),
        (envelope(after='<x xmlns="urn:x"/>'), "Na de SOAP-Body staat nog een element, <x>"),
        (envelope(body='<a xmlns="urn:a"/><b xmlns="urn:b"/>'), "heeft 2 elementen; het moet er precies een zijn"),
        (envelope(body="<a/>"), "heeft geen namespace"),
        (envelope(header="<a/>"), "headerblok <a> heeft geen namespace"),
        (envelope(attributes=' S:encodingStyle="urn:x"'), "R1005"),
        (envelope(header='<a xmlns="urn:a" S:mustUnderstand="true"/>'), "mustUnderstand van <a> is 'true'"),
        (envelope(header='<a xmlns="urn:a" S:mustUnderstand=""/>'), "alleen 0 en 1"),
        ("<?x y?>" + envelope(), "verwerkingsinstructie"),
        ("<!DOCTYPE x>" + envelope(), "DOCTYPE"),
        ("", "begint niet met '<'"),
        ("<a>" * 100_000, r"welgevormd"),
    ],
)
def test_other_messages_are_refused_as_client_fault(data: str, text: str) -> None:
    error = refused(data)
    assert error.code == soap.CLIENT
    assert text in error.text


def test_the_limit_is_handed_on() -> None:
    with pytest.raises(SoapError, match="hoogstens 20 bytes"):
        parse_envelope(build_envelope(BODY), limit=20)


class TestHeaders:
    BLOCK = '<a xmlns="urn:a" S:mustUnderstand="{must}" S:actor="{actor}"/>'

    def read(self, must: str = "1", actor: str = soap.ZIM_ACTOR) -> Envelope:
        return parse_envelope(envelope(header=self.BLOCK.format(must=must, actor=actor)).encode())

    def test_a_block_has_actor_and_must_understand(self) -> None:
        block = self.read().headers[0]
        assert (block.actor, block.must_understand) == (soap.ZIM_ACTOR, True)
        assert not self.read(must="0").headers[0].must_understand

    def test_an_unknown_block_for_us_is_refused(self) -> None:
        with pytest.raises(SoapError, match="<a> is hier onbekend") as raised:
            soap.check_understood(self.read(), [], soap.ZIM_ACTOR)
        assert raised.value.code == soap.MUST_UNDERSTAND

    @pytest.mark.parametrize("actor", [soap.NEXT_ACTOR, ""])
    def test_the_next_party_is_addressed_too(self, actor: str) -> None:
        with pytest.raises(SoapError):
            soap.check_understood(self.read(actor=actor), [], soap.ZIM_ACTOR)

    def test_other_blocks_are_left_alone(self) -> None:
        soap.check_understood(self.read(), ["{urn:a}a"], soap.ZIM_ACTOR)
        soap.check_understood(self.read(must="0"), [], soap.ZIM_ACTOR)
        soap.check_understood(self.read(actor="http://example.org/ander"), [], soap.ZIM_ACTOR)

    def test_blocks_are_found_by_name_and_exact_actor(self) -> None:
        assert len(self.read().blocks("{urn:a}a", soap.ZIM_ACTOR)) == 1
        assert self.read(actor=soap.NEXT_ACTOR).blocks("{urn:a}a", soap.ZIM_ACTOR) == ()
        assert self.read().blocks("{urn:b}a", soap.ZIM_ACTOR) == ()


def test_a_security_header_has_actor_and_must_understand() -> None:
    token = b'<t xmlns="urn:t"/>'
    block = parse_envelope(build_envelope(BODY, [soap.build_security([token])])).blocks(soap.SECURITY, soap.ZIM_ACTOR)[
        0
    ]
    assert block.must_understand
    assert [etree.tostring(child) for child in block.element] == [
        b'<t xmlns="urn:t" xmlns:wss="%s" xmlns:soap="%s"/>' % (soap.WSSE_NS.encode(), E.encode())
    ]


class TestFaults:
    @pytest.mark.parametrize(
        "fault",
        [
            Fault(soap.CLIENT, "Kort <&> é"),
            Fault(soap.SERVER, "Met actor", soap.ZIM_ACTOR, "en detail"),
            Fault(soap.FAILED_AUTHENTICATION, "Token", soap.ZIM_ACTOR, diagnosis="SIM-RPL-01"),
            Fault(soap.MESSAGE_EXPIRED, "Tijd"),
            Fault(FaultCode("urn:eigen", "Iets"), "Eigen code"),
        ],
    )
    def test_a_fault_is_read_back(self, fault: Fault) -> None:
        assert parse_fault(parse_envelope(build_fault(fault))) == fault

    def test_its_children_are_unqualified(self) -> None:
        body = parse_envelope(build_fault(Fault(soap.CLIENT, "x", "urn:a", "d"))).body
        assert body is not None
        assert [child.tag for child in body] == ["faultcode", "faultstring", "faultactor", "detail"]

    def test_the_code_is_matched_by_namespace(self) -> None:
        data = envelope(body=f'<S:Fault xmlns:z="{soap.WSSE_NS}"><faultcode>z:FailedCheck</faultcode></S:Fault>')
        fault = parse_fault(parse_envelope(data.encode()))
        assert fault is not None
        assert fault.code == soap.FAILED_CHECK
        assert str(fault.code) == "wsse:FailedCheck"

    @pytest.mark.parametrize(
        ("inner", "code"),
        [
            ("", FaultCode("", "")),
            ("<faultcode/>", FaultCode("", "")),
            ("<faultcode>Client</faultcode>", FaultCode("", "Client")),
            ("<faultcode>onbekend:Client</faultcode>", FaultCode("", "Client")),
        ],
    )
    def test_a_poor_fault_is_a_fault(self, inner: str, code: FaultCode) -> None:
        fault = parse_fault(parse_envelope(envelope(body=f"<S:Fault>{inner}</S:Fault>").encode()))
        assert fault is not None
        assert fault.code == code

    def test_another_body_is_no_fault(self) -> None:
        assert parse_fault(parse_envelope(build_envelope(BODY))) is None
        assert parse_fault(parse_envelope(build_envelope(b""))) is None

    def test_a_refused_message_gives_its_fault(self) -> None:
        error = SoapError(soap.MUST_UNDERSTAND, "SOAP header niet begrepen")
        assert soap.fault_of(error, actor="urn:a") == Fault(soap.MUST_UNDERSTAND, "SOAP header niet begrepen", "urn:a")


def test_a_block_that_nobody_knows_says_for_whom_it_is_and_whether_it_must_be_known() -> None:
    blocks = (soap.build_unknown_block(), soap.build_unknown_block(actor="urn:wie", must_understand=False))
    read = soap.parse_envelope(soap.build_envelope(b'<m xmlns="urn:m"/>', blocks)).headers
    assert [(block.actor, block.must_understand) for block in read] == [(None, True), ("urn:wie", False)]
