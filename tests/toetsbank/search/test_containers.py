"""Containers by their first bytes, and the bounds of unpacking."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from toetsbank.search.containers import Budget, Limits, Peeked, Refused, kind_of, members


def tarred(names: dict[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        for name, content in names.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        link = tarfile.TarInfo("koppeling")
        link.type, link.linkname = tarfile.SYMTYPE, "elders"
        archive.addfile(link)
    return file.getvalue()


def contents(kind: str, data: bytes) -> dict[str, bytes]:
    budget = Budget(1 << 20, 100)
    found = members(kind, Peeked(io.BytesIO(data), budget), budget, Limits(), seekable=False)
    return {member.name: member.stream.read(1 << 20) for member in found}


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_a_tar_is_read_member_by_member(form: int) -> None:
    files = {"a.txt": b"een", "map/b.txt": b"x" * 1500, "leeg": b""}
    assert contents("tar", tarred(files, form)) == {**files, "koppeling": b""}


def test_a_member_that_is_not_read_is_passed_over() -> None:
    budget = Budget(1 << 20, 100)
    stream = Peeked(io.BytesIO(tarred({"a": b"x" * 5000, "b": b"y"})), budget)
    assert [m.name for m in members("tar", stream, budget, Limits(), seekable=False)] == ["a", "b", "koppeling"]


@pytest.mark.parametrize("cut", [100, 600, 700])
def test_a_tar_that_ends_too_early_is_broken(cut: int) -> None:
    with pytest.raises(EOFError):
        contents("tar", tarred({"a": b"x" * 500})[:cut])


def test_a_length_that_is_none_is_broken() -> None:
    data = bytearray(tarred({"a": b"x"}))
    for field in (b"-0000000001\0", b"zzzzzzzzzzz\0", b"\xff" * 12):
        data[124:136] = field
        with pytest.raises((ValueError, EOFError)):
            contents("tar", bytes(data))


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"PK\x03\x04", "zip"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"BZh9", "bzip2"),
        (b"\xfd7zXZ\0", "xz"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
        (b"Rar!\x1a\x07\x01", "rar"),
        (b"%PDF", None),
        (b"", None),
    ],
)
def test_kinds(head: bytes, kind: str | None) -> None:
    assert kind_of(head) == kind


def test_a_kind_that_is_not_known_is_refused() -> None:
    with pytest.raises(Refused, match="zstd"):
        list(members("zstd", io.BytesIO(), Budget(1, 1), Limits(), seekable=True))


def test_a_zip_within_something_is_held_up_to_a_size(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "x" * 3000)
    budget = Budget(1 << 20, 100)
    stream = Peeked(io.BytesIO(file.getvalue()), budget)
    with pytest.raises(Refused, match="grote zip"):
        list(members("zip", stream, budget, Limits(in_memory=1000), seekable=False))


def test_budgets_end() -> None:
    budget = Budget.of(10, Limits(ratio=2, floor=5, members=1))
    assert budget.size == 20
    budget.next_member()
    with pytest.raises(Refused, match="leden"):
        budget.next_member()
    with pytest.raises(Refused, match="zipbom"):
        budget.take(21)


def test_a_stream_is_read_in_pieces_only() -> None:
    with pytest.raises(ValueError, match="pieces"):
        Peeked(io.BytesIO(b"x"), Budget(10, 1)).read()
