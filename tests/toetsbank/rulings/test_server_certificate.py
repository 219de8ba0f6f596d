"""What kind of server certificate a type of system shows."""

from typing import Any

import pytest

from catalogue.model import SystemType
from tests.toetsbank.samples import certificate, connection
from toetsbank.rulings.server_certificate import is_of_its_kind

UZI = certificate()
PKIO = certificate().model_copy(update={"uzi_name": None})
PASS = certificate().model_copy(update={"uzi_name": (UZI.uzi_name or "").replace("-S-", "-Z-")})


@pytest.mark.parametrize(
    ("type_", "facts", "satisfied"),
    [
        (SystemType.GBZ, {"sut_certificates": (UZI,)}, True),
        (SystemType.GBZ, {"sut_certificates": (UZI,), "sut_role": "server"}, True),
        (SystemType.GBZ, {"sut_certificates": (UZI,), "handshake_completed": False}, None),
        (SystemType.GBZ, {"sut_certificates": (PKIO,)}, False),
        (SystemType.GBZ, {"sut_certificates": (PKIO,), "handshake_completed": False}, False),
        (SystemType.GBZ, {"sut_certificates": (PASS,)}, False),
        (SystemType.GBZ, {"sut_certificates": ()}, None),
        (SystemType.GBK, {"sut_certificates": (PKIO,)}, True),
        (SystemType.GBP, {"sut_certificates": (UZI,)}, False),
        (SystemType.GBO, {"sut_certificates": (PKIO,), "handshake_completed": False}, None),
    ],
)
def test_kind_of_certificate(type_: SystemType, facts: dict[str, Any], satisfied: bool | None) -> None:
    assert is_of_its_kind(connection(1, **facts), type_).satisfied is satisfied


def test_direction_is_told() -> None:
    assert is_of_its_kind(connection(1, sut_role="server"), SystemType.GBZ).observed.endswith("als server")
