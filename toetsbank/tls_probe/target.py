"""A TLS server to look at, and the two ways of doing so: one ClientHello, or a whole handshake with one request."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from protocol.tls import offers
from protocol.tls.messages import version_name
from simulators.calling import ConnectFailed, HttpConnection, RequestFailed, ResumableSession
from simulators.clock import Clock
from simulators.connections import Failure
from simulators.journal import Journal
from simulators.limits import Limits
from simulators.loop import LoopThread
from simulators.observations import ConnectionObservation
from simulators.offering import Reply
from simulators.offering import ask as ask_server
from simulators.tls import Identity, TlsSettings

VERSIONS = {version_name(version): version for version in offers.VERSIONS}
"""Every version that can be asked for, lowest first, with its number on the wire."""
QUICK = Limits(body=256 * 1024, handshake_seconds=5.0, request_seconds=5.0, linger_seconds=0.5)
"""A server that is slower than this is not looked at further."""

_MARGIN = 15.0
"""Real seconds that a wait may last longer than its own deadline."""


@dataclass(frozen=True, slots=True)
class Target:
    """A TLS server and the means to look at it. Nothing the server shows is refused, except by ``trusted``."""

    host: str
    port: int
    server_name: str
    """For SNI and Host."""
    loop: LoopThread
    clock: Clock
    journal: Journal | None = None
    identity: Identity | None = None
    """The certificate to show where one is asked for; needed as twin of a refusal without one."""
    trust: tuple[Path, ...] = ()
    """PEM files of the CAs against which ``trusted`` holds the chain."""
    crls: tuple[bytes, ...] = ()
    limits: Limits = QUICK
    patience: float = 60.0
    """Real seconds after which the search for suites gives up, incomplete."""
    path: str = "/"
    """What the one request asks for."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A whole handshake and one request."""

    seen: ConnectionObservation
    failure: Failure | None = None
    session: ResumableSession | None = field(default=None, repr=False)

    @property
    def answered(self) -> bool:
        """Application data came back: an answer, or something else that is no end."""
        return self.failure is None or self.failure.how in ("http-error", "too-large")

    @property
    def said(self) -> str:
        return "antwoord" if self.failure is None else self.failure.message


def ask(target: Target, versions: tuple[int, ...], codes: Iterable[int]) -> Reply:
    return send(target, offers.Offer(versions, tuple(codes), target.server_name))


def send(target: Target, made: offers.Offer) -> Reply:
    asking = ask_server(
        target.host, target.port, made, clock=target.clock, journal=target.journal, limits=target.limits
    )
    return target.loop.run(asking, target.limits.handshake_seconds + _MARGIN)


def settings(version: str, identity: Identity | None) -> TlsSettings:
    number = VERSIONS[version]
    return TlsSettings(
        identity=identity, peer_certificate="none", minimum=number, maximum=number, check_name=False, lenient=True
    )


def talk(
    target: Target,
    tls: TlsSettings,
    *,
    session: ResumableSession | None = None,
    before: Callable[[HttpConnection], object] = lambda _connection: None,
) -> Talk:
    limits = target.limits
    seconds = limits.handshake_seconds + limits.request_seconds + 2 * limits.linger_seconds + _MARGIN
    return target.loop.run(_converse(target, tls, session, before), seconds)


async def _converse(
    target: Target,
    tls: TlsSettings,
    session: ResumableSession | None,
    before: Callable[[HttpConnection], object],
) -> Talk:
    try:
        connection = await HttpConnection.open(
            target.host,
            target.port,
            settings=tls,
            server_name=target.server_name,
            clock=target.clock,
            journal=target.journal,
            limits=target.limits,
            session=session,
        )
    except ConnectFailed as failed:
        if failed.record is None:
            raise RuntimeError("a connection that failed was not recorded") from failed
        return Talk(failed.record.observation(), failed.failure)
    before(connection)
    failure = None
    try:
        await connection.request("GET", target.path, {"Connection": "close"})
    except RequestFailed as failed:
        failure = failed.failure
    await connection.close()
    return Talk(connection.record.observation(), failure, connection.session)
