"""The judgement of tokens: protocol.saml with the certificates and CRLs that the ZIM knows (tokens.md section 7)."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

from cryptography import x509

from protocol import pkix, soap
from protocol.hl7.query import Query
from protocol.saml.content import TokenFacts as SaidFacts
from protocol.saml.content import describe
from protocol.saml.facts import facts_of
from protocol.saml.replay import ReplayCache, ReplayCacheFull
from protocol.saml.signature import KeyReference
from protocol.saml.signer import Signer, signer_of
from protocol.saml.tokens import tokens_of
from protocol.saml.verify import verify
from simulators.observations import TokenFacts
from simulators.uzi.pki import Pki
from simulators.zim.exchange import Facts
from simulators.zim.faults import FaultRefusal

_MOST_SIGNERS: Final = 2_000
_FIELDS: Final = tuple(TokenFacts.model_fields)


class TokenJudge:
    """Verifies the tokens of messages; it remembers which transactietokens were used, for as long as it lives."""

    def __init__(self, pki: Pki) -> None:
        self._pki = pki
        self._replay = ReplayCache()
        self._signers: dict[KeyReference, Signer | None] = {}
        self._checker = pkix.ChainChecker(
            (*pki.bundle("pas-roots"), *pki.bundle("server-roots")),
            (*pki.bundle("pas-tussen"), *pki.bundle("server-tussen")),
        )

    def note(self, envelope: soap.Envelope, facts: Facts) -> None:
        """Note what the tokens of a message say of themselves, without judging them."""
        facts.tokens = _observed(map(describe, tokens_of(envelope).assertions))

    def verify(self, envelope: soap.Envelope, query: Query, now: float, facts: Facts) -> None:
        """Judge the tokens of a message that needs a transactietoken, and note what they say of themselves.

        ``now`` is in seconds since the epoch. Raises FaultRefusal with the fault of the first rule that was broken, and
        all of them as reasons.
        """
        tokens = tokens_of(envelope)
        crls = (*self._pki.crls.crls("pas", now), *self._pki.crls.crls("server", now))
        self._checker.use_crls(crls)
        try:
            verified = verify(
                tokens,
                facts_of(query),
                certificates=self._find,
                check_certificate=self._check_certificate,
                now=datetime.fromtimestamp(now, UTC),
                replay=self._replay,
            )
        except ReplayCacheFull as error:
            raise FaultRefusal(soap.SERVER, "De ZIM kan op dit moment geen tokens meer aannemen") from error
        own = () if verified.facts is None else (verified.facts,)
        others = (token for token in tokens.assertions if token is not tokens.transactietoken)
        facts.tokens = _observed((*own, *map(describe, others)))
        if verified.refusals:
            first = verified.refusals[0]
            raise FaultRefusal(
                first.fault,
                first.faultstring,
                diagnosis=first.detail,
                reasons=tuple(str(refusal) for refusal in verified.refusals),
            )

    def _check_certificate(self, certificate: x509.Certificate, now: datetime) -> Sequence[pkix.Problem]:
        return self._checker.check(certificate, now.timestamp(), usage=pkix.AUTHENTICATION)

    def _find(self, reference: KeyReference) -> Signer | None:
        """Find a certificate in the directory of the register; the PKI does not change, so what was found stays."""
        if reference not in self._signers:
            if len(self._signers) >= _MOST_SIGNERS:
                self._signers.clear()
            self._signers[reference] = self._look_up(reference)
        return self._signers[reference]

    def _look_up(self, reference: KeyReference) -> Signer | None:
        try:
            certificate = self._pki.find(reference.issuer, str(reference.serial))
            return None if certificate is None else signer_of(certificate)
        except ValueError:
            return None


def _observed(said: Iterable[SaidFacts]) -> tuple[TokenFacts, ...]:
    return tuple(TokenFacts(**{name: getattr(each, name) for name in _FIELDS}) for each in said)
