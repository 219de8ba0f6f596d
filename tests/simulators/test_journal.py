"""The journal: what was observed, in order, for another thread to look at and wait for."""

import threading

from simulators.clock import Moment
from simulators.journal import Journal, Numbering, sha256
from simulators.observations import ConnectionObservation, Observation, UnexpectedObservation

NOW = Moment(0, 0)


def connection(number: int, requests: int = 0) -> ConnectionObservation:
    return ConnectionObservation(
        number=number, simulator="zim", sut_role="client", peer="x", opened=NOW, requests=requests
    )


def test_later_state_replaces_an_earlier_one_and_the_sink_gets_both() -> None:
    seen: list[tuple[Observation, dict[str, bytes]]] = []
    journal = Journal("zim", lambda observation, payloads: seen.append((observation, payloads)))
    journal.record(connection(1))
    journal.record(connection(1, requests=2), {sha256(b"x"): b"x"})
    assert [c.requests for c in journal.connections] == [2]
    assert len(seen) == 2
    assert seen[1][1] == {sha256(b"x"): b"x"}


def test_kinds_are_kept_apart_and_in_order() -> None:
    journal = Journal("zim")
    journal.record(connection(3))
    journal.record(UnexpectedObservation(number=2, simulator="zim", moment=NOW, what="?"))
    journal.record(connection(1))
    assert [c.number for c in journal.connections] == [1, 3]
    assert [u.number for u in journal.unexpected] == [2]
    assert journal.messages == ()


def test_journal_forgets_the_oldest_and_everything_when_cleared() -> None:
    journal = Journal("zim", keep=2)
    for number in (1, 2, 3):
        journal.record(connection(number))
    assert [c.number for c in journal.connections] == [2, 3]
    journal.clear()
    assert journal.connections == ()


def test_wait_ends_as_soon_as_something_is_found() -> None:
    journal = Journal("zim")
    recorder = threading.Timer(0.05, journal.record, (connection(1),))
    recorder.start()
    assert journal.wait_for(lambda j: j.connections, 10) == (connection(1),)
    recorder.join()


def test_wait_ends_at_its_deadline() -> None:
    assert Journal("zim").wait_for(lambda j: j.connections, 0.01) is None


def test_journals_that_share_a_numbering_hand_out_different_numbers() -> None:
    numbering = Numbering()
    journals = [Journal(name, numbering=numbering) for name in ("zim", "uzi")]
    assert [journal.number() for journal in journals * 2] == [1, 2, 3, 4]
