"""Defects of what the XIS does with SOAP headers (GBX.CON.e4065)."""

from dataclasses import replace
from typing import TYPE_CHECKING

from protocol.soap import NEXT_ACTOR, ZIM_ACTOR
from simulators.xis.defects.base import Defect
from simulators.xis.policies.messages import GBX_ACTOR, HeaderPolicy

if TYPE_CHECKING:
    from simulators.xis.application import Xis

OWN_ACTORS = HeaderPolicy().actors or frozenset()


class NegeertMustUnderstand(Defect):
    """Een bericht van de ZIM met een onbekend verplicht blok wordt gewoon verwerkt."""

    violates = ("GBX.CON.e4065/2",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.headers = replace(xis.policies.headers, heeds=False)


class KentNextNiet(Defect):
    """Een verplicht blok voor de volgende ontvanger (next) geldt als een blok voor een ander."""

    violates = ("GBX.CON.e4065/2",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.headers = replace(xis.policies.headers, actors=OWN_ACTORS - {NEXT_ACTOR})


class KentEigenActorNiet(Defect):
    """Een verplicht blok met de actor van het GBx zelf geldt als een blok voor een ander."""

    violates = ("GBX.CON.e4065/2",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.headers = replace(xis.policies.headers, actors=OWN_ACTORS - {GBX_ACTOR})


class KentAfwezigeActorNiet(Defect):
    """Een verplicht blok zonder actor geldt als een blok voor niemand."""

    violates = ("GBX.CON.e4065/2",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.headers = replace(xis.policies.headers, actors=OWN_ACTORS - {""})


class WeigertFacultatiefBlok(Defect):
    """Een bericht van de ZIM met een onbekend blok wordt geweigerd, ook als het blok niet verplicht is."""

    violates = ("GBX.CON.e4065/2",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.headers = replace(xis.policies.headers, optional_too=True)


class NegeertMustUnderstandInAntwoord(Defect):
    """Een antwoord van de ZIM met een onbekend verplicht blok wordt gewoon gebruikt."""

    violates = ("GBX.CON.e4065/2",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.answer_headers = replace(xis.policies.answer_headers, heeds=False)


class KentNextNietInAntwoord(Defect):
    """In een antwoord van de ZIM geldt een verplicht blok voor next als een blok voor een ander."""

    violates = ("GBX.CON.e4065/2",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.answer_headers = replace(xis.policies.answer_headers, actors=OWN_ACTORS - {NEXT_ACTOR})


class BetrektElkBlokOpZichzelf(Defect):
    """Een verplicht blok voor een willekeurige ander geeft een fout; alleen dat voor de ZIM wordt met rust gelaten."""

    violates = ("GBX.CON.e4065/3",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.headers = replace(xis.policies.headers, actors=None, spared=frozenset({ZIM_ACTOR}))


class BetrektBlokVoorZimOpZichzelf(Defect):
    """Een verplicht blok voor de ZIM geeft een fout, alsof het voor het GBx was."""

    violates = ("GBX.CON.e4065/3",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.headers = replace(xis.policies.headers, actors=OWN_ACTORS | {ZIM_ACTOR})


class BetrektElkBlokOpZichzelfInAntwoord(Defect):
    """Een antwoord van de ZIM met een verplicht blok voor een ander wordt niet gebruikt."""

    violates = ("GBX.CON.e4065/3",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.answer_headers = replace(xis.policies.answer_headers, actors=None)
