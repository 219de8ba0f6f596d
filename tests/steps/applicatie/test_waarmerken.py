"""What steps about the certificate for TLS make of what was observed."""

import pytest
from cryptography import x509

from protocol.uzi import issuer_serial
from reports.verdicts import Verdict
from simulators.uzi import Pki
from steps.applicatie import waarmerken
from tests.steps.scenes import END, Scene, act
from tests.toetsbank.samples import certificate, connection, message, token
from toetsbank.acts import Act


def seen(in_tls: x509.Certificate, signer: x509.Certificate) -> Act:
    """Return a query with a token of one certificate, over a connection with another."""
    leaf = certificate(issuer=in_tls.issuer.rfc4514_string(), serial=str(in_tls.serial_number))
    issuer, serial = issuer_serial(signer)
    signed = token(certificate_issuer=issuer, certificate_serial=serial)
    return act(connection(1, sut_certificates=(leaf,)), message(2, tokens=(signed,)))


@pytest.mark.parametrize(
    ("signer", "of_certificate", "of_key"),
    [
        ("arts-a", Verdict.PASS, Verdict.PASS),
        ("xis-ondertekening", Verdict.PASS, Verdict.PASS),
        ("xis-in-te-trekken", Verdict.PASS, Verdict.FAIL),
        ("xis", Verdict.FAIL, Verdict.FAIL),
    ],
)
def test_what_signs_is_not_what_tls_shows(
    scene: Scene, pki: Pki, signer: str, of_certificate: Verdict, of_key: Verdict
) -> None:
    scene.world.pki = pki
    signed = pki.person(signer).authenticiteit if signer == "arts-a" else pki.server_certificate(signer)
    acts = [seen(pki.server_certificate("xis"), signed)]
    with END[of_certificate]():
        waarmerken.tls_signs_nothing(scene.judge, scene.world, acts)
    with END[of_key]():
        waarmerken.tls_key_signs_nothing(scene.judge, scene.world, acts)


NOT_VISIBLE = [
    ("no token", act(connection(1), message(2))),
    ("no certificate", act(connection(1, sut_certificates=()), message(2, tokens=(token(),)))),
    ("nothing at all", act(refused=True)),
]


@pytest.mark.parametrize("observed", [row[1] for row in NOT_VISIBLE], ids=[row[0] for row in NOT_VISIBLE])
def test_what_is_not_visible_is_not_judged(scene: Scene, pki: Pki, observed: Act) -> None:
    scene.world.pki = pki
    for step in (waarmerken.tls_signs_nothing, waarmerken.tls_key_signs_nothing):
        with END[Verdict.INCONCLUSIVE]():
            step(scene.judge, scene.world, [observed])


def test_the_key_of_a_foreign_certificate_is_not_known(scene: Scene, pki: Pki) -> None:
    scene.world.pki = pki
    foreign = act(connection(1), message(2, tokens=(token(),)))
    with END[Verdict.INCONCLUSIVE]():
        waarmerken.tls_key_signs_nothing(scene.judge, scene.world, [foreign])
