"""The certificate of production: whose it is, what it hangs under, until when; certificates are made here."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from reports.verdicts import Verdict
from tests.toetsbank.dossier.samples import SIGNED, Copy

NAME, CHAIN = "GBX.BVL.e4080/3", "GBX.BVL.e4080/4"
PRACTICE = "Huisartspraktijk Voorbeeld"
KEY = ec.generate_private_key(ec.SECP256R1())


def subject(common: str, organisation: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


ROOT = subject("Fictieve stam", "Staat der Nederlanden")
ISSUING = subject("Fictieve uitgever", "Uitgever Voorbeeld")


def certificate(name: x509.Name, issuer: x509.Name, *, is_ca: bool, until: int = 2034) -> bytes:
    """Return a certificate in PEM; one key signs all, which keeps the tests quick."""
    built = (
        x509.CertificateBuilder(issuer, name, KEY.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2024, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(until, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(is_ca, None), critical=True)
    )
    if is_ca:
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        built = built.add_extension(usage, critical=True)
    return built.sign(KEY, hashes.SHA256()).public_bytes(Encoding.PEM)


def server(organisation: str = PRACTICE, common: str = "xis.toetsbank.test", until: int = 2034) -> bytes:
    """Return a server certificate with its issuer behind it."""
    leaf = certificate(subject(common, organisation), ISSUING, is_ca=False, until=until)
    return leaf + certificate(ISSUING, ROOT, is_ca=True)


Judged = Callable[..., dict[str, dict[str, Any]]]


@pytest.fixture
def judged(tmp_path: Path) -> Judged:
    def judge(content: bytes, root: bytes | None = None, **changes: Any) -> dict[str, dict[str, Any]]:
        (tmp_path / "xis.pem").write_bytes(content)
        (tmp_path / "stam.pem").write_bytes(certificate(ROOT, ROOT, is_ca=True) if root is None else root)
        copy = Copy(tmp_path)
        common = {"certificaat": "xis.pem", "omgeving": "productie", "bestanden": [copy.paper()], **SIGNED}
        copy.change(NAME, {**common, "opdrachtgever": PRACTICE, "aansluitovereenkomst": "2024-1", **changes})
        copy.change(CHAIN, {**common, "stamcertificaten": ["stam.pem"], **changes} | {"opdrachtgever": None})
        return copy.judged()

    return judge


def verdicts(said: dict[str, dict[str, Any]]) -> tuple[Verdict, Verdict]:
    return said[NAME]["verdict"], said[CHAIN]["verdict"]


def test_certificate_of_the_principal_under_the_state_is_declared(judged: Judged) -> None:
    said = judged(server())
    assert verdicts(said) == (Verdict.DECLARED, Verdict.DECLARED), said[CHAIN]
    assert "vergelijk de afdruk" in said[CHAIN]["findings"][0].casefold()


def test_another_name_is_noticed_at_the_name_only(judged: Judged) -> None:
    said = judged(server("Andere Praktijk"))
    assert verdicts(said) == (Verdict.FAIL, Verdict.DECLARED)
    assert said[NAME]["observed"].startswith(f"het staat op naam van Andere Praktijk, niet van {PRACTICE}")


def test_principal_of_the_agreement_may_be_another_than_that_of_the_profile(judged: Judged) -> None:
    said = judged(server("Zorggroep"), opdrachtgever="Zorggroep")
    assert verdicts(said) == (Verdict.DECLARED, Verdict.DECLARED)
    assert said[NAME]["findings"] == (f"Het certificaat staat op naam van Zorggroep; het profiel noemt {PRACTICE}.",)


def test_expired_certificate_is_noticed_at_its_chain_only(judged: Judged) -> None:
    said = judged(server(until=2025))
    assert verdicts(said) == (Verdict.DECLARED, Verdict.FAIL)
    assert "was geldig tot" in said[CHAIN]["observed"]


def test_chain_that_does_not_close_decides_nothing(judged: Judged) -> None:
    leaf = certificate(subject("xis.toetsbank.test", PRACTICE), ISSUING, is_ca=False)
    said = judged(leaf)
    assert verdicts(said) == (Verdict.DECLARED, Verdict.INCONCLUSIVE)
    assert "geef alle tussencertificaten" in said[CHAIN]["missing"]


def test_root_of_somebody_else_decides_nothing(judged: Judged) -> None:
    other = subject("Andere stam", "Iemand Anders")
    said = judged(server(), root=certificate(other, other, is_ca=True))
    assert verdicts(said) == (Verdict.DECLARED, Verdict.INCONCLUSIVE)
    assert "geen van de stamcertificaten is van de Staat der Nederlanden" in said[CHAIN]["missing"]


def test_certificate_of_the_bench_proves_nothing(judged: Judged) -> None:
    said = judged(server(common="SIM xis.toetsbank.test"))
    assert verdicts(said) == (Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE)
    assert "bewijst niets (INT-64)" in said[NAME]["missing"]


def test_certificate_of_a_test_environment_proves_nothing(judged: Judged) -> None:
    said = judged(server(), omgeving="test")
    assert verdicts(said) == (Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE)
    assert "alleen het certificaat van de productie telt" in said[NAME]["missing"]


@pytest.mark.parametrize("content", [b"", b"geen certificaat", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_file_without_a_certificate_decides_nothing(judged: Judged, content: bytes) -> None:
    said = judged(content)
    assert verdicts(said) == (Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE)
    assert "het bestand bevat geen certificaat in PEM" in said[NAME]["missing"]
