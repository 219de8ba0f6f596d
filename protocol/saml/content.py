"""Reading what a transactietoken says; nothing here decides whether it is true."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from lxml import etree

from protocol.saml import names
from protocol.saml.claims import parse_instant
from protocol.saml.names import ds, saml
from protocol.saml.rules import Refusal, refuse
from protocol.saml.signature import KeyReference, key_reference
from protocol.xsd import Schema

_SCHEMA: Final = Schema(Path(__file__).parent / "schemas" / "transactietoken.xsd")
_SUBJECT: Final = saml("Subject")
_CONFIRMATION: Final = f"{_SUBJECT}/{saml('SubjectConfirmation')}"
_NAME_ID: Final = f"{_SUBJECT}/{saml('NameID')}"
_SUBJECT_KEY: Final = f"{_CONFIRMATION}/{saml('SubjectConfirmationData')}/{ds('KeyInfo')}"
_SIGNATURE_KEY: Final = f"{ds('Signature')}/{ds('KeyInfo')}"
_AUTHN: Final = saml("AuthnStatement")
_CLASS: Final = f"{_AUTHN}/{saml('AuthnContext')}/{saml('AuthnContextClassRef')}"
_VALUE: Final = saml("AttributeValue")
_QUOTED: Final = 200


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a transactietoken that has the right structure; ``name_id`` is None without NameID element."""

    token_id: str
    issuer: str
    name_id: str | None
    subject_key: KeyReference | None
    issue_instant: datetime
    not_before: datetime
    not_on_or_after: datetime
    authn_instant: datetime
    audience: tuple[str, ...]
    class_ref: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """The facts of a token that are no secret, as it states them itself; for observations, proven or not."""

    token_id: str = ""
    kind: str = ""
    issuer: str = ""
    name_id: str = ""
    not_before: str = ""
    not_on_or_after: str = ""
    certificate_issuer: str = ""
    certificate_serial: str = ""
    class_ref: str = ""


def read_content(assertion: etree._Element) -> Content | Refusal:
    """Read the signed element of a transactietoken; a structure that is not allowed is refused by rule T-03."""
    problems = _SCHEMA.problems(assertion)
    if problems:
        return refuse("T-03", "het token is niet van de vereiste vorm: " + " ".join(problems[:5]))
    # The schema fixes the order of these five.
    issuer, _, conditions, authn, statement = assertion
    attributes: dict[str, str] = {}
    for attribute in statement:
        name = (attribute.get("Name") or "").strip()
        if name in attributes:
            return refuse("T-03", f"het attribuut '{name[:60]}' staat meer dan eens in het token")
        attributes[name] = _stripped(attribute[0])
    name_id = assertion.find(_NAME_ID)
    try:
        return Content(
            token_id=assertion.get("ID") or "",
            issuer=_stripped(issuer),
            name_id=None if name_id is None else _stripped(name_id),
            subject_key=key_reference(assertion.find(_SUBJECT_KEY)),
            issue_instant=parse_instant(assertion.get("IssueInstant") or ""),
            not_before=parse_instant(conditions.get("NotBefore") or ""),
            not_on_or_after=parse_instant(conditions.get("NotOnOrAfter") or ""),
            authn_instant=parse_instant(authn.get("AuthnInstant") or ""),
            audience=tuple(_stripped(audience) for audience in conditions[0]),
            class_ref=_stripped(authn[0][0]),
            attributes=attributes,
        )
    except ValueError as error:
        return refuse("T-03", str(error))


def kind_of(assertion: etree._Element) -> str:
    """Say what kind of token an assertion is (tokens.md section 7.3): none of them carries a mark.

    Returns ``digid``, ``transactietoken``, ``inschrijftoken``, ``mandaattoken`` or ``onbekend``.
    """
    name_id = assertion.find(_NAME_ID)
    if name_id is not None and _stripped(name_id).startswith("s00000000:"):
        return "digid"
    confirmation = assertion.find(_CONFIRMATION)
    method = "" if confirmation is None else (confirmation.get("Method") or "").strip()
    if method == names.HOLDER_OF_KEY:
        return "transactietoken"
    if method != names.SENDER_VOUCHES:
        return "onbekend"
    found = {(attribute.get("Name") or "").strip() for attribute in assertion.iter(saml("Attribute"))}
    if names.EXECUTOR in found:
        return "inschrijftoken"
    return "mandaattoken" if names.CONTEXT in found else "onbekend"


def describe(assertion: etree._Element) -> TokenFacts:
    """Return what an assertion says of itself, however wrong it is; long values are cut off."""
    conditions = assertion.find(saml("Conditions"))
    reference = key_reference(assertion.find(_SIGNATURE_KEY))
    return TokenFacts(
        token_id=_shown(assertion.get("ID")),
        kind=kind_of(assertion),
        issuer=_shown(assertion.findtext(saml("Issuer"))),
        name_id=_shown(assertion.findtext(_NAME_ID)),
        not_before=_shown(None if conditions is None else conditions.get("NotBefore")),
        not_on_or_after=_shown(None if conditions is None else conditions.get("NotOnOrAfter")),
        certificate_issuer=_shown(None if reference is None else reference.issuer),
        certificate_serial="" if reference is None else str(reference.serial),
        class_ref=_shown(assertion.findtext(_CLASS)),
    )


def _stripped(element: etree._Element) -> str:
    return (element.text or "").strip()


def _shown(text: str | None) -> str:
    return (text or "").strip()[:_QUOTED]
