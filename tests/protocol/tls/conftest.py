"""One recorded handshake per version."""

import pytest

from tests.protocol.tls.recorded import Pair


@pytest.fixture(scope="session", params=[0x0303, 0x0304], ids=["TLS 1.2", "TLS 1.3"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Two ends that shook hands."""
    return Pair(tmp_path_factory.mktemp("pair"), request.param)
