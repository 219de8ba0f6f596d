import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding

from protocol.uzi import key_usage, signature_hash
from simulators.uzi.hierarchy import AUTHORITIES, BUNDLES, PASS_AUTHORITIES, Scheme, chain_above
from simulators.uzi.pki import Pki


@pytest.mark.parametrize("name", list(AUTHORITIES))
def test_an_authority_is_a_ca_under_its_issuer(pki: Pki, name: str) -> None:
    authority, certificate = AUTHORITIES[name], pki.authority(name)
    signer = AUTHORITIES[authority.issuer or name]
    assert certificate.issuer == pki.authority(signer.name).subject
    certificate.verify_directly_issued_by(pki.authority(signer.name))
    extension = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    assert extension.critical
    assert (extension.value.ca, extension.value.path_length) == (True, authority.path_length)
    assert key_usage(certificate) == ("keyCertSign", "cRLSign")
    assert authority.common_name.startswith("SIM ")
    is_pss = isinstance(certificate.signature_algorithm_parameters, padding.PSS)
    assert is_pss is (signer.scheme is Scheme.PSS_SHA512)
    assert signature_hash(certificate) == ("SHA-512" if is_pss else "SHA-256")


def test_a_chain_ends_below_the_root() -> None:
    assert chain_above("server-g1") == ["server-g1", "private-services-g1"]
    assert chain_above("zorgverlener-g2") == ["zorgverlener-g2"]
    assert chain_above("root-g3") == ["root-g3"]


def test_bundles_and_generations_name_authorities() -> None:
    named = {name for members in BUNDLES.values() for name in members}
    named |= {name for by_type in PASS_AUTHORITIES.values() for name in by_type.values()}
    assert named <= AUTHORITIES.keys()
    assert all(AUTHORITIES[name].issuer is None for name in (*BUNDLES["server-roots"], *BUNDLES["pas-roots"]))


def test_a_bundle_is_a_file_of_its_certificates(pki: Pki) -> None:
    for name in BUNDLES:
        assert tuple(x509.load_pem_x509_certificates(pki.trust(name).read_bytes())) == pki.bundle(name)
