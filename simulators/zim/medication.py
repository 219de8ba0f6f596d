"""Fictitious medication of a fictitious patient: what the sources behind the ZIM answer.

The form of the payload is ours (assumed): the schema of the list was not available (transport.md section 7). The same
BSN gets the same list on the same day, so that what a user sees can be compared with it.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from protocol import ids

HL7 = "urn:hl7-org:v3"
PRODUCT_CODES = "2.16.840.1.113883.2.4.4.7"
DISPENSE_ROOT = "2.16.840.1.113883.2.4.6.6.90000002.1"

_PRODUCTS = (
    ("99000001", "Fictamol tablet 500 mg"),
    ("99000002", "Voorbeeldine capsule 20 mg"),
    ("99000003", "Testoprol tablet 50 mg"),
    ("99000004", "Proefcilline suspensie 25 mg/ml"),
    ("99000005", "Sjabloneerzalf 1 %"),
    ("99000006", "Demosartan tablet 8 mg"),
)


@dataclass(frozen=True, slots=True)
class Dispense:
    """One medicine that was handed out."""

    dispense_id: str
    product_code: str
    product: str
    handed_out: date
    quantity: int


def dispenses(bsn: str, today: date) -> tuple[Dispense, ...]:
    """Return two or three dispenses for a patient, the newest first; the same for a BSN on the same day."""
    seed = hashlib.sha256(bsn.encode()).digest()
    count = 2 + seed[0] % 2
    return tuple(
        Dispense(
            f"{bsn}-{nth + 1}",
            *_PRODUCTS[(seed[1] + nth) % len(_PRODUCTS)],
            today - timedelta(days=7 + 30 * nth + seed[2] % 20),
            30 * (1 + seed[3 + nth] % 3),
        )
        for nth in range(count)
    )


def payload(bsn: str, today: date) -> str:
    """Return the MedicationDispenseList of a patient, as the ``subject`` of an answer holds it.

    ``bsn`` goes into the XML as it is: digits only.
    """
    events = "".join(
        "<component><medicationDispenseEvent>"
        f'<id root="{DISPENSE_ROOT}" extension="{dispense.dispense_id}"/>'
        f'<effectiveTime value="{dispense.handed_out.isoformat().replace("-", "")}"/>'
        f'<quantity value="{dispense.quantity}" unit="1"/>'
        "<product><dispensedMedication><MedicationKind>"
        f'<code code="{dispense.product_code}" codeSystem="{PRODUCT_CODES}" displayName="{dispense.product}"/>'
        "</MedicationKind></dispensedMedication></product>"
        "</medicationDispenseEvent></component>"
        for dispense in dispenses(bsn, today)
    )
    return (
        f'<MedicationDispenseList xmlns="{HL7}">'
        f'<subject><Patient><id root="{ids.BSN}" extension="{bsn}"/></Patient></subject>'
        f"{events}</MedicationDispenseList>"
    )
