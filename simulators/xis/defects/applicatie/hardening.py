"""Defects of what shows from outside of how the system is hardened (SYS.BVL.e4065)."""

from dataclasses import replace
from typing import TYPE_CHECKING

from simulators.xis.defects.base import Defect
from simulators.xis.policies.tls import GOOD_SUITES, TLS_1_1

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class AanvaardtSuiteZonderVersleuteling(Defect):
    """De eigen server aanvaardt een suite die niets versleutelt."""

    violates = ("SYS.BVL.e4065/4",)

    def apply(self, xis: "Xis") -> None:
        suites = (*GOOD_SUITES, "TLS_RSA_WITH_NULL_SHA256")
        xis.policies.inbound = replace(xis.policies.inbound, suites=suites)


class AanvaardtVerouderdeTls(Defect):
    """De eigen server aanvaardt nog TLS 1.1 met een suite met CBC."""

    findings = ("SYS.BVL.e4065/4",)

    def apply(self, xis: "Xis") -> None:
        suites = (*GOOD_SUITES, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA")
        xis.policies.inbound = replace(xis.policies.inbound, minimum=TLS_1_1, suites=suites)
