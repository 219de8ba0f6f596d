import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from protocol.pkix import revoked
from simulators.uzi.crl import HOUR, ISSUERS, LEAD, LIFE, CrlStore, above, group
from simulators.uzi.hierarchy import AUTHORITIES
from simulators.uzi.pki import Pki

PAS, SERVER = "zorgverlener-g3", "server-g1"


@pytest.fixture
def store(pki: Pki) -> CrlStore:
    return CrlStore(pki, pki.made)


@pytest.fixture
def now(pki: Pki) -> float:
    return pki.made


def start(crl: x509.CertificateRevocationList) -> float:
    return crl.last_update_utc.timestamp()


def end(crl: x509.CertificateRevocationList) -> float:
    assert crl.next_update_utc is not None
    return crl.next_update_utc.timestamp()


@pytest.mark.parametrize("name", list(AUTHORITIES))
def test_every_authority_signs_its_list(pki: Pki, store: CrlStore, now: float, name: str) -> None:
    crl = store.crl(name, now)
    assert crl.is_signature_valid(pki.authority(name).public_key())  # type: ignore[arg-type]
    assert crl.issuer == pki.authority(name).subject
    identifier = crl.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    own = pki.authority(name).extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    assert identifier.key_identifier == own.digest
    assert crl.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number == int(start(crl))
    assert start(crl) <= now <= end(crl)


def test_openssl_reads_a_list(store: CrlStore, now: float, tmp_path: Path) -> None:
    file = tmp_path / "lijst.crl"
    file.write_bytes(store.crl("server-g4", now).public_bytes(Encoding.DER))
    command = ["openssl", "crl", "-inform", "DER", "-in", str(file), "-noout", "-text"]
    text = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout
    assert "Version 2 (0x1)" in text
    assert "rsassaPss" in text


def test_a_list_for_passes_lasts_two_days_and_is_renewed_every_hour(store: CrlStore, now: float) -> None:
    first = store.crl(PAS, now)
    assert start(first) == int(now - LEAD)
    assert end(first) - start(first) == LIFE
    assert store.crl(PAS, now + HOUR - 1) is first
    second = store.crl(PAS, now + HOUR + 1)
    assert start(second) > start(first)
    assert end(second) - start(second) == LIFE


def test_a_list_for_servers_began_an_hour_ago_and_lasts_for_years(pki: Pki, store: CrlStore, now: float) -> None:
    first = store.crl(SERVER, now)
    assert start(first) == int(now - HOUR)
    assert end(first) >= pki.server_certificate("zim").not_valid_after_utc.timestamp()
    assert store.crl(SERVER, now + 30 * 24 * HOUR) is first


@pytest.mark.parametrize("name", [PAS, SERVER])
def test_each_list_is_strictly_newer_and_never_far_ahead(store: CrlStore, now: float, name: str) -> None:
    dates = []
    for serial in range(30):
        store.revoke(name, serial + 1, now)
        crl = store.crl(name, now)
        dates.append(start(crl))
        assert crl.get_revoked_certificate_by_serial_number(serial + 1) is not None
    assert dates == sorted(set(dates))
    assert dates[-1] <= now


def test_revoking_twice_changes_nothing(store: CrlStore, now: float) -> None:
    store.revoke(PAS, 7, now)
    first = store.crl(PAS, now)
    store.revoke(PAS, 7, now + 5)
    assert store.crl(PAS, now) is first


def test_a_revocation_keeps_its_moment(pki: Pki, store: CrlStore, now: float) -> None:
    leaf = pki.person("arts-a").authenticiteit
    store.revoke(PAS, leaf.serial_number, now - 5)
    entry = revoked(leaf, store.crl(PAS, now))
    assert entry is not None
    assert (entry.at, entry.reason) == (int(now - 5), "keyCompromise")


def test_after_a_reset_only_what_was_revoked_from_the_start_is_left(store: CrlStore, now: float) -> None:
    before = store.crl(PAS, now)
    store.revoke(PAS, 7, now)
    during = store.crl(PAS, now)
    store.reset()
    after = store.crl(PAS, now)
    assert [len(crl) for crl in (before, during, after)] == [len(before), len(before) + 1, len(before)]
    assert start(before) < start(during) < start(after)
    store.reset()
    assert store.crl(PAS, now) is after


def test_the_life_of_lists_for_passes_can_be_chosen(store: CrlStore, now: float) -> None:
    server, long = store.crl(SERVER, now), store.crl(PAS, now)
    store.use_life(300)
    short = store.crl(PAS, now)
    assert start(long) < start(short) <= now
    assert now + 200 < end(short) <= now + 300
    assert store.crl(SERVER, now) is server
    assert start(store.crl(PAS, now + 301)) > start(short)
    store.reset()
    assert end(store.crl(PAS, now + 301)) > now + LIFE


def test_a_list_can_be_made_without_being_published(pki: Pki, store: CrlStore, now: float) -> None:
    published = store.crl(PAS, now)
    other = store.make(PAS, now - LIFE, now - HOUR, signed_by="onbekend-root")
    assert end(other) < now
    assert not other.is_signature_valid(pki.authority(PAS).public_key())  # type: ignore[arg-type]
    assert store.crl(PAS, now) is published


def test_groups_of_authorities(store: CrlStore, now: float) -> None:
    assert {group(name) for name in above("server")} == {"server"}
    assert {group(name) for name in above("pas")} == {"pas"}
    assert [crl.issuer for crl in store.crls("pas", now)] == [store.crl(n, now).issuer for n in ISSUERS["pas"]]


def test_a_list_for_a_clock_that_is_behind(store: CrlStore, now: float) -> None:
    store.crl(PAS, now + 2 * HOUR)
    assert start(store.crl(PAS, now)) <= now


def test_an_unknown_authority(store: CrlStore, now: float) -> None:
    with pytest.raises(KeyError):
        store.crl("bestaat-niet", now)
    with pytest.raises(KeyError):
        store.revoke("bestaat-niet", 1, now)


@pytest.fixture(autouse=True)
def _healthy(pki: Pki) -> Iterator[None]:
    yield
    pki.crls.reset()
