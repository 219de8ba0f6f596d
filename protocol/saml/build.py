"""Building a transactietoken that is still to be signed, and moving its times (tokens.md section 3)."""

from datetime import timedelta
from typing import Final

from cryptography import x509
from lxml import etree

from protocol import ids
from protocol.saml import names
from protocol.saml.claims import TransactietokenClaims, format_instant, parse_instant
from protocol.uzi import issuer_serial
from protocol.xml import XmlError, escape, parse, serialise

SIZE_LIMIT: Final = 256 * 1024
"""Largest token that is read, in bytes."""

_TIMES: Final = ("IssueInstant", "AuthnInstant", "NotBefore", "NotOnOrAfter")
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_XS: Final = "http://www.w3.org/2001/XMLSchema"


def build(claims: TransactietokenClaims, certificate: x509.Certificate) -> bytes:
    """Return the unsigned assertion, with a reference to the signer's certificate as holder of the key.

    All namespaces are declared on the assertion itself, so that it means the same in every envelope.
    """
    attributes = "".join(_attribute(name, value) for name, value in _attributes(claims) if value is not None)
    audience = "".join(f"<saml:Audience>{escape(urn)}</saml:Audience>" for urn in claims.audience)
    name_id = f"<saml:NameID>{escape(claims.name_id)}</saml:NameID>" if claims.name_id else "<saml:NameID/>"
    return (
        f'<saml:Assertion xmlns:saml="{names.SAML}" xmlns:ds="{names.DS}" xmlns:xsi="{_XSI}" xmlns:xs="{_XS}"'
        f' ID="{escape(claims.token_id)}" IssueInstant="{format_instant(claims.issue_instant)}" Version="2.0">'
        f'<saml:Issuer Format="{names.ENTITY_FORMAT}">{escape(ids.organisation(claims.ura).urn())}</saml:Issuer>'
        f"<saml:Subject>{name_id}"
        f'<saml:SubjectConfirmation Method="{names.HOLDER_OF_KEY}"><saml:SubjectConfirmationData>'
        f"{key_info(certificate)}</saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>"
        f'<saml:Conditions NotBefore="{format_instant(claims.not_before)}"'
        f' NotOnOrAfter="{format_instant(claims.not_on_or_after)}">'
        f"<saml:AudienceRestriction>{audience}</saml:AudienceRestriction></saml:Conditions>"
        f'<saml:AuthnStatement AuthnInstant="{format_instant(claims.authn_instant)}"><saml:AuthnContext>'
        f"<saml:AuthnContextClassRef>{escape(claims.class_ref)}</saml:AuthnContextClassRef>"
        "</saml:AuthnContext></saml:AuthnStatement>"
        f"<saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion>"
    ).encode()


def key_info(certificate: x509.Certificate) -> str:
    """Return the KeyInfo that refers to a certificate by issuer and serial number (tokens.md section 2.6)."""
    issuer, serial = issuer_serial(certificate)
    return (
        f"<ds:KeyInfo><ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>{escape(issuer)}</ds:X509IssuerName>"
        f"<ds:X509SerialNumber>{escape(serial)}</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data></ds:KeyInfo>"
    )


def shift_times(unsigned: bytes, seconds: float) -> bytes:
    """Return an unsigned assertion with all its times moved by ``seconds``, and nothing else changed.

    Raises XmlError for what is no assertion, is signed already, or has a time that cannot be read or moved.
    """
    assertion = read_unsigned(unsigned)
    for element in assertion.iter(names.saml("Assertion"), names.saml("Conditions"), names.saml("AuthnStatement")):
        for name in _TIMES:
            value = element.get(name)
            if value is not None:
                element.set(name, _moved(value, seconds))
    return serialise(assertion)


def read_unsigned(data: bytes) -> etree._Element:
    """Read an assertion that has an ID and no signature; raises XmlError for anything else."""
    assertion = parse(data, limit=SIZE_LIMIT)
    if assertion.tag != names.saml("Assertion") or not assertion.get("ID"):
        raise XmlError("Het te ondertekenen document is geen SAML-assertion met een ID.")
    if next(assertion.iter(names.ds("Signature")), None) is not None:
        raise XmlError("De assertion is al ondertekend.")
    return assertion


def _moved(value: str, seconds: float) -> str:
    try:
        moment = parse_instant(value) + timedelta(seconds=seconds)
        return format_instant(moment)
    except (ValueError, OverflowError) as error:
        raise XmlError(f"Het tijdstip '{value[:40]}' in de assertion is niet te verschuiven: {error}") from error


def _attributes(claims: TransactietokenClaims) -> tuple[tuple[str, str | None], ...]:
    return (
        (names.CONTEXT, claims.context),
        (names.INTERACTION, claims.interaction),
        (names.MESSAGE_ROOT, claims.message_root),
        (names.MESSAGE_EXTENSION, claims.message_ext),
        (names.BSN, claims.bsn),
        (names.APPLICATION, ids.application(claims.application_id).urn()),
        (names.CONTEXT_CODE_SYSTEM, claims.context_code_system if claims.context_code is not None else None),
        (names.CONTEXT_CODE, claims.context_code),
    )


def _attribute(name: str, value: str) -> str:
    return (
        f'<saml:Attribute Name="{name}" NameFormat="{names.UNSPECIFIED_FORMAT}">'
        f"<saml:AttributeValue>{escape(value)}</saml:AttributeValue></saml:Attribute>"
    )
