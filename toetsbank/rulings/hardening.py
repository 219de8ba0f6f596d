"""What open ports say of hardening (SYS.BVL.e4065): never that a SUT fails, for what a port is for does not show."""

from collections.abc import Collection, Iterable
from typing import Final

from toetsbank.ports import OFTEN_OPEN
from toetsbank.rulings.base import Ruling

DECLARED: Final = "alleen open poorten die het profiel noemt (sut.adres, sut.poorten, upper_tester.url)"


def declared_ports(found: Iterable[int], declared: Collection[int]) -> Ruling:
    """Each open port is one that the profile names; another one is a finding, for the dossier to explain.

    Without any open port nothing was looked at: not even the server of the SUT answered.
    """
    ports = tuple(found)
    stray = [port for port in ports if port not in declared]
    said = ", ".join(str(port) for port in ports)
    return Ruling(
        True if ports else None,
        DECLARED,
        f"open: {said}" if ports else "geen enkele open poort",
        (),
        tuple(
            f"Poort {port} staat open (gewoonlijk {OFTEN_OPEN[port]}) en staat niet in het profiel." for port in stray
        ),
    )
