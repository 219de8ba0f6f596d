"""What stands in the certificates, field by field (identity.md sections 4.2 to 4.7)."""

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.x509.oid import NameOID

from protocol.uzi import PERMANENT_IDENTIFIER_OID, UPN_OID, UZI_NAME_OID, extended, key_usage, other_names
from simulators.uzi import der
from simulators.uzi.pki import Pki
from simulators.uzi.profiles import Soort

AUTHENTICATION = ("1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4", "1.3.6.1.4.1.311.10.3.12")


def policies(certificate: x509.Certificate) -> list[str]:
    value = certificate.extensions.get_extension_for_class(x509.CertificatePolicies).value
    return [information.policy_identifier.dotted_string for information in value]


def names(certificate: x509.Certificate) -> list[x509.GeneralName]:
    return list(certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)


def critical(certificate: x509.Certificate) -> set[str]:
    return {extension.oid._name for extension in certificate.extensions if extension.critical}


@pytest.mark.parametrize(
    ("soort", "usages", "uses", "policy"),
    [
        ("authenticiteit", ("digitalSignature",), AUTHENTICATION, "2.16.528.1.1007.99.211"),
        ("handtekening", ("nonRepudiation",), AUTHENTICATION[1:], "2.16.528.1.1007.99.212"),
        (
            "vertrouwelijkheid",
            ("keyEncipherment", "dataEncipherment"),
            ("1.3.6.1.5.5.7.3.4", "1.3.6.1.4.1.311.10.3.4"),
            "2.16.528.1.1007.99.213",
        ),
    ],
)
def test_the_certificates_of_a_pass(
    pki: Pki, soort: Soort, usages: tuple[str, ...], uses: tuple[str, ...], policy: str
) -> None:
    for person in ("arts-a", "assistente-c"):
        certificate = pki.person(person).certificates[soort]
        assert key_usage(certificate) == usages
        assert tuple(oid.dotted_string for oid in extended(certificate)) == uses
        assert policies(certificate) == [policy]
        assert critical(certificate) == {"keyUsage", "basicConstraints"}


@pytest.mark.parametrize("soort", ["authenticiteit", "handtekening", "vertrouwelijkheid"])
def test_only_the_first_certificate_of_a_pass_has_an_upn(pki: Pki, soort: Soort) -> None:
    certificate = pki.person("arts-a").certificates[soort]
    upn = x509.OtherName(UPN_OID, der.utf8("900001234@90000123"))
    uzi = x509.OtherName(UZI_NAME_OID, der.ia5("2.16.528.1.1007.99.217-1-900001234-Z-90000123-01.015-00000000"))
    assert names(certificate) == ([upn, uzi] if soort == "authenticiteit" else [uzi])


def test_only_the_signing_certificate_is_qualified(pki: Pki) -> None:
    qualified = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
    found = {
        soort: qualified in [extension.oid for extension in certificate.extensions]
        for soort, certificate in pki.person("arts-a").certificates.items()
    }
    assert found == {"authenticiteit": False, "handtekening": True, "vertrouwelijkheid": False}


def test_policies_of_a_pass_not_by_name(pki: Pki) -> None:
    certificates = pki.person("arts-a", "type-m").certificates
    assert policies(certificates["authenticiteit"]) == ["2.16.528.1.1007.99.214"]
    assert policies(certificates["vertrouwelijkheid"]) == ["2.16.528.1.1007.99.215"]


def test_the_subject_of_a_pass_is_in_the_order_of_the_register(pki: Pki) -> None:
    found = [(attribute.oid, attribute.value) for attribute in pki.person("arts-a").authenticiteit.subject]
    assert found == [
        (NameOID.COUNTRY_NAME, "NL"),
        (NameOID.ORGANIZATION_NAME, "Huisartspraktijk Voorbeeld"),
        (NameOID.TITLE, "Arts"),
        (NameOID.SURNAME, "Arts A"),
        (NameOID.GIVEN_NAME, "SIM"),
        (NameOID.COMMON_NAME, "SIM Arts A"),
        (NameOID.SERIAL_NUMBER, "900001234"),
    ]
    employee = pki.person("assistente-c").authenticiteit.subject
    assert not employee.get_attributes_for_oid(NameOID.TITLE)


def test_a_server_has_its_host_first_and_its_uzi_name_second(pki: Pki) -> None:
    certificate = pki.server_certificate("xis")
    first, second = names(certificate)
    assert first == x509.DNSName("xis.toetsbank.test")
    assert isinstance(second, x509.OtherName)
    assert list(other_names(certificate, UZI_NAME_OID)) == [
        "2.16.528.1.1007.99.2110-1-900009002-S-90000123-00.000-00000000"
    ]
    assert key_usage(certificate) == ("digitalSignature", "keyEncipherment")
    assert policies(certificate) == ["2.16.528.1.1007.99.12"]
    assert not isinstance(certificate.signature_algorithm_parameters, padding.PSS)


def test_a_server_of_the_new_generation(pki: Pki) -> None:
    certificate = pki.server_certificate("xis-g4")
    scheme = certificate.signature_algorithm_parameters
    assert isinstance(scheme, padding.PSS)
    assert scheme._salt_length == 64
    assert policies(certificate) == ["2.16.528.1.1007.99.44.15.35.11", "0.4.0.2042.1.1"]
    last = names(certificate)[-1]
    assert isinstance(last, x509.OtherName)
    assert last.type_id == PERMANENT_IDENTIFIER_OID
    assert last.value == der.sequence(der.utf8("90000123"), der.oid("2.16.528.1.1007.3.3"))


def test_a_pkioverheid_server_has_an_oin_and_no_uzi_name(pki: Pki) -> None:
    certificate = pki.server_certificate("xis-pkio")
    number = certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)[0].value
    assert number == "00000099900001230000"
    assert names(certificate) == [x509.DNSName("xis.toetsbank.test")]


def test_certificates_point_to_the_register(pki: Pki) -> None:
    certificate = pki.person("arts-a").authenticiteit
    points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    full_name = points[0].full_name
    assert full_name is not None
    assert full_name[0].value == "http://crl.toetsbank.test/cdp/zorgverlener-g3.crl"
    access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    assert access[0].access_location.value == "http://crl.toetsbank.test/cacerts/zorgverlener-g3.cer"
    identifier = certificate.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    issuer = pki.authority("zorgverlener-g3").extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    assert identifier.key_identifier == issuer.digest


def test_no_certificate_could_be_taken_for_a_real_one(pki: Pki) -> None:
    certificates = [pki.server_certificate(name) for name in pki.server_names]
    certificates += [certificate for pas in pki.passes for certificate in pas.certificates.values()]
    for certificate in certificates:
        assert "SIM" in certificate.issuer.rfc4514_string()
        notice = certificate.extensions.get_extension_for_class(x509.CertificatePolicies).value[0].policy_qualifiers
        assert notice is not None
        assert any("gesimuleerd" in str(getattr(part, "explicit_text", "")) for part in notice)
