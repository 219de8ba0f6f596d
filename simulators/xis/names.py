"""Finding hosts by name: the DNS is asked, and what it says is used for its TTL and no longer (GBX.CON.e4020)."""

import secrets
from ipaddress import ip_address
from typing import Final

from protocol import dns
from simulators.clock import Clock
from simulators.xis.configuration import Address, Configuration
from simulators.xis.datagrams import NoAnswer, ask
from simulators.xis.policies import Policies

SECONDS: Final = 2.0
"""Real seconds that a name server gets, before the next one is asked."""


class UnknownHost(Exception):
    """A name has no address; the message is a Dutch phrase that fits after "omdat"."""


class Names:
    """The addresses of hosts, by the clock of the XIS."""

    def __init__(self, configuration: Configuration, policies: Policies, clock: Clock) -> None:
        self._configuration = configuration
        self._policies = policies
        self._clock = clock
        self._known: dict[str, tuple[str, float, int]] = {}
        """By name: its address, when that was asked for, and its TTL."""

    async def locate(self, url: str) -> Address:
        """Return where to connect for a URL; raises UnknownHost."""
        host, port = self._configuration.endpoint(url)
        return await self._address(host), port

    def forget(self) -> None:
        """Drop what is known, as after a restart."""
        self._known.clear()

    async def _address(self, host: str) -> str:
        if _is_address(host):
            return host
        policy = self._policies.names
        if host in policy.fixed:
            return policy.fixed[host]
        known = self._known.get(host)
        if known is not None and self._clock.now() < policy.keeps_until(known[1], known[2]):
            return known[0]
        asked = self._clock.now()
        answer = await self._ask(host)
        if not answer.addresses:
            raise UnknownHost(f"de naam {host} niet bestaat ({answer.code})")
        address = known[0] if known is not None and policy.keeps_first else answer.addresses[0]
        self._known[host] = address, asked, answer.ttl or 0
        return address

    async def _ask(self, host: str) -> dns.Answer:
        reasons, policy = [], self._policies.names
        for server in self._configuration.naamservers:
            name, _, port = server.rpartition(":")
            number = secrets.randbelow(2**16)
            try:
                data = await ask(name, int(port), dns.build_question(host, policy.record, number=number), SECONDS)
                return dns.parse_answer(data, number)
            except (NoAnswer, dns.DnsError) as error:
                reasons.append(str(error))
        raise UnknownHost(f"de naam {host} niet te vinden is ({'; '.join(reasons)})")


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
