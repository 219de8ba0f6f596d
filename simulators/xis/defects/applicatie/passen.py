"""Defects that let in passes and tokens that must not open a session (GBX.IDA.e4085.2)."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from protocol.pkix_problems import Reason
from simulators.xis.defects.base import Defect
from simulators.xis.policies.passes import TokenFlaw

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class _OverlooksInToken(Defect):
    """One flaw of a transactietoken is overlooked, at the log-in and at every message."""

    overlooked: ClassVar[TokenFlaw]

    def apply(self, xis: "Xis") -> None:
        policies = xis.policies
        policies.tokens = replace(policies.tokens, tolerated=policies.tokens.tolerated | {self.overlooked})


class AanvaardtVerlopenToken(_OverlooksInToken):
    """Met een verlopen transactietoken begint toch een sessie."""

    violates = ("GBX.IDA.e4085.2/1",)
    overlooked = "verlopen"


class AanvaardtNogNietGeldigToken(_OverlooksInToken):
    """Met een transactietoken dat nog niet geldig is begint toch een sessie."""

    violates = ("GBX.IDA.e4085.2/2",)
    overlooked = "nog-niet-geldig"


class AanvaardtVerkeerdeHandtekening(_OverlooksInToken):
    """Met een verkeerd ondertekend transactietoken begint toch een sessie."""

    violates = ("GBX.IDA.e4085.2/3",)
    overlooked = "handtekening"


class _OverlooksInPass(Defect):
    """One thing that is wrong with the certificate of a pass is overlooked, at the log-in and at every message."""

    overlooked: ClassVar[Reason]

    def apply(self, xis: "Xis") -> None:
        policies = xis.policies
        policies.passes = replace(policies.passes, tolerated=policies.passes.tolerated | {self.overlooked})


class NegeertCrl(_OverlooksInPass):
    """Een pas die op de CRL staat wordt toegelaten."""

    violates = ("GBX.IDA.e4085.2/4",)
    overlooked = Reason.REVOKED


class LeestCrlEenmalig(Defect):
    """De CRL wordt eenmaal gelezen; een pas die later wordt ingetrokken blijft welkom."""

    violates = ("GBX.IDA.e4085.2/4",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.crls = replace(xis.policies.crls, always_fresh=False)


class GaatDoorNaWeigering(Defect):
    """De sessie gaat door nadat het LSP het token heeft geweigerd."""

    violates = ("GBX.IDA.e4085.2/5",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.refusals = replace(xis.policies.refusals, namespaces=frozenset())


class AanvaardtVerlopenPas(_OverlooksInPass):
    """Een pas waarvan het certificaat is verlopen wordt toegelaten."""

    violates = ("GBX.IDA.e4085.2/6",)
    overlooked = Reason.EXPIRED


class AanvaardtNogNietGeldigePas(_OverlooksInPass):
    """Een pas waarvan het certificaat nog niet geldig is wordt toegelaten."""

    violates = ("GBX.IDA.e4085.2/6",)
    overlooked = Reason.NOT_YET_VALID


class AanvaardtOnbekendeUitgever(_OverlooksInPass):
    """Een pas van een onbekende uitgever wordt toegelaten."""

    violates = ("GBX.IDA.e4085.2/6",)
    overlooked = Reason.UNKNOWN_ISSUER
