"""Questions to and answers of an NTP server in client/server mode.

Source: RFC 5905, sections 7.3 (the header), 7.4 (kiss codes), 8 (timestamps in an exchange) and 14 (the same by SNTP).
"""

import math
import struct
from dataclasses import dataclass
from typing import Final

LENGTH: Final = 48
"""Bytes of a packet without extension fields and without an authentication code."""
CLIENT: Final = 3
SERVER: Final = 4
VERSIONS: Final = range(1, 5)
EPOCH: Final = 2_208_988_800
"""Seconds from 1900, where NTP begins to count, to 1970."""
_ERA: Final = 2**32
_HEADER: Final = struct.Struct("!BBbbII4sQQQQ")
_PRECISION: Final = -20
"""A microsecond, as a power of two."""
_ROOT_DISPERSION: Final = round(0.001 * 2**16)


class NtpError(ValueError):
    """A packet that is no question of a client; one Dutch sentence."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a client."""

    version: int
    poll: int
    """Its interval between questions, as a power of two in seconds."""
    transmit: int
    """The 64 bits of its transmit timestamp, which come back as origin; 0 if it gave none."""

    def own_time(self, now: float) -> float | None:
        """Return what the client gave as its time, in seconds since the epoch, in the era nearest to ``now``."""
        return None if self.transmit == 0 else seconds_of(self.transmit, now)


@dataclass(frozen=True, slots=True)
class Times:
    """What a server says of itself and of the time; healthy as it stands but for the moments."""

    received: float
    """When the question came, in seconds since the epoch."""
    sent: float
    """When the answer goes."""
    stratum: int = 1
    reference: bytes = b"SIM\0"
    """Reference identifier: the name of the source at stratum 1, a kiss code at stratum 0."""
    leap: int = 0
    """Leap indicator; 3 says that the clock of the server is not synchronised."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as a client reads it; moments in seconds since the epoch."""

    version: int
    stratum: int
    leap: int
    reference: bytes
    origin: int
    """The 64 bits that the client sent."""
    received: float
    sent: float


def parse_question(data: bytes) -> Question:
    """Read a question of a client; extension fields and an authentication code are left aside.

    Raises NtpError for what is shorter than the header, of an unknown version, or no question of a client.
    """
    fields = _fields(data)
    version, mode = fields[0] >> 3 & 7, fields[0] & 7
    if version not in VERSIONS:
        raise NtpError(f"NTP-versie {version} bestaat niet; verwacht wordt 1 tot en met 4.")
    if mode != CLIENT:
        raise NtpError(f"NTP-bericht met modus {mode}; verwacht wordt modus {CLIENT}, de vraag van een client.")
    return Question(version, fields[2], fields[10])


def build_answer(question: Question, times: Times) -> bytes:
    """Write the answer to a question: 48 bytes, whatever the length of the question was."""
    return _HEADER.pack(
        times.leap << 6 | question.version << 3 | SERVER,
        times.stratum,
        question.poll,
        _PRECISION,
        0,
        _ROOT_DISPERSION,
        times.reference,
        timestamp(math.floor(times.received)),
        question.transmit,
        timestamp(times.received),
        timestamp(times.sent),
    )


def build_question(transmit: float, *, version: int = 4) -> bytes:
    """Write a question of a client that gives its own time in seconds since the epoch."""
    return _HEADER.pack(version << 3 | CLIENT, 0, 6, _PRECISION, 0, 0, bytes(4), 0, 0, 0, timestamp(transmit))


def parse_answer(data: bytes, now: float) -> Answer:
    """Read the answer of a server, in the era nearest to ``now``. Raises NtpError for anything else."""
    fields = _fields(data)
    if fields[0] & 7 != SERVER:
        raise NtpError(f"NTP-bericht met modus {fields[0] & 7}; verwacht wordt modus {SERVER}, het antwoord.")
    return Answer(
        version=fields[0] >> 3 & 7,
        stratum=fields[1],
        leap=fields[0] >> 6,
        reference=fields[6],
        origin=fields[8],
        received=seconds_of(fields[9], now),
        sent=seconds_of(fields[10], now),
    )


def timestamp(seconds: float) -> int:
    """Return the 64 bits of a moment in seconds since the epoch: 32 bits of seconds since 1900, 32 of a fraction."""
    whole = math.floor(seconds)
    return (whole + EPOCH) % _ERA << 32 | int((seconds - whole) * _ERA)


def seconds_of(stamp: int, near: float) -> float:
    """Return the moment of 64 bits in seconds since the epoch, in the era (136 years) nearest to ``near``."""
    seconds = (stamp >> 32) - EPOCH + (stamp & 0xFFFFFFFF) / _ERA
    return seconds + round((near - seconds) / _ERA) * _ERA


def _fields(data: bytes) -> tuple[int, int, int, int, int, int, bytes, int, int, int, int]:
    if len(data) < LENGTH:
        raise NtpError(f"NTP-bericht van {len(data)} bytes; verwacht worden er minstens {LENGTH}.")
    fields: tuple[int, int, int, int, int, int, bytes, int, int, int, int] = _HEADER.unpack(data[:LENGTH])
    return fields
