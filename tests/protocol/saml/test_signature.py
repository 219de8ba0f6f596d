"""Forms of a signature, and attacks on it; every document here is also wrong in the eyes of the rule that it breaks."""

from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from protocol import soap
from protocol.saml import names
from protocol.saml.build import build, key_info
from protocol.saml.facts import Policy
from protocol.saml.rules import Refusal
from protocol.saml.signature import Covered, Signature, check_signature, covered_by, read_signature, signature_of
from protocol.saml.verify import Verified
from protocol.soap import build_envelope, build_security, parse_envelope
from protocol.xml import parse
from tests.protocol.saml.forger import RSA_SHA1, SHA1, Forgery, place_after_issuer
from tests.protocol.saml.judges import signxml_accepts, xmlsec1_accepts
from tests.protocol.saml.samples import (
    CLAIMS,
    OTHER_BSN,
    Setting,
    certificate,
    claimed,
    key,
    replacing,
    rules_of,
    without,
)

PASS = Setting()
EVIL = replace(CLAIMS, bsn=OTHER_BSN, token_id="_kwaad")
INCLUSIVE = f'<ec:InclusiveNamespaces xmlns:ec="{names.EXC_C14N}" PrefixList="xs"></ec:InclusiveNamespaces>'
OWN_CERTIFICATE = (
    f"<ds:X509Certificate>{b64encode(certificate().public_bytes(Encoding.DER)).decode()}</ds:X509Certificate>"
)
REFERENCE = key_info(certificate()).removeprefix("<ds:KeyInfo>").removesuffix("</ds:KeyInfo>")


def verified(token: bytes) -> Verified:
    return PASS.verify_token(token)


def test_the_forger_can_make_a_good_one() -> None:
    assert verified(Forgery().sign()).accepted


@pytest.mark.parametrize(
    "token",
    [
        Forgery(key_info=f'<ds:KeyInfo><w:SecurityTokenReference xmlns:w="{soap.WSSE_NS}">{REFERENCE}'
                "</w:SecurityTokenReference></ds:KeyInfo>").sign(),
        Forgery(attributes=' Id="sig-1"').sign(),
        Forgery(inside_transform=INCLUSIVE, prefixes=("xs",)).sign(),
        Forgery(key_info=key_info(certificate()).replace(", ", ",").replace("CN=SIM", "cn = SIM")).sign(),
        Forgery(key_info=key_info(certificate()).replace("2.5.4.97=#0c0e", "OID.2.5.4.97=#0C0E")).sign(),
        Forgery(key_info=f"<ds:KeyInfo>{REFERENCE.replace('</ds:X509Data>', OWN_CERTIFICATE + '</ds:X509Data>')}"
                "</ds:KeyInfo>").sign(),
        Forgery().sign(b"\n ".join(build(CLAIMS, certificate()).partition(b"<saml:Subject>"))),
    ],
    ids=["reference", "id", "prefixes", "blanks", "keyword", "certificate-beside-reference", "white-space"],
)  # fmt: skip
def test_other_forms_that_are_in_use_are_accepted(token: bytes) -> None:
    assert rules_of(verified(token)) == []
    assert signxml_accepts(token, certificate())


def test_inclusive_prefixes_hold_in_an_envelope_that_declares_them(tmp_path: Path) -> None:
    """A prefix that is to be kept may be declared outside the assertion; then it belongs to what is signed."""
    bare = build(CLAIMS, certificate()).replace(b' xmlns:xs="http://www.w3.org/2001/XMLSchema"', b"")
    with_xs = bare.replace(b"<saml:Assertion ", b'<saml:Assertion xmlns:xs="http://www.w3.org/2001/XMLSchema" ', 1)
    forgery = Forgery(inside_transform=INCLUSIVE, inside_canonicalisation="", prefixes=("xs",))
    token = place_after_issuer(bare, forgery.signature(with_xs))
    header = (
        build_security([token])
        .replace(b"<wss:S", b"<wss:S", 1)
        .replace(b" soap:actor", b' xmlns:xs="http://www.w3.org/2001/XMLSchema" soap:actor', 1)
    )
    envelope = build_envelope(b"", [header])
    assertion = parse_envelope(envelope).headers[0].element[0]
    signature = signature_of(assertion)
    assert not isinstance(signature, Refusal)
    read = read_signature(signature, CLAIMS.token_id)
    assert isinstance(read, Signature)
    covered = covered_by(assertion, read.prefixes)
    assert isinstance(covered, Covered)
    assert check_signature(read, covered, key().public_key()) is None
    assert xmlsec1_accepts(envelope, certificate(), tmp_path)
    assert rules_of(verified(token)) == ["T-09"]


ALGORITHMS = [
    Forgery(method=RSA_SHA1, digest=SHA1, hash_name="sha1"),
    Forgery(method="http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"),
    Forgery(method="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"),
    Forgery(method=""),
    Forgery(digest="http://www.w3.org/2001/04/xmldsig-more#md5"),
    Forgery(digest=SHA1),
    Forgery(canonicalisation="http://www.w3.org/2001/10/xml-exc-c14n#WithComments"),
    Forgery(canonicalisation="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"),
    Forgery(transforms=(names.EXC_C14N, names.ENVELOPED)),
    Forgery(transforms=(names.ENVELOPED,)),
    Forgery(transforms=(names.ENVELOPED, names.EXC_C14N, "http://www.w3.org/TR/1999/REC-xslt-19991116")),
    Forgery(transforms=(names.ENVELOPED, "http://www.w3.org/TR/1999/REC-xpath-19991116")),
    Forgery(transforms=()),
]


@pytest.mark.parametrize("forgery", ALGORITHMS)
def test_another_algorithm_is_refused_as_such(forgery: Forgery) -> None:
    found = verified(forgery.sign())
    assert rules_of(found) == ["T-09"]
    assert found.refusals[0].fault == soap.UNSUPPORTED_ALGORITHM
    assert found.refusals[0].detail == "SIM-SIG-02"


@pytest.mark.parametrize("used", names.MISPRINTED)
def test_a_misprinted_uri_is_diagnosed_and_can_be_allowed(used: str) -> None:
    meant = names.MISPRINTED[used]
    token = (Forgery(method=used) if meant == names.RSA_SHA256 else Forgery(digest=used)).sign()
    refused = verified(token)
    assert rules_of(refused) == ["T-09"]
    assert "geen standaard kent" in refused.refusals[0].reason
    assert used in refused.refusals[0].reason
    allowed = replace(PASS, policy=Policy(accept_misprinted=True)).verify_token(token)
    assert allowed.accepted
    assert used in allowed.warnings[0]


OTHER_REFERENCE = '<ds:Reference URI="#x"><ds:DigestValue>AA==</ds:DigestValue></ds:Reference>'

UNSIGNED = build(CLAIMS, certificate())


def informed(old: str, new: str) -> bytes:
    """Return a token in whose SignedInfo something was changed before it was signed."""
    return Forgery(edit_info=lambda info: info.replace(old, new)).sign()


SHAPES = {
    "reference to another": Forgery(reference="#_ander").sign(),
    "reference to the document": Forgery(reference="").sign(),
    "xpointer": Forgery(reference=f"#xpointer(id('{CLAIMS.token_id}'))").sign(),
    "remote reference": Forgery(reference="http://127.0.0.1:9/x").sign(),
    "two references": Forgery(extra_reference=OTHER_REFERENCE).sign(),
    "object": Forgery(after="<ds:Object/>").sign(),
    "unknown attribute": Forgery(attributes=' x="1"').sign(),
    "comment in SignedInfo": informed("<ds:Ref", "<!-- c --><ds:Ref"),
    "no Transforms": informed("Transforms", "Andere"),
    "content in DigestMethod": informed("</ds:DigestM", "<ds:x></ds:x></ds:DigestM"),
    "content in enveloped": informed('signature">', 'signature"><ds:x></ds:x>'),
    "content in c14n": Forgery(inside_canonicalisation="<ds:x></ds:x>").sign(),
    "no base64": informed("<ds:DigestValue>", "<ds:DigestValue>*"),
    "other digest": informed("<ds:DigestValue>", "<ds:DigestValue>AAAA"),
    "digest in a comment": informed("<ds:DigestValue>", "<ds:DigestValue>AAAA<!-- x -->"),
    "two signatures": place_after_issuer(Forgery().sign(), Forgery().signature(UNSIGNED)),
    "no signature": UNSIGNED,
    "empty signature": place_after_issuer(UNSIGNED, f'<d:Signature xmlns:d="{names.DS}"/>'.encode()),
    "signature at the end": UNSIGNED.replace(
        b"</saml:Assertion>", Forgery().signature(UNSIGNED) + b"</saml:Assertion>"
    ),
    "signature within a signature": Forgery(after=Forgery().signature(UNSIGNED).decode()).sign(),
    "comment between Issuer and signature": place_after_issuer(PASS.token(), b"<!-- c -->"),
    "no value": without("Signature/SignatureValue")(PASS.token()),
}


@pytest.mark.parametrize("name", SHAPES)
def test_another_shape_is_refused(name: str) -> None:
    found = verified(SHAPES[name])
    assert rules_of(found) == ["T-09"]
    assert found.refusals[0].fault == soap.FAILED_CHECK
    assert found.content is None


def wrapped() -> dict[str, bytes]:
    """Return documents in which a good signature stands, but over something else than what one would read."""
    good, text = PASS.token(), PASS.token().decode()
    evil = build(EVIL, certificate())
    same_id = build(replace(EVIL, token_id=CLAIMS.token_id), certificate())
    start, end = good.index(b"<ds:Signature>"), good.index(b"</ds:Signature>") + len(b"</ds:Signature>")
    signature, original = good[start:end], good[:start] + good[end:]
    with_original = signature.replace(b"</ds:Signature>", b"<ds:Object>" + original + b"</ds:Object></ds:Signature>")
    return {
        "original in Object of the moved signature": place_after_issuer(evil, with_original),
        "original in Object, same ID": place_after_issuer(same_id, with_original),
        "original in Subject": replacing("<saml:Subject>", f"<saml:Subject>{text}")(evil),
        "original as Advice": replacing("<saml:Authn", f"<saml:Advice>{text}</saml:Advice><saml:Authn")(evil),
        "signature moved": place_after_issuer(evil, signature),
        "signature moved, same ID": place_after_issuer(same_id, signature),
        "original before the Issuer": evil.replace(b"<saml:Issuer", good + b"<saml:Issuer", 1),
        "original in the attribute value": replacing("<saml:AttributeValue>", f"<saml:AttributeValue>{text}")(evil),
    }


@pytest.mark.parametrize("name", wrapped())
def test_a_signature_over_something_else_does_not_count(name: str) -> None:
    found = verified(wrapped()[name])
    assert found.content is None
    assert rules_of(found) == ["T-09"]


def test_a_second_assertion_in_the_header_is_refused() -> None:
    good = PASS.token()
    for other in (build(EVIL, certificate()), good, build(replace(EVIL, token_id=CLAIMS.token_id), certificate())):
        for first, second in ((good, other), (other, good)):
            assert rules_of(replace(PASS, also=(second,)).verify_token(first)) == ["T-09"]


def test_an_assertion_elsewhere_in_the_header_is_not_looked_at() -> None:
    inside = b'<x xmlns="urn:x">' + PASS.token() + b"</x>"
    envelope = parse_envelope(build_envelope(b"", [build_security([inside])]))
    assert envelope.headers[0].element[0].tag == "{urn:x}x"
    assert rules_of(replace(PASS, also=(inside,)).verify_token(build(EVIL, certificate()))) == ["T-09"]


def test_a_comment_does_not_split_a_value() -> None:
    """Comments are not signed: added afterwards they may not change what is read."""
    token = replacing("900001234:01.015", "900001234<!-- x -->:01.015")(PASS.token())
    found = verified(token)
    assert found.accepted
    assert found.content is not None
    assert found.content.name_id == "900001234:01.015"
    split = Setting(claims=replace(CLAIMS, uzi_nummer="9000012345"), certificate=certificate())
    assert set(rules_of(split.verify_token(replacing("9000012345", "900001234<!-- -->5")(split.token())))) == {"T-06"}


def test_a_processing_instruction_is_refused() -> None:
    found = covered_by(parse(replacing("900001234:", "900001234<?x?>:")(PASS.token())))
    assert isinstance(found, Refusal)
    assert found.rule == "T-03"


def test_the_tree_of_the_caller_stays_as_it_is() -> None:
    token = parse(PASS.token())
    before = etree.tostring(token)
    covered = covered_by(token)
    assert isinstance(covered, Covered)
    assert etree.tostring(token) == before
    assert b"Signature" not in covered.octets


def test_only_rsa_keys_count() -> None:
    token = parse(PASS.token())
    signature = signature_of(token)
    assert not isinstance(signature, Refusal)
    read, covered = read_signature(signature, CLAIMS.token_id), covered_by(token)
    assert isinstance(read, Signature)
    assert isinstance(covered, Covered)
    refusal = check_signature(read, covered, ec.generate_private_key(ec.SECP256R1()).public_key())
    assert refusal is not None
    assert refusal.detail == "SIM-SIG-02"
    assert check_signature(read, covered, key().public_key()) is None


@pytest.mark.parametrize("serial", ["", "-1", "0x1F", "1" * 51, "١٢", "1.0"])
def test_a_strange_serial_number_refers_to_nothing(serial: str) -> None:
    strange = key_info(certificate()).replace("410000000000000011", serial)
    assert rules_of(verified(Forgery(key_info=strange).sign())) == ["T-11"]


def test_two_references_are_none() -> None:
    double = f"<ds:KeyInfo>{REFERENCE}{REFERENCE}</ds:KeyInfo>"
    assert rules_of(verified(Forgery(key_info=double).sign())) == ["T-11"]


def test_a_certificate_instead_of_a_reference_is_refused() -> None:
    own = f"<ds:KeyInfo><ds:X509Data>{OWN_CERTIFICATE}</ds:X509Data></ds:KeyInfo>"
    assert rules_of(verified(Forgery(key_info=own).sign())) == ["T-11"]


def test_signxml_and_we_agree_on_every_shape() -> None:
    """What we accept signxml accepts; it is laxer on form, so the other way round does not hold."""
    for token in (*SHAPES.values(), *wrapped().values(), *(forgery.sign() for forgery in ALGORITHMS)):
        assert not verified(token).accepted
    assert signxml_accepts(claimed(token_id="_x").token(), certificate())
