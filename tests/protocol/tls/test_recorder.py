"""Sums over application records: ages, pauses, bounds."""

import pytest

from protocol.tls.messages import ALERT, APPLICATION_DATA, HANDSHAKE
from protocol.tls.recorder import KEEP_BYTES, KEEP_MESSAGES, Recorder

FINISHED = b"\x14\x00\x00\x0c" + bytes(12)
KEY_UPDATE = b"\x18\x00\x00\x01\x00"


def established(version: int = 0x0303, at: float = 0.0) -> Recorder:
    recorder = Recorder()
    for outgoing in (False, True):
        recorder.message(at, at, outgoing, version, HANDSHAKE, FINISHED)
    return recorder


def test_nothing_counts_before_the_handshake_is_finished() -> None:
    recorder = Recorder()
    recorder.application(1.0, 1.0, True)
    assert (recorder.records, recorder.last_data, recorder.key_since, recorder.longest_use) == (0, None, None, 0.0)
    assert not recorder.established


def test_one_direction_can_have_keys_before_the_other() -> None:
    recorder = Recorder()
    recorder.message(5.0, 5.0, True, 0x0304, HANDSHAKE, FINISHED)
    assert recorder.key_since == (5.0, 5.0)
    assert not recorder.established


@pytest.mark.parametrize("outgoing", [True, False])
def test_the_oldest_key_and_its_record_are_kept(outgoing: bool) -> None:
    recorder = established()
    for moment in (10.0, 299.0, 301.0):
        recorder.application(moment, moment, outgoing)
    recorder.message(302.0, 302.0, outgoing, 0x0303, HANDSHAKE, FINISHED)
    recorder.application(310.0, 310.0, outgoing)
    assert (recorder.records, recorder.oldest_key_age, recorder.oldest_key_record) == (4, 301.0, 3)
    assert recorder.longest_idle == 289.0
    assert recorder.longest_use == 310.0


def test_a_key_update_renews_its_own_direction_only() -> None:
    recorder = established(0x0304)
    recorder.message(200.0, 200.0, False, 0x0304, HANDSHAKE, KEY_UPDATE)
    recorder.application(250.0, 250.0, False)
    assert recorder.oldest_key_age == 50.0
    recorder.application(250.0, 250.0, True)
    assert (recorder.oldest_key_age, recorder.key_since) == (250.0, (0.0, 0.0))


def test_a_later_finished_of_tls13_renews_nothing() -> None:
    recorder = established(0x0304)
    recorder.message(200.0, 200.0, False, 0x0304, HANDSHAKE, FINISHED)
    recorder.application(250.0, 250.0, False)
    assert recorder.oldest_key_age == 250.0


def test_only_the_earliest_reading_makes_keys_old_or_a_pause_long() -> None:
    recorder = established()
    recorder.application(10.0, 40.0, True)
    recorder.application(30.0, 60.0, True)
    recorder.application(100.0, 130.0, False)
    assert recorder.oldest_key_age == 100.0
    assert recorder.longest_idle == 40.0
    assert recorder.longest_use == 100.0


def test_application_records_are_not_kept() -> None:
    recorder = established()
    for moment in range(100_000):
        recorder.application(float(moment), float(moment), True)
    assert (recorder.records, len(recorder.messages)) == (100_000, 2)


def test_other_content_is_ignored() -> None:
    recorder = Recorder()
    recorder.message(0.0, 0.0, True, 0x0303, APPLICATION_DATA, b"geheim")
    recorder.message(0.0, 0.0, True, 0x0303, HANDSHAKE, b"")
    assert recorder.messages == []


def test_there_is_a_bound_on_what_is_kept_but_small_messages_still_count() -> None:
    recorder = established()
    for _ in range(300):
        recorder.message(1.0, 1.0, False, 0x0303, HANDSHAKE, b"\x0b" + bytes(4_000))
    recorder.message(2.0, 2.0, False, 0x0303, ALERT, b"\x02\x28")
    assert sum(len(m.data) for m in recorder.messages) < KEEP_BYTES + 100
    assert recorder.messages[-1].content_type == ALERT
    assert recorder.dropped > 200
    for _ in range(KEEP_MESSAGES):
        recorder.message(1.0, 1.0, False, 0x0303, ALERT, b"\x01\x64")
    assert len(recorder.messages) == KEEP_MESSAGES
