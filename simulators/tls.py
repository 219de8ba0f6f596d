"""TLS contexts of simulators and of the reference XIS: the one place where settings become an SSLContext.

Settings are values, and a change of settings makes a new context: OpenSSL cannot forget a CRL, ignores one that is
not strictly newer, and resumes a session whatever has been revoked since. Only what the settings name is trusted, never
the certificates of the system. Every context has an observer on OpenSSL's message callback (``protocol.tls.recorder``).
"""

import _ssl
import ssl
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from protocol.tls import suites
from protocol.tls.messages import APPLICATION_DATA, INNER_CONTENT_TYPE, RECORD_HEADER, TLS12, TLS13, version_name
from protocol.tls.recorder import Recorder
from simulators import _openssl
from simulators._openssl import OpenSslLayoutError, check_layout
from simulators.clock import Clock, Moment

__all__ = [
    "Identity",
    "ObservedContext",
    "ObservedObject",
    "OpenSslLayoutError",
    "TlsSettings",
    "check_layout",
    "client_context",
    "server_context",
]

_CONTEXTS_KEPT = 128
_SESSIONS_KEPT = 1024
_WEAK_HASHES = ("md5", "sha1")


@dataclass(frozen=True, slots=True)
class Identity:
    """A certificate with its key, by a name that reports show."""

    name: str
    certificate: Path
    """PEM: the chain, leaf first, without root."""
    key: Path


@dataclass(frozen=True, slots=True)
class TlsSettings:
    """How one side of TLS behaves."""

    identity: Identity | None = None
    trust: tuple[Path, ...] = ()
    """PEM files with the certificates of the CAs that are trusted."""
    crls: tuple[bytes, ...] = ()
    """CRLs in PEM or DER; if there is any, the leaf of the peer must be covered by one of them."""
    minimum: int = TLS12
    maximum: int = TLS13
    suites: tuple[str, ...] = ()
    """IANA names, best first, TLS 1.2 and 1.3 mixed; () means the default of the library."""
    server_preference: bool = True
    peer_certificate: Literal["none", "optional", "required", "unjudged"] = "required"
    """unjudged: a server demands one and takes whatever it gets; whoever uses the connection judges it."""
    signature_algorithms: tuple[str, ...] = ()
    """What the handshake may be signed with, in OpenSSL's names (RSA+SHA256), best first; () is its default."""
    ca_list: tuple[Path, ...] | None = None
    """PEM files whose subjects a server names in its CertificateRequest; None: those of ``trust``."""
    tickets: bool = False
    """A server lets sessions be resumed."""
    check_name: bool = True
    """A client compares the name of the server with its certificate (subjectAltName only)."""
    takes_tickets: bool = True
    """A client asks for session tickets; without them, before TLS 1.3, only a session identifier can be resumed."""
    lenient: bool = False
    """A client talks to weak servers too: every suite that OpenSSL has, short keys, old hashes, no RFC 5746."""


class ObservedObject(ssl.SSLObject):
    """One TLS connection, with the record of what passed."""

    recorder: Recorder


class ObservedContext(ssl.SSLContext):
    """A context that records what passes on its connections and knows what it accepts."""

    sslobject_class = ObservedObject
    accepted_suites: tuple[str, ...] = ()
    """IANA names, in the order of preference."""
    accepted_maximum: str = ""
    """The highest version, for instance "TLS 1.3"."""
    sessions: OrderedDict[bytes, Recorder]
    """A server's resumable sessions, by ticket or identifier, with the connection that used each last."""

    def open(
        self,
        incoming: ssl.MemoryBIO,
        outgoing: ssl.MemoryBIO,
        recorder: Recorder,
        *,
        server_side: bool = False,
        server_name: str | None = None,
        session: ssl.SSLSession | None = None,
    ) -> ObservedObject:
        """Make the TLS object of one connection, recorded in ``recorder``."""
        made = self.wrap_bio(incoming, outgoing, server_side, server_name, session)
        assert isinstance(made, ObservedObject)
        made.recorder = recorder
        return made

    def remember_session(self, ticket: bytes, recorder: Recorder) -> None:
        """Note the connection that used a resumable session last; the oldest entries are forgotten."""
        self.sessions[ticket] = recorder
        self.sessions.move_to_end(ticket)
        while len(self.sessions) > _SESSIONS_KEPT:
            self.sessions.popitem(last=False)


_Key = tuple[Clock, TlsSettings, bool, tuple[tuple[int, int], ...]]


class _Contexts:
    """The contexts made last; simulators on other loops may ask at the same time."""

    def __init__(self) -> None:
        self._made: OrderedDict[_Key, ObservedContext] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: _Key, make: Callable[[TlsSettings, Clock], ObservedContext]) -> ObservedContext:
        """Return the context under a key, made if it is not there."""
        with self._lock:
            context = self._made.get(key)
            if context is None:
                context = self._made[key] = make(key[1], key[0])
                while len(self._made) > _CONTEXTS_KEPT:
                    self._made.popitem(last=False)
            else:
                self._made.move_to_end(key)
            return context


_contexts = _Contexts()


def server_context(settings: TlsSettings, clock: Clock) -> ObservedContext:
    """Return the context of a server with these settings; the same one for the same settings, files and clock.

    Raises ValueError with a Dutch sentence for settings that this OpenSSL cannot do, OSError for a missing file.
    """
    return _contexts.get((clock, settings, True, _stamps(settings)), _server)


def client_context(settings: TlsSettings, clock: Clock) -> ObservedContext:
    """Return the context of a client with these settings; see ``server_context``."""
    return _contexts.get((clock, settings, False, _stamps(settings)), _client)


def _stamps(settings: TlsSettings) -> tuple[tuple[int, int], ...]:
    """A file that was written anew under its old name gives a new context."""
    own = () if settings.identity is None else (settings.identity.certificate, settings.identity.key)
    stats = (file.stat() for file in own + settings.trust + (settings.ca_list or ()))
    return tuple((stat.st_mtime_ns, stat.st_size) for stat in stats)


def _server(settings: TlsSettings, clock: Clock) -> ObservedContext:
    if settings.identity is None:
        raise ValueError("een TLS-server heeft een certificaat met sleutel nodig; geef TlsSettings.identity")
    context = ObservedContext(ssl.PROTOCOL_TLS_SERVER)
    _common(context, settings, clock)
    context.options |= ssl.Options(_openssl.ALLOW_CLIENT_RENEGOTIATION)
    if not settings.server_preference:
        context.options &= ~ssl.OP_CIPHER_SERVER_PREFERENCE
    if not settings.tickets:
        context.options |= ssl.OP_NO_TICKET
        context.num_tickets = 0
        _openssl.no_session_cache(context)
    modes = {"none": ssl.CERT_NONE, "optional": ssl.CERT_OPTIONAL}
    context.verify_mode = modes.get(settings.peer_certificate, ssl.CERT_REQUIRED)
    if settings.peer_certificate == "unjudged":
        _openssl.accept_any_chain(context)
    _openssl.set_ca_names(context, settings.trust if settings.ca_list is None else settings.ca_list)
    _openssl.allow_dhe(context)
    return context


def _client(settings: TlsSettings, clock: Clock) -> ObservedContext:
    context = ObservedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = settings.check_name and settings.peer_certificate != "none"
    context.hostname_checks_common_name = False
    _common(context, settings, clock)
    if settings.peer_certificate == "none":
        context.verify_mode = ssl.CERT_NONE
    if not settings.takes_tickets:
        context.options |= ssl.OP_NO_TICKET
    if settings.lenient:
        context.options |= ssl.Options(_openssl.UNSAFE_RENEGOTIATION)
    return context


def _common(context: ObservedContext, settings: TlsSettings, clock: Clock) -> None:
    context.sessions = OrderedDict()
    _protocol(context, settings)
    _openssl.no_automatic_chain(context)
    if settings.identity is not None:
        context.load_cert_chain(settings.identity.certificate, settings.identity.key)
    for file in settings.trust:
        context.load_verify_locations(cafile=file)
    for crl in settings.crls:
        for der in _crls(crl):
            _openssl.add_crl(context, der)
    if settings.crls:
        context.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF
    # The descriptor below ssl.SSLContext: its wrapper makes an enum of every number, at a high price.
    _ssl._SSLContext._msg_callback.__set__(context, _observer(clock.moment))  # type: ignore[attr-defined]


def _protocol(context: ObservedContext, settings: TlsSettings) -> None:
    chosen = [_suite(name) for name in settings.suites]
    minimum, maximum = settings.minimum, settings.maximum
    if chosen and all(suite.is_tls13 for suite in chosen):
        minimum = max(minimum, TLS13)
    if chosen and not any(suite.is_tls13 for suite in chosen):
        maximum = min(maximum, TLS12)
    if minimum > maximum:
        raise ValueError(
            f"geen TLS-versie over: de versies {version_name(settings.minimum)} tot en met "
            f"{version_name(settings.maximum)} en de suites {', '.join(settings.suites)} gaan niet samen"
        )
    weak = settings.lenient or minimum < TLS12 or any(_weak(s) for s in chosen) or _weak_identity(settings)
    weak = weak or any(name.endswith("SHA1") for name in settings.signature_algorithms)
    level = ":@SECLEVEL=0" if weak else ""
    older = [suite.openssl for suite in chosen if not suite.is_tls13]
    newer = tuple(suite.name for suite in chosen if suite.is_tls13)
    if older or level:
        try:
            everything = "ALL:COMPLEMENTOFALL" if settings.lenient else "DEFAULT"
            context.set_ciphers((":".join(older) or everything) + level)
        except ssl.SSLError as error:
            raise ValueError(f"deze OpenSSL kent geen van de suites {', '.join(settings.suites)}") from error
    if newer:
        _openssl.set_tls13_suites(context, newer)
    if settings.signature_algorithms:
        _openssl.set_signature_algorithms(context, settings.signature_algorithms)
    _openssl.set_versions(context, minimum, maximum)
    context.accepted_maximum = version_name(maximum)
    context.accepted_suites = _accepted(context, minimum, maximum)
    missing = [suite.name for suite in chosen if suite.name not in context.accepted_suites]
    if missing:
        raise ValueError(f"deze OpenSSL kent deze suites niet, of niet in de gekozen versies: {', '.join(missing)}")


def _accepted(context: ObservedContext, minimum: int, maximum: int) -> tuple[str, ...]:
    codes = (int(cipher["id"]) & 0xFFFF for cipher in context.get_ciphers())
    return tuple(
        suites.name_of(code) for code in codes if (maximum >= TLS13 if code >> 8 == 0x13 else minimum <= TLS12)
    )


def _suite(name: str) -> suites.Suite:
    suite = suites.by_name(name)
    if suite is None:
        raise ValueError(f'"{name}" is geen bekende suite; verwacht een IANA-naam zoals TLS_AES_256_GCM_SHA384')
    return suite


def _weak(suite: suites.Suite) -> bool:
    broken = ("NULL", "RC4", "RC2", "DES")
    return suite.authentication == "anon" or suite.mac == "MD5" or suite.cipher.startswith(broken)


def _weak_identity(settings: TlsSettings) -> bool:
    """At its usual level OpenSSL refuses to show a certificate with SHA-1 or a short key; a test may want just that."""
    if settings.identity is None:
        return False
    for certificate in x509.load_pem_x509_certificates(settings.identity.certificate.read_bytes()):
        hashed, key = certificate.signature_hash_algorithm, certificate.public_key()
        if (hashed is not None and hashed.name in _WEAK_HASHES) or (
            isinstance(key, rsa.RSAPublicKey) and key.key_size < 2048
        ):
            return True
    return False


def _crls(data: bytes) -> list[bytes]:
    mark = b"-----BEGIN X509 CRL-----"
    if mark not in data:
        return [data]
    return [x509.load_pem_x509_crl(mark + part).public_bytes(Encoding.DER) for part in data.split(mark)[1:]]


def _observer(now: Callable[[], Moment]) -> Callable[[Any, str, int, int, int, bytes], None]:
    """Return the callback of OpenSSL. It must be quick, and an exception in it would end the connection."""

    def observe(conn: ObservedObject, direction: str, version: int, content_type: int, kind: int, data: bytes) -> None:
        recorder = conn.recorder
        if content_type >= RECORD_HEADER:
            # In TLS 1.3 every protected record says 23 outside; what it holds is told by the inner type.
            if kind == APPLICATION_DATA and recorder.tls13 is (content_type == INNER_CONTENT_TYPE):
                low, high = now()
                recorder.application(low, high, direction == "write")
            return
        low, high = now()
        recorder.message(low, high, direction == "write", version, content_type, data)

    return observe
