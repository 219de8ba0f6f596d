"""DNS messages: a small zone, and bytes that are no question."""

import random

import pytest
from dnslib import EDNS0, OPCODE, QTYPE, RCODE, DNSRecord

from protocol.dns import Answer, DnsError, Entry, answer, build_question, failure, parse_answer, parse_question

ZONE = {"zim.toetsbank.test": Entry(("127.0.0.1", "127.0.0.2"), 60)}


def asked(data: bytes) -> Answer:
    return answer(parse_question(data), ZONE, 5)


def test_a_known_name_is_answered_with_its_addresses_and_ttl() -> None:
    said = asked(build_question("zim.toetsbank.test", number=7))
    assert (said.code, said.addresses, said.ttl) == ("NOERROR", ("127.0.0.1", "127.0.0.2"), 60)
    read = parse_answer(said.data, 7)
    assert (read.code, read.addresses, read.ttl) == (said.code, said.addresses, said.ttl)


def test_names_are_compared_without_regard_to_case_and_come_back_as_asked() -> None:
    said = asked(build_question("ZiM.Toetsbank.TEST"))
    assert said.addresses == ZONE["zim.toetsbank.test"].addresses
    assert b"ZiM" in said.data


@pytest.mark.parametrize("type_", ["AAAA", "MX", "HTTPS"])
def test_another_type_of_a_known_name_is_empty_but_the_name_exists(type_: str) -> None:
    said = asked(build_question("zim.toetsbank.test", type_))
    assert (said.code, said.addresses, said.ttl) == ("NOERROR", (), None)
    assert DNSRecord.parse(said.data).auth[0].rtype == QTYPE.SOA


def test_an_unknown_name_does_not_exist_for_as_long_as_is_said() -> None:
    said = asked(build_question("elders.toetsbank.test"))
    assert said.code == "NXDOMAIN"
    assert parse_answer(said.data, 0).code == "NXDOMAIN"
    assert DNSRecord.parse(said.data).auth[0].ttl == 5


def test_another_operation_and_another_class_are_refused() -> None:
    other = DNSRecord.parse(build_question("zim.toetsbank.test"))
    other.header.opcode = OPCODE.UPDATE
    assert asked(bytes(other.pack())).code == "NOTIMP"
    chaos = DNSRecord.parse(build_question("version.bind", "TXT"))
    chaos.q.qclass = 3
    assert asked(bytes(chaos.pack())).code == "REFUSED"


def test_edns_is_answered_where_it_is_asked() -> None:
    record = DNSRecord.parse(build_question("zim.toetsbank.test"))
    assert DNSRecord.parse(asked(bytes(record.pack())).data).ar == []
    record.add_ar(EDNS0(udp_len=4096))
    assert [rr.rtype for rr in DNSRecord.parse(asked(bytes(record.pack())).data).ar] == [QTYPE.OPT]


def test_a_failure_is_an_answer_without_content() -> None:
    said = failure(parse_question(build_question("zim.toetsbank.test", number=3)), "SERVFAIL")
    assert DNSRecord.parse(said.data).header.rcode == RCODE.SERVFAIL
    assert said.addresses == ()


def test_an_answer_is_no_question() -> None:
    with pytest.raises(DnsError, match="niet om gevraagd"):
        parse_question(asked(build_question("zim.toetsbank.test")).data)


def test_a_message_has_one_question() -> None:
    with pytest.raises(DnsError, match="0 vragen"):
        parse_question(bytes(12))
    with pytest.raises(DnsError, match="geen DNS-bericht"):
        parse_question(b"GET / HTTP/1.1")


def test_the_answer_to_another_question_is_refused() -> None:
    said = asked(build_question("zim.toetsbank.test", number=1)).data
    for data, number in ((said, 2), (build_question("zim.toetsbank.test"), 0), (b"", 0)):
        with pytest.raises(DnsError):
            parse_answer(data, number)


def test_hostile_bytes_are_answered_or_refused() -> None:
    chance = random.Random(4)
    base = build_question("zim.toetsbank.test")
    for _ in range(2000):
        data = bytearray(base + chance.randbytes(chance.randint(0, 30)))
        for _ in range(chance.randint(1, 5)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            code = asked(bytes(data[: chance.randint(0, len(data))])).code
        except DnsError:
            continue
        assert code
