"""The PKI that all unit tests of a session share."""

import pytest

from simulators.uzi.pki import Pki


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    """Return a PKI as embedded mode makes it; tests that revoke call ``pki.crls.reset()`` afterwards."""
    return Pki.create(tmp_path_factory.mktemp("pki") / "pki")
