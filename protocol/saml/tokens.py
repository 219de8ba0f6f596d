"""Finding the tokens in a message (tokens.md sections 2.8 and 7.3, rules T-01 and T-02)."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from protocol import soap
from protocol.saml import rules
from protocol.saml.content import kind_of
from protocol.saml.names import saml
from protocol.saml.rules import Refusal, refuse
from protocol.xml import children

_ASSERTION: Final = saml("Assertion")
_ENCRYPTED: Final = saml("EncryptedAssertion")
UNKNOWN_KIND: Final = "7.3"
"""Rule of a token of unknown kind: tokens.md section 7.3 has no number for it."""


@dataclass(frozen=True, slots=True)
class TokenSet:
    """The tokens for one party; ``refusals`` says why the set as such cannot be taken."""

    transactietoken: etree._Element | None = None
    mandaattoken: etree._Element | None = None
    """Plain or encrypted."""
    inschrijftoken: etree._Element | None = None
    others: tuple[etree._Element, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def assertions(self) -> tuple[etree._Element, ...]:
        """Return all plain assertions, for observations."""
        known = (self.transactietoken, self.mandaattoken, self.inschrijftoken, *self.others)
        return tuple(token for token in known if token is not None and token.tag == _ASSERTION)


def tokens_of(envelope: soap.Envelope, *, actor: str = soap.ZIM_ACTOR) -> TokenSet:
    """Return the tokens in the security header for ``actor``; headers for others are left alone."""
    blocks = envelope.blocks(soap.SECURITY, actor)
    if not blocks:
        elsewhere = any(block.element.tag == soap.SECURITY for block in envelope.headers)
        if elsewhere:
            return TokenSet(refusals=(refuse("T-01", f"geen wss:Security heeft de actor {actor}"),))
        return TokenSet(refusals=(refuse("T-02", "het bericht heeft geen wss:Security met een transactietoken"),))
    if len(blocks) > 1:
        return TokenSet(refusals=(refuse("T-01", f"{len(blocks)} keer wss:Security voor dezelfde actor"),))
    if not blocks[0].must_understand:
        return TokenSet(refusals=(refuse("T-01", "wss:Security heeft geen mustUnderstand met de waarde 1"),))
    return _classify(children(blocks[0].element))


def _classify(elements: list[etree._Element]) -> TokenSet:
    found: dict[str, list[etree._Element]] = {}
    for element in elements:
        if element.tag == _ASSERTION:
            found.setdefault(kind_of(element), []).append(element)
        elif element.tag == _ENCRYPTED:
            found.setdefault("mandaattoken", []).append(element)
    refusals: list[Refusal] = []
    for kind in ("digid", "onbekend"):
        if found.get(kind):
            reason = f"een token in wss:Security is van een soort die hier niet wordt ondersteund ({kind})"
            refusals.append(Refusal(UNKNOWN_KIND, reason, rules.UNSUPPORTED))
    for kind in ("transactietoken", "mandaattoken", "inschrijftoken"):
        if len(found.get(kind, ())) > 1:
            refusals.append(refuse("T-09", f"{len(found[kind])} tokens van de soort {kind}; het mag er een zijn"))
    if not found.get("transactietoken"):
        refusals.append(refuse("T-02", "wss:Security bevat geen transactietoken"))
    first = {kind: tokens[0] for kind, tokens in found.items()}
    others = tuple(token for kind, tokens in found.items() for token in tokens if token is not first.get(kind)) + tuple(
        first[kind] for kind in ("digid", "onbekend") if kind in first
    )
    return TokenSet(
        first.get("transactietoken"), first.get("mandaattoken"), first.get("inschrijftoken"), others, tuple(refusals)
    )
