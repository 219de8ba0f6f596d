"""Defects in what signs the messages of the XIS (GBX.BVL.e4100.1)."""

from dataclasses import replace
from typing import TYPE_CHECKING

from simulators.xis.defects.base import Defect

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class TekentMetCertificaatVanTls(Defect):
    """Het systeem ondertekent transactietokens zelf, met het certificaat en de sleutel die het in TLS gebruikt."""

    violates = ("GBX.BVL.e4100.1/1", "GBX.BVL.e4100.1/3", "GBX.BVL.e4100.1/4", "GBX.BVL.e4100.1/5")

    def apply(self, xis: "Xis") -> None:
        xis.policies.tokens = replace(xis.policies.tokens, signed_by=xis.policies.tls.identities["midden"])
