"""Every call into OpenSSL, seen to do what it is for."""

import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from simulators import _openssl
from tests.simulators.conftest import TlsPki


@pytest.fixture
def context() -> ssl.SSLContext:
    return ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)


@pytest.fixture
def client() -> ssl.SSLObject:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="zim.toetsbank.test")


def test_the_layout_holds_on_this_python() -> None:
    _openssl.check_layout()


def test_a_wrong_layout_is_told_in_dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_openssl._library, "SSL_CTX_get_options", lambda _pointer: 0)
    with pytest.raises(_openssl.OpenSslLayoutError, match=r"CPython 3\.11"):
        _openssl.check_layout()


def test_versions_can_be_set_below_tls12_without_a_warning(context: ssl.SSLContext) -> None:
    _openssl.set_versions(context, 0x0301, 0x0302)
    assert context.maximum_version == ssl.TLSVersion.TLSv1_1
    assert context.minimum_version == ssl.TLSVersion.TLSv1


def test_an_unknown_version_is_refused(context: ssl.SSLContext) -> None:
    with pytest.raises(ValueError, match="0x0999"):
        _openssl.set_versions(context, 0x0999, 0x0999)


def test_suites_of_tls13_can_be_chosen(context: ssl.SSLContext) -> None:
    _openssl.set_tls13_suites(context, ("TLS_CHACHA20_POLY1305_SHA256",))
    names = [cipher["name"] for cipher in context.get_ciphers()]
    assert [name for name in names if name.startswith("TLS_")] == ["TLS_CHACHA20_POLY1305_SHA256"]


def test_an_unknown_suite_of_tls13_is_refused_and_leaves_no_stale_error(context: ssl.SSLContext) -> None:
    with pytest.raises(ValueError, match="TLS_BESTAAT_NIET"):
        _openssl.set_tls13_suites(context, ("TLS_BESTAAT_NIET",))
    context.set_ciphers("ECDHE-RSA-AES128-GCM-SHA256")


def test_a_missing_file_of_ca_names_is_refused(context: ssl.SSLContext) -> None:
    with pytest.raises(ValueError, match="nergens"):
        _openssl.set_ca_names(context, (Path("nergens.pem"),))


def test_a_crl_is_added_and_garbage_is_refused(context: ssl.SSLContext, tls_pki: TlsPki) -> None:
    _openssl.add_crl(context, x509.load_pem_x509_crl(tls_pki.crl).public_bytes(Encoding.DER))
    assert context.cert_store_stats()["crl"] == 1
    with pytest.raises(ValueError, match="CRL van 4 bytes"):
        _openssl.add_crl(context, b"geen")


def test_a_renewal_before_the_handshake_is_refused(client: ssl.SSLObject) -> None:
    assert not _openssl.update_keys(client)


def test_the_version_is_a_number(client: ssl.SSLObject) -> None:
    assert _openssl.version(client) in (0x0303, 0x0304)
