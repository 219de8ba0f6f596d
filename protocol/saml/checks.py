"""The rules on the content of a transactietoken (tokens.md sections 7.2 and 7.4); each yields its own refusals.

Nothing here may be called before the signature over the content has been checked.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, Protocol

from protocol import ids
from protocol.saml import names, rules
from protocol.saml.content import Content
from protocol.saml.facts import MessageFacts, Policy
from protocol.saml.rules import Failure, Refusal, refuse
from protocol.saml.signer import Signer, SignerFacts, refers_to
from protocol.saml.tokens import TokenSet
from protocol.soap import UNSUPPORTED_SECURITY_TOKEN


class CertificateProblem(Protocol):
    """What a chain checker says, such as ``protocol.pkix.Problem``."""

    @property
    def reason(self) -> str:
        """Return the code of the reason."""

    @property
    def text(self) -> str:
        """Return the Dutch sentence."""


_BY_REASON: Final[dict[str, tuple[str, Failure]]] = {
    "verlopen": ("T-10", rules.CERTIFICATE_TIME),
    "nog-niet-geldig": ("T-10", rules.CERTIFICATE_TIME),
    "ingetrokken": ("T-10", rules.CERTIFICATE_REVOKED),
    "sleutelgebruik": ("T-12", rules.CERTIFICATE_USAGE),
    "uitgebreid-sleutelgebruik": ("T-12", rules.CERTIFICATE_USAGE),
}
_MANDATE: Final = Failure(UNSUPPORTED_SECURITY_TOKEN, "Security token wordt niet ondersteund", "SIM-TOK-02")


def check_certificate(problems: Iterable[CertificateProblem]) -> Iterator[Refusal]:
    """T-10, and T-12 where the chain checker looks at key usage: the certificate is valid on receipt."""
    for problem in problems:
        rule, failure = _BY_REASON.get(str(problem.reason), ("T-10", rules.CERTIFICATE_CHAIN))
        yield refuse(rule, problem.text, failure)


def check_signer(facts: SignerFacts | None) -> Iterator[Refusal]:
    """T-12: an authentication certificate of a pass Z or N or of PKIoverheid, or a servercertificaat."""
    if facts is None:
        yield refuse("T-12", "het certificaat heeft geen UZI-naam", rules.CERTIFICATE_PASTYPE)
        return
    if not facts.digital_signature:
        yield refuse("T-12", "het certificaat heeft niet het sleutelgebruik digitalSignature")
    if facts.pastype not in ("Z", "N", "S", "PKIO"):
        kind = facts.pastype or "onbekend"
        reason = f"het certificaat is van het soort {kind}; alleen Z, N en S mogen een transactietoken ondertekenen"
        yield refuse("T-12", reason, rules.CERTIFICATE_PASTYPE)


def check_times(content: Content, now: datetime, policy: Policy) -> Iterator[Refusal]:
    """T-13: the token is received within its period, the end not included."""
    if now + policy.skew < content.not_before:
        yield refuse(
            "T-13", f"het token is nog niet geldig: pas vanaf {_instant(content.not_before)}", rules.NOT_YET_VALID
        )
    if now - policy.skew >= content.not_on_or_after:
        yield refuse("T-13", f"het token is verlopen: geldig tot {_instant(content.not_on_or_after)}")


def check_token(content: Content, signer: Signer, policy: Policy) -> Iterator[Refusal]:
    """T-14 to T-17, and T-07: what the token says of itself."""
    period = content.not_on_or_after - content.not_before
    if period > policy.maximum:
        minutes, most = period.total_seconds() / 60, policy.maximum.total_seconds() / 60
        yield refuse("T-14", f"het token is {minutes:.1f} minuten geldig; hoogstens {most:.1f} is toegestaan")
    if policy.audience not in content.audience:
        yield refuse("T-15", f"de ZIM ({policy.audience}) staat niet bij de Audience van het token")
    server = signer.facts is not None and signer.facts.pastype == "S"
    expected = names.X509_CLASS if server else names.SMARTCARD_PKI
    if content.class_ref != expected:
        yield refuse("T-16", f"de AuthnContextClassRef is '{content.class_ref[:100]}'; verwacht: {expected}")
    if not refers_to(content.subject_key, signer):
        yield refuse("T-17", "de KeyInfo in SubjectConfirmationData verwijst niet naar het ondertekenende certificaat")
    if server and content.name_id != "":
        wrong = "ontbreekt" if content.name_id is None else "is gevuld"
        yield refuse("T-07", f"de NameID {wrong}; bij een servercertificaat hoort een leeg element NameID")
    if not server and content.name_id is None:
        yield refuse("T-03", "het token heeft geen NameID")


def check_links(content: Content, signer: Signer, message: MessageFacts) -> Iterator[Refusal]:
    """T-05, T-06, T-18 and T-19: the token belongs to this message."""
    yield from _organisation(content, signer.facts, message)
    if signer.facts is None or signer.facts.pastype != "S":
        yield from _author(content, signer.facts, message)
    yield from _message(content, message)
    yield from _patient(content.attributes.get(names.BSN) or None, message.bsn or None)


def check_mandate(tokens: TokenSet, signer: Signer, message: MessageFacts) -> Iterator[Refusal]:
    """T-08, T-20 and T-21: which other tokens belong in the same header.

    Mandaattokens are not verified here; one that is present is refused under T-20, visibly.
    """
    pastype = None if signer.facts is None else signer.facts.pastype
    if tokens.mandaattoken is not None:
        yield refuse("T-20", "een mandaattoken wordt hier nog niet ondersteund", _MANDATE)
    if pastype == "S":
        absent = [
            name
            for name, token in (("mandaattoken", tokens.mandaattoken), ("inschrijftoken", tokens.inschrijftoken))
            if token is None
        ]
        if absent:
            yield refuse("T-08", f"bij een token van een servercertificaat ontbreekt: {' en '.join(absent)}")
        return
    if tokens.mandaattoken is not None:
        return
    if pastype == "N":
        yield refuse("T-21", "de afzender gebruikt een medewerkerpas (N); daarbij hoort een mandaattoken")
    elif message.overseer_uzi is not None and message.overseer_uzi != message.author_uzi:
        yield refuse("T-21", "de auteur is een ander dan de verantwoordelijke; daarbij hoort een mandaattoken")


def warnings_of(content: Content) -> Iterator[str]:
    """Yield what is accepted but worth knowing."""
    if ids.ura_of_old_form(content.issuer) is not None:
        yield "de Issuer heeft de oude vorm urn:oid:, die wordt uitgefaseerd"
    unknown = sorted(set(content.attributes) - _ATTRIBUTES)
    if unknown:
        yield f"het token heeft onbekende attributen: {', '.join(name[:60] for name in unknown[:10])}"


_ATTRIBUTES: Final = frozenset(
    {
        names.CONTEXT,
        names.INTERACTION,
        names.MESSAGE_ROOT,
        names.MESSAGE_EXTENSION,
        names.BSN,
        names.APPLICATION,
        names.CONTEXT_CODE,
        names.CONTEXT_CODE_SYSTEM,
    }
)


def _organisation(content: Content, facts: SignerFacts | None, message: MessageFacts) -> Iterator[Refusal]:
    ura = _ura_of(content.issuer)
    if ura is None:
        yield refuse(
            "T-05", f"de Issuer '{content.issuer[:80]}' is geen URA in de vorm {ids.organisation('...').urn()}"
        )
        return
    if message.ura is None or not ids.same_ura(ura, message.ura):
        yield refuse(
            "T-05", f"de URA van het token is {ura[:20]}, die van het bericht {(message.ura or 'afwezig')[:20]}"
        )
    if facts is not None and facts.ura and not ids.same_ura(ura, facts.ura):
        yield refuse("T-05", f"de URA van het token is {ura[:20]}, die van het certificaat {facts.ura}")


def _author(content: Content, facts: SignerFacts | None, message: MessageFacts) -> Iterator[Refusal]:
    if content.name_id is None or facts is None:
        return
    holder = facts.name_id
    role = f":{message.author_role}" if facts.rolcode else ""
    author = "afwezig" if message.author_uzi is None else f"{message.author_uzi}{role}"
    if content.name_id != holder:
        yield refuse("T-06", f"de NameID is '{content.name_id[:60]}'; volgens het certificaat is het {holder}")
    if content.name_id != author:
        yield refuse("T-06", f"de NameID is '{content.name_id[:60]}'; de auteur van het bericht is {author[:60]}")


def _message(content: Content, message: MessageFacts) -> Iterator[Refusal]:
    said = content.attributes
    pairs = [
        (names.MESSAGE_ROOT, message.message_id.root),
        (names.MESSAGE_EXTENSION, message.message_id.extension),
        (names.INTERACTION, message.interaction),
        (names.APPLICATION, ids.application(message.application_id).urn()),
        (names.CONTEXT_CODE, message.context_code),
    ]
    if message.context_code is not None:
        pairs.append((names.CONTEXT_CODE_SYSTEM, message.context_code_system))
    for name, expected in pairs:
        if said.get(name) != expected:
            shown = said.get(name, "afwezig")[:80]
            yield refuse(
                "T-18", f"{name} van het token is '{shown}'; volgens het bericht is het '{expected or 'afwezig'}'"
            )


def _patient(in_token: str | None, in_message: str | None) -> Iterator[Refusal]:
    # No numbers in the text: what a foreign system sends may be a real BSN.
    if in_token is None and in_message is not None:
        yield refuse("T-19", "het bericht heeft een BSN en het token niet")
    elif in_token is not None and in_message is None:
        yield refuse("T-19", "het token heeft een BSN en het bericht niet")
    elif in_token != in_message:
        yield refuse("T-19", "het BSN van het token is een ander dan dat van het bericht")


def _ura_of(issuer: str) -> str | None:
    old = ids.ura_of_old_form(issuer)
    if old is not None:
        return old
    try:
        identifier = ids.InstanceIdentifier.from_urn(issuer)
    except ValueError:
        return None
    return identifier.extension if identifier.root == ids.URA else None


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
