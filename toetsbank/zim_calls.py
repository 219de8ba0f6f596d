"""Stimuli of the ZIM: messages to the SUT's own server, healthy or with one thing changed; needs no upper tester."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from protocol.soap import ENVELOPE_NS
from simulators.zim import Outgoing, Shown
from simulators.zim.client import Result
from toetsbank.inbound_acts import Pings
from toetsbank.world import World

NO_SOAP = "urn:toetsbank:geen-soap"
"""A namespace of envelopes that no version of SOAP has: who supports a higher version need not refuse that."""
SOAP_1_0 = "urn:schemas-xmlsoap-org:soap.v1"
"""The namespace of an envelope before SOAP 1.1."""

REACHABLE = "bereikbaar_voor_zim"
"""The condition in a profile (PICS) that says whether the ZIM can open connections to the SUT."""


class ZimCaller:
    """Lets the ZIM send pings to the SUT, which every GBx that can be reached has to answer."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._pings = Pings(world)

    @property
    def may_call(self) -> bool:
        """Tell whether there can be anything to call: not if the profile says that the ZIM cannot reach the SUT."""
        return self._world.profile.pics.voorwaarden.get(REACHABLE) is not False

    def ping(self, **changes: Any) -> Result:
        """Send a ping on a connection of its own; ``changes`` are those of ``Outgoing``.

        Raises Inconclusive where the profile names no address of the SUT.
        """
        return self.send(replace(self._pings.next(), **changes))

    def ping_with(self, blocks: Iterable[bytes]) -> Result:
        """Send a ping with header blocks."""
        outgoing = self._pings.next()
        header = b"<soap:Header>" + b"".join(blocks) + b"</soap:Header><soap:Body>"
        return self.send(replace(outgoing, body=outgoing.body.replace(b"<soap:Body>", header, 1)))

    def ping_in(self, namespace: str) -> Result:
        """Send a ping in an envelope of another namespace."""
        outgoing = self._pings.next()
        body = outgoing.body.replace(ENVELOPE_NS.encode(), namespace.encode())
        return self.send(replace(outgoing, body=body))

    def ping_body(self, body: bytes) -> Result:
        """Send other bytes in place of a ping."""
        return self.send(replace(self._pings.next(), body=body))

    def send(self, outgoing: Outgoing) -> Result:
        """Send a message on a connection of its own; what failed is a result too."""
        host, port = self._world.sut_address
        # What the certificate of the SUT says is judged elsewhere.
        return self._world.zim.call(host, port, self._world.profile.sut.fqdn, outgoing, Shown(check_name=False))
