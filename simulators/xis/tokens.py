"""Transactietokens: made for one message, signed by the pass, checked before they leave (tokens.md section 3)."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from protocol.ids import InstanceIdentifier
from protocol.saml.build import SIZE_LIMIT, build
from protocol.saml.claims import TransactietokenClaims
from protocol.saml.content import read_content
from protocol.saml.names import X509_CLASS
from protocol.saml.rules import NOT_YET_VALID, Refusal
from protocol.saml.sign import sign
from protocol.saml.signature import covered_by
from protocol.saml.verify import verify_own
from protocol.xml import XmlError, parse
from simulators.clock import Clock
from simulators.tls import Identity
from simulators.xis.configuration import Configuration
from simulators.xis.passcheck import PassCheck
from simulators.xis.passes import PassGone, PassReader
from simulators.xis.policies import Policies
from simulators.xis.policies.passes import TokenFlaw
from simulators.xis.sessions import UserSession

BEFORE: Final = timedelta(minutes=1)
AFTER: Final = timedelta(minutes=5)
"""From how long before its making to how long after it a token is valid."""

_WITHOUT_TIMES: Final = attrgetter(
    "token_id", "issuer", "name_id", "subject_key", "audience", "class_ref", "attributes"
)
"""What the signer may not change."""

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
        system = self._policies.tokens.signed_by
        if system is not None:
            return signed_by_system(self.claims(session, message, interaction, bsn), system)
        unsigned = self.unsigned(session, message, interaction, bsn)
        token = await self._sign(session, unsigned)
        found = self.flaws(session, unsigned, token)
        refused = tuple(flaw for flaw in found if flaw not in self._policies.tokens.tolerated)
        if refused:
            raise TokenRefused(refused)
        return token

    async def _sign(self, session: UserSession, unsigned: bytes) -> bytes:
        """Have the pass of a session sign; one that was taken out meanwhile needs its toegangscode again."""
        try:
            return await self._reader.sign(session.signing, unsigned)
        except PassGone:
            code = self._policies.codes.known(session.pas)
            if code is None:
                raise
        session.signing = await self._reader.unlock(session.pas, code)
        return await self._reader.sign(session.signing, unsigned)

    def flaws(self, session: UserSession, unsigned: bytes, token: bytes) -> tuple[TokenFlaw, ...]:
        """Return everything that is wrong with a token that came back for what was handed over unsigned."""
        now = self._clock.now()
        refusals = verify_own(token, session.certificate, datetime.fromtimestamp(now, UTC))
        found = {_flaw(refusal) for refusal in refusals}
        if not _same_content(unsigned, token):
            found.add("inhoud")
        if self._check.look(session.certificate, session.chain)[0]:
            found.add("certificaat")
        return tuple(flaw for flaw in _WORDS if flaw in found)

    def unsigned(self, session: UserSession, message: InstanceIdentifier, interaction: str, bsn: str | None) -> bytes:
        """Return the token for a message as it is handed to the pass."""
        return build(self.claims(session, message, interaction, bsn), session.certificate)

    def claims(
        self, session: UserSession, message: InstanceIdentifier, interaction: str, bsn: str | None
    ) -> TransactietokenClaims:
        """Return what the token for a message says."""
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
            application_id=self._configuration.in_use.applicatie_id,
            issue_instant=now,
            not_before=now - BEFORE,
            not_on_or_after=now + AFTER,
            authn_instant=datetime.fromtimestamp(session.opened, UTC),
            bsn=bsn,
        )


def signed_by_system(claims: TransactietokenClaims, identity: Identity) -> bytes:
    """Return a token that a server certificate has signed, for a message that no user sends (tokens.md section 3.5)."""
    (certificate, *_) = x509.load_pem_x509_certificates(identity.certificate.read_bytes())
    key = load_pem_private_key(identity.key.read_bytes(), None)
    if not isinstance(key, RSAPrivateKey):
        raise ValueError(f"key {identity.key} is no RSA key")
    unsigned = build(replace(claims, uzi_nummer=None, class_ref=X509_CLASS), certificate)
    return sign(unsigned, certificate=certificate, private_key=key)


def _flaw(refusal: Refusal) -> TokenFlaw:
    if refusal.rule in ("T-09", "T-11"):
        return "handtekening"
    if refusal.rule == "T-13":
        return "nog-niet-geldig" if refusal.failure is NOT_YET_VALID else "verlopen"
    return "inhoud"


def _same_content(unsigned: bytes, token: bytes) -> bool:
    """Tell whether a token says what was handed over; its times, which the signer may set, are judged by themselves."""
    try:
        wanted, got = read_content(parse(unsigned)), covered_by(parse(token, limit=SIZE_LIMIT))
    except XmlError:
        return False
    content = got if isinstance(got, Refusal) else read_content(got.element)
    if isinstance(content, Refusal) or isinstance(wanted, Refusal):
        return False
    return _WITHOUT_TIMES(content) == _WITHOUT_TIMES(wanted)
