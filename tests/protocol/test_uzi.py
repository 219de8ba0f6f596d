import random

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from protocol.dn import dn_of, parse_dn
from protocol.uzi import TEST_OID_CA, UziName, certificate_facts, issuer_serial, parse_uzi_name, pastype, uzi_name
from simulators.observations import CertificateFacts
from simulators.uzi.pki import Pki

NAME = "2.16.528.1.1007.99.217-1-900016528-Z-90000382-01.015-00000000"


def test_a_uzi_name_is_read_and_written() -> None:
    name = parse_uzi_name(NAME)
    assert name == UziName("2.16.528.1.1007.99.217", "1", "900016528", "Z", "90000382", "01.015", "00000000")
    assert str(name) == NAME
    assert name.pastype_of_ca == "Z"
    assert parse_uzi_name(NAME.replace("1007.99.217", "1003.1.3.5.5.4")).pastype_of_ca == "M"
    assert parse_uzi_name(NAME.replace("1007.99.217", "1003.9")).pastype_of_ca is None


@pytest.mark.parametrize(
    "text",
    ["", NAME[:-1], NAME + "-1", NAME.replace("-Z-", "-X-"), NAME.replace("01.015", "01015"), NAME + "\n", "٣" + NAME],
)
def test_an_unreadable_uzi_name_shows_the_form(text: str) -> None:
    with pytest.raises(ValueError, match="verwacht wordt <OID CA>"):
        parse_uzi_name(text)


@pytest.mark.parametrize(
    ("person", "variant", "letter"),
    [
        ("arts-a", "geldig", "Z"),
        ("assistente-c", "geldig", "N"),
        ("arts-a", "type-m", "M"),
        ("arts-a", "andere-generatie", "Z"),
        ("assistente-c", "oude-generatie", "N"),
        ("assistente-c", "onbekende-ca", "N"),
    ],
)
def test_the_pass_type_follows_from_the_issuer(pki: Pki, person: str, variant: str, letter: str) -> None:
    certificate = pki.person(person, variant).authenticiteit
    name = uzi_name(certificate)
    assert name is not None
    assert (pastype(certificate), name.pastype, name.oid_ca) == (letter, letter, dict(TEST_OID_CA)[name.pastype])


def test_servers_and_other_issuers(pki: Pki) -> None:
    assert pastype(pki.server_certificate("zim")) == pastype(pki.server_certificate("zim-g4")) == "S"
    assert pastype(pki.server_certificate("xis-pkio")) is None
    assert uzi_name(pki.server_certificate("xis-pkio")) is None


def test_the_facts_fit_the_observation(pki: Pki) -> None:
    certificate = pki.server_certificate("xis")
    facts = certificate_facts(certificate.public_bytes(Encoding.DER))
    assert set(facts) == set(CertificateFacts.model_fields)
    read = CertificateFacts.model_validate(facts)
    assert read.serial == str(certificate.serial_number)
    assert read.signature_hash == "SHA-256"
    assert (read.key_type, read.key_bits) == ("RSA", 2048)
    assert read.key_usage == ("digitalSignature", "keyEncipherment")
    assert read.extended_key_usage == ("serverAuth", "clientAuth")
    assert read.dns_names == ("xis.toetsbank.test",)
    assert read.uzi_name == "2.16.528.1.1007.99.2110-1-900009002-S-90000123-00.000-00000000"
    assert read.not_after.endswith("Z")
    assert read.not_after > read.not_before


def test_the_facts_name_the_hash_of_any_signature(pki: Pki) -> None:
    def signature(name: str) -> object:
        return certificate_facts(pki.server_certificate(name).public_bytes(Encoding.DER))["signature_hash"]

    assert signature("zim-g4") == "SHA-512"
    assert signature("zim-sha1") == "SHA-1"


def test_bytes_that_are_no_certificate_give_a_sentence(pki: Pki) -> None:
    for raw in (b"", b"geen certificaat", b"\x30\x82\xff\xff", b"\x30" * 1000):
        with pytest.raises(ValueError, match="niet leesbaar"):
            certificate_facts(raw)


def test_damaged_certificates_give_facts_or_a_sentence(pki: Pki) -> None:
    der = pki.server_certificate("zim-g4").public_bytes(Encoding.DER)
    chance = random.Random(1)
    for _ in range(600):
        damaged = bytearray(der)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        if chance.random() < 0.2:
            del damaged[chance.randrange(len(damaged)) :]
        refusal = ""
        try:
            CertificateFacts.model_validate(certificate_facts(bytes(damaged)))
        except ValueError as error:
            refusal = str(error)
        assert not refusal or "niet leesbaar" in refusal


def test_issuer_and_serial_find_their_way_back(pki: Pki) -> None:
    certificate = pki.person("arts-a").authenticiteit
    issuer, serial = issuer_serial(certificate)
    assert issuer.startswith("CN=SIM UZI-register Zorgverlener CA G3, 2.5.4.97=#0c0e")
    assert issuer.endswith(", O=SIM CIBG, C=NL")
    assert parse_dn(issuer) == dn_of(certificate.issuer)
    assert int(serial) == certificate.serial_number


def test_an_unreadable_uzi_name_in_a_certificate_is_shown_raw(pki: Pki) -> None:
    template = pki.server_certificate("xis")
    name = x509.OtherName(x509.ObjectIdentifier("2.5.5.5"), b"\x16\x04fout")
    builder = (
        x509.CertificateBuilder()
        .subject_name(template.subject)
        .issuer_name(template.issuer)
        .public_key(template.public_key())
        .serial_number(1)
        .not_valid_before(template.not_valid_before_utc)
        .not_valid_after(template.not_valid_after_utc)
        .add_extension(x509.SubjectAlternativeName([name]), critical=False)
    )
    from_hash = template.signature_hash_algorithm
    assert from_hash is not None
    made = builder.sign(pki.authority_key("server-g1"), from_hash)  # type: ignore[arg-type]
    assert certificate_facts(made.public_bytes(Encoding.DER))["uzi_name"] == "fout"
    with pytest.raises(ValueError, match="'fout' is geen UZI-naam"):
        uzi_name(made)
