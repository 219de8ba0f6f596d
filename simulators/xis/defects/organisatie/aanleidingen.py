"""Defects of asking too much: queries that nobody asked for and nothing set off (GBX.FBH.e4018)."""

from dataclasses import replace
from typing import TYPE_CHECKING

from simulators.xis.defects.base import Defect

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class VraagtBurenMeeOp(Defect):
    """Wie een patiënt opvraagt krijgt ook de gegevens van een andere patiënt opgehaald."""

    violates = ("GBX.FBH.e4018/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.own_queries = replace(xis.policies.own_queries, neighbours=True)


class SynchroniseertMetLsp(Defect):
    """Het XIS bevraagt elke vijf minuten het LSP om zijn eigen gegevens bij te werken."""

    violates = ("GBX.FBH.e4018/2",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.own_queries = replace(xis.policies.own_queries, every=300.0)
