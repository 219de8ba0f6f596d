"""Defects of the user table: who is in it, and who can reach it (GBX.FBH.e4030)."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from simulators.xis.configuration import Role
from simulators.xis.defects.base import Defect

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class LaatGeschraptePasBinnen(Defect):
    """Wie uit de gebruikersregistratie is geschrapt komt nog steeds binnen."""

    violates = ("GBX.FBH.e4030/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.user_table = replace(xis.policies.user_table, revokes=False)


class LaatToegelatenPasNietBinnen(Defect):
    """Wie in de gebruikersregistratie wordt gezet komt daarmee nog niet binnen."""

    violates = ("GBX.FBH.e4030/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.user_table = replace(xis.policies.user_table, admits=False)


class ToontOudeRegistratie(Defect):
    """De gebruikersregistratie toont wie er bij de oplevering in stond."""

    violates = ("GBX.FBH.e4030/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.user_table = replace(xis.policies.user_table, shows_all=False)


class LaatGastenBijRegistratie(Defect):
    """Wie een pas van een andere organisatie heeft komt binnen en beheert de gebruikersregistratie mee."""

    violates = ("GBX.FBH.e4030/2",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.admission = replace(xis.policies.admission, visitors=frozenset({"autorisatiebeheerder"}))


class ToontRegistratieNaWachtwoord(Defect):
    """De gebruikersregistratie is in te zien na inloggen met een wachtwoord alleen."""

    violates = ("GBX.FBH.e4030/3",)

    def apply(self, xis: "Xis") -> None:
        table = xis.policies.user_table
        xis.policies.user_table = replace(table, view=replace(table.view, two_factors=False))


class WijzigtRegistratieNaWachtwoord(Defect):
    """De gebruikersregistratie is te wijzigen na inloggen met een wachtwoord alleen."""

    violates = ("GBX.FBH.e4030/3",)

    def apply(self, xis: "Xis") -> None:
        table = xis.policies.user_table
        xis.policies.user_table = replace(table, change=replace(table.change, two_factors=False))


class AanvaardtPasVanElders(Defect):
    """Een gebruiker komt ook binnen met een pas die een andere organisatie hem gaf."""

    violates = ("GBX.FBH.e4030/4",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.admission = replace(xis.policies.admission, own_passes_only=False)


class LaatGebruikerEigenRegelWijzigen(Defect):
    """Elke gebruiker kan zijn eigen regel in de gebruikersregistratie wijzigen."""

    violates = ("GBX.FBH.e4030/5",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.user_table = replace(xis.policies.user_table, own_line=True)


class _OpenToRole(Defect):
    """The table can be changed by users of one role more."""

    role: ClassVar[Role]

    def apply(self, xis: "Xis") -> None:
        table = xis.policies.user_table
        xis.policies.user_table = replace(table, change=replace(table.change, roles=table.change.roles | {self.role}))


class LaatArtsenRegistratieWijzigen(_OpenToRole):
    """Elke zorgverlener kan de gebruikersregistratie wijzigen."""

    violates = ("GBX.FBH.e4030/5",)
    role = "zorgverlener"


class LaatBalieRegistratieWijzigen(_OpenToRole):
    """Elke baliemedewerker kan de gebruikersregistratie wijzigen."""

    violates = ("GBX.FBH.e4030/5",)
    role = "balie"
