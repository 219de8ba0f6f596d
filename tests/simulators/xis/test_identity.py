from pathlib import Path

from simulators.uzi import Pki
from simulators.xis.crls import load_certificates
from simulators.xis.identity import self_made, write_ca_list


def test_a_self_made_certificate_is_its_own_issuer_and_bears_the_name(tmp_path: Path) -> None:
    identity = self_made(tmp_path, "xis.toetsbank.test")
    (certificate,) = load_certificates(identity.certificate)
    assert certificate.subject == certificate.issuer
    assert identity.key.stat().st_mode & 0o077 == 0


def test_the_list_of_authorities_is_the_chain_with_its_root(pki: Pki, tmp_path: Path) -> None:
    chain = load_certificates(pki.server("xis").certificate)
    roots = tuple(load_certificates(pki.trust("server-roots")))
    named = load_certificates(write_ca_list(tmp_path / "lijst.pem", chain, roots))
    assert [c.subject for c in named] == [
        pki.authority(name).subject for name in ("server-g1", "private-services-g1", "private-root-g1")
    ]
