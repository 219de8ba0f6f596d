"""Defects of the clock (GBX.CON.e4030.2)."""

from typing import TYPE_CHECKING

from simulators.xis.defects.base import Defect
from simulators.xis.policies.surroundings import ClockPolicy

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class KlokLooptAchter(Defect):
    """De klok loopt 0,55 seconde achter en niets zet haar gelijk."""

    violates = ("GBX.CON.e4030.2/2",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.clock = ClockPolicy(follows_ntp=False, ahead=-0.55)


class KlokLooptVoor(Defect):
    """De klok loopt 0,7 seconde voor en niets zet haar gelijk."""

    violates = ("GBX.CON.e4030.2/2",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.clock = ClockPolicy(follows_ntp=False, ahead=0.7)
