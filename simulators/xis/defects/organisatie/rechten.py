"""Defects of the right to use the LSP and of making inschrijftokens (GBX.FBH.e4020, GBX.FBH.e4025)."""

from dataclasses import replace
from typing import TYPE_CHECKING

from simulators.xis.configuration import Role
from simulators.xis.defects.base import Defect

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class LaatLspRechtNietIntrekken(Defect):
    """Wie eenmaal het recht op het LSP heeft, houdt het, ook als het in de registratie is ingetrokken."""

    violates = ("GBX.FBH.e4025/2",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.rights = replace(xis.policies.rights, withdraws=False)


class LaatLspRechtNietGeven(Defect):
    """Wie het recht op het LSP in de registratie krijgt, heeft het daarmee nog niet."""

    violates = ("GBX.FBH.e4025/2",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.rights = replace(xis.policies.rights, grants=False)


class GeeftArtsenHetLspRecht(Defect):
    """Elke zorgverlener mag het LSP bevragen, met of zonder het recht daarop."""

    violates = ("GBX.FBH.e4025/2",)
    findings = ("GBX.FBH.e4025/3",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.rights = replace(xis.policies.rights, by_role=frozenset[Role]({"zorgverlener"}))


class GeeftMedewerkersHetLspRecht(Defect):
    """Elke medewerker mag het LSP bevragen, met of zonder het recht daarop."""

    findings = ("GBX.FBH.e4025/4",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.rights = replace(xis.policies.rights, by_role=frozenset[Role]({"medewerker"}))


class LaatArtsenInschrijven(Defect):
    """Een zorgverlener die het LSP bevraagt kan ook inschrijftokens opstellen."""

    violates = ("GBX.FBH.e4020/1",)

    def apply(self, xis: "Xis") -> None:
        rights = xis.policies.rights
        xis.policies.rights = replace(rights, enrolling=rights.enrolling | frozenset[Role]({"zorgverlener"}))


class LaatBalieBevragen(Defect):
    """Een baliemedewerker die inschrijftokens opstelt kan ook het LSP bevragen."""

    violates = ("GBX.FBH.e4020/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.rights = replace(xis.policies.rights, by_role=frozenset[Role]({"balie"}))
