from pathlib import Path

import pytest

from reports.log import LogError, read, read_log
from tests.reports.samples import LogBuilder, write


def run(folder: Path) -> Path:
    log = LogBuilder().start()
    log.scenario()
    return write(folder / "run", log.finish().events)


def test_merges_the_files_of_all_writers_by_time(tmp_path: Path) -> None:
    log = LogBuilder().start()
    log.add("object-seen", writer="1-gw1", when="begin", facts={})
    log.add("object-seen", writer="1-gw0", when="begin", facts={})
    log.finish()
    assert read(write(tmp_path / "run", log.events)) == tuple(log.events)


def test_keeps_the_order_of_one_writer_when_the_system_clock_is_set_back(tmp_path: Path) -> None:
    log = LogBuilder().start().finish()
    back = log.events[1].model_copy(update={"time": "2026-03-01T00:00:00.000Z"})
    assert [event.n for event in read(write(tmp_path / "run", [log.events[0], back]))] == [1, 2]


def test_leaves_out_a_torn_last_line_and_says_so(tmp_path: Path) -> None:
    folder = run(tmp_path)
    file = folder / "events" / "1-bank.jsonl"
    file.write_bytes(file.read_bytes()[:-20])
    log = read_log(folder)
    assert [event.n for event in log.events] == [1, 2, 3, 4]
    assert log.remarks == (
        "events/1-bank.jsonl: de laatste regel (5) is afgebroken en telt niet mee; het schrijvende proces is gestopt.",
    )


def test_takes_a_whole_last_line_without_newline(tmp_path: Path) -> None:
    folder = run(tmp_path)
    file = folder / "events" / "1-bank.jsonl"
    file.write_bytes(file.read_bytes()[:-1])
    log = read_log(folder)
    assert len(log.events) == 5
    assert not log.remarks


@pytest.mark.parametrize("line", ["geen json", '{"type": "onbekend"}', '{"type":"run-finished","n":1}', ""])
def test_refuses_any_other_line_that_is_no_event(tmp_path: Path, line: str) -> None:
    folder = run(tmp_path)
    file = folder / "events" / "1-bank.jsonl"
    lines = file.read_text().splitlines()
    file.write_text("\n".join([lines[0], line, *lines[1:]]) + "\n")
    with pytest.raises(LogError, match=r"1-bank\.jsonl, regel 2: dit is geen gebeurtenis"):
        read(folder)


def test_remarks_upon_a_gap_in_the_numbering(tmp_path: Path) -> None:
    log = LogBuilder().start()
    log.scenario()
    remarks = read_log(write(tmp_path / "run", [*log.events[:2], *log.events[3:]])).remarks
    assert remarks == (
        "events/1-bank.jsonl: de nummering klopt niet bij regel 3 (nummer 4); er zijn regels verdwenen of verplaatst.",
    )


def test_refuses_a_folder_without_an_event_log(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="staat geen logboek van een run"):
        read(tmp_path / "nergens")
