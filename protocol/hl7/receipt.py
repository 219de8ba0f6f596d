"""The ontvangstbevestiging (MCCI_IN000002; transport.md sections 2.3, 7.5 and 7.6)."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from protocol.hl7.markup import Hl7Error
from protocol.hl7.transmission import Acknowledgement, Transmission, parse_transmission, write_transmission
from protocol.xml import local_name, place

RECEIPT: Final = "MCCI_IN000002"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt; what it says stands in ``acknowledgement``: CA, or CE and CR with a reason."""

    transmission: Transmission

    @property
    def acknowledgement(self) -> Acknowledgement:
        """Return what the receipt says; raises ValueError if it was made without."""
        if self.transmission.acknowledgement is None:
            raise ValueError("a receipt has an acknowledgement")
        return self.transmission.acknowledgement


def build_receipt(receipt: Receipt) -> bytes:
    """Return the receipt as UTF-8, ready for the body of an envelope; raises ValueError without acknowledgement."""
    if receipt.transmission.acknowledgement is None:
        raise ValueError("a receipt names the message that it answers")
    return write_transmission(receipt.transmission)


def parse_receipt(element: etree._Element) -> Receipt:
    """Read a receipt; raises Hl7Error for what it cannot do without."""
    if local_name(element) != RECEIPT:
        raise Hl7Error(f"Verwacht wordt {RECEIPT}, gevonden is {local_name(element)[:60]}.", place(element))
    receipt = Receipt(parse_transmission(element))
    if receipt.transmission.acknowledgement is None:
        raise Hl7Error("Het element 'acknowledgement' ontbreekt.", place(element))
    return receipt
