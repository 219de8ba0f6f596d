"""Looking at the certificate of a pass: its chain, its validity, and the lists of revoked passes."""

from cryptography import x509

from protocol.dn import common_name
from protocol.pkix import AUTHENTICATION
from simulators.clock import Clock
from simulators.xis.crls import Authorities
from simulators.xis.policies import Policies
from simulators.xis.policies.passes import NO_VALID_LIST


class PassCheck:
    """Looks at the certificate of a pass, by the clock of the XIS and with the lists that are at hand."""

    def __init__(self, policies: Policies, clock: Clock, authorities: Authorities) -> None:
        self._policies = policies
        self._clock = clock
        self._authorities = authorities

    async def fetch_lists(self, certificate: x509.Certificate) -> None:
        """Get the lists of revoked passes that this one may be on, as often as the policy says."""
        if self._policies.crls.always_fresh:
            await self._authorities.refresh_for(certificate)
        else:
            await self._authorities.refresh_once()

    def look(self, certificate: x509.Certificate, chain: tuple[x509.Certificate, ...]) -> tuple[str, str]:
        """Return what is wrong with the certificate and what the user must know; "" where there is nothing."""
        problems = self._authorities.checker.check(certificate, self._clock.now(), usage=AUTHENTICATION, sent=chain)
        policy, issuer = self._policies.passes, common_name(certificate.issuer)
        wrong = "; ".join(problem.text for problem in problems if not policy.overlooks(problem))
        signed_with = certificate.signature_hash_algorithm
        if policy.distrusts(issuer, "" if signed_with is None else signed_with.name):
            wrong = wrong or f"een certificaat van '{issuer}' wordt niet aangenomen"
        notices = "; ".join(problem.text for problem in problems if problem.reason in NO_VALID_LIST)
        return wrong, notices
