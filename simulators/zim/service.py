"""The simulated ZIM as a whole, driven from synchronous code."""

from dataclasses import replace
from typing import Any

from simulators.clock import Clock
from simulators.journal import Journal, Numbering, Sink, drop
from simulators.listener import Limits, Listener
from simulators.loop import LoopThread
from simulators.uzi.pki import Pki
from simulators.zim.client import Connection, Outgoing, Result, Shown, ZimClient
from simulators.zim.endpoint import Endpoint
from simulators.zim.handlers import ZimHandler
from simulators.zim.model import ZimModel
from simulators.zim.settings import Application, ZimSettings
from simulators.zim.tokens import TokenJudge
from simulators.zim.trust import server_settings


class Zim:
    """The message broker: a server for the SUT to send to, and a client that sends to the SUT.

    Every method may be called from any thread but that of the loop; each returns when it is done.
    """

    def __init__(
        self, loop: LoopThread, pki: Pki, clock: Clock, journal: Journal, host_name: str, limits: Limits
    ) -> None:
        """Use ``start``."""
        self.journal = journal
        self.host_name = host_name
        """The name under which the SUT knows the ZIM."""
        self._loop = loop
        self._pki = pki
        self._clock = clock
        self._limits = limits
        self._healthy = default_settings(pki)
        handler = ZimHandler(ZimModel(clock.now()), TokenJudge(pki), clock, limit=limits.body)
        self._endpoint = Endpoint(handler, journal, self._healthy, limits)
        self._client = ZimClient(pki, clock, journal, limits)
        self._listeners: dict[int, Listener] = {}
        self._addresses: dict[int, tuple[str, int]] = {}

    @classmethod
    def start(
        cls,
        loop: LoopThread,
        pki: Pki,
        clock: Clock,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        host_name: str = "zim.toetsbank.test",
        sink: Sink = drop,
        numbering: Numbering | None = None,
        second: tuple[str, int] | None = None,
        limits: Limits | None = None,
    ) -> "Zim":
        """Start a healthy ZIM and return when it listens (port 0: a free one).

        ``second`` is the address of the second location, by default a free port of the same host; port 0 of another
        host is the port of the first location. Raises OSError if an address cannot be had, ValueError for a PKI that
        lacks something.
        """
        journal = Journal("zim", sink, numbering)
        made = cls(loop, pki, clock, journal, host_name, limits or Limits())
        made._addresses = {1: (host, port), 2: second or (host, 0)}
        try:
            loop.run(made._open())
        except OSError:
            made.stop()
            raise
        return made

    @property
    def address(self) -> tuple[str, int]:
        """Host and port of the operational location."""
        return self.address_at(self.settings.location)

    def address_at(self, location: int) -> tuple[str, int]:
        """Return host and port of location 1 or 2."""
        return self._addresses[location]

    @property
    def settings(self) -> ZimSettings:
        """How the ZIM behaves now."""
        return self._endpoint.settings

    def configure(self, **changes: Any) -> None:
        """Change settings, by the names of ZimSettings, for the next connections and messages.

        A ``maximum`` below the present minimum lowers that too, unless a ``minimum`` is given. Raises ValueError, in
        Dutch, for a setting or value that does not exist; nothing changes then.
        """
        unknown = sorted(set(changes) - set(ZimSettings.names()))
        if unknown:
            raise ValueError(
                f"instelling '{unknown[0]}' bestaat niet bij de ZIM; kies uit {', '.join(ZimSettings.names())}"
            )
        if "maximum" in changes and "minimum" not in changes:
            changes["minimum"] = min(self.settings.minimum, changes["maximum"])
        self._loop.run(self._use(replace(self.settings, **changes)))

    def refresh_crls(self) -> None:
        """Take the current CRLs of the CAs of servers, for the next connections; those of passes are always current."""
        self.configure()

    def reset(self) -> None:
        """Be healthy again: default settings, connections ended, observations in the sink, the journal empty.

        Which tokens and messages were seen stays known.
        """
        self._loop.run(self._reset())

    def flush(self) -> None:
        """Record the present state of every open connection."""
        self._loop.run(self._flush())

    def close_connections(self) -> None:
        """End every connection and return when all have ended."""
        self._loop.run(self._close_connections())

    def stop(self) -> None:
        """Stop listening and end every connection; more than once is allowed."""
        self._loop.run(self._stop())

    def connect(self, host: str, port: int, server_name: str, shown: Shown | None = None) -> Connection:
        """Open a connection to the SUT and keep it; raises ConnectFailed, after recording it."""
        return Connection(self._loop, self._loop.run(self._client.open(host, port, server_name, shown or Shown())))

    def call(self, host: str, port: int, server_name: str, outgoing: Outgoing, shown: Shown | None = None) -> Result:
        """Open a connection to the SUT, send one message, and close; what failed is a result too."""
        return self._loop.run(self._client.call(host, port, server_name, outgoing, shown or Shown()), 120.0)

    async def _open(self) -> None:
        for location, (host, port) in self._addresses.items():
            first = self._addresses[1]
            listener = await Listener.start(
                host=host,
                port=port or (first[1] if host != first[0] else 0),
                settings=server_settings(self._pki, self._healthy, self._clock.now()),
                handler=self._endpoint.serve,
                clock=self._clock,
                journal=self.journal,
                limits=self._limits,
            )
            self._listeners[location] = listener
            self._addresses[location] = listener.address
        self._admit_at(self._healthy.location)

    async def _use(self, settings: ZimSettings) -> None:
        tls = server_settings(self._pki, settings, self._clock.now())
        moved = settings.location != self.settings.location
        for listener in self._listeners.values():
            listener.use(tls)
        self._endpoint.use(settings)
        if moved:
            self._admit_at(settings.location)
            await self._close_served()

    def _admit_at(self, operational: int) -> None:
        """Take connections at one location; those at the other are seen, and ended."""
        for location, listener in self._listeners.items():
            listener.turn_away("" if location == operational else f"locatie {location} is niet in bedrijf")

    async def _reset(self) -> None:
        await self._use(self._healthy)
        await self._close_connections()
        self.journal.clear()

    async def _flush(self) -> None:
        for listener in self._listeners.values():
            await listener.flush()

    async def _close_connections(self) -> None:
        await self._client.close()
        await self._close_served()

    async def _close_served(self) -> None:
        for listener in self._listeners.values():
            await listener.close_connections()

    async def _stop(self) -> None:
        self._endpoint.use(replace(self.settings, no_answer=False))
        await self._client.close()
        while self._listeners:
            await self._listeners.popitem()[1].stop()


def default_settings(pki: Pki) -> ZimSettings:
    """Return the settings of a healthy ZIM that knows the system under test of a PKI."""
    names = pki.names
    return ZimSettings(applications=(Application(names.applicatie_id, names.ura, (names.fqdn,)),))
