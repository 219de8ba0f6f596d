"""The catalogue, read once, and a small one in a folder of its own that tests may spoil."""

from pathlib import Path

import pytest

from catalogue import Catalogue, load

REQUIREMENT = """\
alias = "GBX.CON.e4080.5"
paragraaf = "2.8"
titel = "Een titel"
domein = "applicatie"
onderwerp = "Een onderwerp."
moscow = "Verplicht"
verificatie = "Acceptatietest"
soort = "Functional"
type = "Product"
parameters = ["tijd"]

[bron]
editie = "proef"
woorden = 3
sha256 = "00"

[[clausules]]
nummer = 1
tekst = "Een uitspraak."
plaats = "Eis, zin 1"
waarneming = "netwerk"
weg = "volg"
lezing = ["INT-01"]

[[clausules]]
nummer = 2
tekst = "Nog een uitspraak."
plaats = "Eis, zin 2"
waarneming = "tijd"
weg = "volg"
"""
READINGS = """\
[[interpretaties]]
id = "INT-01"
aliassen = ["GBX.CON.e4080.5"]
plaats = "Eis"
kwestie = "Wat staat er?"
lezingen = [
    { naam = "a", tekst = "zo" },
    { naam = "b", tekst = "of zo" },
]
gekozen = "a"
strengste = "b"
waarom = "daarom"
"""
PARAMETERS = """\
[[parameters]]
naam = "tijd"
aliassen = ["GBX.CON.e4080.5"]
waarde = 300
eenheid = "s"
bron = "de eis"
status = "norm"
"""
NCSC = """\
[[edities]]
id = "proef"
titel = "Een editie"
bron = "bedacht"

[edities.versies]
goed = ["TLS 1.3"]

[edities.tls13]
goed = ["TLS_AES_256_GCM_SHA384"]

[edities.tls12]
voldoende = ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]

[edities.heronderhandeling]
geen = "goed"
"""


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The catalogue of this repository."""
    return load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A valid catalogue of one requirement, to be spoilt."""
    root = tmp_path / "proef"
    (root / "applicatie").mkdir(parents=True)
    (root / "applicatie" / "GBX.CON.e4080.5.toml").write_text(REQUIREMENT, encoding="utf-8")
    (root / "interpretaties.toml").write_text(READINGS, encoding="utf-8")
    (root / "parameters.toml").write_text(PARAMETERS, encoding="utf-8")
    (root / "ncsc.toml").write_text(NCSC, encoding="utf-8")
    return root
