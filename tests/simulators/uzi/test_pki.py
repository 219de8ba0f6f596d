import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from protocol.uzi import issuer_serial
from simulators.uzi.pki import Pki


def test_an_identity_is_a_chain_and_its_key(pki: Pki) -> None:
    for name in pki.server_names:
        identity = pki.server(name)
        assert identity.name == name
        leaf, *others = x509.load_pem_x509_certificates(identity.certificate.read_bytes())
        assert leaf == pki.server_certificate(name)
        assert all(other.issuer != other.subject for other in others)
        key = load_pem_private_key(identity.key.read_bytes(), None, unsafe_skip_rsa_key_validation=True)
        assert key.public_key() == leaf.public_key()


def test_everything_that_is_asked_for_must_exist(pki: Pki) -> None:
    for ask in (
        lambda: pki.server("nee"),
        lambda: pki.server_certificate("nee"),
        lambda: pki.person("arts-a", "nee"),
        lambda: pki.person("nee"),
        lambda: pki.trust("nee"),
        lambda: pki.bundle("nee"),
        lambda: pki.authority("nee"),
        lambda: pki.authority_key("nee"),
    ):
        with pytest.raises(KeyError):
            ask()


def test_certificates_are_found_by_issuer_and_serial(pki: Pki) -> None:
    for pas in pki.passes:
        for certificate in pas.certificates.values():
            assert pki.find(*issuer_serial(certificate)) == certificate
    zim = pki.server_certificate("zim")
    assert pki.find(zim.issuer.rfc4514_string(), str(zim.serial_number)) == zim
    assert pki.find("CN=Iemand anders", str(zim.serial_number)) is None
    with pytest.raises(ValueError, match="geen decimaal getal"):
        pki.find("CN=a", "-1")


def test_the_issuer_of_a_certificate(pki: Pki) -> None:
    assert pki.issuer_of(pki.person("arts-a", "oude-generatie").authenticiteit) == "zorgverlener-g2"
    assert pki.issuer_of(pki.authority("root-g3")) == "root-g3"


def test_a_pass_does_not_show_its_key(pki: Pki) -> None:
    assert "private_key" not in repr(pki.person("arts-a"))


def test_paths_of_lists(pki: Pki) -> None:
    assert pki.crl_paths("server") == (
        "/cdp/server-g1.crl",
        "/cdp/pkio-g1.crl",
        "/cdp/server-g4.crl",
        "/cdp/pkio-g4.crl",
    )
    assert "/cdp/zorgverlener-g3.crl" in pki.crl_paths("pas")


def test_it_can_be_read_again(pki: Pki) -> None:
    again = Pki.load(pki.directory)
    assert again.made == pki.made
    assert again.person("arts-a").authenticiteit == pki.person("arts-a").authenticiteit
    assert len(again.revoked) == 2 + 9 * 3 + 1
