import asyncio
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from protocol.pkix import AUTHENTICATION, Reason
from simulators.uzi import Pki
from simulators.xis.crls import Authorities, is_valid, load_certificates, load_crl
from simulators.xis.web import WebError

URL = "http://crl.toetsbank.test/cdp/zorgverlener-g3.crl"


class Point:
    """A distribution point whose content can be changed."""

    def __init__(self, content: bytes | None) -> None:
        self.content = content
        self.asked = 0

    async def fetch(self, _url: str) -> bytes:
        """Return the list, or fail."""
        self.asked += 1
        if self.content is None:
            raise WebError("het niet bereikbaar is")
        return self.content


@pytest.fixture
def lists(pki: Pki) -> dict[str, x509.CertificateRevocationList]:
    """Lists of one authority: as it is, and signed by another."""
    now = pki.made + 60
    return {
        "goed": pki.crls.make("zorgverlener-g3", now, now + 600),
        "vreemd": pki.crls.make("zorgverlener-g3", now, now + 600, signed_by="onbekend-root"),
    }


def _authorities(pki: Pki, point: Point, *bundles: str) -> Authorities:
    return Authorities([pki.trust(name) for name in ("pas-roots", *bundles)], [URL], point.fetch)


def _reasons(pki: Pki, authorities: Authorities, variant: str, now: float) -> set[Reason]:
    pas = pki.person("arts-a", variant)
    found = authorities.checker.check(pas.authenticiteit, now, usage=AUTHENTICATION, sent=pas.intermediates)
    return {problem.reason for problem in found}


def test_a_list_that_was_fetched_is_looked_at(pki: Pki, lists: dict[str, x509.CertificateRevocationList]) -> None:
    point = Point(lists["goed"].public_bytes(Encoding.DER))
    authorities = _authorities(pki, point)
    now = pki.made + 120
    assert _reasons(pki, authorities, "geldig", now) == {Reason.CRL_ABSENT}
    asyncio.run(authorities.refresh())
    assert _reasons(pki, authorities, "geldig", now) == set()
    assert _reasons(pki, authorities, "ingetrokken", now) == {Reason.REVOKED}
    authorities.forget()
    assert _reasons(pki, authorities, "geldig", now) == {Reason.CRL_ABSENT}


def test_the_earlier_list_stays_when_no_other_can_be_had(
    pki: Pki, lists: dict[str, x509.CertificateRevocationList]
) -> None:
    point = Point(lists["goed"].public_bytes(Encoding.PEM))
    authorities = _authorities(pki, point, "pas-tussen")
    asyncio.run(authorities.refresh())
    for content in (None, b"geen lijst", lists["vreemd"].public_bytes(Encoding.DER)):
        point.content = content
        asyncio.run(authorities.refresh())
        assert _reasons(pki, authorities, "ingetrokken", pki.made + 120) == {Reason.REVOKED}
    assert point.asked == 4


def test_fetching_once_does_not_fetch_again(pki: Pki, lists: dict[str, x509.CertificateRevocationList]) -> None:
    point = Point(None)
    authorities = _authorities(pki, point)
    asyncio.run(authorities.refresh_once())
    point.content = lists["goed"].public_bytes(Encoding.DER)
    for _ in range(2):
        asyncio.run(authorities.refresh_once())
    assert point.asked == 2


def test_only_the_list_that_a_certificate_points_at_is_fetched(pki: Pki) -> None:
    asked: list[str] = []

    async def fetch(url: str) -> bytes:
        asked.append(url)
        raise WebError("het niet bereikbaar is")

    other = URL.replace("zorgverlener-g3", "medewerker-g3")
    authorities = Authorities([pki.trust("pas-roots")], [URL, other], fetch)
    asyncio.run(authorities.refresh_for(pki.person("arts-a").authenticiteit))
    assert asked == [URL]
    asyncio.run(authorities.refresh_for(pki.authority("zorgverlener-g3")))
    assert sorted(asked[1:]) == sorted([URL, other])


def test_a_list_is_fetched_again_when_it_is_old_or_was_not_had(
    pki: Pki, lists: dict[str, x509.CertificateRevocationList]
) -> None:
    point = Point(None)
    authorities = _authorities(pki, point)
    for now, content, asked in ((0.0, None, 1), (1.0, lists["goed"], 2), (300.0, lists["goed"], 2), (302.0, None, 3)):
        point.content = None if content is None else content.public_bytes(Encoding.DER)
        asyncio.run(authorities.refresh_older_than(300.0, now))
        assert point.asked == asked


def test_lists_are_handed_on_only_if_all_are_valid(pki: Pki, lists: dict[str, x509.CertificateRevocationList]) -> None:
    point = Point(lists["goed"].public_bytes(Encoding.DER))
    authorities = _authorities(pki, point)
    assert authorities.valid_lists(pki.made + 120) == ()
    asyncio.run(authorities.refresh())
    assert len(authorities.valid_lists(pki.made + 120)) == 1
    assert authorities.valid_lists(pki.made + 3600) == ()
    assert not is_valid(lists["goed"], pki.made)


def test_files_that_hold_no_certificates_are_named(tmp_path: Path) -> None:
    path = tmp_path / "leeg.pem"
    path.write_text("niets")
    with pytest.raises(ValueError, match=r"leeg\.pem bevat geen certificaten"):
        load_certificates(path)


def test_nonsense_is_no_list() -> None:
    for content in (b"", b"niets", b"-----BEGIN X509 CRL-----\nniets\n-----END X509 CRL-----"):
        with pytest.raises(ValueError):
            load_crl(content)
