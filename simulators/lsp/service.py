"""The LSP beside its ZIM as a running simulator: a DNS port and an NTP port, both over UDP."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, cast

from simulators.clock import Clock
from simulators.journal import Journal, Numbering, Sink, drop
from simulators.loop import LoopThread
from simulators.lsp.faults import LspSettings
from simulators.lsp.handlers import Handlers
from simulators.lsp.model import Names
from simulators.watch import address

SIMULATOR: Final = "lsp"
_log = logging.getLogger(__name__)


class Lsp:
    """The DNS and the NTP server, driven from synchronous code. Make one with ``start``."""

    def __init__(self, loop: LoopThread, clock: Clock, journal: Journal, names: Names) -> None:
        self.names = names
        self.clock = clock
        self.journal = journal
        self.settings = LspSettings()
        self._loop = loop
        self._handlers = Handlers(names, clock, journal)
        self._transports: dict[str, asyncio.DatagramTransport] = {}

    @classmethod
    def start(
        cls,
        loop: LoopThread,
        clock: Clock,
        *,
        host: str = "127.0.0.1",
        dns_port: int | None = 0,
        ntp_port: int | None = 0,
        names: Names | None = None,
        sink: Sink = drop,
        numbering: Numbering | None = None,
    ) -> "Lsp":
        """Listen on two UDP ports (0: a free one, None: not at all) and return when questions are answered.

        Raises OSError if an address cannot be had; ports below 1024 often need special rights.
        """
        lsp = cls(loop, clock, Journal(SIMULATOR, sink, numbering), names or Names())
        loop.run(lsp._listen(host, dns_port, ntp_port))
        return lsp

    @property
    def dns_address(self) -> tuple[str, int]:
        """Host and port of the DNS server. Raises RuntimeError where there is none, or once the LSP has stopped."""
        return self._address("dns")

    @property
    def serves_names(self) -> bool:
        """Tell whether there is a DNS server."""
        return "dns" in self._transports

    @property
    def ntp_address(self) -> tuple[str, int]:
        """Host and port of the NTP server. Raises RuntimeError where there is none, or once the LSP has stopped."""
        return self._address("ntp")

    def configure(self, **changes: Any) -> None:
        """Change fields of ``settings`` for the next questions; ``location=2`` moves the ZIM.

        Raises TypeError for a field that does not exist, ValueError for a value that is not possible.
        """
        wanted = replace(self.settings, **changes)
        self.names.address_at(wanted.location)
        self.settings = wanted

    def reset(self) -> None:
        """Go back to healthy behaviour with the ZIM at location 1.

        The journal is kept: an address may be used for its TTL, so what was asked before still counts.
        """
        self.settings = LspSettings()

    def stop(self) -> None:
        """Stop listening."""
        transports, self._transports = self._transports, {}
        self._loop.run(_close(transports))

    def _address(self, which: str) -> tuple[str, int]:
        if which not in self._transports:
            raise RuntimeError(f"the LSP does not serve {which}, or has stopped")
        host, port = self._transports[which].get_extra_info("sockname")[:2]
        return host, port

    async def _listen(self, host: str, dns_port: int | None, ntp_port: int | None) -> None:
        opened: dict[str, asyncio.DatagramTransport] = {}
        loop = asyncio.get_running_loop()
        try:
            for name, port, answer in (("dns", dns_port, self._name), ("ntp", ntp_port, self._time)):
                if port is not None:
                    made, _ = await loop.create_datagram_endpoint(_factory(answer), local_addr=(host, port))
                    opened[name] = made
        except OSError:
            await _close(opened)
            raise
        self._transports = opened

    def _name(self, data: bytes, peer: str) -> bytes | None:
        return self._handlers.name(data, peer, self.settings)

    def _time(self, data: bytes, peer: str) -> bytes | None:
        return self._handlers.time(data, peer, self.settings)


class _Datagrams(asyncio.DatagramProtocol):
    """One question in, at most one answer out."""

    def __init__(self, answer: Callable[[bytes, str], bytes | None]) -> None:
        self._answer = answer
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)  # by name only in Python 3.11

    def datagram_received(self, data: bytes, addr: Any) -> None:
        said = self._answer(data, address(addr))
        if said is not None and self._transport is not None:
            self._transport.sendto(said, addr)

    def error_received(self, exc: Exception) -> None:
        _log.info("an answer could not be delivered: %s", exc)


def _factory(answer: Callable[[bytes, str], bytes | None]) -> Callable[[], _Datagrams]:
    return lambda: _Datagrams(answer)


async def _close(transports: Mapping[str, asyncio.DatagramTransport]) -> None:
    for transport in transports.values():
        transport.close()
    await asyncio.sleep(0)  # the sockets close in the next turn of the loop
