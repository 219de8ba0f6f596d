"""Defects of finding the ZIM by its name (GBX.CON.e4020)."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from simulators.xis.defects.base import Defect

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class GebruiktVastAdres(Defect):
    """Het adres van de ZIM is met de hand ingesteld; het DNS wordt niet gevraagd."""

    violates = ("GBX.CON.e4020/8",)
    also: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"GBX.CON.e4020/4": "wie het DNS niet vraagt volgt ook een verhuizing niet"}
    )

    def apply(self, xis: "Xis") -> None:
        zim = urlsplit(xis.configuration.zim.uri).hostname or ""
        xis.policies.names = replace(xis.policies.names, fixed={zim: "127.0.0.1"})


class BewaartAdresTeLang(Defect):
    """Een adres uit het DNS blijft twee minuten in gebruik, ook als de TTL korter is."""

    violates = ("GBX.CON.e4020/5",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.names = replace(xis.policies.names, shortest=120.0)


class BewaartAdresVoorAltijd(Defect):
    """Het DNS wordt eenmaal gevraagd; het adres blijft in gebruik zolang het XIS draait."""

    violates = ("GBX.CON.e4020/5",)
    also: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"GBX.CON.e4020/4": "wie niet opnieuw vraagt volgt een verhuizing niet"}
    )

    def apply(self, xis: "Xis") -> None:
        xis.policies.names = replace(xis.policies.names, shortest=float("inf"))


class BlijftBijDeEersteLocatie(Defect):
    """Het DNS wordt steeds gevraagd, maar het eerste adres blijft in gebruik."""

    violates = ("GBX.CON.e4020/4",)
    also: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"GBX.CON.e4020/5": "na een verhuizing is het eerste adres ook ouder dan zijn TTL"}
    )

    def apply(self, xis: "Xis") -> None:
        xis.policies.names = replace(xis.policies.names, keeps_first=True)
