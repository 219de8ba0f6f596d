"""Fixtures for the tests of simulators: an event loop in a thread, and certificates made once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulators.loop import LoopThread
from simulators.tls import Identity, TlsSettings
from tests.tls_pki import TestCa


@dataclass(frozen=True)
class TlsPki:
    """Certificates with one property each that decides a test."""

    ca: TestCa
    zim: Identity
    xis: Identity
    expired: Identity
    future: Identity
    revoked: Identity
    stranger: Identity
    """of a CA that nobody trusts"""
    elsewhere: Identity
    """the right CA, another name"""
    crl: bytes

    def server(self, **changes: object) -> TlsSettings:
        """Settings of a server that asks for a client certificate."""
        return TlsSettings(**{"identity": self.zim, "trust": (self.ca.file,), **changes})  # type: ignore[arg-type]

    def client(self, **changes: object) -> TlsSettings:
        """Settings of a client with a certificate."""
        return TlsSettings(**{"identity": self.xis, "trust": (self.ca.file,), **changes})  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def tls_pki(tmp_path_factory: pytest.TempPathFactory) -> TlsPki:
    """Certificates for the whole session."""
    folder: Path = tmp_path_factory.mktemp("tls")
    ca, other = TestCa(folder, "ca"), TestCa(folder, "andere-ca")
    revoked = ca.issue("ingetrokken", dns="zim.toetsbank.test")
    return TlsPki(
        ca=ca,
        zim=ca.issue("zim"),
        xis=ca.issue("xis"),
        expired=ca.issue("verlopen", dns="zim.toetsbank.test", days_to=-1),
        future=ca.issue("toekomst", dns="zim.toetsbank.test", days_from=10),
        revoked=revoked,
        stranger=other.issue("vreemd", dns="zim.toetsbank.test"),
        elsewhere=ca.issue("elders"),
        crl=ca.crl(revoked),
    )


@pytest.fixture(scope="session")
def tls_loop() -> Iterator[LoopThread]:
    """An event loop in a thread, for the whole session."""
    loop = LoopThread("tests")
    yield loop
    loop.stop()
