"""What a user was shown, held against what came in: recognised by the names of products."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from protocol import soap
from protocol.ids import InstanceIdentifier
from simulators.journal import sha256
from simulators.zim.batches import Asked, answer_of_sources
from simulators.zim.medication import dispenses, payload
from simulators.zim.settings import APOTHEEK, Source
from tests.toetsbank.samples import connection, message
from toetsbank.acts import Act
from toetsbank.eventlog import EventLog, RunFolder
from toetsbank.outcomes import Inconclusive
from toetsbank.recorder import Recorder
from toetsbank.shown import received
from toetsbank.upper_tester import Result

BSN = "999900006"
TODAY = date(2026, 7, 1)
ASKED = Asked("90000001", InstanceIdentifier("1.2", "vraag"), InstanceIdentifier("1.3", "q"), "QURX_IN990113NL")


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    folder = RunFolder(tmp_path)
    folder.prepare()
    log = EventLog(folder, "1-bank")
    yield Recorder(log)
    log.close()


def act(recorder: Recorder, body: bytes, *, refused: bool = False) -> Act:
    recorder.log.keep({sha256(body): body})
    seen = message(3, bsn=BSN, response_sha256=sha256(body))
    return Act(Result(refused, ("Apotheek: ...",), {}), (seen,), (connection(1),))


def answered(*sources: Source) -> bytes:
    numbers = iter(range(100))
    moment = datetime(2026, 7, 1, tzinfo=UTC)
    content = answer_of_sources(ASKED, sources, payload(BSN, TODAY), lambda: str(next(numbers)), moment)
    return soap.build_envelope(content)


def test_products_of_the_answer_are_what_a_screen_is_searched_for(recorder: Recorder) -> None:
    found = received(act(recorder, answered(APOTHEEK)), recorder)
    names = sorted({dispense.product for dispense in dispenses(BSN, TODAY)})
    assert (found.bsn, sorted(found.products)) == (BSN, names)
    assert found.shows(found.products, f"U ziet {names[0]}.") == (names[0],)
    assert found.shows(found.products, "niets") == ()


@pytest.mark.parametrize("body", [answered(), b"", b"geen xml"])
def test_answer_without_content_cannot_be_recognised(recorder: Recorder, body: bytes) -> None:
    with pytest.raises(Inconclusive, match="niets waaraan het op het scherm te herkennen is"):
        received(act(recorder, body), recorder)


def test_query_that_was_refused_shows_nothing(recorder: Recorder) -> None:
    with pytest.raises(Inconclusive, match="De opvraag lukte niet"):
        received(act(recorder, answered(APOTHEEK), refused=True), recorder)
