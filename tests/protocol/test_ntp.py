"""NTP packets: what a server makes of questions, and what a client reads in answers."""

import struct

import ntplib
import pytest

from protocol.ntp import (
    EPOCH,
    LENGTH,
    NtpError,
    Question,
    Times,
    build_answer,
    build_question,
    parse_answer,
    parse_question,
    seconds_of,
    timestamp,
)

NOW = 1_790_000_000.25


def test_a_question_is_read_as_it_was_written() -> None:
    question = parse_question(build_question(NOW, version=3))
    assert question.version == 3
    assert question.own_time(NOW) == pytest.approx(NOW, abs=1e-6)


def test_a_client_need_not_give_its_time() -> None:
    assert parse_question(bytes([4 << 3 | 3]) + bytes(47)).own_time(NOW) is None


def test_a_question_of_the_foreign_client_is_read() -> None:
    asked = ntplib.NTPPacket(mode=3, version=2, tx_timestamp=NOW + EPOCH).to_data()
    question = parse_question(asked)
    assert question.version == 2
    assert question.own_time(NOW) == pytest.approx(NOW, abs=1e-6)


def test_the_foreign_client_reads_the_answer() -> None:
    question = Question(4, 6, 0x0123456789ABCDEF)
    read = ntplib.NTPStats()
    read.from_data(build_answer(question, Times(NOW, NOW + 0.5)))
    assert (read.version, read.mode, read.stratum, read.leap, read.poll) == (4, 4, 1, 0, 6)
    assert read.recv_time == pytest.approx(NOW, abs=1e-6)
    assert read.tx_time == pytest.approx(NOW + 0.5, abs=1e-6)
    assert struct.pack("!I", read.ref_id) == b"SIM\0"


def test_the_answer_carries_the_time_of_the_client_bit_by_bit() -> None:
    answer = build_answer(Question(4, 6, 0xFFFFFFFFFFFFFFFF), Times(NOW, NOW))
    assert len(answer) == LENGTH
    assert parse_answer(answer, NOW).origin == 0xFFFFFFFFFFFFFFFF


def test_a_kiss_and_an_unsynchronised_server_are_written() -> None:
    answer = parse_answer(build_answer(Question(4, 6, 1), Times(NOW, NOW, stratum=0, reference=b"RATE", leap=3)), NOW)
    assert (answer.stratum, answer.reference, answer.leap) == (0, b"RATE", 3)


def test_extension_fields_are_left_aside() -> None:
    assert parse_question(build_question(NOW) + bytes(20)) == parse_question(build_question(NOW))


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"", "0 bytes"),
        (bytes(47), "47 bytes"),
        (bytes(48), "versie 0"),
        (bytes([5 << 3 | 3]) + bytes(47), "versie 5"),
        (bytes([4 << 3 | 4]) + bytes(47), "modus 4"),
        (bytes([4 << 3 | 6]) + bytes(47), "modus 6"),
    ],
)
def test_what_is_no_question_is_refused(data: bytes, hint: str) -> None:
    with pytest.raises(NtpError, match=hint):
        parse_question(data)


def test_what_is_no_answer_is_refused() -> None:
    with pytest.raises(NtpError, match="modus 3"):
        parse_answer(build_question(NOW), NOW)


@pytest.mark.parametrize("moment", [0.0, NOW, 2_085_978_495.5, 2_085_978_496.0, 3_000_000_000.125])
def test_time_goes_on_after_2036(moment: float) -> None:
    assert seconds_of(timestamp(moment), moment + 1000) == pytest.approx(moment, abs=1e-6)
