"""What a recorded connection tells, also when its messages were tampered with."""

import random

from protocol.tls.messages import ALERT, HANDSHAKE, RawMessage
from protocol.tls.trace import decode
from tests.protocol.tls.recorded import Pair

FINISHED = b"\x14\x00\x00\x0c" + bytes(12)


def test_both_ends_tell_the_same(pair: Pair) -> None:
    ours = decode(pair.seen_by_server.messages, server=True)
    theirs = decode(pair.seen_by_client.messages, server=False)
    for trace in (ours, theirs):
        assert trace.completed
        assert trace.certificate_requested
        assert trace.undecodable == ()
        assert (trace.alerts, trace.refreshes, trace.resumed) == ((), (), False)
        assert (trace.version, trace.suite) == ((0x0304, 0x1302) if pair.seen_by_client.tls13 else (0x0303, 0xC02C))
        assert trace.secure_renegotiation is (None if pair.seen_by_client.tls13 else True)
    assert ours.ca_names == theirs.ca_names
    assert ours.received_chain == theirs.sent_chain != ()
    assert ours.sent_chain == theirs.received_chain != ()
    assert pair.seen_by_server.records == pair.seen_by_client.records == 1


def test_nothing_recorded_tells_nothing() -> None:
    trace = decode([], server=True)
    assert (trace.version, trace.suite, trace.secure_renegotiation, trace.offered_sessions) == (None, None, None, ())


def message(outgoing: bool, data: bytes, content_type: int = HANDSHAKE, at: float = 1.0) -> RawMessage:
    return RawMessage(at, at, outgoing, 0x0303, content_type, data)


def test_alerts_have_direction_and_name() -> None:
    trace = decode([message(False, b"\x02\x30", ALERT), message(True, b"\x01\x00", ALERT)], server=True)
    assert [(a.outgoing, a.level, a.name) for a in trace.alerts] == [
        (False, 2, "unknown_ca"),
        (True, 1, "close_notify"),
    ]


def renegotiated(pair: Pair, *, hello_request: bool, server: bool) -> tuple[str, bool]:
    seen = pair.seen_by_server if server else pair.seen_by_client
    again = [message(server, b"\x00\x00\x00\x00")] if hello_request else []
    again += [message(False, FINISHED), message(True, FINISHED, at=9.0)]
    (refresh,) = decode([*seen.messages, *again], server=server).refreshes
    assert (refresh.low, refresh.high) == (9.0, 9.0)
    return refresh.means, refresh.outgoing


def test_who_began_a_renegotiation(pair: Pair) -> None:
    if pair.seen_by_client.tls13:
        extra = [message(False, FINISHED), message(True, FINISHED)]
        assert decode([*pair.seen_by_server.messages, *extra], server=True).refreshes == ()
        return
    assert renegotiated(pair, hello_request=False, server=True) == ("renegotiation", False)
    assert renegotiated(pair, hello_request=True, server=True) == ("renegotiation", True)
    assert renegotiated(pair, hello_request=False, server=False) == ("renegotiation", True)
    assert renegotiated(pair, hello_request=True, server=False) == ("renegotiation", False)


def test_a_key_update_that_answers_another_is_no_refresh_of_its_own() -> None:
    asks, answers = b"\x18\x00\x00\x01\x01", b"\x18\x00\x00\x01\x00"
    trace = decode([message(False, asks), message(True, answers), message(True, answers)], server=True)
    assert [refresh.outgoing for refresh in trace.refreshes] == [False, True]


def test_what_the_other_side_signed_the_handshake_with_is_told(pair: Pair) -> None:
    # The certificates have keys on P-256.
    assert decode(pair.seen_by_client.messages, server=False).received_scheme == 0x0403
    assert decode(pair.seen_by_server.messages, server=True).received_scheme == 0x0403


def test_a_key_exchange_that_is_not_of_a_curve_tells_no_scheme(pair: Pair) -> None:
    of_dhe = message(False, b"\x0c\x00\x00\x03\x00\x00\x00")
    messages = [m for m in pair.seen_by_client.messages if m.data[:1] not in (b"\x0c", b"\x0f")]
    assert decode([*messages, of_dhe], server=False).received_scheme is None


def test_truncated_messages_are_listed_and_the_rest_is_used(pair: Pair) -> None:
    messages = [m._replace(data=m.data[:-3]) if m.data[:1] == b"\x01" else m for m in pair.seen_by_server.messages]
    trace = decode([*messages, message(True, b"\x02", ALERT)], server=True)
    assert trace.client_hello is None
    assert len(trace.undecodable) == 2
    assert trace.received_chain


def test_hostile_bytes_never_raise(pair: Pair) -> None:
    chance = random.Random(3)
    for _ in range(1_500):
        messages = []
        for original in pair.seen_by_server.messages:
            data = bytearray(original.data)
            for _ in range(chance.randrange(3)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            messages.append(original._replace(data=bytes(data[: chance.randrange(len(data) + 1)] or data)))
        chance.shuffle(messages)
        trace = decode(messages, server=bool(chance.randrange(2)))
        assert trace.offered_sessions is not None
        assert trace.secure_renegotiation in (None, True, False)
