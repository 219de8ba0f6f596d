"""Searching folders: everything that is packed, nothing that is told, and proof of having looked."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import time
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from tests.toetsbank.search.samples import BSN, END, NAME, PLANTED, TOKEN, canaries, store, write
from toetsbank.search.canaries import PLANT_NAME, SearchError
from toetsbank.search.containers import Limits
from toetsbank.search.result import as_json, verdict
from toetsbank.search.walking import Search, Searcher


def search(*roots: Path, limits: Limits | None = None, skipped: tuple[Path, ...] = ()) -> Search:
    return Searcher(canaries(), limits=limits, skipped=skipped).search(roots)


def zipped(content: bytes, name: str = "log.txt", compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def tarred(content: bytes, name: str = "log.txt") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


PLAIN = f"2026-03-01 opvraag voor {BSN}\n".encode()


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        gzip.compress(PLAIN),
        bz2.compress(PLAIN),
        lzma.compress(PLAIN + bytes(2000)),
        zipped(PLAIN),
        zipped(PLAIN, compression=zipfile.ZIP_STORED),
        tarred(PLAIN),
        gzip.compress(tarred(PLAIN)),
        tarred(gzip.compress(PLAIN)),
        tarred(zipped(PLAIN)),
        zipped(zipped(PLAIN)),
        zipped(gzip.compress(tarred(PLAIN))),
        gzip.compress(zipped(tarred(gzip.compress(PLAIN)))),
    ],
    ids=["plain", "gz", "bz2", "xz", "zip", "stored", "tar", "tgz", "tar-gz", "tar-zip", "zip-zip", "zip-tgz", "all"],
)
def test_a_canary_is_found_once_however_it_is_packed(tmp_path: Path, content: bytes) -> None:
    write(store(tmp_path) / "backup.bin", content)
    found = search(tmp_path)
    assert found.hits == {("bsn-1", "utf-8"): 1}
    assert found.unsearched == []
    assert verdict(found)[0] == "gevonden"


@pytest.mark.parametrize("value", [TOKEN, NAME])
def test_tokens_and_names_are_found(tmp_path: Path, value: str) -> None:
    write(store(tmp_path) / "dump.sql", f"insert into t values ('{value}')")
    assert verdict(search(tmp_path))[0] == "gevonden"


def test_nothing_found_with_every_control_is_nothing_found(tmp_path: Path) -> None:
    found = search(store(tmp_path))
    assert verdict(found) == ("niets gevonden", ())
    assert (found.files, found.changed, list(found.roots.values())) == (1, 1, [1])
    assert found.size == 2560


def test_without_the_planted_canary_nothing_is_decided(tmp_path: Path) -> None:
    (store(tmp_path) / PLANT_NAME).unlink()
    said, reasons = verdict(search(tmp_path))
    assert said == "niet te beslissen"
    assert "geplante kanarie" in reasons[0]


def test_each_place_needs_its_planted_canary(tmp_path: Path) -> None:
    store(tmp_path / "een")
    write(tmp_path / "twee" / "log.txt", "leeg")
    said, reasons = verdict(search(tmp_path / "een", tmp_path / "twee"))
    assert said == "niet te beslissen"
    assert str(tmp_path / "twee") in reasons[0]
    assert str(tmp_path / "een") not in reasons[0]


def test_without_files_that_changed_during_the_run_nothing_is_decided(tmp_path: Path) -> None:
    for path in store(tmp_path).iterdir():
        moment = (END + timedelta(days=2)).timestamp()
        os.utime(path, (moment, moment))
    said, reasons = verdict(search(tmp_path))
    assert said == "niet te beslissen"
    assert "gewijzigd" in reasons[0]


def test_our_own_planted_file_is_no_file_of_the_store(tmp_path: Path) -> None:
    """It changed during the run and has bytes, but shows nothing of where the system keeps its data."""
    moment = (END + timedelta(days=2)).timestamp()
    os.utime(store(tmp_path) / "opslag.db", (moment, moment))
    assert "gewijzigd" in verdict(search(tmp_path))[1][0]
    (tmp_path / "opslag.db").unlink()
    assert "geen enkele byte" in verdict(search(tmp_path))[1][0]


def test_an_empty_folder_decides_nothing(tmp_path: Path) -> None:
    said, reasons = verdict(search(tmp_path))
    assert (said, len(reasons)) == ("niet te beslissen", 3)


def test_a_number_within_a_longer_one_decides_nothing(tmp_path: Path) -> None:
    write(store(tmp_path) / "tellers.txt", f"12{BSN}34")
    found = search(tmp_path)
    assert verdict(found)[0] == "niet te beslissen"
    assert found.within_numbers == 1


@pytest.mark.parametrize(
    ("name", "content", "hint"),
    [
        ("half.gz", gzip.compress(PLAIN * 500)[:-30], "als gzip niet te lezen"),
        ("half.zip", zipped(b"x" * 1000)[:60], "als zip niet te lezen"),
        ("half.tar", tarred(b"x" * 1000)[:900], "als tar niet te lezen"),
        ("los.zst", b"\x28\xb5\x2f\xfd" + bytes(20), "zstd"),
        ("bom.gz", gzip.compress(bytes(40_000_000), 9), "zipbom"),
        ("bom.zip", zipped(bytes(40_000_000)), "zipbom"),
        ("diep.gz", gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"x")))), "lagen"),
    ],
)
def test_what_is_not_searched_is_told_and_decides_nothing(tmp_path: Path, name: str, content: bytes, hint: str) -> None:
    write(store(tmp_path) / name, content)
    found = search(tmp_path, limits=Limits(depth=3, floor=10_000_000))
    ((path, reason),) = found.unsearched
    assert hint in reason
    assert name in path
    assert verdict(found)[0] in ("niet te beslissen", "gevonden")


def test_a_broken_container_does_not_end_the_search(tmp_path: Path) -> None:
    write(store(tmp_path) / "a.gz", b"\x1f\x8b\x08kapot")
    write(tmp_path / "b.log", PLAIN)
    found = search(tmp_path)
    assert (len(found.unsearched), sum(found.hits.values())) == (1, 1)


def test_an_encrypted_member_is_not_in_the_clear(tmp_path: Path) -> None:
    data = bytearray(zipped(b"x" * 100))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    write(store(tmp_path) / "geheim.zip", bytes(data))
    found = search(tmp_path)
    assert (found.unsearched, verdict(found)[0]) == ([], "niets gevonden")


def test_file_names_are_searched_and_never_told(tmp_path: Path) -> None:
    write(store(tmp_path) / f"uitslag-{BSN}.txt", "leeg")
    write(tmp_path / "backup.zip", zipped(b"leeg", name=f"map/{NAME}.pdf"))
    write(tmp_path / "123456782.log", PLAIN)
    found = search(tmp_path)
    assert found.hits[("bsn-1", "bestandsnaam")] == 1
    assert found.hits[("naam-1", "bestandsnaam")] == 1
    text = as_json(found, canaries())
    for secret in (BSN, NAME, PLANTED, TOKEN, "123456782"):
        assert secret not in text
    assert "uitslag-<bsn-1>.txt" in text
    assert "*********.log" in text


def test_our_own_files_are_passed_over(tmp_path: Path) -> None:
    own = write(store(tmp_path) / "kanaries.json", canaries().text())
    assert verdict(search(tmp_path, skipped=(own,)))[0] == "niets gevonden"
    assert verdict(search(tmp_path))[0] == "gevonden"


def test_links_and_other_things_are_passed_over(tmp_path: Path) -> None:
    outside = write(tmp_path / "elders" / "log.txt", PLAIN)
    (store(tmp_path / "opslag") / "link.txt").symlink_to(outside)
    os.mkfifo(tmp_path / "opslag" / "pijp")
    found = search(tmp_path / "opslag")
    assert (found.files, verdict(found)[0]) == (1, "niets gevonden")


def test_a_single_file_can_be_searched(tmp_path: Path) -> None:
    dump = write(store(tmp_path) / "dump.sql", f"insert into t values ('{PLANTED}')")
    assert verdict(search(dump))[0] == "niets gevonden"


def test_the_same_files_give_the_same_listing(tmp_path: Path) -> None:
    first = search(store(tmp_path)).listing
    assert search(tmp_path).listing == first
    write(tmp_path / "opslag.db", "anders")
    assert search(tmp_path).listing != first


def test_a_place_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="nergens bestaat niet"):
        search(tmp_path / "nergens")


def test_how_fast_it_is(tmp_path: Path) -> None:
    """Shows the figure; nothing depends on it."""
    line = b"2026-03-01 12:00:00,123 INFO nl.voorbeeld.Dienst - vraag 4f5a9b01 behandeld in 37 ms; patient=***\n"
    write(store(tmp_path) / "groot.log", line * 200_000)
    began = time.perf_counter()
    found = search(tmp_path)
    print(f"{found.size / (time.perf_counter() - began) / 1e6:.0f} MB/s")
    assert verdict(found)[0] == "niets gevonden"
