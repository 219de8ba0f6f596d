"""Verifying a transactietoken: every T-rule of tokens.md section 7.4, the signature before the content."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from lxml import etree

from protocol.saml import checks
from protocol.saml.build import SIZE_LIMIT
from protocol.saml.content import Content, TokenFacts, describe, facts_of_content, read_content
from protocol.saml.facts import DEFAULT_POLICY, MessageFacts, Policy
from protocol.saml.names import saml
from protocol.saml.replay import ReplayCache
from protocol.saml.rules import ALGORITHM, Refusal, refuse
from protocol.saml.signature import (
    KeyReference,
    check_signature,
    covered_by,
    read_signature,
    signature_of,
)
from protocol.saml.signer import Signer, refers_to, signer_of
from protocol.saml.tokens import TokenSet
from protocol.xml import XmlError, parse

CertificateCheck = Callable[[x509.Certificate, datetime], Sequence[checks.CertificateProblem]]
"""Says what is wrong with a certificate and its chain at a given time."""

SignerLookup = Callable[[KeyReference], Signer | None]
"""Finds a certificate by issuer and serial number, such as ``SignerIndex.find``."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The outcome: without refusals the token is accepted, and its ID is used up."""

    refusals: tuple[Refusal, ...]
    facts: TokenFacts | None = None
    """What the token says of itself; proven only if there are no refusals."""
    content: Content | None = None
    """What the signature covers; None as long as no good signature was found."""
    signer: Signer | None = None
    warnings: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Tell whether no rule was broken."""
        return not self.refusals


def verify(
    tokens: TokenSet,
    message: MessageFacts,
    *,
    certificates: SignerLookup,
    check_certificate: CertificateCheck,
    now: datetime,
    replay: ReplayCache,
    policy: Policy = DEFAULT_POLICY,
) -> Verified:
    """Verify the transactietoken of a message that needs one; ``now`` is aware.

    An accepted token is remembered as used. Raises ReplayCacheFull if that is impossible.
    """
    token = tokens.transactietoken
    if token is None or tokens.refusals:
        facts = None if token is None else describe(token)
        return Verified(tokens.refusals or (refuse("T-02", "het bericht heeft geen transactietoken"),), facts)
    proven = _prove(token, certificates, policy)
    if isinstance(proven, Refusal):
        return Verified((proven,), describe(token))
    content, signer, warnings = proven.content, proven.signer, proven.warnings
    refusals = [
        *checks.check_certificate(check_certificate(signer.certificate, now)),
        *checks.check_signer(signer.facts),
        *checks.check_times(content, now, policy),
        *checks.check_token(content, signer, policy),
        *checks.check_links(content, signer, message),
        *checks.check_mandate(tokens, signer, message),
    ]
    if content.token_id in replay:
        refusals.append(refuse("T-04", f"het token met ID {content.token_id[:80]} is al eerder gebruikt"))
    if not refusals:
        replay.remember(content.token_id, content.not_on_or_after, now)
    facts = facts_of_content(content, proven.reference)
    return Verified(tuple(refusals), facts, content, signer, (*warnings, *checks.warnings_of(content)))


def verify_own(
    token: bytes, certificate: x509.Certificate, now: datetime, *, policy: Policy = DEFAULT_POLICY
) -> tuple[Refusal, ...]:
    """Check a token that a pass has just signed, without a message: form, signature, certificate meant, times, period.

    ``certificate`` is that of the pass; its own validity is not looked at.
    """
    try:
        assertion = parse(token, limit=SIZE_LIMIT)
        signer = signer_of(certificate)
    except XmlError as error:
        return (refuse("T-03", str(error)),)
    except ValueError as error:
        return (refuse("T-12", str(error)),)
    if assertion.tag != saml("Assertion"):
        return (refuse("T-03", "het antwoord van de pas is geen SAML-assertion"),)
    proven = _prove(assertion, lambda reference: signer if refers_to(reference, signer) else None, policy)
    if isinstance(proven, Refusal):
        return (proven,)
    return (*checks.check_times(proven.content, now, policy), *checks.check_token(proven.content, signer, policy))


def reference_of(token: etree._Element) -> KeyReference | None:
    """Return the certificate that a token says it was signed with, so that it can be fetched beforehand."""
    signature = signature_of(token)
    if isinstance(signature, Refusal):
        return None
    read = read_signature(signature, token.get("ID") or "")
    return None if isinstance(read, Refusal) else read.reference


@dataclass(frozen=True, slots=True)
class _Proven:
    content: Content
    signer: Signer
    reference: KeyReference
    warnings: tuple[str, ...]


def _prove(token: etree._Element, certificates: SignerLookup, policy: Policy) -> _Proven | Refusal:
    """Return what a good signature covers, and who made it; T-03, T-09 and T-11."""
    element = signature_of(token)
    if isinstance(element, Refusal):
        return element
    signature = read_signature(element, token.get("ID") or "")
    covered = covered_by(token, () if isinstance(signature, Refusal) else signature.prefixes)
    content = covered if isinstance(covered, Refusal) else read_content(covered.element)
    # The structure comes first (section 7.1); nothing of the content is used before the signature has been checked.
    if isinstance(content, Refusal):
        return content
    if isinstance(signature, Refusal):
        return signature
    if isinstance(covered, Refusal):
        return covered
    if signature.misprinted and not policy.accept_misprinted:
        used = ", ".join(signature.misprinted)
        return refuse("T-09", f"het token gebruikt een algoritme-URI die geen standaard kent: {used}", ALGORITHM)
    reference = signature.reference
    if reference is None:
        return refuse("T-11", "de KeyInfo van de handtekening heeft niet precies een X509IssuerSerial")
    signer = certificates(reference)
    if signer is None:
        return refuse(
            "T-11",
            f"er is geen certificaat bekend met serienummer {reference.serial} van uitgever '{reference.issuer[:120]}'",
        )
    refusal = check_signature(signature, covered, signer.key)
    if refusal is not None:
        return refusal
    warnings = tuple(f"niet-standaard algoritme-URI: {uri}" for uri in signature.misprinted)
    return _Proven(content, signer, reference, warnings)
