"""Sealed as long as nobody says otherwise, and still readable when the policy has changed."""

import gzip
import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from simulators.tls import Identity
from simulators.xis.policies import Policies, healthy
from simulators.xis.policies.storage import StoragePolicy
from simulators.xis.sealing import CODECS, Sealing
from simulators.xis.vault import Vault

TEXT = "Testlaar-Één, BSN 999900006"


@pytest.fixture
def policies() -> Policies:
    return healthy(Identity("xis", Path("xis.pem"), Path("xis.key")))


@pytest.fixture
def sealing(tmp_path: Path, policies: Policies) -> Sealing:
    return Sealing(Vault.at(tmp_path / "kluis.key"), policies)


def test_healthy_is_sealed_everywhere(sealing: Sealing) -> None:
    sealed = sealing.seal(TEXT, "resultaat")
    assert sealing.open(sealed, "resultaat") == sealing.vault.open(sealed, "resultaat") == TEXT
    for written in (sealing.file(TEXT, "sessie"), sealing.line(TEXT, "logboek")):
        assert b"999900006" not in written
    assert b"\n" not in sealing.line(TEXT * 50, "logboek")
    assert sealing.index(TEXT, "bsn") == sealing.vault.index(TEXT, "bsn")


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "base64", "hex"])
def test_legible_in_one_place_only_and_read_back_under_any_policy(
    sealing: Sealing, policies: Policies, codec: str
) -> None:
    policies.storage = StoragePolicy({"resultaat": codec})
    legible, sealed = sealing.seal(TEXT, "resultaat"), sealing.seal(TEXT, "toegangslog")
    assert CODECS[codec].write(TEXT) in legible
    assert sealing.vault.open(sealed, "toegangslog") == TEXT
    policies.storage = StoragePolicy()
    assert sealing.open(legible, "resultaat") == TEXT


def test_packed_is_no_more_than_packed() -> None:
    assert gzip.decompress(CODECS["gzip"].write(TEXT)).decode() == TEXT
    with zipfile.ZipFile(io.BytesIO(CODECS["zip"].write(TEXT))) as archive:
        assert archive.read("reservekopie.json").decode() == TEXT


def test_hash_is_of_the_number_and_nothing_else_is_left() -> None:
    assert CODECS["sha-256"].write(TEXT).decode() == hashlib.sha256(b"999900006").hexdigest()
    with pytest.raises(ValueError, match="not read back"):
        CODECS["sha-256"].read(b"x")
