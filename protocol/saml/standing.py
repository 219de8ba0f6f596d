"""Tokens that are kept and used again: inschrijftoken and mandaattoken, still to be signed (tokens.md 4 and 5)."""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509

from protocol import ids
from protocol.saml import names
from protocol.saml.build import key_info
from protocol.saml.claims import format_instant
from protocol.xml import escape


@dataclass(frozen=True, slots=True)
class Inschrijftoken:
    """What an inschrijftoken says (tokens.md section 5); times are aware."""

    token_id: str
    ura: str
    bsn: str
    uzi_nummer: str
    """Of who signs it."""
    issued: datetime
    not_on_or_after: datetime

    def unsigned(self, certificate: x509.Certificate) -> bytes:
        """Return the assertion to be signed with the authenticiteitcertificaat of a pass."""
        confirmation = f"<saml:SubjectConfirmationData>{key_info(certificate)}</saml:SubjectConfirmationData>"
        moment = format_instant(self.issued)
        statement = (
            f'<saml:AuthnStatement AuthnInstant="{moment}"><saml:AuthnContext><saml:AuthnContextClassRef>'
            f"{names.SMARTCARD_PKI}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>"
        )
        issuer = ids.organisation(self.ura).urn()
        head = _head(self.token_id, self.issued, issuer, self.bsn, confirmation)
        return _assertion(
            head, self.issued, self.not_on_or_after, statement + _attribute(names.EXECUTOR, self.uzi_nummer)
        )


@dataclass(frozen=True, slots=True)
class Mandaattoken:
    """What a mandaattoken says before it is encrypted (tokens.md section 4); times are aware."""

    token_id: str
    uzi_nummer: str
    """Of the zorgverlener who gives the mandate."""
    ura: str
    context: str
    """URI of the autorisatieregel."""
    issued: datetime
    not_before: datetime
    not_on_or_after: datetime

    def unsigned(self) -> bytes:
        """Return the assertion to be signed with the handtekeningcertificaat of a pass."""
        issuer = ids.InstanceIdentifier(ids.UZI_PERSON, self.uzi_nummer).urn()
        head = _head(self.token_id, self.issued, issuer, ids.organisation(self.ura).urn(), "")
        return _assertion(head, self.not_before, self.not_on_or_after, _attribute(names.CONTEXT, self.context))


def _head(token_id: str, issued: datetime, issuer: str, name_id: str, confirmation: str) -> str:
    return (
        f'<saml:Assertion xmlns:saml="{names.SAML}" xmlns:ds="{names.DS}"'
        f' ID="{escape(token_id)}" IssueInstant="{format_instant(issued)}" Version="2.0">'
        f'<saml:Issuer Format="{names.ENTITY_FORMAT}">{escape(issuer)}</saml:Issuer>'
        f"<saml:Subject><saml:NameID>{escape(name_id)}</saml:NameID>"
        f'<saml:SubjectConfirmation Method="{names.SENDER_VOUCHES}">{confirmation}</saml:SubjectConfirmation>'
        "</saml:Subject>"
    )


def _assertion(head: str, first: datetime, last: datetime, statements: str) -> bytes:
    return (
        f'{head}<saml:Conditions NotBefore="{format_instant(first)}" NotOnOrAfter="{format_instant(last)}">'
        f"<saml:AudienceRestriction><saml:Audience>{escape(ids.ZIM.urn())}</saml:Audience></saml:AudienceRestriction>"
        f"</saml:Conditions>{statements}</saml:Assertion>"
    ).encode()


def _attribute(name: str, value: str) -> str:
    return (
        f'<saml:AttributeStatement><saml:Attribute Name="{name}"><saml:AttributeValue>{escape(value)}'
        "</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>"
    )
