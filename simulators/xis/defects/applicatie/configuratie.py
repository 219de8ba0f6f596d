"""Defects of what an administrator sets: it is accepted, and does not count (GBX.FBH.e4050.3)."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from simulators.xis.defects.base import Defect
from simulators.xis.policies.beheer import Setting

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class _CountsAfterRestart(Defect):
    """A value that is set counts after the next restart only."""

    setting: ClassVar[Setting]

    def apply(self, xis: "Xis") -> None:
        xis.policies.settings = replace(xis.policies.settings, at_once=xis.policies.settings.at_once - {self.setting})


class NeemtUriNietOver(_CountsAfterRestart):
    """Een andere URI van de ZIM wordt aangenomen, en telt pas na een herstart."""

    violates = ("GBX.FBH.e4050.3/1",)
    setting = "uri"


class NeemtHostnaamNietOver(_CountsAfterRestart):
    """Een andere hostnaam van de ZIM wordt aangenomen, en telt pas na een herstart."""

    violates = ("GBX.FBH.e4050.3/2",)
    setting = "hostnaam"


class NeemtEigenIdNietOver(_CountsAfterRestart):
    """Een ander applicatie-id van de eigen applicatie wordt aangenomen, en telt pas na een herstart."""

    violates = ("GBX.FBH.e4050.3/3",)
    setting = "applicatie_id"


class NeemtIdVanSchakelpuntNietOver(_CountsAfterRestart):
    """Een ander applicatie-id van het schakelpunt wordt aangenomen, en telt pas na een herstart."""

    violates = ("GBX.FBH.e4050.3/4",)
    setting = "applicatie_id_schakelpunt"
