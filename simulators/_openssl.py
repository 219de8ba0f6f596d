"""Calls into the OpenSSL that Python's own ssl module uses, for what that module does not offer.

The pointers SSL_CTX* and SSL* are read from CPython's objects. That rests on the first fields of two C structs
(Modules/_ssl.c: PySSLContext and PySSLSocket), the same from Python 3.11 to 3.13, and is checked at import: the options
and the verify mode that OpenSSL reports through the pointers must be those that Python reports.
"""

import _ssl
import ctypes
import ssl
from pathlib import Path
from typing import Final

_SET_SESS_CACHE_MODE: Final = 44
_SET_MIN_PROTO: Final = 123
_SET_MAX_PROTO: Final = 124
_SET_MODE: Final = 33
_NO_AUTO_CHAIN: Final = 8
_SET_DH_AUTO: Final = 118
_UPDATE_REQUESTED: Final = 1
_SET_SIGALGS_LIST: Final = 98
ALLOW_CLIENT_RENEGOTIATION: Final = 0x100
"""SSL_OP_ALLOW_CLIENT_RENEGOTIATION: without it OpenSSL 3 answers a client's renegotiation with an alert."""

UNSAFE_RENEGOTIATION: Final = 0x4 | 0x40000
"""SSL_OP_LEGACY_SERVER_CONNECT and SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION: do without RFC 5746."""


_Judge = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


_content = _Judge(lambda _chain, _argument: 1)


class OpenSslLayoutError(RuntimeError):
    """This Python keeps its pointers to OpenSSL elsewhere, or reaches another OpenSSL; the text is Dutch."""


class _Context(ctypes.Structure):
    _fields_ = (("head", ctypes.c_byte * object.__basicsize__), ("pointer", ctypes.c_void_p))


class _Connection(ctypes.Structure):
    _fields_ = (
        ("head", ctypes.c_byte * object.__basicsize__),
        ("socket", ctypes.c_void_p),
        ("pointer", ctypes.c_void_p),
    )


def _load() -> ctypes.CDLL:
    """Resolve through the extension module: its dependencies are the libraries that Python itself uses."""
    library = ctypes.CDLL(getattr(_ssl, "__file__", None))
    pointer, number, text = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
    signatures: dict[str, tuple[object, tuple[object, ...]]] = {
        "SSL_CTX_get_options": (ctypes.c_uint64, (pointer,)),
        "SSL_CTX_get_verify_mode": (number, (pointer,)),
        "SSL_CTX_ctrl": (ctypes.c_long, (pointer, number, ctypes.c_long, pointer)),
        "SSL_CTX_set_ciphersuites": (number, (pointer, text)),
        "SSL_CTX_set_client_CA_list": (None, (pointer, pointer)),
        "SSL_CTX_get_cert_store": (pointer, (pointer,)),
        "SSL_CTX_set_cert_verify_callback": (None, (pointer, _Judge, pointer)),
        "SSL_add_file_cert_subjects_to_stack": (number, (pointer, text)),
        "OPENSSL_sk_new_null": (pointer, ()),
        "X509_STORE_add_crl": (number, (pointer, pointer)),
        "d2i_X509_CRL": (pointer, (pointer, ctypes.POINTER(text), ctypes.c_long)),
        "X509_CRL_free": (None, (pointer,)),
        "SSL_is_server": (number, (pointer,)),
        "SSL_version": (number, (pointer,)),
        "SSL_renegotiate": (number, (pointer,)),
        "SSL_key_update": (number, (pointer, number)),
        "ERR_clear_error": (None, ()),
    }
    try:
        for name, (result, arguments) in signatures.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
    except AttributeError as missing:
        raise OpenSslLayoutError(f"de OpenSSL van deze Python biedt een nodige functie niet: {missing}") from missing
    return library


_library = _load()


def _context(context: ssl.SSLContext) -> int:
    return int(_Context.from_address(id(context)).pointer or 0)


def _connection(connection: ssl.SSLObject) -> int:
    return int(_Connection.from_address(id(connection._sslobj)).pointer or 0)  # type: ignore[attr-defined]


def check_layout() -> None:
    """Raise OpenSslLayoutError unless the pointers lead to the objects that Python itself reports on."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.verify_mode = ssl.CERT_OPTIONAL
    context.options |= ssl.OP_NO_TICKET
    server = context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_side=True)
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    other = client.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="toetsbank.test")
    found = (
        _library.SSL_CTX_get_options(_context(context)),
        _library.SSL_CTX_get_verify_mode(_context(context)),
        _library.SSL_is_server(_connection(server)),
        _library.SSL_is_server(_connection(other)),
    )
    if found != (int(context.options), int(context.verify_mode), 1, 0):
        raise OpenSslLayoutError(
            "deze Python bewaart zijn verwijzingen naar OpenSSL op een andere plaats dan CPython 3.11 tot en met 3.13; "
            "gebruik een van die versies"
        )


def set_versions(context: ssl.SSLContext, minimum: int, maximum: int) -> None:
    """Set the lowest and highest version (0x0301 to 0x0304); Python's own way warns below TLS 1.2."""
    pointer = _context(context)
    _require(_library.SSL_CTX_ctrl(pointer, _SET_MIN_PROTO, minimum, None), f"minimum-TLS-versie 0x{minimum:04X}")
    _require(_library.SSL_CTX_ctrl(pointer, _SET_MAX_PROTO, maximum, None), f"maximum-TLS-versie 0x{maximum:04X}")


def set_tls13_suites(context: ssl.SSLContext, names: tuple[str, ...]) -> None:
    """Set the suites of TLS 1.3, best first (IANA names). Raises ValueError for a name that OpenSSL does not know."""
    _require(_library.SSL_CTX_set_ciphersuites(_context(context), ":".join(names).encode()), ", ".join(names))


def set_ca_names(context: ssl.SSLContext, files: tuple[Path, ...]) -> None:
    """Name the subjects of the certificates in these PEM files in every CertificateRequest; none at all for ()."""
    names = _library.OPENSSL_sk_new_null()
    for file in files:
        _require(_library.SSL_add_file_cert_subjects_to_stack(names, str(file).encode()), f"CA-certificaten {file}")
    _library.SSL_CTX_set_client_CA_list(_context(context), names)  # takes the stack over


def set_signature_algorithms(context: ssl.SSLContext, names: tuple[str, ...]) -> None:
    """Set what the handshake may be signed with, best first, as OpenSSL names it: ``RSA+SHA256``, ``RSA-PSS+SHA512``.

    Raises ValueError for a name that OpenSSL does not know.
    """
    listed = ":".join(names).encode()
    _require(_library.SSL_CTX_ctrl(_context(context), _SET_SIGALGS_LIST, 0, listed), ", ".join(names))


def accept_any_chain(context: ssl.SSLContext) -> None:
    """Take whatever chain the peer shows: whoever uses the connection judges it."""
    _library.SSL_CTX_set_cert_verify_callback(_context(context), _content, None)


def no_session_cache(context: ssl.SSLContext) -> None:
    """Keep no sessions: a TLS 1.2 client that offers a session identifier gets a full handshake."""
    _library.SSL_CTX_ctrl(_context(context), _SET_SESS_CACHE_MODE, 0, None)


def no_automatic_chain(context: ssl.SSLContext) -> None:
    """Show the chain exactly as it was loaded; OpenSSL would complete it from the trust store, root included."""
    _library.SSL_CTX_ctrl(_context(context), _SET_MODE, _NO_AUTO_CHAIN, None)


def allow_dhe(context: ssl.SSLContext) -> None:
    """Let OpenSSL choose groups for DHE; Python does not, so that a server of its would never pick a DHE suite."""
    _library.SSL_CTX_ctrl(_context(context), _SET_DH_AUTO, 1, None)


def add_crl(context: ssl.SSLContext, der: bytes) -> None:
    """Add a CRL in DER to the trust store. Raises ValueError if OpenSSL cannot read it."""
    start = ctypes.c_char_p(der)
    crl = _library.d2i_X509_CRL(None, ctypes.byref(start), len(der))
    _require(crl or 0, f"CRL van {len(der)} bytes")
    try:
        _require(_library.X509_STORE_add_crl(_library.SSL_CTX_get_cert_store(_context(context)), crl), "CRL")
    finally:
        _library.X509_CRL_free(crl)


def renegotiate(connection: ssl.SSLObject) -> bool:
    """Ask for new keys in TLS 1.2 or lower; the next read or write does the work. False if OpenSSL will not."""
    return _asked(_library.SSL_renegotiate(_connection(connection)))


def update_keys(connection: ssl.SSLObject) -> bool:
    """Send a KeyUpdate that the peer must follow, with the next write (TLS 1.3). False if OpenSSL will not."""
    return _asked(_library.SSL_key_update(_connection(connection), _UPDATE_REQUESTED))


def version(connection: ssl.SSLObject) -> int:
    """Return the negotiated version as a number."""
    return int(_library.SSL_version(_connection(connection)))


def _asked(result: int) -> bool:
    _library.ERR_clear_error()  # a stale error would be taken for one of the next read
    return result == 1


def _require(result: int, what: str) -> None:
    if result < 1:
        _library.ERR_clear_error()
        raise ValueError(f"OpenSSL aanvaardt dit niet: {what}")


check_layout()
