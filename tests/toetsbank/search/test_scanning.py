"""Looking through streams: every place in it, every size of chunk, no more memory than one buffer."""

import io
import random

import pytest

from tests.toetsbank.search.samples import BSN, NAME, TOKEN, canaries
from toetsbank.search.patterns import Table
from toetsbank.search.scanning import Found, names_in, scan

TABLE = Table(canaries().canaries)


def found(content: bytes, chunk: int = 1 << 20) -> Found:
    return scan(io.BytesIO(content), TABLE, chunk=chunk)


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 64, 65, 100, 1000])
def test_it_is_found_wherever_chunks_end(chunk: int) -> None:
    content = b"ab" + BSN.encode() + b"," + TOKEN.encode() + b" " * 130 + NAME.encode("utf-16-le") + b"z" * 40
    seen = found(content, chunk)
    assert seen.hits == {("bsn-1", "utf-8"): 1, ("token-1", "utf-8"): 1, ("naam-1", "utf-16"): 1}
    assert (seen.size, seen.sha256) == (len(content), found(content).sha256)


@pytest.mark.parametrize("chunk", [16, 50, 4096])
def test_each_occurrence_counts_once(chunk: int) -> None:
    assert found(f"{BSN};".encode() * 1000, chunk).hits == {("bsn-1", "utf-8"): 1000}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_counts_once_in_either_order(encoding: str) -> None:
    assert found(f"bsn {BSN}; ".encode(encoding) * 3).hits == {("bsn-1", "utf-16"): 3}


@pytest.mark.parametrize("chunk", [5, 4096])
@pytest.mark.parametrize(
    "content",
    [
        f"1{BSN}",
        f"{BSN}0",
        f"9{BSN}".encode("utf-16-le"),
        f"{BSN}7".encode("utf-16-be"),
        f"x {BSN}7".encode("utf-16-le"),
        f"1{BSN}".encode().hex(),
        f"{BSN}5".encode().hex(),
    ],
)
def test_a_part_of_a_longer_number_is_no_hit_but_is_told(content: str | bytes, chunk: int) -> None:
    seen = found(content.encode() if isinstance(content, str) else content, chunk)
    assert (seen.hits, seen.within_numbers) == ({}, 1)


def test_one_that_begins_within_a_longer_number_is_still_found() -> None:
    assert found(f"9{BSN}, {BSN}.".encode()).hits == {("bsn-1", "utf-8"): 1}


def test_nothing_is_found_in_nothing_and_in_noise() -> None:
    assert found(b"").hits == {}
    assert found(random.Random(3).randbytes(300_000)).hits == {}


def test_memory_does_not_grow_with_the_stream() -> None:
    class Endless:
        """A stream of 64 MiB that is never held."""

        left = 64

        def read(self, size: int, /) -> bytes:
            self.left -= 1
            return b"\0" * (1 << 20) if self.left >= 0 else b""

    assert scan(Endless(), TABLE).size == 64 << 20


def test_a_file_name_can_hold_a_canary() -> None:
    assert names_in(f"dossier-{BSN}.pdf", TABLE) == {("bsn-1", "bestandsnaam"): 1}
    assert names_in("dossier.pdf", TABLE) == {}
