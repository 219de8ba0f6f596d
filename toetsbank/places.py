"""Where the counterparties listen, and the names under which they are found."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address

from simulators.lsp import Names
from simulators.uzi.population import OTHER_HOST
from toetsbank.profile import Profile

ZIM_NAME = "zim.toetsbank.test"
CRL_NAME = "crl.toetsbank.test"


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses of the counterparties: a port 0 is a free one, None none at all."""

    host: str = "127.0.0.1"
    second: str | None = "127.0.0.2"
    """The address of the second location of the ZIM."""
    zim_name: str = ZIM_NAME
    zim_port: int = 0
    uzi_port: int = 0
    dns_port: int | None = 0
    ntp_port: int | None = 0

    @classmethod
    def of(cls, profile: Profile) -> "Places":
        """Return what a profile says."""
        side = profile.tegenpartijen
        return cls(
            host=side.bind,
            second=side.tweede_locatie,
            zim_name=side.zim_naam,
            zim_port=side.zim_poort,
            uzi_port=side.uzi_poort,
            dns_port=side.dns_poort,
            ntp_port=side.ntp_poort,
        )

    def names(self, sut: Mapping[str, str]) -> Names | None:
        """Return what the DNS says, ``sut`` being the SUT's host names with their addresses; None if there is none."""
        if self.dns_port is None:
            return None
        locations = (self.host,) if self.second is None else (self.host, self.second)
        return Names(self.zim_name, locations, {CRL_NAME: self.host, OTHER_HOST: self.host, **sut})


def own_name(profile: Profile) -> dict[str, str]:
    """Return the host name of the SUT with its address, where the profile gives that as IPv4."""
    host = (profile.sut.adres or "").rpartition(":")[0]
    try:
        return {profile.sut.fqdn: str(IPv4Address(host))}
    except ValueError:
        return {}
