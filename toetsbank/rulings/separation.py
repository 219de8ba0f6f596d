"""What GBX.BVL.e4100.1 says of certificates for TLS and for signing: pure functions over messages and certificates.

Which certificate signed is what the token names. A token whose signature the ZIM found wrong shows nobody's signature.
"""

from collections.abc import Iterable, Sequence

from protocol.dn import same_dn
from simulators.observations import CertificateFacts, ConnectionObservation, MessageObservation, TokenFacts
from toetsbank.rulings.base import Ruling

_NOT_SIGNED = ("T-03", "T-09", "T-11")
"""Rules of the ZIM that a token breaks whose signature cannot be relied on."""
_APART = "een ander certificaat dan dat van TLS"


def leaves_of(connections: Iterable[ConnectionObservation]) -> tuple[CertificateFacts, ...]:
    """Return the server certificates that the SUT showed in TLS, as client and as server."""
    return tuple({leaf.sha256: leaf for c in connections for leaf in c.sut_certificates[:1]}.values())


def tokens_apart(message: MessageObservation, in_tls: Sequence[CertificateFacts]) -> Ruling:
    """The certificate for TLS signs no transactietokens (explanation, second paragraph)."""
    return _apart(message, in_tls, signed_tokens(message))


def system_apart(message: MessageObservation, in_tls: Sequence[CertificateFacts]) -> Ruling:
    """Messages are authenticated with another server certificate than that for TLS (the requirement itself).

    Only a token that a system signed, which has an empty NameID, shows a server certificate; that of a pass decides
    nothing here.
    """
    return _apart(message, in_tls, [token for token in signed_tokens(message) if not token.name_id])


def is_certificate(token: TokenFacts, certificate: CertificateFacts) -> bool:
    """Tell whether a token names a certificate as that of its signer."""
    return token.certificate_serial == certificate.serial and same_dn(token.certificate_issuer, certificate.issuer)


def signed_tokens(message: MessageObservation) -> list[TokenFacts]:
    """Return the transactietokens that the SUT sent, but those whose signature cannot be relied on."""
    if message.sut_role != "afzender" or any(reason.startswith(_NOT_SIGNED) for reason in message.refused):
        return []
    return [token for token in message.tokens if token.kind == "transactietoken"]


def _apart(message: MessageObservation, in_tls: Sequence[CertificateFacts], tokens: Sequence[TokenFacts]) -> Ruling:
    numbers = (message.number,)
    if not tokens or not in_tls:
        return Ruling(None, _APART, "geen handtekening onder een transactietoken te vergelijken met TLS", numbers)
    same = [token for token in tokens if any(is_certificate(token, leaf) for leaf in in_tls)]
    token = (same or tokens)[0]
    who = "hetzelfde als in TLS" if same else "niet dat van TLS"
    shown = f"certificaat {token.certificate_serial} van {token.certificate_issuer}"
    return Ruling(not same, _APART, f"een transactietoken, ondertekend met {shown}: {who}", numbers)
