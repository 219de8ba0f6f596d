"""A ClientHello of any kind as bytes: versions and suites that no library of today would offer (RFC 5246, RFC 8446).

Whoever sends it can read from the answer what a server chooses. The handshake cannot be finished: the keys for TLS 1.3
that are offered here are the base points of their curves, so their secret is known to everybody.
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from protocol.tls import handshake as h
from protocol.tls import rare_suites, suites
from protocol.tls.messages import CLIENT_HELLO, HANDSHAKE, TLS12, TLS13

SSL3 = 0x0300
TLS10 = 0x0301
TLS11 = 0x0302
VERSIONS = (SSL3, TLS10, TLS11, TLS12, TLS13)
"""Every version that can be offered here, lowest first. SSL 2.0 has a hello of another form and is not among them."""
NO_COMPRESSION = 0
DEFLATE = 1

_X25519, _P256, _P384 = 29, 23, 24
_GROUPS = (_X25519, _P256, _P384, 30, 25, 28, 27, 26, 22, 21, 19, 256, 257, 258, 259, 260)
_ALGORITHMS = bytes.fromhex(
    "0403 0503 0603 0807 0808 0804 0805 0806 0809 080a 080b 0401 0501 0601 0303 0301 0302 0402 0502 0602 0203 0201 0202"
)
_SHARES = {
    _X25519: bytes((9,)) + bytes(31),
    _P256: bytes.fromhex(
        "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
        "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
    ),
    _P384: bytes.fromhex(
        "04aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7"
        "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f"
    ),
}
_SUPPORTED_GROUPS, _POINT_FORMATS, _ENCRYPT_THEN_MAC, _KEY_MODES, _KEY_SHARE = 10, 11, 22, 45, 51
_SHA1_AND_OLDER = ("_SHA", "_MD5", "_IMIT", "_GOSTR3411")


@dataclass(frozen=True, slots=True)
class Offer:
    """What a client offers."""

    versions: tuple[int, ...]
    """As on the wire: 0x0303 is TLS 1.2; highest first."""
    suites: tuple[int, ...]
    """Codes, the preferred one first."""
    server_name: str = ""
    """For SNI; an address and an empty text are left out."""
    compressions: tuple[int, ...] = (NO_COMPRESSION,)


def codes(version: int) -> tuple[int, ...]:
    """Return the codes of all suites that have a name and can be used in a version, those best known first.

    TLS 1.3 has its own; before TLS 1.2 there are only those with SHA-1 or older.
    """
    known = (*((suite.code, suite.name) for suite in suites.SUITES), *rare_suites.NAMES.items())
    usable = [(code, name) for code, name in known if _usable(name, version)]
    return tuple(code for code, _ in sorted(usable, key=lambda suite: _is_rare(suite[1])))


def codes_of(names: Iterable[str]) -> tuple[int, ...]:
    """Return the codes of suites by their IANA names. Raises ValueError, in Dutch, for a name that is not known."""
    rare = {name: code for code, name in rare_suites.NAMES.items()}
    found = []
    for name in names:
        suite = suites.by_name(name)
        code = rare.get(name) if suite is None else suite.code
        if code is None:
            raise ValueError(f'"{name}" is geen bekende suite; verwacht een IANA-naam zoals TLS_AES_256_GCM_SHA384')
        found.append(code)
    return tuple(found)


def client_hello(offer: Offer, random: bytes) -> bytes:
    """Return the ClientHello of an offer as a handshake message; ``random`` is 32 bytes."""
    highest = max(offer.versions)
    # A server that expects the look of TLS 1.2 in TLS 1.3 gets it (RFC 8446, appendix D.4).
    session = random if highest >= TLS13 else b""
    offered, extensions = offer.suites, b""
    if highest > SSL3:
        extensions = _vector(2, _extensions(offer))
    else:
        offered = (*offered, h.RENEGOTIATION_SIGNAL)
    body = (
        min(highest, TLS12).to_bytes(2, "big")
        + random
        + _vector(1, session)
        + _vector(2, _numbers(offered))
        + _vector(1, bytes(offer.compressions))
        + extensions
    )
    return bytes((CLIENT_HELLO,)) + _vector(3, body)


def record(message: bytes, offer: Offer) -> bytes:
    """Return a handshake message in the record that goes over TCP; the lowest version in its header is the safest."""
    return bytes((HANDSHAKE,)) + min(max(offer.versions), TLS10).to_bytes(2, "big") + _vector(2, message)


def _is_rare(name: str) -> bool:
    return not name.startswith(("TLS_ECDHE_ECDSA_", "TLS_ECDHE_RSA_", "TLS_DHE_RSA_", "TLS_RSA_WITH_", "TLS_AES_"))


def _usable(name: str, version: int) -> bool:
    newest = "_WITH_" not in name
    if version >= TLS13:
        return newest
    return not newest and (version >= TLS12 or name.endswith(_SHA1_AND_OLDER))


def _extensions(offer: Offer) -> bytes:
    found = [
        (_SUPPORTED_GROUPS, _vector(2, _numbers(_GROUPS))),
        (_POINT_FORMATS, _vector(1, b"\0")),
        (h.SESSION_TICKET, b""),
        (_ENCRYPT_THEN_MAC, b""),
        (h.EXTENDED_MASTER_SECRET, b""),
        (h.RENEGOTIATION_INFO, b"\0"),
    ]
    if offer.server_name and not _is_address(offer.server_name):
        found.insert(0, (h.SERVER_NAME, _vector(2, b"\0" + _vector(2, offer.server_name.encode("idna")))))
    if max(offer.versions) >= TLS12:
        found.append((h.SIGNATURE_ALGORITHMS, _vector(2, _ALGORITHMS)))
    if max(offer.versions) >= TLS13:
        shares = b"".join(group.to_bytes(2, "big") + _vector(2, share) for group, share in _SHARES.items())
        found.append((h.SUPPORTED_VERSIONS, _vector(1, _numbers(offer.versions))))
        found.append((_KEY_MODES, _vector(1, b"\1")))
        found.append((_KEY_SHARE, _vector(2, shares)))
    return b"".join(kind.to_bytes(2, "big") + _vector(2, content) for kind, content in found)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _numbers(values: Iterable[int]) -> bytes:
    return b"".join(value.to_bytes(2, "big") for value in values)


def _vector(size: int, content: bytes) -> bytes:
    return len(content).to_bytes(size, "big") + content
