import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from protocol.pkix import TLS_SERVER, check_chain
from protocol.uzi import issuer_serial
from simulators.uzi.pki import Pki, PkiError
from tests.simulators.uzi.differences import differing

FQDN = "xis.toetsbank.test"


def request(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, common_name: str = FQDN, *hosts: str) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)] if common_name else [])
    builder = x509.CertificateSigningRequestBuilder().subject_name(name)
    if hosts:
        names = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
        builder = builder.add_extension(names, critical=False)
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


@pytest.fixture
def key(pki: Pki) -> rsa.RSAPrivateKey:
    return pki.person("arts-b", "sleutel-past-niet").private_key


def test_a_request_becomes_a_certificate_like_that_of_the_sut(pki: Pki, key: rsa.RSAPrivateKey) -> None:
    signed = pki.sign_request(request(key))
    leaf, *others = x509.load_pem_x509_certificates(signed)
    assert leaf.public_key() == key.public_key()
    assert differing(pki.server_certificate("xis"), leaf) == {"sleutel", "subjectKeyIdentifier"}
    crls = pki.crls.crls("server", pki.made)
    assert check_chain(leaf, others, pki.bundle("server-roots"), crls, pki.made, usage=TLS_SERVER) == ()
    assert pki.find(*issuer_serial(leaf)) == Pki.load(pki.directory).find(*issuer_serial(leaf)) == leaf


@pytest.mark.parametrize(("common_name", "hosts"), [("", ()), ("", (FQDN,)), ("XIS", ("Xis.Toetsbank.Test",))])
def test_any_request_that_does_not_name_another_host(
    pki: Pki, key: rsa.RSAPrivateKey, common_name: str, hosts: tuple[str, ...]
) -> None:
    assert pki.sign_request(request(key, common_name, *hosts))


def test_requests_that_are_refused(pki: Pki, key: rsa.RSAPrivateKey) -> None:
    other = x509.load_pem_x509_csr(request(key)).public_bytes(Encoding.DER)
    forged = x509.load_der_x509_csr(other[:-1] + bytes([other[-1] ^ 1])).public_bytes(Encoding.PEM)
    for content, text in (
        (b"", "BEGIN CERTIFICATE REQUEST"),
        (b"-----BEGIN CERTIFICATE REQUEST-----\nonzin\n-----END CERTIFICATE REQUEST-----", "PKCS#10"),
        (request(ec.generate_private_key(ec.SECP256R1())), "geen RSA"),
        (request(rsa.generate_private_key(65537, 1024)), "2048 bits"),
        (request(key, "ander.voorbeeld.test"), "ander.voorbeeld.test; deze PKI is gemaakt voor xis.toetsbank.test"),
        (forged, "eigen sleutel"),
    ):
        with pytest.raises(PkiError, match=text):
            pki.sign_request(content)
