"""Questions to and answers of a DNS server that knows a few names and the addresses of each.

Source: RFC 1035 (messages), RFC 2308 (a name that does not exist, and how long that may be kept), RFC 6891 (EDNS),
RFC 4343 (names are compared without regard to case).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from dnslib import CLASS, EDNS0, OPCODE, QTYPE, RCODE, RR, SOA, A, DNSError, DNSHeader, DNSQuestion, DNSRecord

NOERROR: Final = "NOERROR"
NXDOMAIN: Final = "NXDOMAIN"
_OPT: Final = 41
_LARGEST_ANSWER: Final = 1232
"""Bytes that an answer may have over UDP; ours are far smaller."""
_FAULTS: Final = (DNSError, ValueError, KeyError, IndexError, RecursionError, UnicodeError)
"""What dnslib raises on hostile bytes."""


class DnsError(ValueError):
    """Bytes that are no question; one Dutch sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name that is known: its IPv4 addresses and how long, in seconds, they may be kept."""

    addresses: tuple[str, ...]
    ttl: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a client or resolver."""

    name: str
    """As it was asked, without the dot at its end."""
    type: str
    record: Any
    """The message as the library holds it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer and what it says."""

    data: bytes
    code: str
    addresses: tuple[str, ...] = ()
    ttl: int | None = None


def parse_question(data: bytes) -> Question:
    """Read a question. Raises DnsError for what is none: those bytes get no answer, or two servers might talk on."""
    try:
        record = DNSRecord.parse(data)
    except _FAULTS as error:
        raise DnsError(f"{len(data)} bytes die geen DNS-bericht zijn.") from error
    if record.header.qr:
        raise DnsError("Een DNS-antwoord waar niet om gevraagd is; verwacht wordt een vraag.")
    if len(record.questions) != 1:
        raise DnsError(f"Een DNS-bericht met {len(record.questions)} vragen; verwacht wordt er één.")
    return Question(_text_of(record.q.qname), _name_of(QTYPE, record.q.qtype), record)


def answer(question: Question, zone: Mapping[str, Entry], negative_ttl: int) -> Answer:
    """Answer a question from a zone (names in lower case).

    A known name has A records only: for another type the answer is empty, as for every host without IPv6. An unknown
    name does not exist, for ``negative_ttl`` seconds.
    """
    asked = question.record
    if asked.header.opcode != OPCODE.QUERY:
        return failure(question, "NOTIMP")
    if asked.q.qclass != CLASS.IN:
        return failure(question, "REFUSED")
    entry = zone.get(question.name.lower())
    if entry is None or question.type not in ("A", "ANY"):
        code = NOERROR if entry else NXDOMAIN
        reply = _reply(asked, code)
        reply.add_auth(_authority(asked.q.qname, negative_ttl))
        return Answer(bytes(reply.pack()), code)
    reply = _reply(asked, NOERROR)
    for address in entry.addresses:
        reply.add_answer(RR(asked.q.qname, QTYPE.A, rdata=A(address), ttl=entry.ttl))
    return Answer(bytes(reply.pack()), NOERROR, entry.addresses, entry.ttl)


def failure(question: Question, code: str) -> Answer:
    """Answer without content, for instance SERVFAIL."""
    return Answer(bytes(_reply(question.record, code).pack()), code)


def build_question(name: str, type_: str = "A", *, number: int = 0) -> bytes:
    """Write a question for a name; ``number`` comes back with the answer."""
    return bytes(DNSRecord(DNSHeader(id=number, rd=1), q=DNSQuestion(name, getattr(QTYPE, type_))).pack())


def parse_answer(data: bytes, number: int) -> Answer:
    """Read the addresses of an answer to the question with a number. Raises DnsError for anything else."""
    try:
        record = DNSRecord.parse(data)
    except _FAULTS as error:
        raise DnsError(f"{len(data)} bytes die geen DNS-bericht zijn.") from error
    if not record.header.qr or record.header.id != number:
        raise DnsError("Een DNS-bericht dat niet het antwoord op de vraag is.")
    found = [rr for rr in record.rr if rr.rtype == QTYPE.A]
    return Answer(
        data,
        _name_of(RCODE, record.header.rcode),
        tuple(str(rr.rdata) for rr in found),
        min((rr.ttl for rr in found), default=None),
    )


def _text_of(label: Any) -> str:
    return str(label).removesuffix(".")


def _reply(asked: Any, code: str) -> Any:
    reply = asked.reply(ra=1, aa=1)
    reply.header.rcode = getattr(RCODE, code)
    if any(rr.rtype == _OPT for rr in asked.ar):
        reply.add_ar(EDNS0(udp_len=_LARGEST_ANSWER))
    return reply


def _authority(name: Any, ttl: int) -> Any:
    return RR(name, QTYPE.SOA, ttl=ttl, rdata=SOA("dns.toetsbank.test", "beheer.toetsbank.test", (1, 60, 60, 60, ttl)))


def _name_of(table: Any, code: int) -> str:
    name: str = table.get(code)
    return name
