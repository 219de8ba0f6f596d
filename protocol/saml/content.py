"""Reading what a transactietoken says; nothing here decides whether it is true."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from lxml import etree

from protocol.saml import names
from protocol.saml.claims import parse_instant
from protocol.saml.rules import Refusal, refuse
from protocol.saml.signature import KeyReference, read_key
from protocol.xml import Fields, XmlError, first, text_of
from protocol.xsd import Schema

_SCHEMA: Final = Schema(Path(__file__).parent / "schemas" / "transactietoken.xsd")
_NAME_ID: Final = names.saml("NameID")
_SIGNATURE: Final = names.ds("Signature")
_SUBJECT, _CONFIRMATION = names.saml("Subject"), names.saml("SubjectConfirmation")
_ATTRIBUTES: Final = f"{names.saml('AttributeStatement')}/{names.saml('Attribute')}"
_SHOWN: Final = Fields(
    names.XPATH,
    {
        "name_id": "s:Subject/s:NameID",
        "token_id": "@ID",
        "issuer": "s:Issuer",
        "not_before": "s:Conditions/@NotBefore",
        "not_on_or_after": "s:Conditions/@NotOnOrAfter",
        "class_ref": "s:AuthnStatement/s:AuthnContext/s:AuthnContextClassRef",
    },
)
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
    period: tuple[str, str]
    """NotBefore and NotOnOrAfter as they were written."""


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
    # The schema fixes the order of these five, and of what is in them.
    issuer, subject, conditions, authentication, statement = assertion
    attributes: dict[str, str] = {}
    for attribute in statement:
        name = (attribute.get("Name") or "").strip()
        if name in attributes:
            return refuse("T-03", f"het attribuut '{name[:60]}' staat meer dan eens in het token")
        attributes[name] = _stripped(attribute[0])
    first, data = subject[0], next(iter(subject[-1]), None)
    period = (conditions.get("NotBefore") or "").strip(), (conditions.get("NotOnOrAfter") or "").strip()
    try:
        return Content(
            token_id=assertion.get("ID") or "",
            issuer=_stripped(issuer),
            name_id=_stripped(first) if first.tag == _NAME_ID else None,
            subject_key=None if data is None else read_key(data),
            issue_instant=parse_instant(assertion.get("IssueInstant") or ""),
            not_before=parse_instant(period[0]),
            not_on_or_after=parse_instant(period[1]),
            authn_instant=parse_instant(authentication.get("AuthnInstant") or ""),
            audience=tuple(map(_stripped, conditions[0])),
            class_ref=_stripped(authentication[0][0]),
            attributes=attributes,
            period=period,
        )
    except ValueError as error:
        return refuse("T-03", str(error))


def kind_of(assertion: etree._Element) -> str:
    """Say what kind of token an assertion is (tokens.md section 7.3): none of them carries a mark.

    Returns ``digid``, ``transactietoken``, ``inschrijftoken``, ``mandaattoken`` or ``onbekend``.
    """
    subjects = list(assertion.iterchildren(_SUBJECT))
    name_id = next((found for subject in subjects for found in subject.iterchildren(_NAME_ID)), None)
    if text_of(name_id).startswith("s00000000:"):
        return "digid"
    methods = (found.get("Method") for subject in subjects for found in subject.iterchildren(_CONFIRMATION))
    method = next((found.strip() for found in methods if found is not None), "")
    if method == names.HOLDER_OF_KEY:
        return "transactietoken"
    if method != names.SENDER_VOUCHES:
        return "onbekend"
    attributes = {attribute.get("Name") for attribute in assertion.iterfind(_ATTRIBUTES)}
    if names.EXECUTOR in attributes:
        return "inschrijftoken"
    return "mandaattoken" if names.CONTEXT in attributes else "onbekend"


def describe(assertion: etree._Element) -> TokenFacts:
    """Return what an assertion says of itself, however wrong it is; long values are cut off."""
    try:
        said = _SHOWN.read(assertion)
    except XmlError:
        return TokenFacts(kind=kind_of(assertion))
    signature = first(assertion, _SIGNATURE)
    reference = None if signature is None else read_key(signature)
    return TokenFacts(
        token_id=said["token_id"][:_QUOTED],
        kind=kind_of(assertion),
        issuer=said["issuer"][:_QUOTED],
        name_id=said["name_id"][:_QUOTED],
        not_before=said["not_before"][:_QUOTED],
        not_on_or_after=said["not_on_or_after"][:_QUOTED],
        certificate_issuer="" if reference is None else reference.issuer[:_QUOTED],
        certificate_serial="" if reference is None else str(reference.serial),
        class_ref=said["class_ref"][:_QUOTED],
    )


def facts_of_content(content: Content, reference: KeyReference) -> TokenFacts:
    """Return what ``describe`` returns, for a transactietoken that has been read already."""
    return TokenFacts(
        token_id=content.token_id[:_QUOTED],
        kind="transactietoken",
        issuer=content.issuer[:_QUOTED],
        name_id=(content.name_id or "")[:_QUOTED],
        not_before=content.period[0],
        not_on_or_after=content.period[1],
        certificate_issuer=reference.issuer[:_QUOTED],
        certificate_serial=str(reference.serial),
        class_ref=content.class_ref[:_QUOTED],
    )


def _stripped(element: etree._Element) -> str:
    return (element.text or "").strip()
