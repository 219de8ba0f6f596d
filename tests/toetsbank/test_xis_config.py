"""The configuration of an embedded reference XIS is one that it accepts."""

from pathlib import Path

import pytest

from catalogue.model import SystemType
from simulators.uzi import Pki
from simulators.xis.configuration import Configuration
from toetsbank.profile import embedded
from toetsbank.xis_config import Neighbours, xis_config


@pytest.mark.parametrize(("type_", "own"), [(SystemType.GBZ, "xis.pem"), (SystemType.GBK, "xis-pkio.pem")])
def test_the_xis_accepts_it(pki: Pki, tmp_path: Path, type_: SystemType, own: str) -> None:
    patients = tmp_path / "populatie.csv"
    patients.touch()
    around = Neighbours(("127.0.0.1", 5353), ("127.0.0.1", 5123), ("127.0.0.1", 8443), "http://127.0.0.1:8080/")
    users = [{"sleutel": "arts-a", "uzi_nummer": "900001234", "rollen": ["zorgverlener"], "lsp": True}]
    value = xis_config(embedded(type_), pki, around, users=users, patients=patients, store=tmp_path / "opslag")
    made = Configuration.model_validate(value)
    assert made.naamservers == ("127.0.0.1:5353",)
    assert made.tijdservers == ("127.0.0.1:5123",)
    assert made.endpoint(made.zim.uri) == ("zim.toetsbank.test", 8443)
    assert made.endpoint(made.zim.crls[0]) == ("crl.toetsbank.test", 8080)
    assert (made.eigen.type, made.eigen.certificaat.name) == (type_.value, own)
