"""Defects that let a user session go on after its end (GBX.IDA.e4090.1)."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from simulators.xis.defects.base import Defect
from simulators.xis.policies.passes import CodePolicy
from simulators.xis.policies.sessions import NEVER, Cause

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class _GoesOn(Defect):
    """One cause does not end a session."""

    cause: ClassVar[Cause]

    def apply(self, xis: "Xis") -> None:
        xis.policies.ends = replace(xis.policies.ends, ignored=xis.policies.ends.ignored | {self.cause})


class _BeginsAgain(Defect):
    """After one cause the session begins again by itself when it is used."""

    cause: ClassVar[Cause]

    def apply(self, xis: "Xis") -> None:
        xis.policies.ends = replace(xis.policies.ends, reopened=xis.policies.ends.reopened | {self.cause})


class LogtNietEchtUit(_GoesOn):
    """Na uitloggen toont het scherm dat de sessie voorbij is, maar zij werkt nog."""

    violates = ("GBX.IDA.e4090.1/1",)
    cause = "opdracht"


class LogtVanzelfWeerIn(_BeginsAgain):
    """Na uitloggen begint bij de volgende opvraag vanzelf een nieuwe sessie, zolang de pas in de lezer zit."""

    violates = ("GBX.IDA.e4090.1/1",)
    cause = "opdracht"


class GaatDoorNaUitnemen(_GoesOn):
    """Na uitnemen en terugplaatsen van de pas gaat de sessie door, met de toegangscode die het XIS heeft onthouden."""

    violates = ("GBX.IDA.e4090.1/2",)
    cause = "pas"

    def apply(self, xis: "Xis") -> None:
        super().apply(xis)
        xis.policies.codes = CodePolicy(kept={})


class KijktZeldenNaarStilte(Defect):
    """Of een sessie stil ligt wordt maar eens in de tien minuten bekeken."""

    violates = ("GBX.IDA.e4090.1/3",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.sessions.looked_at_every = 600.0


class BegrenstLangeStilteNiet(Defect):
    """Een tijd van stilte van een half uur of meer betekent: geen grens; en een uur open staan is ook geen grens."""

    violates = ("GBX.IDA.e4090.1/3", "GBX.IDA.e4090.1/6")

    def apply(self, xis: "Xis") -> None:
        xis.policies.sessions.unlimited_from = 1800.0
        xis.policies.sessions.absolute = NEVER


class BegintNaStilteVanzelf(_BeginsAgain):
    """Na stilte begint bij de volgende opvraag vanzelf een nieuwe sessie."""

    violates = ("GBX.IDA.e4090.1/3",)
    also: ClassVar = {
        "GBX.IDA.e4090.1/4": "wie na stilte vanzelf doorgaat, laat ook niet zien dat de instelling iets uitmaakt",
        "GBX.IDA.e4090.1/6": "de stille sessie is na een uur door stilte geëindigd en begint vanzelf weer",
    }
    cause = "stilte"


class VasteTijdVanStilte(Defect):
    """De tijd van stilte is op het scherm te wijzigen, maar blijft een half uur."""

    violates = ("GBX.IDA.e4090.1/4",)
    also: ClassVar = {
        "GBX.IDA.e4090.1/3": "een sessie die een half uur stil mag liggen eindigt niet na de ingestelde tijd"
    }

    def apply(self, xis: "Xis") -> None:
        xis.policies.sessions.adjustable = False


class NeemtLangeStilteAan(Defect):
    """Elke tijd van stilte wordt aangenomen, ook meer dan 60 minuten."""

    violates = ("GBX.IDA.e4090.1/5",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.sessions.longest_idle = NEVER


class GeenUurgrens(Defect):
    """Een sessie die in gebruik blijft, blijft langer dan een uur open."""

    undecided = ("GBX.IDA.e4090.1/6",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.sessions.absolute = NEVER


class NegeertAnderAdres(_GoesOn):
    """De sessie gaat door als het IP-adres van de gebruiker wijzigt."""

    violates = ("GBX.IDA.e4090.1/7",)
    cause = "adres"


class BlokkeertAlleenAnderAdres(Defect):
    """Vanaf een ander IP-adres werkt de sessie niet, maar op het eerste adres gaat zij verder."""

    violates = ("GBX.IDA.e4090.1/7",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.ends = replace(xis.policies.ends, blocking=frozenset({"adres"}))
