"""What an observer of TLS hands over, and the numbers in it (RFC 5246, RFC 8446)."""

from typing import NamedTuple

CHANGE_CIPHER_SPEC = 20
ALERT = 21
HANDSHAKE = 22
APPLICATION_DATA = 23
RECORD_HEADER = 256
"""OpenSSL's number for the five bytes before a record."""
INNER_CONTENT_TYPE = 257
"""OpenSSL's number for the one byte that tells what a record of TLS 1.3 holds."""

HELLO_REQUEST = 0
CLIENT_HELLO = 1
SERVER_HELLO = 2
NEW_SESSION_TICKET = 4
CERTIFICATE = 11
SERVER_KEY_EXCHANGE = 12
CERTIFICATE_REQUEST = 13
CERTIFICATE_VERIFY = 15
FINISHED = 20
KEY_UPDATE = 24

TLS12 = 0x0303
TLS13 = 0x0304

_VERSIONS = {0x0300: "SSL 3.0", 0x0301: "TLS 1.0", 0x0302: "TLS 1.1", TLS12: "TLS 1.2", TLS13: "TLS 1.3"}


class RawMessage(NamedTuple):
    """One message on a connection, in clear, as the TLS library saw it; ``low`` and ``high`` tell when."""

    low: float
    high: float
    outgoing: bool
    version: int
    content_type: int
    data: bytes


def version_name(version: int) -> str:
    """Return "TLS 1.2" for 0x0303, and so on; an unknown number is written as 0x7F1C."""
    return _VERSIONS.get(version, f"0x{version:04X}")
