"""Defects of looking into messages, and of the log of what administrators do (GBX.SBH.e4040.3, GBX.SBH.e4050)."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from simulators.xis.defects.base import Defect

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class ToontBerichtenNaWachtwoord(Defect):
    """De systeembeheerder ziet de inhoud van berichten na inloggen met een wachtwoord alleen."""

    violates = ("GBX.SBH.e4040.3/2",)

    def apply(self, xis: "Xis") -> None:
        inspection = xis.policies.inspection
        xis.policies.inspection = replace(inspection, access=replace(inspection.access, two_factors=False))


class _LeavesOut(Defect):
    """One thing that administrators do is not in the beheerlog."""

    handeling: ClassVar[str]

    def apply(self, xis: "Xis") -> None:
        log = xis.policies.management_log
        xis.policies.management_log = replace(log, logged=log.logged - {self.handeling})


class LogtToelatenNiet(_LeavesOut):
    """In de beheerlog staat niet dat een gebruiker is toegelaten."""

    violates = ("GBX.SBH.e4050/1",)
    handeling = "gebruiker.admit"


class LogtSchrappenNiet(_LeavesOut):
    """In de beheerlog staat niet dat een gebruiker is geschrapt."""

    violates = ("GBX.SBH.e4050/1",)
    handeling = "gebruiker.revoke"


class LogtConfiguratieNiet(_LeavesOut):
    """In de beheerlog staat niet dat de configuratie is gewijzigd."""

    violates = ("GBX.SBH.e4050/1",)
    handeling = "configuratie.set"


class LogtInstellingNiet(_LeavesOut):
    """In de beheerlog staat niet dat een instelling is gewijzigd."""

    violates = ("GBX.SBH.e4050/1",)
    handeling = "instelling.set"


class LogtInzageNiet(_LeavesOut):
    """In de beheerlog staat niet dat een bericht is ingezien."""

    violates = ("GBX.SBH.e4050/1",)
    handeling = "bericht.inspect"
    also: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "GBX.SBH.e4050/4": "zonder regel staat er ook niet in wie het bericht inzag",
            "GBX.SBH.e4050/5": "zonder regel staat er ook niet in welk bericht is ingezien",
        }
    )


class LogtZonderBeheerder(Defect):
    """In de beheerlog staat bij elke handeling alleen dat een beheerder haar deed."""

    violates = ("GBX.SBH.e4050/4",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.management_log = replace(xis.policies.management_log, who=False)


class LogtZonderBericht(Defect):
    """In de beheerlog staat niet om welk bericht het ging."""

    violates = ("GBX.SBH.e4050/5",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.management_log = replace(xis.policies.management_log, which=False)
