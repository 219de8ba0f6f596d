"""The names that the DNS of the LSP knows, each with its addresses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address
from types import MappingProxyType
from typing import Final

_NAME: Final = re.compile(r"(?=.{1,253}\Z)(?!-)[A-Za-z0-9-]{1,63}(?:\.(?!-)[A-Za-z0-9-]{1,63})+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Names:
    """The host names of the test: that of the ZIM with an address for each location, and others with one.

    Raises ValueError with a Dutch sentence for what is no host name or no IPv4 address, and for equal locations.
    """

    zim: str = "zim.toetsbank.test"
    locations: tuple[str, ...] = ("127.0.0.1", "127.0.0.2")
    """The addresses of the ZIM at location 1 and, where there is one, at location 2."""
    others: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({"xis.toetsbank.test": "127.0.0.1", "crl.toetsbank.test": "127.0.0.1"})
    )

    def __post_init__(self) -> None:
        for name in (self.zim, *self.others):
            if not _NAME.fullmatch(name):
                raise ValueError(f"'{name[:80]}' is geen hostnaam; verwacht wordt bijvoorbeeld zim.toetsbank.test.")
        for address in (*self.locations, *self.others.values()):
            _require_address(address)
        if len(self.locations) not in (1, 2):
            raise ValueError(f"De ZIM heeft een of twee locaties, geen {len(self.locations)}.")
        if self.locations[0] == self.locations[-1] and len(self.locations) == 2:
            raise ValueError(f"De twee locaties van de ZIM hebben hetzelfde adres {self.locations[0]}; geef er twee.")

    def address_at(self, location: int) -> str:
        """Return the address of the ZIM at location 1 or 2. Raises ValueError for a location that it does not have."""
        if location > len(self.locations):
            raise ValueError(f"De ZIM heeft hier geen locatie {location}; haar adressen zijn {self.locations}.")
        return self.locations[location - 1]


def _require_address(text: str) -> None:
    try:
        IPv4Address(text)
    except ValueError as error:
        raise ValueError(f"'{text[:80]}' is geen IPv4-adres; verwacht wordt bijvoorbeeld 127.0.0.1.") from error
