from dataclasses import replace

import pytest

from protocol.hl7.markup import Hl7Error
from protocol.hl7.ping import build_ping, build_pong, parse_ping, parse_pong
from protocol.hl7.schema import validate
from protocol.xml import parse
from tests.protocol.hl7.samples import PING, PONG, edited


def test_ping_and_pong_are_read_back_and_valid() -> None:
    ping, pong = parse(build_ping(PING)), parse(build_pong(PONG))
    assert parse_ping(ping) == PING
    assert parse_pong(pong) == PONG
    assert validate(ping) == validate(pong) == ()


def test_a_ping_without_control_act_is_accepted() -> None:
    bare = replace(PING, author=None)
    element = parse(build_ping(bare))
    assert parse_ping(element) == bare
    assert validate(element) == ()


def test_a_pong_names_its_ping() -> None:
    with pytest.raises(ValueError, match="names the ping"):
        build_pong(replace(PONG, transmission=replace(PONG.transmission, acknowledgement=None)))
    with pytest.raises(Hl7Error, match="acknowledgement"):
        parse_pong(parse(build_ping(PING).replace(b"118118", b"229229")))


def test_one_is_not_taken_for_the_other() -> None:
    with pytest.raises(Hl7Error, match="Verwacht wordt COMT_IN118118, gevonden is COMT_IN229229"):
        parse_ping(parse(build_pong(PONG)))


def test_another_trigger_event_is_refused() -> None:
    with pytest.raises(Hl7Error, match="anders dan COMT_TE118118"):
        parse_ping(parse(edited(build_ping(PING), "COMT_TE118118", "COMT_TE113113NL")))
