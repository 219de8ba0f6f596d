"""Every wrong variant differs from its valid twin in one property, and every person and server is there."""

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from protocol.uzi import pkio_number, uzi_name_text
from simulators.uzi.pki import Pki
from simulators.uzi.population import PERSONS, UNREGISTERED, SutNames, server_variants, variants_of
from tests.simulators.uzi.differences import differing, fields, subject_parts, uzi_parts

ISSUER = {"uitgever", "authorityKeyIdentifier", "cRLDistributionPoints", "authorityInfoAccess"}


def dotted(*oids: x509.ObjectIdentifier) -> set[str]:
    return {oid.dotted_string for oid in oids}


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        ("verlopen", {"geldigheid"}),
        ("nog-niet-geldig", {"geldigheid"}),
        ("ingetrokken", set()),
        ("in-te-trekken", set()),
        ("andere-root", ISSUER),
        ("sha1", {"ondertekening"}),
        ("andere-naam", {"onderwerp", "subjectAltName"}),
        ("andere-partij", {"onderwerp", "subjectAltName", "sleutel", "subjectKeyIdentifier"}),
        ("g4", {*ISSUER, "ondertekening", "certificatePolicies", "subjectAltName"}),
        ("pkio", {*ISSUER, "onderwerp", "certificatePolicies", "subjectAltName"}),
    ],
)
@pytest.mark.parametrize("subject", ["zim", "xis"])
def test_a_server_variant_differs_in_one_property(pki: Pki, subject: str, variant: str, expected: set[str]) -> None:
    valid, wrong = pki.server_certificate(subject), pki.server_certificate(f"{subject}-{variant}")
    assert differing(valid, wrong) == expected
    assert valid.serial_number != wrong.serial_number


def test_the_certificate_that_signs_differs_in_its_key(pki: Pki) -> None:
    found = differing(pki.server_certificate("xis"), pki.server_certificate("xis-ondertekening"))
    assert found == {"sleutel", "subjectKeyIdentifier"}


def test_another_name_is_another_host_of_the_same_holder(pki: Pki) -> None:
    valid, wrong = pki.server_certificate("zim"), pki.server_certificate("zim-andere-naam")
    one, other = subject_parts(valid), subject_parts(wrong)
    assert {oid for oid in one if one[oid] != other[oid]} == dotted(NameOID.COMMON_NAME)
    assert uzi_parts(valid) == uzi_parts(wrong)


def test_the_generation_of_a_server_changes_the_name_by_an_identifier_only(pki: Pki) -> None:
    valid, other = pki.server_certificate("zim"), pki.server_certificate("zim-g4")
    names = [list(c.extensions.get_extension_for_class(x509.SubjectAlternativeName).value) for c in (valid, other)]
    assert names[0] == names[1][:-1]


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        ("verlopen", {"geldigheid"}),
        ("nog-niet-geldig", {"geldigheid"}),
        ("ingetrokken", set()),
        ("in-te-trekken", set()),
        ("oude-generatie", ISSUER),
        ("onbekende-ca", ISSUER),
        ("andere-generatie", ISSUER),
        ("andere-ura", {"onderwerp", "subjectAltName"}),
        ("type-m", {*ISSUER, "onderwerp", "subjectAltName", "certificatePolicies"}),
        ("sleutel-past-niet", set()),
        ("geblokkeerd", set()),
    ],
)
@pytest.mark.parametrize("person", ["arts-a", "assistente-c"])
def test_a_pass_variant_differs_in_one_property(pki: Pki, person: str, variant: str, expected: set[str]) -> None:
    valid, wrong = pki.person(person), pki.person(person, variant)
    for soort, certificate in wrong.certificates.items():
        assert differing(valid.certificates[soort], certificate) == expected
    own = variant not in ("sleutel-past-niet", "geblokkeerd")
    assert (valid.authenticiteit.serial_number != wrong.authenticiteit.serial_number) is own
    assert (valid.private_key.public_key() != wrong.private_key.public_key()) is (variant == "sleutel-past-niet")
    assert wrong.blocked is (variant == "geblokkeerd")
    assert valid.uzi_nummer == wrong.uzi_nummer


@pytest.mark.parametrize("person", ["arts-a", "assistente-c"])
def test_another_ura_changes_the_organisation_only(pki: Pki, person: str) -> None:
    valid, wrong = pki.person(person), pki.person(person, "andere-ura")
    one, other = subject_parts(valid.authenticiteit), subject_parts(wrong.authenticiteit)
    assert {oid for oid in one if one[oid] != other[oid]} == dotted(NameOID.ORGANIZATION_NAME)
    pairs = zip(uzi_parts(valid.authenticiteit), uzi_parts(wrong.authenticiteit), strict=True)
    assert [(a, b) for a, b in pairs if a != b] == [("90000123", "90000456")]
    assert (valid.ura, wrong.ura) == ("90000123", "90000456")


def test_a_pass_not_by_name_has_no_person_and_two_certificates(pki: Pki) -> None:
    wrong = pki.person("arts-a", "type-m")
    assert list(wrong.certificates) == ["authenticiteit", "vertrouwelijkheid"]
    assert not dotted(NameOID.SURNAME, NameOID.GIVEN_NAME, NameOID.TITLE) & set(subject_parts(wrong.authenticiteit))
    assert uzi_parts(wrong.authenticiteit)[3:6] == ["M", "90000123", "00.000"]


@pytest.mark.parametrize(
    ("twin", "variant", "expected"),
    [
        ("geldig", "niet-vastgelegd", {"onderwerp", "subjectAltName"}),
        ("geldig", "sha1", {"ondertekening"}),
        ("geldig", "sha512", {"ondertekening"}),
        ("geldig", "pkio-geldig", {*ISSUER, "onderwerp", "certificatePolicies", "subjectAltName"}),
        ("pkio-geldig", "pkio-verlopen", {"geldigheid"}),
        ("pkio-geldig", "pkio-nog-niet-geldig", {"geldigheid"}),
        ("pkio-geldig", "pkio-ingetrokken", set()),
        ("pkio-geldig", "pkio-onbekende-ca", ISSUER),
        ("pkio-geldig", "pkio-niet-vastgelegd", {"onderwerp", "subjectAltName"}),
    ],
)
def test_a_variant_that_one_person_has(pki: Pki, twin: str, variant: str, expected: set[str]) -> None:
    valid, wrong = pki.person("arts-a", twin), pki.person("arts-a", variant)
    for soort, certificate in wrong.certificates.items():
        assert differing(valid.certificates[soort], certificate) == expected
    assert valid.private_key.public_key() == wrong.private_key.public_key()


def test_a_pass_of_pkioverheid_has_a_number_and_no_uzi_name(pki: Pki) -> None:
    certificate = pki.person("assistente-c", "pkio-geldig").authenticiteit
    assert uzi_name_text(certificate) is None
    assert pkio_number(certificate) == "900001236"
    assert pkio_number(pki.person("assistente-c").authenticiteit) is None
    assert pkio_number(pki.server_certificate("xis-pkio")) is None


def test_a_pass_with_a_number_of_nobody(pki: Pki) -> None:
    numbers = {pki.person(key).uzi_nummer for key in PERSONS}
    assert pki.person("arts-a", "niet-vastgelegd").uzi_nummer == UNREGISTERED
    assert UNREGISTERED not in numbers


def test_everyone_has_their_passes(pki: Pki) -> None:
    assert len(pki.passes) == sum(len(variants_of(person)) for person in PERSONS.values())
    assert {pas.person for pas in pki.passes if pas.variant == "pkio-geldig"} == set(PERSONS)
    for key, person in PERSONS.items():
        pas = pki.person(key)
        assert (pas.pastype, pas.uzi_nummer, pas.rol) == (person.pastype, person.uzi_nummer, person.rol)
        assert uzi_parts(pas.authenticiteit)[2:6] == [pas.uzi_nummer, pas.pastype, pas.ura, pas.rol]
    assert pki.person("arts-x").ura == "90000456"


def test_no_two_certificates_have_the_same_issuer_and_serial(pki: Pki) -> None:
    certificates = [pki.server_certificate(name) for name in pki.server_names]
    certificates += [c for p in pki.passes for c in p.certificates.values() if p.variant not in _SHARING]
    keys = {(c.issuer, c.serial_number) for c in certificates}
    assert len(keys) == len(certificates)
    assert all(fields(certificate)["versie"] is x509.Version.v3 for certificate in certificates)


_SHARING = ("sleutel-past-niet", "geblokkeerd", "pkio-sleutel-past-niet")


@pytest.mark.parametrize("type_", ["GBP", "GBK", "GBO"])
def test_what_is_no_gbz_has_a_pkioverheid_certificate(type_: str) -> None:
    variants = server_variants(SutNames(system_type=type_))  # type: ignore[arg-type]
    assert (variants["xis"].authority, variants["xis"].profile) == ("pkio-g1", "pkio")
    assert variants["zim"].authority == "server-g1"
    assert variants.keys() == server_variants(SutNames()).keys()
