"""Which TCP ports of a host take connections: those of services that are often left open (SYS.BVL.e4065)."""

import asyncio
from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from types import MappingProxyType
from typing import Final

from simulators.loop import LoopThread

OFTEN_OPEN: Final[Mapping[int, str]] = MappingProxyType(
    {
        21: "FTP",
        22: "SSH",
        23: "Telnet",
        25: "SMTP",
        80: "HTTP",
        110: "POP3",
        111: "rpcbind",
        135: "MS-RPC",
        139: "NetBIOS",
        143: "IMAP",
        389: "LDAP",
        443: "HTTPS",
        445: "SMB",
        512: "rexec",
        513: "rlogin",
        514: "rsh",
        873: "rsync",
        1433: "SQL Server",
        1521: "Oracle",
        2049: "NFS",
        2375: "Docker zonder TLS",
        3306: "MySQL",
        3389: "RDP",
        5432: "PostgreSQL",
        5900: "VNC",
        5985: "WinRM zonder TLS",
        6379: "Redis",
        8000: "HTTP",
        8080: "HTTP",
        8443: "HTTPS",
        9200: "Elasticsearch",
        11211: "memcached",
        27017: "MongoDB",
    }
)
"""By number; the name is what usually listens there, not what was found to do so."""

SECONDS: Final = 2.0
"""How long a port may take to answer; one that is silent for longer is shut off by a firewall."""


def open_ports(loop: LoopThread, host: str, ports: Iterable[int], seconds: float = SECONDS) -> tuple[int, ...]:
    """Return the ports that take a TCP connection, in order. Each gets one connection, closed at once."""
    wanted = tuple(sorted(set(ports)))
    found = loop.run(_all(host, wanted, seconds), seconds + 10.0)
    return tuple(port for port, is_open in zip(wanted, found, strict=True) if is_open)


def is_own_machine(host: str) -> bool:
    """Tell whether a host is the machine of the bench, whose other ports say nothing about a SUT."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _all(host: str, ports: tuple[int, ...], seconds: float) -> list[bool]:
    return list(await asyncio.gather(*(_takes(host, port, seconds) for port in ports)))


async def _takes(host: str, port: int, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            _, writer = await asyncio.open_connection(host, port)
    except OSError:  # refused, unreachable or, as TimeoutError, silent
        return False
    writer.close()
    return True
