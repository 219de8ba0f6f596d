"""The SUT's own TLS server as a target: the bench shows itself as the ZIM and notes what it sees in its journal."""

from simulators.zim.trust import ROOTS, crls, identity
from toetsbank.tls_probe.target import Target
from toetsbank.world import World


def sut_target(world: World, certificate: str = "zim", address: tuple[str, int] | None = None) -> Target:
    """Return the target for the SUT, or for another port of it.

    ``certificate`` is the name of the variant in the PKI to show where one is asked for; empty for none at all. Raises
    Inconclusive where the profile names no address, ValueError, in Dutch, for a certificate that does not exist.
    """
    host, port = address or world.sut_address
    return Target(
        host,
        port,
        world.profile.sut.fqdn,
        world.loop,
        world.clock,
        world.zim.journal,
        identity(world.pki, certificate) if certificate else None,
        trust=(world.pki.trust(ROOTS),),
        crls=crls(world.pki, world.clock.now()),
    )
