import json
import shutil
from pathlib import Path

import pytest

from simulators.uzi.pki import Pki, PkiError
from simulators.uzi.storage import Store


@pytest.fixture
def copy(pki: Pki, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pki.directory, tmp_path / "kopie"))


def test_keys_are_for_the_owner_only(pki: Pki) -> None:
    assert pki.directory.stat().st_mode & 0o777 == 0o700
    keys = list(pki.directory.rglob("*.key"))
    assert len(keys) > 30
    assert {key.stat().st_mode & 0o777 for key in keys} == {0o600}
    assert {place.stat().st_mode & 0o777 for place in pki.directory.rglob("*") if place.is_dir()} == {0o700}


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("index.json", None, "ontbreekt index.json"),
        ("index.json", "{", "onjuist bij het geheel"),
        ("index.json", '{"format": 1}', "onjuist bij made"),
        ("ca/server-g1.pem", None, "ontbreekt ca/server-g1.pem"),
        ("ca/server-g1.pem", "onzin", "geen leesbaar certificaat"),
        ("ca/server-g1.key", None, "ontbreekt ca/server-g1.key"),
        ("ca/server-g1.key", "onzin", "geen leesbare sleutel"),
        ("servers/zim.pem", "", "geen leesbaar certificaat"),
        ("passen/arts-a/geldig/handtekening.pem", None, "ontbreekt passen/arts-a/geldig/handtekening.pem"),
        ("vertrouwd/pas-roots.pem", None, "ontbreekt vertrouwd/pas-roots.pem"),
    ],
)
def test_a_broken_pki_is_explained_in_one_sentence(copy: Path, name: str, content: str | None, text: str) -> None:
    file = copy / name
    if content is None:
        file.unlink()
    else:
        file.write_text(content)
    with pytest.raises(PkiError, match=text) as caught:
        Pki.load(copy)
    sentence = str(caught.value)
    assert str(copy) in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_key_that_belongs_to_another_certificate(copy: Path) -> None:
    shutil.copy(copy / "servers/xis.key", copy / "servers/zim.key")
    with pytest.raises(PkiError, match=r"de sleutel servers/zim.key niet bij servers/zim.*\.pem"):
        Pki.load(copy)


def test_another_version_of_the_directory(copy: Path) -> None:
    index = json.loads((copy / "index.json").read_text())
    (copy / "index.json").write_text(json.dumps({**index, "format": 99}))
    with pytest.raises(PkiError, match="heeft indeling 99"):
        Pki.load(copy)


def test_places_where_no_pki_can_be(tmp_path: Path) -> None:
    with pytest.raises(PkiError, match="bestaat niet"):
        Pki.load(tmp_path / "nergens")
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "iets").write_text("")
    with pytest.raises(PkiError, match="niet leeg"):
        Store(tmp_path / "vol").prepare()
    with pytest.raises(PkiError, match="niet te maken"):
        Store(tmp_path / "vol" / "iets").prepare()
    with pytest.raises(PkiError, match="niet te schrijven"):
        Store(tmp_path / "vol" / "iets").write_certificates("x.pem", [])
