"""Defects in who comes in at level midden, and with which pass (GBX.IDA.e4080.3)."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from protocol.pkix_problems import Reason
from simulators.xis.defects.base import Defect
from simulators.xis.policies.passes import CodePolicy, Holder

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class LeestEersteLezer(Defect):
    """Wie als tweede inlogt werkt met de pas van wie op een andere werkplek al is ingelogd."""

    violates = ("GBX.IDA.e4080.3/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.passes = replace(xis.policies.passes, first_reader=True)


class GebruiktOnthoudenToegangscode(Defect):
    """Het XIS onthoudt de toegangscode van een pas en gebruikt die, wat er daarna ook wordt ingevoerd."""

    violates = ("GBX.IDA.e4080.3/2",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.codes = CodePolicy(kept={})


class _LetsInUnlisted(Defect):
    """A pass that is in no user table is let in."""

    whose: ClassVar[Holder]

    def apply(self, xis: "Xis") -> None:
        xis.policies.passes = replace(xis.policies.passes, unlisted=frozenset({self.whose}))


class LaatEigenPasAltijdToe(_LetsInUnlisted):
    """Elke pas van de eigen organisatie wordt toegelaten, ook buiten de gebruikerstabel."""

    violates = ("GBX.IDA.e4080.3/4",)
    whose = "eigen"


class LaatPasVanEldersToe(_LetsInUnlisted):
    """Een zorgverlener van een andere organisatie wordt als waarnemer toegelaten, buiten de gebruikerstabel om."""

    violates = ("GBX.IDA.e4080.3/4",)
    whose = "vreemd"


class _LetsNobodyNewIn(Defect):
    """Who is put in the user table is not let in."""

    def apply(self, xis: "Xis") -> None:
        xis.policies.user_table = replace(xis.policies.user_table, admits=False)


class LaatNieuwePasNietToe(_LetsNobodyNewIn):
    """Een pas die in de gebruikerstabel is vastgelegd wordt toch niet toegelaten."""

    violates = ("GBX.IDA.e4080.3/4",)


class VertrouwtVorigeBoom(Defect):
    """Een pas uit de vorige certificaatboom wordt nog toegelaten."""

    violates = ("GBX.IDA.e4080.3/5",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.passes = replace(xis.policies.passes, trusted_names=("CA G2",))


class VertrouwtElkeBoom(Defect):
    """Een pas uit een boom die niemand kent wordt toegelaten als de uitgever zich UZI-register noemt."""

    violates = ("GBX.IDA.e4080.3/5",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.passes = replace(xis.policies.passes, trusted_names=("Onbekende UZI-register",))


class KentEenBoom(Defect):
    """Van de bomen die nu gelden kent het XIS er een; een pas uit de andere wordt geweigerd."""

    violates = ("GBX.IDA.e4080.3/5",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.passes = replace(xis.policies.passes, distrusted_names=("CA G4",))


class _Overlooks(Defect):
    """One thing that is wrong with the certificate of a pass is overlooked."""

    overlooked: ClassVar[Reason]

    def apply(self, xis: "Xis") -> None:
        passes = xis.policies.passes
        xis.policies.passes = replace(passes, tolerated=passes.tolerated | {self.overlooked})


class AanvaardtSha1(_Overlooks):
    """Een pas waarvan de certificaten met SHA-1 zijn ondertekend wordt toegelaten."""

    violates = ("GBX.IDA.e4080.3/6",)
    overlooked = Reason.WEAK_HASH


class LaatIngetrokkenPasToe(_Overlooks):
    """Bij het inloggen wordt niet naar de CRL gekeken."""

    violates = ("GBX.IDA.e4080.3/7",)
    overlooked = Reason.REVOKED


class KijktOpOudeCrl(Defect):
    """Bij het inloggen wordt gekeken naar de CRL die bij de eerste keer is opgehaald."""

    violates = ("GBX.IDA.e4080.3/7",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.crls = replace(xis.policies.crls, always_fresh=False)


class WeigertBevoegdeMedewerker(_LetsNobodyNewIn):
    """De PKIO-pas van een medewerker die bevoegd is gemaakt wordt toch niet toegelaten."""

    violates = ("GBX.IDA.e4080.3/8",)
    system_type = "GBK"


class LaatOnbevoegdeMedewerkerToe(_LetsInUnlisted):
    """Elke PKIO-pas van de eigen organisatie wordt toegelaten, ook van wie niet bevoegd is."""

    violates = ("GBX.IDA.e4080.3/9",)
    whose = "eigen"
    system_type = "GBK"


class LaatPkioPasVanEldersToe(_LetsInUnlisted):
    """De PKIO-pas van iemand van een andere organisatie wordt toegelaten."""

    violates = ("GBX.IDA.e4080.3/9",)
    whose = "vreemd"
    system_type = "GBK"
