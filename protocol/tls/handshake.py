"""Handshake messages as values: ClientHello, ServerHello, Certificate, CertificateRequest (RFC 5246, 5746, 6066, 8446).

The parsers take one whole handshake message, header included, and raise ``Truncated`` on anything that does not
fit; ``protocol.tls.trace`` turns that into a note. They accept more than a strict endpoint would.
"""

from dataclasses import dataclass, field

from protocol.tls.messages import TLS12, TLS13

SERVER_NAME = 0
SIGNATURE_ALGORITHMS = 13
EXTENDED_MASTER_SECRET = 23
SESSION_TICKET = 35
PRE_SHARED_KEY = 41
SUPPORTED_VERSIONS = 43
CERTIFICATE_AUTHORITIES = 47
RENEGOTIATION_INFO = 0xFF01
RENEGOTIATION_SIGNAL = 0x00FF

_RETRY = bytes.fromhex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")


_NAMED_CURVE = 3


class Truncated(ValueError):
    """The bytes are no message of the expected kind; the text says where they stop making sense."""


class Reader:
    """Bytes with a position; every read that goes past the end raises Truncated."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        """Return the next ``count`` bytes."""
        end = self._at + count
        if end > len(self._data):
            raise Truncated(f"{count} bytes wanted at {self._at} of {len(self._data)}")
        taken = self._data[self._at : end]
        self._at = end
        return taken

    def number(self, size: int) -> int:
        """Return the next ``size`` bytes as a number."""
        return int.from_bytes(self.take(size), "big")

    def vector(self, size: int) -> "Reader":
        """Return what follows a length of ``size`` bytes."""
        return Reader(self.take(self.number(size)))

    def rest(self) -> bytes:
        """Return all that is left."""
        return self.take(len(self._data) - self._at)

    @property
    def left(self) -> int:
        """The number of bytes not yet read."""
        return len(self._data) - self._at


@dataclass(frozen=True, slots=True)
class ClientHello:
    """What a client offers."""

    legacy_version: int
    session_id: bytes
    suites: tuple[int, ...]
    versions: tuple[int, ...]
    """Versions on offer, highest first where the client listed them; without the extension, its one maximum."""
    server_name: str | None
    signature_algorithms: tuple[int, ...]
    tickets: tuple[bytes, ...]
    """Sessions that the client asks to resume by ticket (RFC 5077) or identity of a pre-shared key (RFC 8446)."""
    secure_renegotiation: bool
    """RFC 5746: the extension or the signalling suite is there."""
    extensions: dict[int, bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ServerHello:
    """What a server chose."""

    version: int
    session_id: bytes
    suite: int
    resumed_key: bool
    """TLS 1.3: the server accepted a pre-shared key."""
    secure_renegotiation: bool
    retry: bool
    """A HelloRetryRequest: the client has to start again."""
    extensions: dict[int, bytes] = field(repr=False)
    compression: int = 0


def parse_client_hello(data: bytes) -> ClientHello:
    """Parse a ClientHello (RFC 8446, section 4.1.2). Raises Truncated."""
    body = _body(data)
    legacy = body.number(2)
    body.take(32)
    session_id = body.vector(1).rest()
    suites = _numbers(body.vector(2))
    body.vector(1)
    extensions = _extensions(body)
    versions: tuple[int, ...] = (legacy,)
    if SUPPORTED_VERSIONS in extensions:
        versions = _numbers(Reader(extensions[SUPPORTED_VERSIONS]).vector(1))
    algorithms: tuple[int, ...] = ()
    if SIGNATURE_ALGORITHMS in extensions:
        algorithms = _numbers(Reader(extensions[SIGNATURE_ALGORITHMS]).vector(2))
    return ClientHello(
        legacy_version=legacy,
        session_id=session_id,
        suites=suites,
        versions=versions,
        server_name=_server_name(extensions.get(SERVER_NAME)),
        signature_algorithms=algorithms,
        tickets=_tickets(extensions),
        secure_renegotiation=RENEGOTIATION_INFO in extensions or RENEGOTIATION_SIGNAL in suites,
        extensions=extensions,
    )


def parse_server_hello(data: bytes) -> ServerHello:
    """Parse a ServerHello or HelloRetryRequest (RFC 8446, section 4.1.3). Raises Truncated."""
    body = _body(data)
    version = body.number(2)
    random = body.take(32)
    session_id = body.vector(1).rest()
    suite = body.number(2)
    compression = body.number(1)
    extensions = _extensions(body)
    if SUPPORTED_VERSIONS in extensions:
        version = Reader(extensions[SUPPORTED_VERSIONS]).number(2)
    return ServerHello(
        version=version,
        session_id=session_id,
        suite=suite,
        resumed_key=PRE_SHARED_KEY in extensions,
        secure_renegotiation=RENEGOTIATION_INFO in extensions,
        retry=random == _RETRY,
        extensions=extensions,
        compression=compression,
    )


def parse_certificate(data: bytes, version: int) -> tuple[bytes, ...]:
    """Return the DER certificates of a Certificate message, leaf first. Raises Truncated."""
    body = _body(data)
    if version >= TLS13:
        body.vector(1)
    entries = body.vector(3)
    chain = []
    while entries.left:
        chain.append(entries.vector(3).rest())
        if version >= TLS13:
            entries.vector(2)
    return tuple(chain)


def parse_certificate_request(data: bytes, version: int) -> tuple[bytes, ...]:
    """Return the DER names of CAs in a CertificateRequest. Raises Truncated.

    TLS 1.3 carries them in the extension certificate_authorities (RFC 8446, section 4.2.4).
    """
    body = _body(data)
    body.vector(1)
    if version >= TLS13:
        names = Reader(_extensions(body).get(CERTIFICATE_AUTHORITIES, b"\0\0"))
    else:
        if version >= TLS12:
            body.vector(2)
        names = body
    entries = names.vector(2)
    found = []
    while entries.left:
        found.append(entries.vector(2).rest())
    return tuple(found)


def parse_certificate_verify(data: bytes) -> int:
    """Return the signature scheme of a CertificateVerify of TLS 1.2 or 1.3. Raises Truncated."""
    return _body(data).number(2)


def parse_server_key_exchange(data: bytes) -> int | None:
    """Return the signature scheme of a ServerKeyExchange of TLS 1.2; None if it is not of ECDHE. Raises Truncated."""
    body = _body(data)
    if body.number(1) != _NAMED_CURVE:
        return None
    body.take(2)
    body.vector(1)
    return body.number(2)


def parse_new_session_ticket(data: bytes, version: int) -> bytes:
    """Return the ticket of a NewSessionTicket (RFC 5077, section 3.3; RFC 8446, section 4.6.1). Raises Truncated."""
    body = _body(data)
    body.take(4)
    if version >= TLS13:
        body.take(4)
        body.vector(1)
    return body.vector(2).rest()


def key_update_requested(data: bytes) -> bool:
    """Tell whether a KeyUpdate asks the peer to follow (RFC 8446, section 4.6.3). Raises Truncated."""
    return _body(data).number(1) == 1


def _body(data: bytes) -> Reader:
    message = Reader(data)
    message.take(1)
    return message.vector(3)


def _numbers(reader: Reader) -> tuple[int, ...]:
    found = []
    while reader.left:
        found.append(reader.number(2))
    return tuple(found)


def _extensions(body: Reader) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    if body.left:
        extensions = body.vector(2)
        while extensions.left:
            kind = extensions.number(2)
            found[kind] = extensions.vector(2).rest()
    return found


def _server_name(extension: bytes | None) -> str | None:
    """A server leaves the extension empty (RFC 6066, section 3)."""
    if not extension:
        return None
    names = Reader(extension).vector(2)
    while names.left:
        kind = names.number(1)
        name = names.vector(2).rest()
        if kind == 0:
            return name.decode("ascii", "backslashreplace")
    return None


def _tickets(extensions: dict[int, bytes]) -> tuple[bytes, ...]:
    found = []
    if PRE_SHARED_KEY in extensions:
        identities = Reader(extensions[PRE_SHARED_KEY]).vector(2)
        while identities.left:
            found.append(identities.vector(2).rest())
            identities.take(4)
    if extensions.get(SESSION_TICKET):
        found.append(extensions[SESSION_TICKET])
    return tuple(found)
