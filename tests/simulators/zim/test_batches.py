"""Batches, written in full or from a form."""

import itertools
from datetime import UTC, datetime

import pytest

from protocol.ids import InstanceIdentifier
from simulators.zim.batches import Asked, BatchWriter, answer_of_sources
from simulators.zim.settings import Outcome, Source

NOW = datetime(2026, 3, 1, 9, 15, tzinfo=UTC)
OUTCOMES: tuple[Outcome, ...] = ("gegevens", "niets-gevonden", "onbekend", "te-laat", "fout")


@pytest.mark.parametrize("count", range(len(OUTCOMES) + 1))
def test_form_gives_octet_for_octet_what_is_written_in_full(count: int) -> None:
    sources = tuple(
        Source(f"9000000{nth}", f"9000045{nth}", f"Bron <{nth}> & co", outcome)
        for nth, outcome in enumerate(OUTCOMES[:count])
    )
    asked = Asked('9"1', InstanceIdentifier("1.2", "a<b"), InstanceIdentifier("1.3", "[query]"), "QURX_IN990113NL")
    first, second = itertools.count(1), itertools.count(1)

    written = BatchWriter(asked, lambda: str(next(first)), NOW).of_sources(sources, "<x/>")
    filled = answer_of_sources(asked, sources, "<x/>", lambda: str(next(second)), NOW)

    assert filled.count(b"<QURX_IN990113NL ") == count
    assert _without_ids(filled) == _without_ids(written)


def _without_ids(body: bytes) -> list[bytes]:
    """The batch has its id first or last, depending on who hands it out; every id is there once."""
    return sorted(body.replace(b"<", b"\n<").splitlines())
