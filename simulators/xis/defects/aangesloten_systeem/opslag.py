"""Defects of the store (SYS.BVL.e4010.1): something in it that can be read without a key."""

from typing import TYPE_CHECKING, ClassVar

from simulators.xis.defects.base import Defect
from simulators.xis.policies.storage import StoragePolicy

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class _Legible(Defect):
    """Something is written in another way than sealed."""

    place: ClassVar[str]
    codec: ClassVar[str]

    def apply(self, xis: "Xis") -> None:
        xis.policies.storage = StoragePolicy({self.place: self.codec})


class BewaartAntwoordLeesbaar(_Legible):
    """Het antwoord op een opvraag staat leesbaar in de database."""

    violates = ("SYS.BVL.e4010.1/1",)
    place, codec = "resultaat", "utf-8"


class BewaartAntwoordInUtf16(_Legible):
    """Het antwoord op een opvraag staat leesbaar in de database, in UTF-16."""

    violates = ("SYS.BVL.e4010.1/1",)
    place, codec = "resultaat", "utf-16"


class BewaartToegangslogInBase64(_Legible):
    """De toegangslog staat in base64 in de database, wat er versleuteld uitziet."""

    violates = ("SYS.BVL.e4010.1/1",)
    place, codec = "toegangslog", "base64"


class SchrijftBsnInLog(_Legible):
    """De technische log noemt patiënten bij naam en BSN."""

    violates = ("SYS.BVL.e4010.1/3",)
    place, codec = "logboek", "utf-8"


class SchrijftBsnInLogAlsHex(_Legible):
    """De technische log noemt patiënten hexadecimaal."""

    violates = ("SYS.BVL.e4010.1/3",)
    place, codec = "logboek", "hex"


class SchrijftHashInLog(_Legible):
    """De technische log noemt in plaats van een BSN de hash ervan, zonder sleutel en zonder naam."""

    findings = ("SYS.BVL.e4010.1/3",)
    place, codec = "logboek", "sha-256"


class ReservekopieAlleenGezipt(_Legible):
    """De reservekopie is een zip zonder wachtwoord."""

    violates = ("SYS.BVL.e4010.1/4",)
    place, codec = "reservekopie", "zip"


class ReservekopieAlleenIngepakt(_Legible):
    """De reservekopie is alleen ingepakt met gzip."""

    violates = ("SYS.BVL.e4010.1/4",)
    place, codec = "reservekopie", "gzip"


class BewaartSessieLeesbaar(_Legible):
    """Het bestand van een sessie noemt leesbaar wie er werkt en aan welke patiënt."""

    violates = ("SYS.BVL.e4010.1/5",)
    place, codec = "sessie", "utf-8"


class BewaartSessieInUtf16(_Legible):
    """Het bestand van een sessie is leesbaar in UTF-16."""

    violates = ("SYS.BVL.e4010.1/5",)
    place, codec = "sessie", "utf-16"
