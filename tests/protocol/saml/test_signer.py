import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

from protocol.saml.signature import KeyReference
from protocol.saml.signer import SignerFacts, SignerIndex, read_issuer, refers_to, signer_of
from protocol.uzi import UZI_NAME_OID, issuer_serial
from tests.protocol.saml.samples import certificate, desk_pass, key

ISSUER, _ = issuer_serial(certificate())
SERIAL = certificate().serial_number


@pytest.mark.parametrize("pastype", ["Z", "N", "M", "S"])
def test_the_pass_type_follows_from_the_issuing_ca(pastype: str) -> None:
    facts = signer_of(certificate(pastype, letter="Z")).facts
    assert facts is not None
    assert facts.pastype == pastype


def test_the_facts_of_a_certificate() -> None:
    assert signer_of(certificate()).facts == SignerFacts("900001234", "01.015", "Z", "90000123", True)
    other = signer_of(certificate(usage="content_commitment")).facts
    assert other is not None
    assert not other.digital_signature


def test_a_pass_of_pkioverheid_has_a_number_only() -> None:
    facts = signer_of(desk_pass()).facts
    assert facts == SignerFacts("900001234", "", "PKIO", "", True)
    assert facts is not None
    assert facts.name_id == "900001234"


@pytest.mark.parametrize(
    "issuer",
    [
        ISSUER,
        ISSUER.replace(", ", ","),
        ISSUER.upper().replace("#0C", "#0c"),
        "CN=SIM UZI-register  Zorgverlener CA G3, 2.5.4.97=NTRNL-50000535, O=SIM-CIBG, C=NL",
    ],
)
def test_a_signer_is_found_however_the_issuer_is_written(issuer: str) -> None:
    index = SignerIndex([certificate(), certificate("N"), certificate(serial=12)])
    found = index.find(KeyReference(issuer, SERIAL))
    assert found is not None
    assert found.certificate == certificate()
    assert refers_to(KeyReference(issuer, SERIAL), found)


@pytest.mark.parametrize(
    "reference",
    [
        KeyReference(ISSUER, SERIAL + 1),
        KeyReference(", ".join(reversed(ISSUER.split(", "))), SERIAL),
        KeyReference("CN=Andere CA", SERIAL),
        KeyReference("onzin", SERIAL),
        KeyReference("=" * 50_000, SERIAL),
    ],
)
def test_another_reference_finds_nothing(reference: KeyReference) -> None:
    index = SignerIndex([certificate()])
    assert index.find(reference) is None
    assert not refers_to(reference, signer_of(certificate()))
    assert not refers_to(None, signer_of(certificate()))


def test_an_unreadable_name_is_nothing() -> None:
    assert read_issuer("geen naam") is None


def self_signed(name: bytes | None) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "x")])
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key().public_key())
        .serial_number(1)
        .not_valid_before(moment)
        .not_valid_after(moment + datetime.timedelta(days=1))
    )
    if name is not None:
        other = x509.OtherName(UZI_NAME_OID, b"\x16" + bytes([len(name)]) + name)
        builder = builder.add_extension(x509.SubjectAlternativeName([other]), critical=False)
    return builder.sign(key(), hashes.SHA256())


def test_a_certificate_without_uzi_name_has_no_facts() -> None:
    assert signer_of(self_signed(None)).facts is None


def test_a_certificate_with_an_unreadable_uzi_name_is_refused() -> None:
    with pytest.raises(ValueError, match="niet bruikbaar als ondertekenaar"):
        SignerIndex([self_signed(b"onzin")])
