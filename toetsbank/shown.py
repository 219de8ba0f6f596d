"""What a user was shown, held against what came in over the wire for one patient."""

from dataclasses import dataclass

from protocol.hl7.batch import parse_batch
from protocol.hl7.markup import Hl7Error
from protocol.soap import SoapError, parse_envelope
from protocol.xml import parse
from toetsbank.acts import Act
from toetsbank.outcomes import Inconclusive
from toetsbank.recorder import Recorder


@dataclass(frozen=True, slots=True)
class Received:
    """What came in for one query, and what the user who asked was shown."""

    act: Act
    bsn: str
    products: frozenset[str]
    """Names of products in the patiëntstukken: content that a user recognises."""

    def shows(self, products: frozenset[str], text: str) -> tuple[str, ...]:
        """Return which of these products a text names."""
        return tuple(sorted(product for product in products if product in text))


def received(act: Act, recorder: Recorder) -> Received:
    """Return what came in for a query; raises Inconclusive where nothing did that a user could recognise."""
    if not act.succeeded:
        raise Inconclusive(f"De opvraag lukte niet; het GBx toonde: {' '.join(act.result.shown) or 'niets'}")
    message = act.messages[-1]
    products = _products(recorder.payload(message.response_sha256))
    if not products or message.bsn is None:
        raise Inconclusive("In het antwoord staat niets waaraan het op het scherm te herkennen is.")
    return Received(act, message.bsn, products)


def _products(body: bytes) -> frozenset[str]:
    try:
        element = parse_envelope(body).body
        members = () if element is None else parse_batch(element).members
    except (SoapError, Hl7Error):
        return frozenset()
    pieces = [parse(payload) for member in members for payload in member.payloads]
    return frozenset(name for piece in pieces for node in piece.iter() if (name := node.get("displayName")))
