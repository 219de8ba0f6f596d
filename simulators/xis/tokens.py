"""Transactietokens: made for one message, signed by the pass, checked before they leave (tokens.md section 3)."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from lxml import etree

from protocol.ids import InstanceIdentifier
from protocol.saml.build import SIZE_LIMIT, build
from protocol.saml.claims import TransactietokenClaims
from protocol.saml.content import Content, read_content
from protocol.saml.rules import Refusal
from protocol.saml.signature import check_signature, covered_by, key_reference, read_signature, signature_of
from protocol.saml.signer import refers_to, signer_of
from protocol.xml import XmlError, parse
from simulators.clock import Clock
from simulators.xis.configuration import Configuration
from simulators.xis.passcheck import PassCheck
from simulators.xis.passes import PassReader
from simulators.xis.policies import Policies, TokenFlaw
from simulators.xis.sessions import UserSession

BEFORE: Final = timedelta(minutes=1)
AFTER: Final = timedelta(minutes=5)
"""From how long before its making to how long after it a token is valid."""

_WORDS: Final[dict[TokenFlaw, str]] = {
    "verlopen": "het is verlopen",
    "nog-niet-geldig": "het is nog niet geldig",
    "handtekening": "de handtekening klopt niet",
    "inhoud": "de inhoud is niet die van deze opdracht",
    "certificaat": "het certificaat van de UZI-pas is niet meer geldig",
}


class TokenRefused(Exception):
    """The XIS refuses a token that came back from the pass; the message is a Dutch sentence for the user."""

    def __init__(self, flaws: tuple[TokenFlaw, ...]) -> None:
        super().__init__(f"Het transactietoken deugt niet: {'; '.join(_WORDS[flaw] for flaw in flaws)}.")
        self.flaws = flaws


class Tokens:
    """Makes signed transactietokens for the user of a session."""

    def __init__(
        self, configuration: Configuration, policies: Policies, clock: Clock, reader: PassReader, check: PassCheck
    ) -> None:
        self._configuration = configuration
        self._policies = policies
        self._clock = clock
        self._reader = reader
        self._check = check

    async def signed(
        self, session: UserSession, message: InstanceIdentifier, interaction: str, bsn: str | None
    ) -> bytes:
        """Return a signed token for one message.

        Raises PassError if the pass does not sign, TokenRefused if what it gives back is not in order.
        """
        unsigned = build(self._claims(session, message, interaction, bsn), session.certificate)
        token = await self._reader.sign(session.signing, unsigned)
        found = self.flaws(session, unsigned, token)
        refused = tuple(flaw for flaw in found if flaw not in self._policies.tokens.tolerated)
        if refused:
            raise TokenRefused(refused)
        return token

    def flaws(self, session: UserSession, unsigned: bytes, token: bytes) -> tuple[TokenFlaw, ...]:
        """Return everything that is wrong with a token that came back for what was handed over unsigned."""
        try:
            assertion = parse(token, limit=SIZE_LIMIT)
        except XmlError:
            return ("inhoud",)
        found: list[TokenFlaw] = []
        covered = covered_by(assertion)
        if isinstance(covered, Refusal):
            return ("inhoud",)
        if not _is_signed(session, assertion):
            found.append("handtekening")
        content, wanted = read_content(covered.element), read_content(parse(unsigned))
        if isinstance(content, Refusal) or isinstance(wanted, Refusal) or not _same(content, wanted):
            found.append("inhoud")
        else:
            found.extend(self._time_flaws(content))
        if self._check.look(session.certificate, session.chain)[0]:
            found.append("certificaat")
        return tuple(found)

    def _time_flaws(self, content: Content) -> list[TokenFlaw]:
        now = datetime.fromtimestamp(self._clock.now(), UTC)
        if now < content.not_before:
            return ["nog-niet-geldig"]
        return ["verlopen"] if now >= content.not_on_or_after else []

    def _claims(
        self, session: UserSession, message: InstanceIdentifier, interaction: str, bsn: str | None
    ) -> TransactietokenClaims:
        now = self._clock.datetime()
        eigen = self._configuration.eigen
        return TransactietokenClaims(
            token_id=f"token_{uuid.uuid4()}",
            ura=eigen.ura,
            uzi_nummer=session.user.uzi_nummer,
            rolcode=session.rolcode,
            message_root=message.root,
            message_ext=message.extension,
            interaction=interaction,
            application_id=eigen.applicatie_id,
            issue_instant=now,
            not_before=now - BEFORE,
            not_on_or_after=now + AFTER,
            authn_instant=datetime.fromtimestamp(session.opened, UTC),
            bsn=bsn,
        )


def _is_signed(session: UserSession, assertion: etree._Element) -> bool:
    """Tell whether the one signature is of the pass in the reader, over this assertion."""
    covered, element = covered_by(assertion), signature_of(assertion)
    if isinstance(covered, Refusal) or isinstance(element, Refusal):
        return False
    signature = read_signature(element, assertion.get("ID") or "")
    if isinstance(signature, Refusal):
        return False
    signer = signer_of(session.certificate)
    return refers_to(key_reference(signature.key_info), signer) and not check_signature(signature, covered, signer.key)


def _same(content: Content, wanted: Content) -> bool:
    """Compare all but the times, which the signer may set: they are judged by themselves."""
    return wanted == replace(
        content,
        issue_instant=wanted.issue_instant,
        not_before=wanted.not_before,
        not_on_or_after=wanted.not_on_or_after,
        authn_instant=wanted.authn_instant,
    )
